"""The review's main acts in a real browser, and that everyone can use its pages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.cases import assigning
from bot.store import agencies, assessments, assessors
from bot.store.database import Database
from tests.support.desk_stage import PHONE, DeskStage, desk_stage, in_browser
from tests.support.desk_web import DeskWeb
from tests.support.many_agencies import code, enter_season
from tests.support.sample_scorecards import PROGRAMME

pytest_plugins = ["tests.support.databases"]
pytestmark = in_browser

NOW = datetime(2022, 3, 1, 3, tzinfo=UTC)
CODE = code(3)


@pytest.fixture
def web(sqlite: Database) -> DeskWeb:
    enter_season(sqlite, 6, NOW)
    with sqlite.writing() as session:
        assessors.enter(session, "AS-1", "อาจารย์ ก", now=NOW, ministry="กระทรวงการคลัง")
        agency = agencies.find(session, CODE)
        assert agency is not None
        assigning.assign(session, agency, "AS-1", by="สมหญิง", now=NOW)
    return DeskWeb(sqlite, NOW)


def problems(stage: DeskStage, address: str) -> list[str]:
    stage.open(address)
    wide = ["wider than its window"] if stage.is_wider_than_its_window() else []
    return [*stage.serious_findings(), *wide]


def test_an_assessor_attests_and_gives_a_level_on_a_phone(web: DeskWeb) -> None:
    with desk_stage(web, PHONE) as stage:
        stage.open(web.link("assessor", "อาจารย์ ก", "AS-1"))
        stage.page.get_by_role("button").first.click()
        assert problems(stage, "/desk/mine") == []
        assert problems(stage, f"/desk/review/{CODE}") == []
        stage.page.get_by_label("ข้าพเจ้าไม่ได้สังกัด").check()
        stage.page.get_by_role("button", name="รับรองและเริ่มประเมิน").click()
        stage.page.locator("[id='l-1.1-2']").check()
        stage.page.locator("[id='r-1.1']").fill("มีประกาศและลายลักษณ์อักษร")
        stage.page.get_by_role("button", name="บันทึกข้อ 1.1", exact=True).click()
        assert "บันทึกข้อ 1.1 แล้ว" in stage.page.content()
        assert problems(stage, f"/desk/review/{CODE}") == []
    with web.database.reading() as session:
        kept = assessments.latest(session, CODE, PROGRAMME.id)["1.1"]["AS-1"]
    assert (kept.level, kept.reason) == (2, "มีประกาศและลายลักษณ์อักษร")


def test_an_officers_pages_of_the_review_are_without_serious_findings(web: DeskWeb) -> None:
    addresses = ("/desk/assessors", "/desk/assignments", f"/desk/review/{CODE}", f"/desk/agencies/{CODE}/season")
    with desk_stage(web, PHONE) as stage:
        assert {address: problems(stage, address) for address in addresses} == {address: [] for address in addresses}
