"""Objections at the desk in a real browser: a letter, an answer, two people at once; and the pages without findings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.cases import assigning
from bot.store import assessors
from bot.store.database import Database
from tests.support.closing import agency
from tests.support.desk_stage import PHONE, DeskStage, desk_stage, in_browser
from tests.support.desk_web import DeskWeb
from tests.support.objection_stage import ANNOUNCED, UNTIL, Stage, objection_stage

pytest_plugins = ["tests.support.databases"]


@pytest.fixture
def stage(sqlite: Database) -> Stage:
    return objection_stage(sqlite)


@pytest.fixture
def web(stage: Stage) -> DeskWeb:
    return DeskWeb(stage.database, UNTIL + timedelta(hours=9))


@pytest.fixture
def browser(web: DeskWeb) -> Iterator[DeskStage]:
    with desk_stage(web) as made:
        yield made


@in_browser[0]
@in_browser[1]
def test_a_letter_is_noted_and_answered_on_what_was_judged(stage: Stage, browser: DeskStage) -> None:
    page = browser.page
    browser.open("/desk/objections")
    page.get_by_role("link", name="บันทึกหนังสือคัดค้าน").click()
    page.get_by_role("button", name="เลือก").click()
    page.get_by_label("ข้อที่คัดค้าน").select_option("1.2")
    page.get_by_label("เลขที่หนังสือ").fill("สธ 0101/12")
    page.get_by_label("วันที่ได้รับ").fill(f"{UNTIL - timedelta(days=1):%Y-%m-%d}")
    page.get_by_label("เหตุผลตามหนังสือ").fill("หนังสือเห็นชอบครบทุกระดับแล้ว")
    assert browser.serious_findings() == []
    page.get_by_role("button", name="บันทึกคำคัดค้าน").click()
    assert "บันทึกหนังสือคัดค้านแล้ว" in page.get_by_role("status").inner_text()

    page.get_by_role("link", name="A-1").click()
    for viewport in (PHONE, {"width": 1280, "height": 900}):
        page.set_viewport_size({"width": viewport["width"], "height": viewport["height"]})
        assert (browser.serious_findings(), browser.is_wider_than_its_window()) == ([], False)
    page.get_by_label("รับฟัง เป็นระดับ 3").check()
    page.get_by_label("เหตุผล").fill("หนังสือลงนามครบ")
    page.get_by_role("button", name="บันทึกคำวินิจฉัย").click()
    assert "บันทึกแล้ว" in page.get_by_role("status").inner_text()
    assert page.get_by_text("รับฟัง ปรับระดับ").first.is_visible()


def test_of_two_officers_the_second_is_shown_the_first_answer(stage: Stage, web: DeskWeb) -> None:
    address = f"/desk/objections/{stage.file(at=ANNOUNCED)}"
    first, second = web.browser(), web.browser(name="สมชาย")
    page, other = first.page(address), second.page(address)
    seen = page.partition('name="seen" value="')[2].partition('"')[0]

    first.send(f"{address}/answer", page, seen=seen, level="3", reason="ครบ")
    refused = second.send(f"{address}/answer", other, seen=seen, level="dismiss", reason="ไม่ครบ")
    text = refused.get_data(as_text=True)
    assert (refused.status_code, "มีผู้แก้ไขหรือวินิจฉัยคำคัดค้านนี้ไป" in text, "ไม่ครบ" in text) == (409, True, True)


def test_an_assessor_sees_those_of_their_agencies_recommends_and_learns_of_no_answer(
    stage: Stage, web: DeskWeb
) -> None:
    address = f"/desk/objections/{stage.file(at=ANNOUNCED)}"
    with web.database.writing() as session:
        for code in ("AS-1", "AS-2"):
            assessors.enter(session, code, f"อาจารย์ {code}", now=UNTIL, ministry="กระทรวงการคลัง")
        assigning.assign(session, agency(session), "AS-1", by="สมหญิง", now=UNTIL)
        assigning.attest(session, agency(session), "AS-1", now=UNTIL)
    mine, other = web.browser("assessor", "อาจารย์ AS-1", "AS-1"), web.browser("assessor", "อาจารย์ AS-2", "AS-2")
    assert (other.open(address).status_code, "A-1" in other.page("/desk/objections")) == (403, False)

    page = mine.page(address)
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    mine.send(f"{address}/opinion", page, seen=seen, level="3", reason="เห็นควรรับฟัง")
    assert "เห็นควรรับฟัง" in web.browser().page(address)
    before = [mine.page("/desk/objections"), mine.page(address).partition("seen")[0]]
    stage.answer(int(address.rpartition("/")[2]), 3)
    assert [mine.page("/desk/objections"), mine.page(address).partition("seen")[0]] == before
