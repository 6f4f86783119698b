"""What `agencies check` finds amiss with a workbook, each in Thai with its cure."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.cases.masters import Masters
from bot.google.provisioning import Provisioning
from bot.google.transport import SHEETS, Transport
from bot.google.workbooks import Workbooks
from bot.sandbox.credentials import BOT
from bot.store import workbooks
from scoring.programmes import load, words
from sheets_schema.cells import a1
from sheets_schema.google_template import template_requests
from sheets_schema.layout import POSITION, template
from tests.support.agency_office import FILES, Office, agency_office

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME, OTHER = "กรมคุ้มครองสิทธิ", "กรมราชทัณฑ์"


@pytest.fixture
def ready(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Office]:
    """Two agencies without workbooks, and a master."""
    with agency_office(tmp_path_factory.mktemp("office"), monkeypatch, capsys) as office:
        started = office.installation()
        Masters(started.database, started.clock, {}).make("hrmo-2565", office.person, folder=None, drive="", by="test")
        for code, name in (("D01", NAME), ("D02", OTHER)):
            office.run("agencies", "add", code, "--name", name, "--programme", "hrmo-2565")
        yield office


def link(file_id: str) -> str:
    return f"https://docs.google.com/spreadsheets/d/{file_id}/edit"


def form(person: Transport, title: str = "แบบประเมิน", programme: str = "hrmo-2565") -> str:
    file_id = Provisioning(person).create(title)
    Workbooks(person).build(file_id, template_requests(load(programme), words(programme), title=title))
    return file_id


def enter(office: Office, file_id: str, code: str = "D01") -> None:
    """The workbook as it stands in the registry, whatever is amiss with it."""
    started = office.installation()
    now = started.clock.now()
    with started.database.writing() as session:
        workbooks.connect(session, file_id, code, identity=BOT, url=link(file_id), now=now)


def found(office: Office, code: str = "D01") -> tuple[int, list[str]]:
    """The exit status, and the Thai of each finding."""
    status, out, _ = office.run("agencies", "check", code)
    return status, [line.strip().partition(" / ")[0] for line in out.splitlines() if line.startswith("    ")]


def test_a_workbook_in_good_order_has_no_finding(ready: Office) -> None:
    file_id = form(ready.person)
    ready.share(file_id)
    enter(ready, file_id)

    assert found(ready) == (0, [])


def test_an_agency_without_a_workbook_is_told_what_to_do(ready: Office) -> None:
    status, (told,) = found(ready)

    assert (status, "/copy" in told, BOT in told) == (1, True, True)


def test_a_workbook_that_is_not_shared_names_the_address(ready: Office) -> None:
    enter(ready, form(ready.person))

    assert found(ready) == (1, [f"ยังไม่ได้แชร์ หรือไฟล์ถูกลบ กรุณาแชร์กับ {BOT} ในสิทธิ์ “ผู้แก้ไข”"])


def test_a_workbook_that_is_shared_for_reading_only(ready: Office) -> None:
    file_id = form(ready.person)
    ready.share(file_id, role="reader")
    enter(ready, file_id)

    assert found(ready) == (1, [f"ระบบอ่านได้แต่เขียนผลตรวจไม่ได้ กรุณาเปลี่ยนสิทธิ์ของ {BOT} เป็น “ผู้แก้ไข”"])


def test_a_workbook_in_the_bin(ready: Office) -> None:
    file_id = form(ready.person)
    ready.share(file_id)
    enter(ready, file_id)
    ready.person.ask("patch", f"{FILES}/{file_id}", json={"trashed": True})

    assert found(ready) == (1, ["ไฟล์อยู่ในถังขยะ กรุณากู้คืนใน Google ไดรฟ์"])


def test_an_excel_file_left_in_drive_is_refused_when_it_is_entered_and_told_when_it_is_checked(ready: Office) -> None:
    file_id = ready.person.ask("post", FILES, json={"name": "แบบ.xlsx", "mimeType": EXCEL})["id"]
    ready.share(file_id)

    status, _, err = ready.run("agencies", "add", "D01", "--workbook", link(file_id))
    enter(ready, file_id)

    assert (status, "บันทึกเป็น Google ชีต" in err) == (1, True)
    assert found(ready) == (
        1,
        ["ไฟล์นี้เป็น Excel ที่วางไว้ในไดรฟ์ กรุณาเปิดแล้วเลือก “ไฟล์ > บันทึกเป็น Google ชีต” แล้วส่งลิงก์ของไฟล์ใหม่"],
    )


def test_the_form_of_another_programme_and_no_form_at_all(ready: Office) -> None:
    other, none = form(ready.person, programme="unpsa-2022"), Provisioning(ready.person).create("ว่าง")
    for file_id, code in ((other, "D01"), (none, "D02")):
        ready.share(file_id)
        enter(ready, file_id, code)

    assert found(ready) == (1, ["แผ่นงานนี้เป็นแบบฟอร์มของ unpsa-2022 ไม่ใช่ hrmo-2565 กรุณาใช้แบบฟอร์มของ hrmo-2565"])
    assert found(ready, "D02") == (1, ["ไม่พบแถวรหัสของแบบฟอร์ม hrmo-2565 กรุณาเริ่มจากแบบฟอร์มเปล่า"])


def test_the_workbook_of_another_agency_is_refused(ready: Office) -> None:
    file_id = form(ready.person)
    ready.share(file_id)
    enter(ready, file_id, "D02")

    status, _, err = ready.run("agencies", "add", "D01", "--workbook", link(file_id))

    assert (status, "ไฟล์นี้เป็นของ D02 แล้ว" in err) == (1, True)
    assert found(ready, "D02") == (0, [])


def test_a_copy_that_bears_another_agencys_name_is_a_warning(ready: Office) -> None:
    file_id = form(ready.person)
    ready.share(file_id)
    enter(ready, file_id)
    type_name(ready, file_id, OTHER)

    status, (told,) = found(ready)

    assert (status, told.startswith(f"แผ่นงานนี้ใช้ชื่อของหน่วยงานอื่น (“{OTHER}” คือ D02)")) == (0, True)
    type_name(ready, file_id, NAME)
    assert found(ready) == (0, [])


def test_a_title_that_names_another_agency_is_a_warning(ready: Office) -> None:
    file_id = form(ready.person, f"สำเนาของ {OTHER} · 2565")
    ready.share(file_id)
    enter(ready, file_id)

    assert found(ready)[1][0].startswith(f"แผ่นงานนี้ใช้ชื่อของหน่วยงานอื่น (“สำเนาของ {OTHER} · 2565” คือ D02)")


def test_a_copy_of_a_workbook_that_was_made_for_another_agency_is_a_warning(ready: Office) -> None:
    ready.settings(GOOGLE_AUTHORIZED_USER_JSON=ready.consent())
    assert ready.run("agencies", "add", "D02", "--as-person")[0] == 0
    with ready.installation().database.reading() as session:
        book = workbooks.last_of_agency(session, "D02")
    assert book is not None
    file_id = ready.agency_copies(book.file_id, "สำเนา")
    enter(ready, file_id)

    assert [told[:40] for told in found(ready)[1]] == ["ไฟล์นี้คัดลอกจากแผ่นงานของหน่วยงานอื่น กรุณาตรวจว่าเป็น"[:40]]


def test_lost_rows_are_counted(ready: Office) -> None:
    file_id = form(ready.person)
    ready.share(file_id)
    enter(ready, file_id)
    tab, row = place_of_name()
    gone = {"sheetId": tab, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
    Workbooks(ready.person).build(file_id, [{"deleteDimension": {"range": gone}}])

    assert found(ready) == (0, ["แถวของแบบฟอร์มหายไป 1 แถว กรุณากู้คืนจาก “ไฟล์ > ประวัติเวอร์ชัน”"])


def place_of_name() -> tuple[int, int]:
    tabs = template(load("hrmo-2565"), words("hrmo-2565"))
    places = ((tab.sheet, at) for tab in tabs for at, row in enumerate(tab.rows) if row.input)
    return next(places)


def type_name(office: Office, file_id: str, name: str) -> None:
    """What the officer types as the organisation's name, which is the first question."""
    tabs = template(load("hrmo-2565"), words("hrmo-2565"))
    tab, at = next(
        (tab, at) for tab in tabs for at, row in enumerate(tab.rows) if row.input and row.input.key == "org.name"
    )
    cell = f"'{tab.title}'!{a1(at, POSITION['answer'])}"
    typed = {"valueInputOption": "USER_ENTERED", "data": [{"range": cell, "values": [[name]]}]}
    office.person.ask("post", f"{SHEETS}/v4/spreadsheets/{file_id}/values:batchUpdate", json=typed)
