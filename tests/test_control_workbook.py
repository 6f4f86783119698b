"""The secretariat's control workbook as .xlsx: written, filled by people, read, and answered in its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bot.cases import assessors as assessor_case
from bot.cases import deadline_entry
from bot.cli import main
from bot.store import agencies, assessors, audit, deadlines, settings
from bot.store.database import Database
from scoring.deadlines import Deadline
from sheets_schema.control.instants import InstantError, instant_in, steps_in, written_instant, written_steps

pytest_plugins = ["tests.support.databases"]

NOW = datetime(2022, 3, 1, 3, tzinfo=UTC)
TWICE = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
CALL = Deadline("call", "hrmo-2565", "ปิดรับ", "Close", TWICE, "", "America/New_York", offsets=())
Row = Mapping[str, Any]


@pytest.fixture
def installed(sqlite: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Database:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", sqlite.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("SECRET_KEY", "x" * 32)
    return sqlite


@pytest.fixture
def filled(installed: Database) -> Database:
    with installed.writing() as session:
        agencies.register(session, "D01", "กรม ก", "hrmo-2565", now=NOW, ministry="กระทรวงยุติธรรม", province="เลย")
        agencies.register(session, "D02", "=กรม ข", "unpsa-2022", now=NOW)
        agencies.register(session, "D03", "กรม ค", "hrmo-2565", now=NOW)
        agencies.retire(session, "D03")
        deadline_entry.enter_stated(session, "unpsa-2022", by="test", now=NOW)
        deadline_entry.enter_stated(session, "hrmo-2565", by="test", now=NOW)
        deadline_entry.enter(session, CALL, by="test", now=NOW)
        assessor_case.enter(session, assessor_case.Known("AS-1", "อาจารย์ ก"), by="test", now=NOW)
    return installed


def write(file: str, fill: Callable[[Workbook], None], act: str = "template") -> None:
    assert main(["control", act, "-o", file]) == 0
    book = load_workbook(file)
    fill(book)
    book.save(file)


def put(book: Workbook, tab: str, row: int, cells: Row) -> None:
    """Type into a row by the keys of its columns."""
    sheet = next(each for each in book.worksheets if str(each.cell(1, 1).value).startswith(f"{tab}."))
    for column in range(1, sheet.max_column + 1):
        key = str(sheet.cell(1, column).value).partition(".")[2]
        if key in cells:
            sheet.cell(row, column).value = cells[key]


def feedback(file: str, tab: str) -> list[Any]:
    """What the feedback of each row says that has one or holds anything, from the top."""
    sheet = next(each for each in load_workbook(file).worksheets if str(each.cell(1, 1).value).startswith(f"{tab}."))
    column = next(c for c in range(1, sheet.max_column + 1) if sheet.cell(1, c).value == f"{tab}.feedback")
    held = [row for row in range(3, sheet.max_row + 1) if any(cell.value for cell in sheet[row])]
    return [sheet.cell(row, column).value for row in held]


def overview_of(file: str) -> dict[Any, Any]:
    sheet = load_workbook(file)["ภาพรวม"]
    return {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(3, sheet.max_row + 1)}


def acts(database: Database) -> list[tuple[str, str, str]]:
    with database.reading() as session:
        return [(entry.actor, entry.act, entry.subject) for entry in audit.entries(session)][::-1]


def registry(database: Database) -> list[tuple[str, str, str, str, str, bool]]:
    with database.reading() as session:
        return [
            (each.code, each.name, each.programme, each.ministry, each.province, each.active)
            for each in agencies.every(session)
        ]


def test_what_is_exported_changes_nothing_when_it_is_read_back(
    filled: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (acts(filled), registry(filled))
    main(["control", "export", "-o", "c.xlsx"])
    book = load_workbook("c.xlsx")
    # a retired agency's row without its state would enter it again
    assert [book["หน่วยงาน"].cell(row, 9).value for row in (3, 4, 5)] == ["ใช้อยู่", "ใช้อยู่", "ออกแล้ว"]
    capsys.readouterr()

    status = main(["control", "read", "c.xlsx", "--answer", "a.xlsx"])

    out = capsys.readouterr().out
    assert (status, " เปลี่ยนแปลง 0 แถว ปัญหา 0 รายการ " in out) == (0, True), out
    assert (acts(filled), registry(filled)) == before
    assert feedback("a.xlsx", "agencies") == ["✓", "✓", "✓ ออกแล้ว ข้อมูลเดิมยังเก็บไว้"]
    with filled.reading() as session:
        assert {deadline.version for deadline in deadlines.standing(session)} == {1}


def test_one_bad_row_stops_no_other_and_each_is_told_in_its_row(
    installed: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    def fill(book: Workbook) -> None:
        put(book, "agencies", 3, {"code": "D๐๑", "name": "กรม ก", "programme": "hrmo-2565", "province": "เลย"})
        put(book, "agencies", 5, {"code": "D 2", "name": "กรม ข", "programme": "hrmo-2565"})
        put(book, "agencies", 6, {"code": "D03", "name": "กรม ค", "programme": "hrmo-2565", "state": "ไม่รู้"})
        put(book, "agencies", 7, {"code": "D04", "name": "กรม ง", "programme": "hrmo-2565"})
        put(book, "agencies", 8, {"code": "d๐4", "name": "กรม จ", "programme": "hrmo-2565"})
        put(book, "agencies", 9, {"code": "D05", "name": "กรม ฉ", "programme": "hrmo-2565", "state": "ออกแล้ว"})
        book["หน่วยงาน"].title = "หน่วยงานปี 2565"

    write("c.xlsx", fill)
    status = main(["control", "read", "c.xlsx", "--answer", "a.xlsx"])
    code = "ต้องเป็นรหัส 1-40 ตัว เป็นตัวอักษร ตัวเลข - _ . / ไม่มีช่องว่าง"
    twice = "ต้องเป็นค่าที่ไม่ซ้ำ แต่ซ้ำกับแถว {} จึงยังไม่ใช้ทุกแถวที่ซ้ำ โปรดเหลือเพียงแถวเดียว"

    assert status == 1
    told = feedback("a.xlsx", "agencies")
    assert told == [
        "✓",
        f"! หน่วยงานปี 2565!A5 รหัสหน่วยงาน: พบ “D 2” {code}",
        "! หน่วยงานปี 2565!I6 สถานะ: พบ “ไม่รู้” ต้องเป็น “ใช้อยู่” หรือ “ออกแล้ว”",
        "! หน่วยงานปี 2565!A7 รหัสหน่วยงาน: พบ “D04” " + twice.format(8),
        "! หน่วยงานปี 2565!A8 รหัสหน่วยงาน: พบ “d๐4” " + twice.format(7),
        "! หน่วยงานปี 2565!A9 รหัสหน่วยงาน: พบ “D05” ต้องเป็นรหัสของหน่วยงานในทะเบียน จึงจะนำออกได้",
    ]
    assert registry(installed) == [("D01", "กรม ก", "hrmo-2565", "", "เลย", True)]
    assert acts(installed) == [("control workbook", "enter agency", "D01")]
    capsys.readouterr()


def test_an_answered_file_read_again_gets_no_other_answer(filled: Database) -> None:
    write("c.xlsx", lambda book: put(book, "agencies", 3, {"name": "กรมใหม่"}), "export")
    main(["control", "read", "c.xlsx", "--answer", "a.xlsx"])
    once = (acts(filled), registry(filled))

    main(["control", "read", "a.xlsx", "--answer", "b.xlsx"])

    assert (acts(filled), registry(filled)) == once
    assert once[1][0][1] == "กรมใหม่"
    assert feedback("a.xlsx", "agencies") == feedback("b.xlsx", "agencies")


def test_a_type_is_chosen_by_its_name_and_taken_away_by_a_dash(filled: Database) -> None:
    def typed(text: str) -> tuple[str, str]:
        write("c.xlsx", lambda book: put(book, "agencies", 3, {"type": text}), "export")
        main(["control", "read", "c.xlsx", "--answer", "a.xlsx"])
        with filled.reading() as session:
            return agencies.every(session)[0].type, feedback("a.xlsx", "agencies")[0]

    assert typed("กรมหรือเทียบเท่า") == ("department", "✓")
    assert typed("วัด")[0] == "department"
    assert typed("วัด")[1].startswith("! หน่วยงาน!D3 ประเภทหน่วยงาน: พบ “วัด” ต้องเป็นประเภทหนึ่งใน จังหวัด, ")
    assert typed("-") == ("", "✓")


def test_a_row_that_is_gone_retires_nothing_and_is_told_and_a_stated_one_does(filled: Database) -> None:
    def fill(book: Workbook) -> None:
        book["หน่วยงาน"].delete_rows(3)  # D01
        put(book, "agencies", 3, {"state": "ออกแล้ว"})  # D02, which stands there now
        book["หน่วยงาน"].insert_rows(1, 2)
        book["หน่วยงาน"].insert_cols(1)

    write("c.xlsx", fill, "export")
    main(["control", "read", "c.xlsx", "--answer", "a.xlsx"])

    assert [(row[0], row[-1]) for row in registry(filled)] == [("D01", True), ("D02", False), ("D03", False)]
    overview = load_workbook("a.xlsx")["ภาพรวม"]
    told = [overview.cell(row, 2).value for row in range(3, 40) if overview.cell(row, 3).value == "missing"]
    assert told == ["! หน่วยงาน: D01 หากต้องการนำออก โปรดเพิ่มแถวและเลือก “ออกแล้ว”"]


def test_an_old_export_changes_only_what_was_changed_in_it(filled: Database) -> None:
    main(["control", "export", "-o", "old.xlsx"])
    with filled.writing() as session:
        deadline_entry.enter(session, replace(CALL, closes_at=CALL.closes_at + timedelta(days=1)), by="desk", now=NOW)
        agencies.register(session, "D01", "กรมที่แก้ที่เดสก์", "hrmo-2565", now=NOW, ministry="กระทรวงยุติธรรม", province="เลย")
        agencies.register(session, "D09", "กรมใหม่", "hrmo-2565", now=NOW)
    book = load_workbook("old.xlsx")
    put(book, "agencies", 3, {"province": "น่าน"})
    book.save("old.xlsx")

    assert main(["control", "read", "old.xlsx", "--answer", "a.xlsx"]) == 0

    assert registry(filled)[0] == ("D01", "กรมที่แก้ที่เดสก์", "hrmo-2565", "กระทรวงยุติธรรม", "น่าน", True)
    with filled.reading() as session:
        assert [each.version for each in deadlines.standing(session) if each.id == "call"] == [2]
    assert feedback("a.xlsx", "agencies")[0] == "▸ ชื่อหน่วยงาน: มีผู้แก้ในระบบเป็น “กรมที่แก้ที่เดสก์” แล้ว โปรดพิมพ์ให้ตรงกัน\n✓"
    assert overview_of("a.xlsx")["แถว แท็บ หรือคอลัมน์ที่หายไป"] == (
        "▸ หน่วยงาน: D09 เพิ่มจากที่อื่น หากต้องการแก้ในสมุดงานนี้ โปรดพิมพ์รหัสในแถวใหม่"
    )


def test_what_was_changed_here_and_elsewhere_is_told_and_not_applied_until_one_agrees(filled: Database) -> None:
    main(["control", "export", "-o", "c.xlsx"])
    with filled.writing() as session:
        agencies.register(session, "D01", "ชื่อจากเดสก์", "hrmo-2565", now=NOW, ministry="กระทรวงยุติธรรม", province="เลย")

    def typed(name: str) -> tuple[str, str]:
        book = load_workbook("c.xlsx")
        put(book, "agencies", 3, {"name": name, "province": "ตาก"})
        book.save("c.xlsx")
        main(["control", "read", "c.xlsx", "--answer", "c.xlsx"])
        return registry(filled)[0][1], feedback("c.xlsx", "agencies")[0]

    assert typed("ชื่อจากสมุดงาน") == (
        "ชื่อจากเดสก์",
        (
            "! หน่วยงาน!B3 ชื่อหน่วยงาน: พิมพ์ “ชื่อจากสมุดงาน” แต่มีผู้แก้ในระบบเป็น “ชื่อจากเดสก์” แล้ว จึงยังไม่ใช้ทั้งแถว "
            "โปรดพิมพ์ “ชื่อจากเดสก์” เพื่อรับค่านั้น แล้วจึงแก้อีกครั้งหากยังต้องการ"
        ),
    )
    assert registry(filled)[0][4] == "เลย"
    assert typed("ชื่อจากเดสก์") == ("ชื่อจากเดสก์", "✓")
    assert registry(filled)[0][4] == "ตาก"
    assert typed("ชื่อจากสมุดงาน") == ("ชื่อจากสมุดงาน", "✓")


def test_a_retired_agency_is_not_changed_before_it_is_in_use_again(filled: Database) -> None:
    write("c.xlsx", lambda book: put(book, "agencies", 5, {"name": "กรมใหม่"}), "export")

    assert main(["control", "read", "c.xlsx", "--answer", "a.xlsx"]) == 1
    assert feedback("a.xlsx", "agencies")[2] == (
        "! หน่วยงาน!I5 สถานะ: พบ “ออกแล้ว” ต้องเป็น “ใช้อยู่” ก่อนจึงจะแก้ไขได้ เพราะในระบบเป็น “ออกแล้ว”"
    )
    write("c.xlsx", lambda book: put(book, "agencies", 5, {"name": "กรมใหม่", "state": "ใช้อยู่"}), "export")
    assert main(["control", "read", "c.xlsx"]) == 0
    assert registry(filled)[2] == ("D03", "กรมใหม่", "hrmo-2565", "", "", True)


def test_the_overview_fills_itself(filled: Database) -> None:
    far_off = datetime(2099, 11, 1, 6, 30, tzinfo=UTC)  # the command reads the machine's clock
    with filled.writing() as session:
        deadline_entry.enter(session, replace(CALL, id="far", title_th="รอบหน้า", closes_at=far_off), by="test", now=NOW)
    write("c.xlsx", lambda book: put(book, "assessors", 5, {"code": "AS-2"}), "export")
    main(["control", "read", "c.xlsx", "--answer", "a.xlsx"])

    told = overview_of("c.xlsx")
    assert (told["ใช้อยู่"], told["โปรแกรม hrmo-2565"], told["กำลังกรอก"]) == (
        "=COUNTA('หน่วยงาน'!$A$3:$A$12000)-COUNTIF('หน่วยงาน'!$I$3:$I$12000,\"ออกแล้ว\")",
        "1",
        "2",
    )
    assert str(told["รอบหน้า"]).endswith(" วัน (1 พ.ย. 2642 13.30 น.)")
    assert overview_of("a.xlsx").keys() == told.keys()
    assert overview_of("a.xlsx")["แถว แท็บ หรือคอลัมน์ที่หายไป"] == "ครบถ้วน ไม่มีรายการตกหล่น"


def test_a_tab_without_any_row_is_told_by_its_title(filled: Database, capsys: pytest.CaptureFixture[str]) -> None:
    write("c.xlsx", lambda book: book["ผู้ประเมิน"].delete_rows(3), "export")
    capsys.readouterr()

    assert main(["control", "read", "c.xlsx"]) == 1
    assert capsys.readouterr().out.splitlines()[0] == "! ผู้ประเมิน: AS-1 หากต้องการนำออก โปรดเพิ่มแถวและเลือก “ออกแล้ว”"
    with filled.reading() as session:
        assert [each.code for each in assessors.active(session)] == ["AS-1"]


def test_deadlines_settings_and_assessors_follow_their_rows(filled: Database) -> None:
    def fill(book: Workbook) -> None:
        row = next(row for row in range(3, 40) if book["กำหนดส่ง"].cell(row, 1).value == "call")
        put(book, "deadlines", row, {"date": date(2026, 12, 1), "time": time(16, 30), "offsets": "๗ วัน, 3h"})
        put(book, "deadlines", 38, {"id": "x", "programme": "hrmo-2565", "title_th": "ก", "date": "พรุ่งนี้", "time": "9"})
        put(book, "settings", 200, {"programme": "hrmo-2565", "name": "nothing", "value": "1"})
        put(book, "assessors", 3, {"ministry": "กระทรวงแรงงาน"})
        put(book, "assessors", 5, {"code": "AS-2", "name": "อาจารย์ ข", "email": "ไม่มี"})

    write("c.xlsx", fill, "export")
    assert main(["control", "read", "c.xlsx", "--answer", "a.xlsx"]) == 1

    with filled.reading() as session:
        call = deadlines.by_id(session, "call")
        people = [(each.code, each.ministry) for each in assessors.active(session)]
    assert call is not None
    assert (call.closes_at, call.version, call.offsets) == (
        datetime(2026, 12, 1, 21, 30, tzinfo=UTC),
        2,
        (timedelta(days=7), timedelta(hours=3)),
    )
    assert people == [("AS-1", "กระทรวงแรงงาน")]
    assert feedback("a.xlsx", "assessors") == ["✓", "! “ไม่มี” ไม่ใช่ที่อยู่อีเมล โปรดแก้ไขหรือเว้นว่าง"]
    assert feedback("a.xlsx", "deadlines")[-1] == (
        "! กำหนดส่ง!C38 วันที่ปิดรับ (พ.ศ.): พบ “พรุ่งนี้” ต้องเป็นวัน/เดือน/ปี พ.ศ. เช่น 31/3/2565"
    )
    last = feedback("a.xlsx", "settings")[-1]
    assert str(last).startswith("! ข้อสมมติและเกณฑ์!B200 ชื่อค่าตั้ง: พบ “nothing” ต้องเป็นชื่อใดชื่อหนึ่งใน ")


def test_a_threshold_is_set_kept_where_blank_and_taken_back_by_a_dash(filled: Database) -> None:
    def value(text: str | None) -> dict[str, str]:
        def fill(book: Workbook) -> None:
            sheet = book["ข้อสมมติและเกณฑ์"]
            for row in range(3, sheet.max_row + 1):
                if (sheet.cell(row, 1).value, sheet.cell(row, 2).value) == ("hrmo-2565", name):
                    sheet.cell(row, 3).value = text

        write("c.xlsx", fill, "export")
        assert main(["control", "read", "c.xlsx"]) == 0
        with filled.reading() as session:
            return dict(settings.of(session, "hrmo-2565"))

    from scoring import programmes  # noqa: PLC0415 - only this test asks for a threshold's name

    name = next(iter(programmes.load("hrmo-2565").thresholds))
    assert [value("๖๐"), value(None), value("-")] == [{name: "๖๐"}, {name: "๖๐"}, {}]


def test_a_file_that_is_no_control_workbook_is_told_so(installed: Database, capsys: pytest.CaptureFixture[str]) -> None:
    Workbook().save("other.xlsx")

    assert main(["control", "read", "other.xlsx"]) == 1
    assert "ไม่ใช่สมุดงานควบคุม" in capsys.readouterr().err


@given(
    st.integers(0, 15 * 366 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    st.sampled_from(["Asia/Bangkok", "America/New_York", "EST (UTC-5)", "UTC"]),
)
def test_an_instant_is_read_as_it_was_written_in_any_zone(at: datetime, zone: str) -> None:
    assert instant_in(*written_instant(at, zone), zone) == at


@given(st.sets(st.integers(1, 366 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes)), max_size=12))
def test_steps_are_read_as_they_were_written(steps: set[timedelta]) -> None:
    assert set(steps_in(written_steps(steps))) == steps


@pytest.mark.parametrize("text", ["7", "0d", "400d", "d", "7d; 3h"])
def test_steps_that_say_nothing_are_refused(text: str) -> None:
    with pytest.raises(InstantError):
        steps_in(text)
