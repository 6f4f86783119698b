"""What the shortest way to a mark asks of each input, on programmes where only one way is the shortest."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from scoring.changeable import Changeable
from scoring.goal import Goal, smallest_steps
from scoring.minimal_sets import MinimalSets, bits_of
from scoring.programme import COMBINED, Programme
from scoring.scorecard import Missing
from scoring.standing import standing
from scoring.submission import Answer, State, Value
from tests.support.goal_programmes import LINK, Raw, criterion, programme_of
from tests.support.small_programmes import submission


def asking(*conditions: Raw) -> Programme:
    return programme_of([criterion(name, {3: asked}) for name, asked in zip("ABCD", conditions, strict=False)])


def way(of: Programme, answers: Mapping[str, Answer] | None = None, points: int = 1) -> Goal | None:
    return smallest_steps(of, answers or submission(of, {}).answers, total=COMBINED, points=Fraction(points))


def steps(of: Programme, answers: Mapping[str, Answer] | None = None, points: int = 1) -> tuple[Missing, ...]:
    found = way(of, answers, points)
    assert found is not None
    return found.steps


def answered(
    of: Programme, key: str, state: Any, value: Value | None = None, *, linked: bool = False
) -> dict[str, Answer]:
    return {**submission(of, {}).answers, key: Answer(key, state, value, LINK if linked else ())}


@pytest.mark.parametrize(
    ("state", "value", "linked", "need"),
    [
        ("blank", None, False, "answer"),
        ("blank", None, True, "answer"),
        ("not_applicable", None, False, "answer"),
        ("invalid", None, False, "value"),
        ("given", False, False, "answer"),
        ("given", False, True, "answer"),
        ("given", True, False, "evidence"),
    ],
)
def test_a_yes_is_asked_for_by_what_its_row_says(state: State, value: Value | None, linked: bool, need: Any) -> None:
    of = asking({"is_yes": "done"})

    assert steps(of, answered(of, "done", state, value, linked=linked)) == (Missing(3, "done", need, True),)


@pytest.mark.parametrize(
    ("value", "linked", "need"),
    [("c", True, "value"), ("c", False, "value"), ("a", False, "evidence")],
)
def test_a_choice_is_asked_for_with_every_code_that_would_do(value: str, linked: bool, need: Any) -> None:
    of = asking({"choice": "pick", "among": ["b", "a"]})

    assert steps(of, answered(of, "pick", "given", value, linked=linked)) == (Missing(3, "pick", need, ("a", "b")),)


def test_none_of_a_list_is_answered_anew() -> None:
    asked = {"key": "who", "type": "choice", "choice": "who", "evidence": True}
    one = criterion("A", {3: {"choice": "who", "among": ["unit"]}}, inputs=[asked])
    of = programme_of(
        [one], choices={"pick": ["a"], "kind": ["x"], "claimed": ["0", "1", "2", "3"], "who": ["none", "unit"]}
    )

    assert steps(of, answered(of, "who", "given", "none")) == (Missing(3, "who", "answer", ("unit",)),)


def test_of_two_ways_to_a_level_the_one_that_is_shown_is_the_one_that_is_taken() -> None:
    of = asking({"any": [{"count": "listed", "at_least": 2}, {"is_yes": "told"}]}, {"is_yes": "told"})

    assert way(of, points=10) == Goal(
        points=Fraction(10),
        gain=Fraction(10),
        steps=(Missing(3, "told", "answer", True),),
        serves={"told": ("A", "B")},
        levels={"A": 3, "B": 3},
    )


def test_a_total_that_is_not_known_is_assumed_and_what_hangs_on_it_is_open() -> None:
    of = asking({"part": "part", "of": "whole", "at_least": 50})

    assert way(of) == Goal(
        points=Fraction(7),
        gain=Fraction(7),
        steps=(Missing(3, "whole", "answer"), Missing(3, "part", "answer")),
        serves={"whole": ("A",), "part": ("A",)},
        levels={"A": 3},
        assumed={"whole": 1},
    )


def test_the_answer_that_opens_a_way_serves_the_criterion_though_no_level_names_it() -> None:
    ways = [
        {"id": "A.yes", "when": True, "inputs": [], "levels": {3: {"all": [{"is_yes": "told"}, {"answered": "name"}]}}},
        {"id": "A.no", "when": False, "inputs": [], "levels": {3: {"is_yes": "told"}}},
    ]
    other = criterion("B", {3: {"is_yes": "done"}})
    of = programme_of([{"id": "A", "max": 10, "way_by": "regional", "ways": ways}, other])

    assert way(of, points=7) == Goal(
        points=Fraction(7),
        gain=Fraction(7),
        steps=(Missing(3, "regional", "answer"), Missing(3, "told", "answer", True)),
        serves={"regional": ("A",), "told": ("A",)},
        levels={"A": 3},
        assumed={"regional": False},
    )


ROWS = {"rows": "row", "at_least": 2}


@pytest.mark.parametrize(
    ("rows", "keys"),
    [
        ({}, ["row.1", "row.2"]),
        ({"row.3": "given"}, ["row.1", "row.3"]),
        ({"row.2": "invalid", "row.3": "given"}, ["row.2", "row.3"]),
        ({"row.2": "given", "row.3": "invalid"}, ["row.2", "row.3"]),
        ({"row.3": "invalid"}, ["row.1", "row.3"]),
        ({"row.1": "linked", "row.3": "given"}, ["row.3"]),
        ({"row.1": "linked"}, ["row.2"]),
        ({"row.1": "linked", "row.2": "invalid", "row.3": "given"}, ["row.3"]),
    ],
)
def test_the_rows_nearest_to_counting_are_the_ones_to_fill(rows: Mapping[str, str], keys: list[str]) -> None:
    of = asking(ROWS)
    answers = dict(submission(of, {}).answers)
    for key, state in rows.items():
        known: Any = {"linked": ("given", "x", LINK), "given": ("given", "x", ()), "invalid": ("invalid", None, ())}
        answers[key] = Answer(key, *known[state])

    assert [step.key for step in steps(of, answers)] == keys


def test_rows_of_kinds_are_filled_with_kinds_that_are_not_there_yet() -> None:
    of = asking({"kinds": "row", "at_least": 2})
    one_kind = {**submission(of, {}).answers, "row.1": Answer("row.1", "given", "x", LINK)}

    assert [step.key for step in steps(of)] == ["row.1", "row.2"]
    assert [step.key for step in steps(of, one_kind)] == ["row.2"]


def sets_of(of: Programme, answers: Mapping[str, Answer] | None = None) -> set[frozenset[str]]:
    """The minimal sets for the highest level of the first criterion."""
    now = standing(of, answers or submission(of, {}).answers)
    bits = bits_of(list(of.inputs))
    found = MinimalSets(Changeable(of.criteria, now), now, bits).of(of.criteria[0].ways[0].levels[0][1])
    return {frozenset(key for key, bit in bits.items() if one & bit) for one in found}


@pytest.mark.parametrize(
    ("condition", "sets"),
    [
        ({"is_yes": "told"}, [{"told"}]),
        ({"all": [{"is_yes": "told"}, {"is_yes": "done"}]}, [{"told", "done"}]),
        ({"any": [{"is_yes": "told"}, {"is_yes": "done"}]}, [{"told"}, {"done"}]),
        ({"any": [{"is_yes": "told"}, {"all": [{"is_yes": "told"}, {"is_yes": "done"}]}]}, [{"told"}]),
        ({"all": [{"any": [{"is_yes": "told"}, {"is_yes": "done"}]}, {"is_yes": "done"}]}, [{"done"}]),
        (ROWS, [{"row.1", "row.2"}]),
        ({"kinds": "row", "at_least": 2}, [{"row.1", "row.2"}, {"row.1", "row.3"}, {"row.2", "row.3"}]),
        (
            {"all": [ROWS, {"answered": "row.3"}]},
            [{"row.1", "row.3"}, {"row.2", "row.3"}],
        ),
    ],
)
def test_a_minimal_set_can_spare_none_of_its_inputs(condition: Raw, sets: list[set[str]]) -> None:
    assert sets_of(asking(condition)) == {frozenset(one) for one in sets}


def test_of_sets_of_one_size_those_that_come_first_in_the_sheet_come_first() -> None:
    of = asking({"kinds": "row", "at_least": 2})
    now = standing(of, submission(of, {}).answers)
    bits = bits_of(["row.1", "row.2", "row.3"])

    found = MinimalSets(Changeable(of.criteria, now), now, bits).of(of.criteria[0].ways[0].levels[0][1])

    assert (bits, found) == ({"row.1": 4, "row.2": 2, "row.3": 1}, (6, 5, 3))


def test_like_rows_that_are_filled_together_differ_from_each_other_and_from_those_there() -> None:
    of = asking({"kinds": "row", "at_least": 2})
    filled = {**submission(of, {}).answers, "row.2": Answer("row.2", "given", "x", LINK)}
    now, then = standing(of, submission(of, {}).answers), standing(of, filled)
    blank = MinimalSets(Changeable(of.criteria, now), now, {})
    beside = MinimalSets(Changeable(of.criteria, then), then, {})

    assert blank.favourable(["row.1", "row.2", "row.3"]) == {"row.1": "x", "row.2": "y", "row.3": "x"}
    assert beside.favourable(["row.1"]) == {"row.1": "y"}
    assert beside.favourable(["row.2", "row.3"]) == {"row.2": "x", "row.3": "y"}
