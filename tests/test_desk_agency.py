"""One agency's page: what it shows, and each thing that can be done there."""

from __future__ import annotations

import io
import re
from datetime import UTC, timedelta

import pytest

from bot.store import agencies, audit, link_codes, readings, workbooks
from bot.store.database import Database
from tests.support.closing import MIDNIGHT, Desk, desk
from tests.support.desk_web import SECRET, Browser, DeskWeb
from tests.support.workbooks import full_workbook, open_template, saved
from tests.test_excel_guard import HOSTILE

pytest_plugins = ["tests.support.databases"]

PAGE = "/desk/agencies/A-1"
DAY = timedelta(days=1)


@pytest.fixture
def office(sqlite: Database) -> Desk:
    return desk(sqlite)


@pytest.fixture
def web(office: Desk) -> DeskWeb:
    return DeskWeb(office.database, office.clock.now().astimezone(UTC))


def words(page: str) -> str:
    """The page without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def acts(database: Database) -> list[tuple[str, str, str]]:
    with database.reading() as session:
        return [(each.actor, each.act, each.subject) for each in audit.entries(session, "A-1")]


def send_file(officer: Browser, data: bytes, name: str = "แบบฟอร์ม.xlsx") -> str:
    page = officer.page(PAGE)
    answer = officer.send(f"{PAGE}/upload", page, file=(io.BytesIO(data), name))
    return answer.get_data(as_text=True)


def test_the_ledger_stands_with_its_reasons_in_thai_and_english(web: DeskWeb) -> None:
    officer = web.browser()
    thai, english = words(officer.page(PAGE)), words(officer.page(f"{PAGE}?lang=en"))

    assert "1.1 การประกาศนโยบาย" in thai or "1.1 " in thai
    assert "คุณสมบัติผู้สมัคร" in thai
    assert "Levels as claimed, computed from the facts, supported by evidence, and confirmed" in english
    assert "Eligibility" in english


def test_an_agency_that_is_none_is_not_found(web: DeskWeb) -> None:
    officer = web.browser()

    assert officer.open("/desk/agencies/A-9").status_code == 404
    assert officer.open("/desk/agencies/A-9/readings/1").status_code == 404
    assert officer.open(f"{PAGE}/readings/999").status_code == 404


def test_rescoring_marks_the_workbook_and_notes_who_wanted_it(web: DeskWeb) -> None:
    officer = web.browser()
    answer = officer.send(f"{PAGE}/rescore", officer.page(PAGE))

    with web.database.reading() as session:
        book = workbooks.of_agency(session, "A-1")
        assert book is not None
        assert book.dirty_since == web.clock.now()
    assert "สั่งอ่านและให้คะแนนใหม่แล้ว" in answer.get_data(as_text=True)
    assert acts(web.database)[0] == ("สมหญิง", "rescore", "A-1")


def test_a_link_code_is_shown_once_and_works(web: DeskWeb) -> None:
    officer = web.browser()
    shown = officer.send(f"{PAGE}/link-code", officer.page(PAGE)).get_data(as_text=True)
    found = re.search(r"ผูก (\w{8})", shown)
    assert found is not None

    with web.database.writing() as session:
        held = link_codes.show(session, found.group(1), "U-new", secret=SECRET, now=web.clock.now())
    assert not isinstance(held, str)
    assert held.agency_code == "A-1"
    assert found.group(1) not in officer.page(PAGE)


def test_reopening_asks_for_a_reason_and_keeps_what_was_typed_when_refused(office: Desk) -> None:
    office.at(MIDNIGHT + timedelta(minutes=1))
    office.tick()
    office.read()
    web = DeskWeb(office.database, office.clock.now())
    officer = web.browser()

    refused = officer.send(f"{PAGE}/reopen", officer.page(PAGE), reason="  ")
    assert (refused.status_code, "โปรดระบุเหตุผล" in refused.get_data(as_text=True)) == (409, True)
    done = officer.send(f"{PAGE}/reopen", officer.page(PAGE), reason="แนบผิดไฟล์")
    assert "เปิดให้แก้ไขแล้ว แจ้ง 1 แชต" in done.get_data(as_text=True)
    assert office.seal() is None
    again = officer.send(f"{PAGE}/reopen", done, reason="อีกครั้ง")
    assert "ยังแก้ไขได้อยู่แล้ว" in again.get_data(as_text=True)


def test_any_two_readings_are_compared_row_by_row(office: Desk) -> None:
    office.at(office.clock.now() + DAY)
    office.edit(250)
    office.read()
    web = DeskWeb(office.database, office.clock.now())
    officer = web.browser()

    page = words(officer.page(f"{PAGE}/compare?one=1&other=2"))
    assert "1 แถวที่เปลี่ยน" in page
    assert re.search(r"100 250", page)
    same = officer.client.get(f"{PAGE}/compare?one=1&other=1", follow_redirects=True).get_data(as_text=True)
    assert "โปรดเลือกการอ่านสองครั้งที่ต่างกัน" in same


def test_a_receipt_is_proved_when_it_is_opened_and_refuted_when_its_reading_was_altered(web: DeskWeb) -> None:
    officer = web.browser()
    assert "พิสูจน์แล้ว: คำนวณใหม่ได้ตรงกันทุกส่วน" in officer.page(f"{PAGE}/readings/1")

    with web.database.writing() as session:
        session.get_one(readings.Reading, 1).totals = {"combined": {"points": "100", "max": "100"}}
    altered = officer.page(f"{PAGE}/readings/1")
    assert "ไม่ผ่านการพิสูจน์" in altered
    assert "คะแนนรวม</th><td>✗ ไม่ตรง" in altered


def test_a_filled_file_is_scored_answered_and_kept_only_when_that_is_confirmed(web: DeskWeb) -> None:
    officer = web.browser()
    shown = send_file(officer, saved(full_workbook()))

    assert "ไฟล์นี้อ่านได้ และยังไม่ได้บันทึก" in shown
    assert 'download="A-1.xlsx"' in shown
    with web.database.reading() as session:
        assert len(readings.history(session, "A-1")) == 1
    content = re.search(r'name="content" value="([^"]+)"', shown)
    assert content is not None
    kept = officer.send(f"{PAGE}/keep", shown, content=content.group(1))
    assert "บันทึกคำตอบจากไฟล์เป็นการอ่านล่าสุดแล้ว" in kept.get_data(as_text=True)
    with web.database.reading() as session:
        newest = readings.latest(session, "A-1")
        assert newest is not None
        assert (newest.id, newest.file_id, newest.totals["combined"]["points"]) == (2, "xlsx:A-1", "100")
    assert acts(web.database)[0] == ("สมหญิง", "keep file", "A-1")


def test_what_was_read_is_kept_for_its_own_agency_only_and_for_half_an_hour(web: DeskWeb) -> None:
    with web.database.writing() as session:
        agencies.register(session, "A-2", "เทศบาลตำบลบ้านกลาง", "hrmo-2565", now=web.clock.now())
    officer = web.browser()
    shown = send_file(officer, saved(full_workbook()))
    content = re.search(r'name="content" value="([^"]+)"', shown)
    assert content is not None

    other = officer.send("/desk/agencies/A-2/keep", shown, content=content.group(1))
    forged = officer.send(f"{PAGE}/keep", shown, content=f"x{content.group(1)}")
    assert all("โปรดส่งไฟล์อีกครั้ง" in each.get_data(as_text=True) for each in (other, forged))
    with web.database.reading() as session:
        assert readings.latest(session, "A-2") is None


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_files_are_refused_with_what_to_do(web: DeskWeb, name: str) -> None:
    shown = send_file(web.browser(), HOSTILE[name][0]())

    assert 'class="note bad"' in shown
    assert re.search(r"ไฟล์นี้.*(โปรด)", words(shown))


def test_a_file_that_is_none_or_of_no_form_of_ours_is_refused(web: DeskWeb) -> None:
    officer = web.browser()

    assert "ไม่ใช่ .xlsx ที่สมบูรณ์" in send_file(officer, b"")
    foreign = open_template()
    for title in foreign.sheetnames[1:]:
        del foreign[title]
    foreign.active.delete_rows(1, 500)  # type: ignore[union-attr] # a workbook has an active sheet
    assert "ไม่ใช่แบบฟอร์ม hrmo-2565" in send_file(officer, saved(foreign))
