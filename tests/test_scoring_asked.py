"""What is found once about a condition, and which criteria an input may serve together."""

from __future__ import annotations

import pytest

from scoring import programmes
from scoring.asked import Asked, AskedBy, Single
from scoring.conditions import (
    All,
    AllOfTotal,
    Among,
    AnyOf,
    Condition,
    CountAtLeast,
    Facts,
    IsYes,
    RowsAtLeast,
    Share,
)

TOTALS = {"part": "whole", "other": "whole"}
ROWS = RowsAtLeast(("r.1", "r.2"), 1)
HALF = Share("part", "whole", 50, strictly=False)


@pytest.mark.parametrize(
    ("condition", "apart"),
    [
        (IsYes("a"), (IsYes("a"),)),
        (All((IsYes("a"), All((ROWS, IsYes("b"))))), (IsYes("a"), ROWS, IsYes("b"))),
        (HALF, (HALF,)),
        (All((CountAtLeast("part", 1), HALF)), ()),
        (All((IsYes("a"), AnyOf((IsYes("b"), IsYes("c"))))), ()),
    ],
)
def test_conditions_stand_apart_where_each_has_to_hold_and_no_two_look_at_one_input(
    condition: Condition, apart: tuple[Condition, ...]
) -> None:
    assert Asked(condition, TOTALS).apart == apart


@pytest.mark.parametrize(
    ("condition", "singly"),
    [
        (
            All((IsYes("a"), Among("b", frozenset({"y", "x"})), CountAtLeast("n", 3))),
            (
                Single(IsYes("a"), "a", True),
                Single(Among("b", frozenset({"x", "y"})), "b", ("x", "y")),
                Single(CountAtLeast("n", 3), "n", 3),
            ),
        ),
        (CountAtLeast("part", 3), ()),
        (All((IsYes("a"), ROWS)), ()),
        (AnyOf((IsYes("a"), IsYes("b"))), ()),
    ],
)
def test_an_answer_is_known_beforehand_where_no_other_input_has_a_say(
    condition: Condition, singly: tuple[Single, ...]
) -> None:
    assert Asked(condition, TOTALS).singly == singly


def test_the_total_of_a_part_can_repair_what_the_part_is_asked_for() -> None:
    asked = Asked(All((IsYes("a"), CountAtLeast("part", 3), CountAtLeast("part", 5))), TOTALS)

    assert asked.parts == {"part": "whole"}
    assert asked.keys == ("a", "part", "whole")
    assert asked.leaves == {"a": (IsYes("a"),), "part": (CountAtLeast("part", 3), CountAtLeast("part", 5)), "whole": ()}
    assert asked.numbers == {"a": (), "part": (3, 5), "whole": ()}


def test_each_condition_is_looked_into_once() -> None:
    asked_by = AskedBy(TOTALS)

    asked = asked_by[All((IsYes("a"), HALF))]

    assert asked == Asked(All((IsYes("a"), HALF)), TOTALS)
    assert asked_by[All((IsYes("a"), HALF))] is asked
    assert asked_by[AnyOf((IsYes("a"), HALF))].needed == (AnyOf((IsYes("a"), HALF)),)
    assert len(asked_by) == 2


@pytest.mark.parametrize(
    "facts", [{}, {"a": True}, {"a": True, "b": True}, {"a": False, "b": True, "n": 2}, {"a": True, "b": True, "n": 2}]
)
def test_all_holds_if_each_part_does_wherever_in_it_a_yes_is_asked(facts: Facts) -> None:
    for parts in (
        (IsYes("a"), IsYes("b")),
        (CountAtLeast("n", 1), IsYes("a")),
        (IsYes("b"), AllOfTotal("n", "n"), IsYes("a")),
    ):
        assert All(parts).holds(facts) == all(part.holds(facts) for part in parts)


def test_criteria_share_inputs_but_for_totals() -> None:
    programme = programmes.load("hrmo-2565")
    tier_b = tuple(criterion.id for criterion in programme.criteria if criterion.tier == "tier_b")

    sharing = {name: others for name, others in programme.sharing.items() if others}

    assert programme.total_keys == {"org.staff_total", "org.staff_levels", "4.3.trainings_total", "6.projects_approved"}
    assert sharing == {
        "6": ("7.1", "7.2"),
        "7.1": ("6", "7.2"),
        "7.2": ("6", "7.1"),
        **{name: tuple(other for other in tier_b if other != name) for name in tier_b},
    }


def test_a_criterion_looks_at_what_chooses_its_way_and_at_what_its_levels_ask() -> None:
    [criterion] = [criterion for criterion in programmes.load("hrmo-2565").criteria if criterion.id == "3.3"]

    asked = {f"{way}.{name}" for way in ("3.3.1", "3.3.2") for name in ("statement_or_meeting", "directive")}

    assert criterion.asked == {"org.has_regional_units", *asked}
    assert [way.asked for way in criterion.ways] == [
        {"3.3.1.statement_or_meeting", "3.3.1.directive"},
        {"3.3.2.statement_or_meeting", "3.3.2.directive"},
    ]
