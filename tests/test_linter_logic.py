"""What the linter proves about conditions, held against trying all facts of a small world."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
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
    IsNo,
    IsYes,
    KindsAtLeast,
    RowsAtLeast,
    Share,
)
from scoring.linter.cases import World
from scoring.linter.index import Asked
from scoring.linter.logic import TooLargeError, can_hold, holds_only_with
from scoring.linter.presence import presence
from scoring.requirement_conditions import EachAtLeast, LinksAtMost, RowsAtMost, links_of
from tests.support.examples import examples

ROWS = ("row.1", "row.2")
TYPES = {"yes": "yes_no", "kind": "choice", "part": "count", "whole": "count", "row.1": "choice", "row.2": "choice"}
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
    st.just(IsNo("yes")),
    st.just(Answered("yes")),
    st.just(Answered("part")),
    st.builds(lambda codes: Among("kind", frozenset(codes)), st.sets(st.sampled_from(["a", "b"]), min_size=1)),
    st.builds(CountAtLeast, st.sampled_from(["part", "whole"]), st.integers(1, 3)),
    st.builds(RowsAtLeast, st.just(ROWS), st.integers(1, 3)),
    st.builds(KindsAtLeast, st.just(ROWS), st.integers(1, 3)),
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
    for (part, whole), yes, kind, rows in product(pairs, (None, False, True), (None, "a", "b"), ("", "a", "aa", "ab")):
        facts = {"part": part, "whole": whole, "yes": yes, "kind": kind, **dict(zip(ROWS, rows, strict=False))}
        yield {key: value for key, value in facts.items() if value is not None}


EVERYTHING = list(small_world())


@examples(60)
@given(conditions)
def test_a_condition_can_hold_if_some_facts_make_it_hold(condition: Condition) -> None:
    assert can_hold(WORLD, condition) == any(condition.holds(facts) for facts in EVERYTHING)


@examples(60)
@given(conditions, conditions)
def test_a_condition_holds_only_with_another_if_no_facts_part_them(one: Condition, other: Condition) -> None:
    parted = any(one.holds(facts) and not other.holds(facts) for facts in EVERYTHING)

    assert holds_only_with(WORLD, one, [other]) == (not parted)


PLACES = ("one", "row.1", "row.2")
LINKED = World(
    {
        key: Asked(key, key, of, None, ("a", "b") if of == "choice" else None, True, (), order, None)
        for order, (key, of) in enumerate({"one": "text", "row.1": "choice", "row.2": "choice", "n.1": "count"}.items())
    },
    {},
)
limits: st.SearchStrategy[Condition] = st.one_of(
    st.sampled_from([Answered("one"), Answered("row.1"), Answered("row.2")]),
    st.builds(lambda code: Among("row.1", frozenset({code})), st.sampled_from(["a", "b"])),
    st.builds(RowsAtLeast, st.just(ROWS), st.integers(1, 3)),
    st.builds(KindsAtLeast, st.just(ROWS), st.integers(1, 3)),
    st.builds(RowsAtMost, st.just(ROWS), st.integers(1, 2)),
    st.builds(LinksAtMost, st.sampled_from([PLACES, PLACES[:2]]), st.integers(1, 3)),
    st.builds(EachAtLeast, st.just(("row.1",)), st.just(("n.1",)), st.integers(1, 3)),
)


def linked_world() -> Iterator[Facts]:
    """Every way to fill the rows, each with the one link that it needs at least."""
    for one, first, second, count in product((None, "x"), (None, "a", "b"), (None, "a", "b"), (None, 0, 3)):
        facts = {"one": one, "row.1": first, "row.2": second, "n.1": count}
        given = {key: value for key, value in facts.items() if value is not None}
        yield {**given, **{links_of(key): 1 for key in given}}


@examples(150)
@given(st.lists(limits, min_size=1, max_size=5))
def test_a_requirement_is_refused_only_if_no_answers_meet_it(parts: list[Condition]) -> None:
    condition = All(tuple(parts))
    counts_kinds = any(isinstance(part, KindsAtLeast) for part in parts)
    names_one_row = any(len(set(part.inputs) & set(ROWS)) == 1 for part in parts)

    possible = any(condition.holds(facts) for facts in linked_world())
    found = can_hold(LINKED, presence(condition))

    assert found or not possible
    assert found == possible or (counts_kinds and names_one_row)


def test_a_condition_of_too_many_cases_is_refused_rather_than_tried() -> None:
    either = AnyOf((IsYes("yes"), Answered("part")))

    with pytest.raises(TooLargeError):
        can_hold(WORLD, All((either,) * 40))
