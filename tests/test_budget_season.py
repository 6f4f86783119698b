"""A season of 300 agencies through the planning code: what docs/message-budget.md tells is what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.budget.forecast import subject_of
from scoring.deadlines import Deadline
from tests.support.season import AGENCIES, CASTS, DEADLINES, LIMITS, STILL_LACK, MonthPlayed, play, table

PAGE = Path(__file__).parent.parent / "docs" / "message-budget.md"
Played = dict[tuple[str, int], Mapping[str, MonthPlayed]]


@pytest.fixture(scope="module")
def season() -> Played:
    return {(cast, limit): play(listeners(), limit) for cast, listeners in CASTS.items() for limit in LIMITS}


def test_the_page_holds_the_tables_that_come_out(season: Played) -> None:
    page = PAGE.read_text(encoding="utf-8")

    missing = [f"{cast}, {limit}" for (cast, limit), months in season.items() if table(months) not in page]
    assert missing == []


def test_no_month_takes_more_than_line_allows(season: Played) -> None:
    beyond = [name for (_, limit), months in season.items() for name, each in months.items() if each.used > limit]

    assert beyond == []


def test_every_notice_has_an_end_or_still_waits(season: Played) -> None:
    for months in season.values():
        ended = sum(each.own + each.folded + each.replaced + each.lost for each in months.values())
        assert sum(each.due for each in months.values()) == ended + list(months.values())[-1].waiting


@pytest.mark.parametrize("cast", CASTS)
def test_on_fifteen_thousand_no_promise_is_broken_and_nothing_comes_too_late(season: Played, cast: str) -> None:
    assert sum(each.promised_lost + each.lost for each in season[cast, 15_000].values()) == 0


@pytest.mark.parametrize("cast", CASTS)
@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize(("stage", "month"), [("preliminary", "2022-04"), ("final", "2022-06")])
def test_every_agency_hears_its_result_in_the_month_in_which_it_is_announced(
    season: Played, cast: str, limit: int, stage: str, month: str
) -> None:
    assert len(season[cast, limit][month].told[stage]) == AGENCIES


@pytest.mark.parametrize("cast", CASTS)
@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("deadline", DEADLINES, ids=lambda each: each.id)
def test_every_agency_that_lacks_something_is_reminded_on_the_last_day(
    season: Played, cast: str, limit: int, deadline: Deadline
) -> None:
    for step in ("24h", "3h"):
        occasion = f"{subject_of(deadline)}:{step}"
        reminded = {code for month in season[cast, limit].values() for code in month.reminded.get(occasion, ())}
        assert len(reminded) == AGENCIES * STILL_LACK[step] // 100
