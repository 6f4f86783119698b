"""What each step of the shortest way has to say, where several conditions, alternatives or totals bear on it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from scoring.goal import smallest_steps
from scoring.programme import COMBINED, Programme
from scoring.submission import Value
from tests.support.goal_programmes import Raw, criterion, programme_of
from tests.support.small_programmes import submission

TOLD_OR_LISTED: Raw = {"any": [{"count": "listed", "at_least": 2}, {"is_yes": "told"}]}


def asking(*conditions: Raw) -> Programme:
    return programme_of([criterion(name, {3: asked}) for name, asked in zip("ABCD", conditions, strict=False)])


def steps(of: Programme, values: dict[str, Value], points: int = 1) -> list[tuple[str, str, Any]] | None:
    """Key, need and target of each step."""
    found = smallest_steps(of, submission(of, values).answers, total=COMBINED, points=Fraction(points))
    return None if found is None else [(step.key, step.need, step.target) for step in found.steps]


def test_a_choice_that_several_criteria_ask_for_is_one_that_suits_all() -> None:
    of = asking({"choice": "pick", "among": ["a", "b"]}, {"choice": "pick", "among": ["b", "c"]})

    assert steps(of, {}, points=10) == [("pick", "answer", ("b",))]


@pytest.mark.parametrize(
    ("condition", "least"),
    [
        ({"part": "part", "of": "whole", "at_least": 50}, 5),
        ({"part": "part", "of": "whole", "more_than": 50}, 6),
        ({"equal": "part", "to": "whole"}, 10),
    ],
)
def test_a_part_of_a_known_total_is_asked_for_in_numbers(condition: Raw, least: int) -> None:
    assert steps(asking(condition), {"whole": 10}) == [("part", "answer", least)]


@pytest.mark.parametrize(
    "condition",
    [
        TOLD_OR_LISTED,
        {"any": [{"all": [TOLD_OR_LISTED, {"count": "listed", "at_least": 2}]}, {"is_yes": "told"}]},
    ],
)
def test_of_alternatives_the_step_has_the_aim_of_the_one_that_it_takes(condition: Raw) -> None:
    assert steps(asking(condition), {}) == [("listed", "answer", 2)]


def test_a_total_of_nothing_is_asked_for_with_its_part_though_no_condition_names_it() -> None:
    of = asking({"count": "part", "at_least": 2})

    assert steps(of, {"whole": 0}) == [("whole", "value", None), ("part", "answer", 2)]
    assert steps(of, {"whole": 1}) is None


def test_an_input_under_a_way_that_is_not_taken_is_not_asked_for() -> None:
    own = {"key": "own", "type": "yes_no"}
    ways = [
        {"id": "A.yes", "when": True, "inputs": [own], "levels": {3: {"all": [{"is_yes": "own"}, {"is_yes": "done"}]}}},
        {"id": "A.no", "when": False, "inputs": [], "levels": {3: {"is_yes": "done"}}},
    ]
    parted = {"id": "A", "max": 10, "way_by": "regional", "ways": ways}
    of = programme_of([parted, criterion("B", {3: {"is_yes": "own"}})])

    def asked(values: dict[str, Value]) -> list[str] | None:
        found = smallest_steps(of, submission(of, values).answers, total="two", points=Fraction(1))
        return None if found is None else [step.key for step in found.steps]

    assert (asked({"regional": True}), asked({"regional": False}), asked({})) == (["own"], None, ["own"])


def test_a_total_that_only_lacks_its_link_is_asked_for_its_link() -> None:
    asked = [{"key": "all", "type": "count", "evidence": True}, {"key": "some", "type": "count"}]
    half = {3: {"part": "some", "of": "all", "at_least": 50}}
    of = programme_of([criterion("A", half, inputs=asked)], parts={"some": "all"})

    assert steps(of, {"all": 4, "some": 2}) == [("all", "evidence", None)]


def test_there_is_no_way_to_a_total_that_is_not_there() -> None:
    of = asking({"is_yes": "told"})

    with pytest.raises(KeyError, match="three"):
        smallest_steps(of, submission(of, {}).answers, total="three", points=Fraction(1))
