"""Who is proposed to judge whom: never a conflict of interest, and loads as even as can be."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.review.agreement import Agreement, Standing, agreement, standing
from bot.review.conflicts import Body, Judge, conflict, is_open_question
from bot.review.proposal import Pair, Proposal, propose

MINISTRIES = st.sampled_from(["", "ยุติธรรม", "มหาดไทย"])
JUDGES = st.lists(MINISTRIES, min_size=1, max_size=4).map(
    lambda of: [Judge(f"AS-{number}", ministry, "") for number, ministry in enumerate(of)]
)
BODIES = st.lists(MINISTRIES, max_size=5).map(
    lambda of: [Body(f"A-{number}", ministry) for number, ministry in enumerate(of)]
)


@pytest.mark.parametrize(
    ("judge", "body", "found"),
    [
        (Judge("AS", "กระทรวงยุติธรรม", ""), Body("A", "กระทรวงยุติธรรม"), "ministry"),
        (Judge("AS", " Ministry  of Justice", ""), Body("A", "ministry of justice "), "ministry"),
        (Judge("AS", "กระทรวงการคลัง", "A"), Body("A", "กระทรวงยุติธรรม"), "agency"),
        (Judge("AS", "", "a"), Body("A", ""), "agency"),
        (Judge("AS", "กระทรวงการคลัง", "B"), Body("A", "กระทรวงยุติธรรม"), None),
        (Judge("AS", "", ""), Body("A", ""), None),
    ],
)
def test_the_same_ministry_or_agency_is_a_conflict(judge: Judge, body: Body, found: str | None) -> None:
    assert conflict(judge, body) == found


def test_a_ministry_that_is_not_known_is_a_question() -> None:
    known, unknown = Judge("AS", "กระทรวงการคลัง", ""), Judge("AS", " ", "")
    asked = [is_open_question(judge, Body("A", ministry)) for judge in (known, unknown) for ministry in ("ม", "")]

    assert asked == [False, True, True, True]


def test_those_with_the_fewest_agencies_come_first() -> None:
    judges = [Judge(code, "", "") for code in ("AS-1", "AS-2", "AS-3")]
    held = {Pair("A-0", "AS-1"), Pair("A-0", "AS-2")}

    assert propose(judges, [Body("A-0", ""), Body("A-1", "")], held, each=2) == Proposal(
        (Pair("A-1", "AS-1"), Pair("A-1", "AS-3")), {}
    )


def test_who_declined_is_not_proposed_again_and_what_lacks_is_told() -> None:
    judges = [Judge("AS-1", "", ""), Judge("AS-2", "", "")]

    assert propose(judges, [Body("A-1", "")], (), {Pair("A-1", "AS-1")}, each=2) == Proposal(
        (Pair("A-1", "AS-2"),), {"A-1": 1}
    )


def test_loads_are_evened_out_over_others() -> None:
    """Only a chain helps here: the busy one can hand on to the second alone, and only the second to the free one."""
    judges = [Judge("AS-1", "x", ""), Judge("AS-2", "y", ""), Judge("AS-3", "z", "")]
    bodies = [Body(f"A-{number}", "z") for number in range(1, 5)] + [Body("B-1", "x"), Body("B-2", "x")]
    load = Counter(pair.judge for pair in propose(judges, bodies, each=1).pairs)

    assert load == {"AS-1": 2, "AS-2": 2, "AS-3": 2}


@settings(max_examples=60, deadline=None)
@given(JUDGES, BODIES, st.integers(1, 2))
def test_no_proposal_has_a_conflict_and_none_could_be_more_even(
    judges: list[Judge], bodies: list[Body], each: int
) -> None:
    found = propose(judges, bodies, each=each)
    able = {body.code: [j.code for j in judges if conflict(j, body) is None] for body in bodies}

    assert all(pair.judge in able[pair.body] for pair in found.pairs)
    assert len(set(found.pairs)) == len(found.pairs)
    has = Counter(pair.body for pair in found.pairs)
    assert all(has[code] == min(each, len(able[code])) == each - found.short.get(code, 0) for code in able)
    assert _spread(judges, [pair.judge for pair in found.pairs]) == _best_spread(judges, able, each)
    assert propose(judges[::-1], bodies[::-1], each=each) == found


def _spread(judges: list[Judge], taken: list[str]) -> int:
    """The sum of the squares of the loads: the smaller, the more even."""
    load = Counter(taken)
    return sum(load[judge.code] ** 2 for judge in judges)


def _best_spread(judges: list[Judge], able: dict[str, list[str]], each: int) -> int:
    """By trying every possible choice."""
    choices = [list(combinations(codes, min(each, len(codes)))) for codes in able.values()]
    return min(_spread(judges, [code for some in picked for code in some]) for picked in product(*choices))


def test_without_conflicts_loads_differ_by_at_most_one() -> None:
    judges = [Judge(f"AS-{number}", "", "") for number in range(7)]
    bodies = [Body(f"A-{number:03}", "") for number in range(300)]
    load = Counter(pair.judge for pair in propose(judges, bodies, each=2).pairs)

    assert sorted(load.values()) == [85, 85, 86, 86, 86, 86, 86]


@pytest.mark.parametrize(
    ("judges", "levels", "settled", "found"),
    [
        ([], {}, None, Standing.UNASSIGNED),
        (["a", "b"], {"a": 2}, None, Standing.WAITING),
        (["a", "b"], {"a": 2, "b": 2}, None, Standing.AGREED),
        (["a", "b"], {"a": 2, "b": 0}, None, Standing.DIFFERING),
        (["a", "b"], {"a": 2, "b": 0}, 0, Standing.SETTLED),
        (["a"], {"a": 2, "gone": 0}, None, Standing.AGREED),
    ],
)
def test_a_criterion_stands_where_its_assessors_stand(
    judges: list[str], levels: dict[str, int], settled: int | None, found: Standing
) -> None:
    assert standing(judges, levels, settled) is found


def test_agreement_is_the_share_of_pairs_with_the_same_level() -> None:
    assert agreement([[2, 2, 1], [3], []]) == Agreement(1, 3)
    assert agreement([[2, 2], [0, 0]]).share == Fraction(1)
    assert agreement([[3]]).share is None
