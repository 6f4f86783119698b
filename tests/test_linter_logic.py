"""What the linter proves about conditions, held against trying all facts of a small world."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.conditions import (
    All,
    AllOfTotal,
    Among,
    Answered,
    AnyOf,
    Condition,
    CountAtLeast,
    Facts,
    IsYes,
    RowsAtLeast,
    Share,
)
from scoring.linter.cases import World
from scoring.linter.index import Asked
from scoring.linter.logic import TooLargeError, can_hold, holds_only_with

ROWS = ("row.1", "row.2")
TYPES = {"yes": "yes_no", "kind": "choice", "part": "count", "whole": "count", "row.1": "text", "row.2": "text"}
WORLD = World(
    {
        key: Asked(key, key, of, None, ("a", "b") if of == "choice" else None, False, (), order, None)
        for order, (key, of) in enumerate(TYPES.items())
    },
    {"part": "whole"},
)
LARGEST = 24
"""Above every place where the limits below cut: 3 of a total at 20 per cent is 15."""

leaves: st.SearchStrategy[Condition] = st.one_of(
    st.just(IsYes("yes")),
    st.just(Answered("yes")),
    st.just(Answered("part")),
    st.builds(lambda codes: Among("kind", frozenset(codes)), st.sets(st.sampled_from(["a", "b"]), min_size=1)),
    st.builds(CountAtLeast, st.sampled_from(["part", "whole"]), st.integers(1, 3)),
    st.builds(RowsAtLeast, st.just(ROWS), st.integers(1, 3)),
    st.builds(
        lambda share, strictly: Share("part", "whole", share, strictly), st.sampled_from([20, 50, 100]), st.booleans()
    ),
    st.just(AllOfTotal("part", "whole")),
)
conditions = st.recursive(
    leaves,
    lambda parts: st.one_of(
        st.builds(lambda several: All(tuple(several)), st.lists(parts, min_size=1, max_size=3)),
        st.builds(lambda several: AnyOf(tuple(several)), st.lists(parts, min_size=1, max_size=3)),
    ),
    max_leaves=5,
)


def small_world() -> Iterator[Facts]:
    counts = [None, *range(LARGEST + 1)]
    pairs = [(p, w) for p, w in product(counts, counts) if p is None or w is None or p <= w]
    for (part, whole), yes, kind, rows in product(pairs, (None, False, True), (None, "a", "b"), range(3)):
        facts = {"part": part, "whole": whole, "yes": yes, "kind": kind, **dict.fromkeys(ROWS[:rows], "x")}
        yield {key: value for key, value in facts.items() if value is not None}


EVERYTHING = list(small_world())


@settings(max_examples=60, deadline=None)
@given(conditions)
def test_a_condition_can_hold_if_some_facts_make_it_hold(condition: Condition) -> None:
    assert can_hold(WORLD, condition) == any(condition.holds(facts) for facts in EVERYTHING)


@settings(max_examples=60, deadline=None)
@given(conditions, conditions)
def test_a_condition_holds_only_with_another_if_no_facts_part_them(one: Condition, other: Condition) -> None:
    parted = any(one.holds(facts) and not other.holds(facts) for facts in EVERYTHING)

    assert holds_only_with(WORLD, one, [other]) == (not parted)


def test_a_condition_of_too_many_cases_is_refused_rather_than_tried() -> None:
    either = AnyOf((IsYes("yes"), Answered("part")))

    with pytest.raises(TooLargeError):
        can_hold(WORLD, All((either,) * 40))
