"""The review queue: who needs an assessor, who waits, where people differ and where levels side by side disagree."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from bot.cases import assessing, assigning, review_queue
from bot.cases.assessing import Given
from bot.review.agreement import Standing
from bot.store import agencies, assessors
from bot.store.database import Database
from tests.support.desk_web import DeskWeb
from tests.support.many_agencies import code, enter_season
from tests.support.sample_scorecards import PROGRAMME

pytest_plugins = ["tests.support.databases"]

NOW = datetime(2022, 3, 1, 3, tzinfo=UTC)
THIRD, SIXTH = code(3), code(6)
ALL = len(PROGRAMME.criteria)


@pytest.fixture
def web(sqlite: Database) -> DeskWeb:
    """Agencies 3 and 6 of six have handed in; two assessors hold agency 3."""
    enter_season(sqlite, 6, NOW)
    with sqlite.writing() as session:
        for each in ("AS-1", "AS-2"):
            assessors.enter(session, each, f"อาจารย์ {each}", now=NOW, ministry="กระทรวงการคลัง")
            agency = agencies.find(session, THIRD)
            assert agency is not None
            assigning.assign(session, agency, each, by="สมหญิง", now=NOW)
            assigning.attest(session, agency, each, now=NOW)
    return DeskWeb(sqlite, NOW)


def give(web: DeskWeb, assessor: str, criterion: str, level: int) -> None:
    with web.database.writing() as session:
        agency = agencies.find(session, THIRD)
        assert agency is not None
        assessing.give(session, agency, assessor, Given(criterion, level, "ตามหลักฐาน", 0), NOW)


def standings(web: DeskWeb) -> dict[str, dict[Standing, int]]:
    with web.database.reading() as session:
        return {each.entry.code: dict(each.standings) for each in review_queue.queue(session)}


def listed(page: str) -> list[str]:
    return re.findall(r'href="/desk/review/([^"]+)"', page)


def test_only_what_was_handed_in_is_under_review(web: DeskWeb) -> None:
    assert standings(web) == {THIRD: {Standing.WAITING: ALL}, SIXTH: {Standing.UNASSIGNED: ALL}}


def test_criteria_move_from_waiting_over_agreed_or_differing_to_confirmed(web: DeskWeb) -> None:
    for assessor, level in (("AS-1", 1), ("AS-2", 1)):
        give(web, assessor, "1.1", level)
    for assessor, level in (("AS-1", 1), ("AS-2", 2)):
        give(web, assessor, "1.2", level)
    give(web, "AS-1", "1.3", 1)
    assert standings(web)[THIRD] == {Standing.AGREED: 1, Standing.DIFFERING: 1, Standing.WAITING: ALL - 2}

    with web.database.writing() as session:
        agency = agencies.find(session, THIRD)
        assert agency is not None
        assessing.settle_agreed(session, agency, by="สมหญิง", now=NOW)
    assert standings(web)[THIRD] == {Standing.SETTLED: 1, Standing.DIFFERING: 1, Standing.WAITING: ALL - 2}


def test_each_filter_lists_what_needs_that(web: DeskWeb) -> None:
    officer = web.browser()
    for assessor, level in (("AS-1", 1), ("AS-2", 2)):
        give(web, assessor, "1.2", level)

    found = {
        need: listed(officer.page(f"/desk/review?need={need}")) for need in ("", "unassigned", "differing", "agreed")
    }
    assert found == {"": [THIRD, SIXTH], "unassigned": [SIXTH], "differing": [THIRD], "agreed": []}
    assert listed(officer.page("/desk/review?need=nonsense&page=99")) == [THIRD, SIXTH]


def test_a_confirmed_level_other_than_what_the_system_supports_is_named(web: DeskWeb) -> None:
    with web.database.reading() as session:
        agency = agencies.find(session, THIRD)
        assert agency is not None
        before = {each.entry.code: each.disagreeing for each in review_queue.queue(session)}
        rows = assessing.sheet(session, agency, NOW).rows
        agreeing = next(row for row in rows if row.criterion.id not in before[THIRD])
    other = next(level for level in agreeing.levels if level != agreeing.result.supported)
    for assessor in ("AS-1", "AS-2"):
        give(web, assessor, agreeing.criterion.id, other)
    with web.database.writing() as session:
        agency = agencies.find(session, THIRD)
        assert agency is not None
        assessing.settle_agreed(session, agency, by="สมหญิง", now=NOW)
        after = {each.entry.code: each.disagreeing for each in review_queue.queue(session)}

    assert set(after[THIRD]) == {*before[THIRD], agreeing.criterion.id}
    assert after[SIXTH] == before[SIXTH]
