"""Entering, listing and removing agencies, and the codes that link their chats."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bot.cli.progress import line
from bot.store import agencies, audit, chats, link_codes, workbooks
from tests.support.agency_office import Office, office

__all__ = ["office"]

ONE = ("agencies", "add", "D01", "--name", "กรมคุ้มครองสิทธิ", "--programme", "hrmo-2565", "--ministry", "ยุติธรรม")


def rows_of(office: Office) -> list[tuple[str, str, str, str, str, bool]]:
    with office.installation().database.reading() as session:
        return [
            (each.code, each.name, each.programme, each.ministry, each.province, each.active)
            for each in agencies.every(session)
        ]


def test_an_agency_is_entered_once_however_often_it_is_told(office: Office) -> None:
    assert office.run(*ONE)[:2][0] == 0
    status, out, _ = office.run(*ONE)

    assert (status, out.splitlines()[0]) == (0, "กรมคุ้มครองสิทธิ (D01) มีอยู่แล้ว (known)")
    assert rows_of(office) == [("D01", "กรมคุ้มครองสิทธิ", "hrmo-2565", "ยุติธรรม", "", True)]
    with office.installation().database.reading() as session:
        assert [entry.act for entry in audit.entries(session)] == ["enter agency"]


def test_what_is_new_about_an_agency_is_brought_up_to_date_and_the_rest_stays(office: Office) -> None:
    office.run(*ONE)

    status, out, _ = office.run("agencies", "add", "D01", "--province", "กรุงเทพมหานคร")

    assert (status, out.splitlines()[0]) == (0, "กรมคุ้มครองสิทธิ (D01) ปรับปรุงแล้ว (updated)")
    assert rows_of(office) == [("D01", "กรมคุ้มครองสิทธิ", "hrmo-2565", "ยุติธรรม", "กรุงเทพมหานคร", True)]


def test_a_type_is_kept_by_its_code_and_stays_where_it_is_not_told(office: Office) -> None:
    office.run(*ONE, "--type", "กรมหรือเทียบเท่า")
    office.run("agencies", "add", "D01", "--province", "เลย")

    with office.installation().database.reading() as session:
        assert [(each.type, each.province) for each in agencies.every(session)] == [("department", "เลย")]
    status, _, err = office.run("agencies", "add", "D01", "--type", "วัด")
    assert (
        status,
        err.startswith("tonbaeb: ประเภทหน่วยงาน (type): พบ “วัด” ต้องเป็น ประเภทหนึ่งใน จังหวัด, กรมหรือเทียบเท่า,"),
    ) == (
        1,
        True,
    )


def test_everything_that_is_wrong_with_an_entry_is_told_at_once(office: Office) -> None:
    status, _, err = office.run("agencies", "add", "D 1", "--programme", "hrmo", "--workbook", "http://example.org")

    assert status == 1
    assert [line.partition(":")[0] for line in err.removeprefix("tonbaeb: ").splitlines()] == [
        "รหัสหน่วยงาน (code)",
        "ชื่อหน่วยงาน (name)",
        "โปรแกรม (programme)",
        "แผ่นงาน (workbook)",
    ]
    assert rows_of(office) == []


def test_a_code_that_differs_in_its_capitals_alone_is_refused(office: Office) -> None:
    office.run(*ONE)

    status, _, err = office.run("agencies", "add", "d01", "--name", "ข", "--programme", "hrmo-2565")

    assert (status, "มีในทะเบียนแล้วเป็น “D01”" in err) == (1, True)


def test_a_list_enters_the_good_rows_and_tells_the_bad_ones(office: Office) -> None:
    Path("list.csv").write_bytes(
        "รหัส,ชื่อหน่วยงาน,โปรแกรม\nA1,กรมหนึ่ง,hrmo-2565\nA 2,กรมสอง,hrmo-2565\nA3,กรมสาม,hrmo-2565\n".encode("cp874")
    )

    status, out, err = office.run("agencies", "add", "--csv", "list.csv")

    assert status == 1
    assert err.splitlines()[1].startswith("บรรทัด 3 รหัสหน่วยงาน (code): พบ “A 2” ต้องเป็น รหัส 1-40 ตัว")
    assert err.count("! ยังไม่มีแบบฟอร์มต้นฉบับของ hrmo-2565") == 1
    assert "เข้าทะเบียนแล้ว (entered) 2" in out
    assert [row[:2] for row in rows_of(office)] == [("A1", "กรมหนึ่ง"), ("A3", "กรมสาม")]


def test_a_list_entered_again_changes_nothing(office: Office) -> None:
    Path("list.csv").write_text("code,name\nA1,กรมหนึ่ง\nA2,กรมสอง\n", encoding="utf-8-sig")
    command = ("agencies", "add", "--csv", "list.csv", "--programme", "hrmo-2565")

    first, second = office.run(*command), office.run(*command)

    assert (first[0], second[0]) == (0, 0)
    assert "มีอยู่แล้ว (known) 2" in second[1]
    with office.installation().database.reading() as session:
        assert len(audit.entries(session)) == 2


def test_a_report_tells_each_row_in_a_file_that_excel_opens(office: Office) -> None:
    Path("list.csv").write_text("code,name\nA1,=HYPERLINK(1)\nA 2,ข\n", encoding="utf-8")
    master = shared_master(office)

    office.run("agencies", "add", "--csv", "list.csv", "--programme", "hrmo-2565", "--report", "out.csv")

    data = Path("out.csv").read_bytes()
    rows = list(csv.reader(data.decode("utf-8-sig").splitlines()))
    assert data.startswith(b"\xef\xbb\xbf")
    assert [row[:4] for row in rows[1:]] == [["2", "A1", "'=HYPERLINK(1)", "new"], ["3", "", "", "error"]]
    assert rows[1][5:7] == [
        f"https://docs.google.com/spreadsheets/d/{master}/copy",
        "tonbaeb-bot@sandbox.iam.gserviceaccount.com",
    ]


def shared_master(office: Office) -> str:
    """A master that someone else made; the setting names it."""
    file_id = "1MasterMasterMasterMasterMasterMasterMaster1"
    office.settings(GOOGLE_TEMPLATES=f"hrmo-2565=https://docs.google.com/spreadsheets/d/{file_id}/edit")
    return file_id


def test_without_a_google_key_agencies_are_entered_all_the_same(office: Office) -> None:
    office.settings(GOOGLE_SERVICE_ACCOUNT_JSON="")

    assert office.run(*ONE)[0] == 0


def test_the_list_tells_where_each_agency_stands(office: Office) -> None:
    assert office.run("agencies")[1].startswith("ยังไม่มีหน่วยงานในทะเบียน")
    office.run(*ONE)

    assert office.run("agencies") == (
        0,
        "D01  กรมคุ้มครองสิทธิ  [hrmo-2565 · ยุติธรรม]  ยังไม่มีแผ่นงาน\n",
        "",
    )


def test_a_code_links_a_chat_once(office: Office) -> None:
    office.run(*ONE)

    status, out, _ = office.run("agencies", "code", "D01")

    code = out.splitlines()[1].split()[1]
    started = office.installation()
    now = started.clock.now()
    with started.database.writing() as session:
        chats.meet(session, "U1", "user", now)
        shown = link_codes.show(session, code, "U1", secret=started.secret, now=now)
        assert isinstance(shown, link_codes.LinkCode)
        assert shown.agency_code == "D01"
    assert status == 0


def test_a_code_for_nobody_is_refused(office: Office) -> None:
    assert office.run("agencies", "code", "XX")[::2] == (
        1,
        "tonbaeb: ไม่มีหน่วยงานรหัส XX ในทะเบียน (no agency XX is registered)",
    )


def test_without_a_secret_no_code_is_issued(office: Office) -> None:
    office.run(*ONE)
    office.settings(LINE_CHANNEL_SECRET="")

    status, _, err = office.run("agencies", "code", "D01")

    assert (status, "SECRET_KEY" in err) == (1, True)


def test_an_agency_that_is_removed_takes_no_part_and_its_codes_link_nobody(office: Office) -> None:
    office.run(*ONE)
    code = office.run("agencies", "code", "D01")[1].splitlines()[1].split()[1]
    started = office.installation()
    now = started.clock.now()
    with started.database.writing() as session:
        workbooks.connect(session, "1" * 44, "D01", identity="bot", url="", now=now)

    assert office.run("agencies", "remove", "D01")[0] == 0

    assert [row[-1] for row in rows_of(office)] == [False]
    with started.database.writing() as session:
        assert workbooks.all_in_use(session) == []
        assert workbooks.bring_back(session, ["1" * 44], now, identity="bot") == 0
        chats.meet(session, "U1", "user", now)
        assert link_codes.show(session, code, "U1", secret=started.secret, now=now) == "used"


def test_a_removed_agency_is_entered_again_by_adding_it(office: Office) -> None:
    office.run(*ONE)
    office.run("agencies", "remove", "D01")

    assert office.run("agencies", "add", "D01")[1].startswith("กรมคุ้มครองสิทธิ (D01) ปรับปรุงแล้ว")
    assert [row[-1] for row in rows_of(office)] == [True]


@pytest.mark.parametrize("more", [["--name", "ก"], ["--workbook", "x"], ["--share", "a@b.go.th"]])
def test_what_a_list_holds_is_not_told_beside_it(office: Office, more: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        office.run("agencies", "add", "--csv", "list.csv", *more)

    assert left.value.code == 2


def test_the_progress_line_tells_how_far_the_work_is() -> None:
    assert line("กำลังบันทึก", 1500, 3000, 60) == ("กำลังบันทึก ████████████░░░░░░░░░░░░ 1,500/3,000 (50%) เหลืออีกราว 60 วินาที")
    assert line("กำลังบันทึก", 0, 3000, 0) == "กำลังบันทึก ░░░░░░░░░░░░░░░░░░░░░░░░ 0/3,000 (0%)"
