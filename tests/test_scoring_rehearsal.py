"""Rehearsals between programmes that do not ask for the same."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

from scoring.engine import score
from scoring.programme import Programme
from scoring.rehearsal import Change, Played, rehearsal, score_of
from scoring.scorecard import Scorecard
from scoring.submission import Value
from tests.support.goal_programmes import Raw, criterion, programme_of
from tests.support.small_programmes import programme, submission

NOW = datetime(2022, 3, 1, tzinfo=UTC)


def played(old: Programme, new: Programme, values: dict[str, Value]) -> Played:
    return Played("x", scored(old, values), scored(new, values))


def scored(of: Programme, values: dict[str, Value]) -> Scorecard:
    return score(of, submission(of, {key: value for key, value in values.items() if key in of.inputs}), now=NOW)


def asking(**levels: Raw) -> Programme:
    return programme_of([criterion(name, {3: condition}) for name, condition in levels.items()])


def requiring(*keys: str) -> Programme:
    return programme({"id": "s", "requirements": [{"key": key, "type": "yes_no"} for key in keys]})


def test_a_criterion_that_comes_or_goes_has_no_level_on_the_other_side() -> None:
    told, named = {"is_yes": "told"}, {"answered": "name"}

    (move,) = rehearsal([played(asking(A=told, B=named), asking(B=named, C=told), {"told": True, "name": "ก"})])

    assert move.changes == (Change("A", 3, None, Fraction(-10)), Change("C", None, 3, Fraction(10)))


def test_a_criterion_that_comes_without_points_is_told_too() -> None:
    (move,) = rehearsal([played(asking(A={"is_yes": "told"}), asking(B={"is_yes": "told"}), {})])

    assert move.changes == (Change("A", 0, None, Fraction(0)), Change("B", None, 0, Fraction(0)))


def test_a_level_may_move_where_the_points_do_not() -> None:
    first = programme_of([criterion("A", {1: {"is_yes": "told"}}, max=30)])
    second = programme_of([criterion("A", {2: {"is_yes": "told"}}, max=15)])

    (move,) = rehearsal([played(first, second, {"told": True})])

    assert move.changes == (Change("A", 1, 2, Fraction(0)),)
    assert (move.gain, move.is_one) == (Fraction(0), True)


def test_points_may_move_where_the_level_does_not() -> None:
    (move,) = rehearsal(
        [
            played(
                programme_of([criterion("A", {3: {"is_yes": "told"}}, max=9)]),
                asking(A={"is_yes": "told"}),
                {"told": True},
            )
        ]
    )

    assert move.changes == (Change("A", 3, 3, Fraction(1)),)


def test_a_requirement_that_comes_or_goes_has_no_state_on_the_other_side() -> None:
    (move,) = rehearsal([played(requiring("a", "b"), requiring("b", "c"), {"a": True, "b": True})])

    assert move.changes == (Change("a", "ok", None, Fraction(0)), Change("c", None, "missing", Fraction(0)))


def test_where_nothing_is_asked_for_the_score_is_nothing() -> None:
    assert score_of(scored(programme(), {})) == 0
