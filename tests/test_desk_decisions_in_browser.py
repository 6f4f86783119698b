"""Deciding and announcing in a real browser, and that everyone can use these pages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.cases import season
from bot.season.states import State
from bot.store import agencies, decisions
from bot.store.database import Database
from tests.support import two_officers
from tests.support.desk_stage import PHONE, DeskStage, desk_stage, in_browser
from tests.support.desk_web import DeskWeb
from tests.support.many_agencies import code, enter_season

pytest_plugins = ["tests.support.databases"]
pytestmark = in_browser

NOW = datetime(2022, 3, 1, 3, tzinfo=UTC)


@pytest.fixture
def web(sqlite: Database) -> DeskWeb:
    enter_season(sqlite, 6, NOW)
    with sqlite.writing() as session:
        ready, handed_in = agencies.find(session, code(5)), agencies.find(session, code(6))
        assert ready is not None
        assert handed_in is not None
        two_officers.lead_to_consent(session, ready, NOW)
        two_officers.decide(session, handed_in, "ไม่ได้รับรางวัล", NOW)
    return DeskWeb(sqlite, NOW)


def problems(stage: DeskStage) -> list[str]:
    wide = ["wider than its window"] if stage.is_wider_than_its_window() else []
    return [*stage.serious_findings(), *wide]


def test_one_officer_records_and_another_announces(web: DeskWeb) -> None:
    with desk_stage(web) as stage:
        page = stage.open("/desk/decisions")
        page.get_by_role("checkbox", name=code(5)).check()
        page.get_by_role("button", name="บันทึกมติของหน่วยงานที่เลือก").click()
        page.get_by_label("ผลสุดท้าย").check()
        page.get_by_label("ได้รับรางวัล", exact=True).check()
        page.get_by_label("ระดับรางวัล").select_option("award_good")
        page.get_by_label("หัวข้อที่ผู้สมัครจะอ่าน").fill("ได้รับรางวัลระดับดี")
        page.get_by_role("button", name="ดูตัวอย่างที่ผู้สมัครจะเห็น").click()
        assert problems(stage) == []
        page.get_by_role("button", name="บันทึกมติของ 1 หน่วยงาน").click()
        assert "บันทึกแล้ว รอประกาศ" in page.content()
        assert problems(stage) == []
    with desk_stage(web) as stage:
        stage.open(web.link("officer", "สมศักดิ์", "U-other"))
        stage.page.get_by_role("button").first.click()
        page = stage.open("/desk/decisions/release")
        assert problems(stage) == []
        page.get_by_role("button", name="ดูตัวอย่างก่อนประกาศ").click()
        assert "ได้รับรางวัลระดับดี" in page.content()
        page.get_by_role("button", name="ยืนยันและประกาศผล 2 หน่วยงาน").click()
        assert "ประกาศผลแล้ว 2 หน่วยงาน" in page.content()
        assert problems(stage) == []
    with web.database.reading() as session:
        ready = agencies.find(session, code(5))
        assert ready is not None
        assert season.state_of(session, ready) is State.RELEASED
        assert decisions.unreleased(session) == []


def test_the_pages_are_without_serious_findings_on_a_phone(web: DeskWeb) -> None:
    addresses = (
        "/desk/decisions",
        f"/desk/decisions/record?agency={code(5)}&agency={code(6)}",
        "/desk/decisions/release",
        "/desk/decisions/release/preview?decision=1",
        f"/desk/agencies/{code(6)}/season",
    )
    found = {}
    with desk_stage(web, PHONE) as stage:
        for address in addresses:
            stage.open(address)
            found[address] = problems(stage)
    assert found == {address: [] for address in addresses}
