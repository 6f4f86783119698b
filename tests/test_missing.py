"""What is missing under other rules than those of hrmo-2565."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from scoring.engine import score
from scoring.programme import Programme
from scoring.scorecard import Missing, Scorecard
from scoring.submission import Answer, Submission
from tests.support.goal_programmes import Raw, criterion, programme_of

HALF_OF_THE_WHOLE = {"part": "part", "of": "whole", "at_least": 50}


def scored_blank(programme: Programme) -> Scorecard:
    answers = {key: Answer(key, "blank") for key in programme.inputs}
    return score(programme, Submission(programme.id, answers), now=datetime(2022, 3, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("asked", "missing"),
    [
        ({"count": "part", "at_least": 2}, [("part", 2), ("whole", None)]),
        ({"count": "whole", "at_least": 3}, [("whole", 3), ("part", None)]),
        ({"count": "listed", "at_least": 2}, [("listed", 2), ("part", None), ("whole", None)]),
    ],
)
def test_a_number_that_is_asked_beside_a_share_of_an_unknown_total_is_named(
    asked: Raw, missing: list[tuple[str, int | None]]
) -> None:
    programme = programme_of([criterion("A", {3: {"all": [asked, HALF_OF_THE_WHOLE]}})])

    assert scored_blank(programme).criterion("A").missing == tuple(
        Missing(3, key, "answer", number) for key, number in missing
    )


def test_two_ways_need_not_have_the_same_levels_to_be_advised() -> None:
    ways = [
        {"id": "A.yes", "when": True, "inputs": [], "levels": {1: {"is_yes": "told"}, 3: {"is_yes": "done"}}},
        {"id": "A.no", "when": False, "inputs": [], "levels": {2: {"is_yes": "done"}, 3: {"answered": "name"}}},
    ]
    programme = programme_of([{"id": "A", "max": 10, "way_by": "regional", "ways": ways}])

    [advice] = scored_blank(programme).advice

    assert [step.key for step in advice.steps] == ["regional", "done"]
