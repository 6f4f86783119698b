"""How far several assessors agree: per criterion, and over all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple


class Standing(StrEnum):
    """Where a criterion stands among those who are to judge it."""

    UNASSIGNED = "unassigned"
    WAITING = "waiting"
    DIFFERING = "differing"
    AGREED = "agreed"
    SETTLED = "settled"


class Agreement(NamedTuple):
    """Of all pairs of two assessors' levels for one criterion, how many are the same."""

    same: int
    pairs: int

    @property
    def share(self) -> Fraction | None:
        """The share of exact agreement; None where no criterion has two levels yet."""
        return Fraction(self.same, self.pairs) if self.pairs else None


def standing(judges: Collection[str], levels: Mapping[str, int], settled: int | None) -> Standing:
    """Of one criterion: `levels` by assessor, `settled` the confirmed level. Only levels of `judges` count."""
    given = [levels[judge] for judge in judges if judge in levels]
    if settled is not None:
        return Standing.SETTLED
    if not judges:
        return Standing.UNASSIGNED
    if len(given) < len(judges):
        return Standing.WAITING
    return Standing.AGREED if len(set(given)) == 1 else Standing.DIFFERING


def agreement(of_criteria: Iterable[Collection[int]]) -> Agreement:
    """Over all criteria, each with the levels that its assessors gave."""
    pairs = [pair for levels in of_criteria for pair in combinations(levels, 2)]
    return Agreement(sum(one == other for one, other in pairs), len(pairs))
