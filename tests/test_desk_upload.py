"""A file whose box "handed in" is ticked is judged once it is kept, as a workbook is whose box was ticked."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest

from bot.store import audit
from bot.store.database import Database
from bot.store.seals import HANDED_IN
from sheets_schema.handing_in import HANDED_IN as BOX
from tests.support.closing import MIDNIGHT, Desk, desk
from tests.support.desk_web import Browser, DeskWeb
from tests.support.workbooks import cells_of, full_workbook, saved

pytest_plugins = ["tests.support.databases"]

PAGE = "/desk/agencies/A-1"
WILL_BE_JUDGED = "เมื่อบันทึก คำตอบในไฟล์จะเป็นข้อมูลที่ใช้ตัดสิน"
TAKEN = "รับไว้ตัดสินแล้ว ตามช่อง “ส่งแล้ว” ในไฟล์"
JUDGED = (HANDED_IN, 10, "read", False)


@pytest.fixture
def office(sqlite: Database) -> Desk:
    return desk(sqlite)


@pytest.fixture
def officer(office: Desk) -> Browser:
    return DeskWeb(office.database, office.clock.now()).browser()


def file(box: str | None = "ใช่", staff: int = 10) -> bytes:
    """A form that is filled, with this in its box."""
    book = full_workbook()
    cells_of(book, "answer")["org.staff_total"].value = staff
    start = book.worksheets[0]
    keys = {str(start.cell(1, column).value): column for column in range(1, start.max_column + 1)}
    for row in range(2, start.max_row + 1):
        if start.cell(row, keys["own_key"]).value == BOX:
            start.cell(row, keys["own_answer"]).value = box
    return saved(book)


def bring(officer: Browser, data: bytes) -> str:
    """The page that shows what was read."""
    answer = officer.send(f"{PAGE}/upload", officer.page(PAGE), file=(io.BytesIO(data), "แบบ.xlsx"))
    return answer.get_data(as_text=True)


def keep(officer: Browser, shown: str) -> str:
    content = re.search(r'name="content" value="([^"]+)"', shown)
    assert content is not None
    return officer.send(f"{PAGE}/keep", shown, content=content.group(1)).get_data(as_text=True)


def test_a_ticked_file_is_judged_once_it_is_kept_and_the_agency_is_told(office: Desk, officer: Browser) -> None:
    shown = bring(officer, file())
    assert (WILL_BE_JUDGED in shown, "บันทึกและรับไว้ตัดสิน" in shown, office.judged()) == (True, True, None)

    assert TAKEN in keep(officer, shown)
    assert (office.judged(), office.told()) == (JUDGED, ["judged"])
    with office.database.reading() as session:
        assert [each.act for each in audit.entries(session, "A-1")][:3] == ["freeze", "submit", "keep file"]


@pytest.mark.parametrize("box", [None, "ไม่ใช่", "?"])
def test_a_file_that_is_not_ticked_is_a_reading_like_any(office: Desk, officer: Browser, box: str | None) -> None:
    shown = bring(officer, file(box))

    assert WILL_BE_JUDGED not in shown
    assert TAKEN not in keep(officer, shown)
    assert (office.judged(), office.told()) == (None, [])


def test_kept_twice_it_is_judged_once(office: Desk, officer: Browser) -> None:
    shown = bring(officer, file())

    assert [TAKEN in keep(officer, shown) for _ in range(2)] == [True, False]
    assert office.told() == ["judged"]


def test_a_file_that_comes_when_something_is_judged_is_a_late_edit(office: Desk, officer: Browser) -> None:
    keep(officer, bring(officer, file()))

    shown = bring(officer, file(staff=7))
    assert "เป็นการแก้ไขหลังส่งและยังไม่นับ" in shown
    assert TAKEN not in keep(officer, shown)
    assert office.judged() == JUDGED


def test_after_an_officer_let_it_be_edited_a_new_file_is_judged_and_an_earlier_one_is_not(office: Desk) -> None:
    web = DeskWeb(office.database, office.clock.now())
    officer = web.browser()
    shown = bring(officer, file())
    keep(officer, shown)
    office.at(office.clock.now() + timedelta(minutes=1))
    web.clock.set(office.clock.now())
    office.reopen()

    assert TAKEN not in keep(officer, shown)
    assert office.judged() is None
    assert TAKEN in keep(officer, bring(officer, file(staff=7)))
    assert office.judged() == (HANDED_IN, 7, "read", False)
    assert office.told() == ["judged", "reopened", "judged"]


def test_the_deadline_takes_nothing_from_who_handed_in_by_a_file(office: Desk, officer: Browser) -> None:
    keep(officer, bring(officer, file()))
    office.at(MIDNIGHT + timedelta(minutes=1))
    office.tick()

    assert (office.read(), office.judged()) == (False, JUDGED)
