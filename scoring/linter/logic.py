"""Whether conditions can hold, and whether one holds whenever another does: decided over all facts, not sampled.

A condition is taken apart into cases, each a set of plain conditions that hold or do not; a case is possible if some
facts fit it (`scoring.linter.cases`). The language is closed and small, so this is exact for what programmes state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from math import prod

from scoring.conditions import All, AnyOf, Condition
from scoring.linter.cases import Case, World

_MOST_CASES = 20_000


class TooLargeError(Exception):
    """A condition falls apart into more cases than can be looked at."""


def can_hold(world: World, condition: Condition) -> bool:
    """Whether some facts make a condition hold. Raises `TooLargeError`."""
    return any(world.is_possible(case) for case in _cases(condition, wanted=True))


def holds_only_with(world: World, condition: Condition, others: Iterable[Condition]) -> bool:
    """Whether at least one of `others` holds whenever the condition does. Raises `TooLargeError`."""
    mine, not_theirs = _cases(condition, wanted=True), _cases(AnyOf(tuple(others)), wanted=False)
    if len(mine) * len(not_theirs) > _MOST_CASES:
        raise TooLargeError
    return not any(world.is_possible((*a, *b)) for a, b in product(mine, not_theirs))


def _cases(condition: Condition, *, wanted: bool) -> list[Case]:
    if _count(condition, wanted=wanted) > _MOST_CASES:
        raise TooLargeError
    return list(_taken_apart(condition, wanted=wanted))


def _count(condition: Condition, *, wanted: bool) -> int:
    match condition:
        case All(parts) | AnyOf(parts):
            counts = [_count(part, wanted=wanted) for part in parts]
            return prod(counts) if isinstance(condition, All) is wanted else sum(counts)
    return 1


def _taken_apart(condition: Condition, *, wanted: bool) -> Iterator[Case]:
    match condition:
        case All(parts) | AnyOf(parts):
            each = [list(_taken_apart(part, wanted=wanted)) for part in parts]
            if isinstance(condition, All) is wanted:
                yield from (_joined(cases) for cases in product(*each))
            else:
                yield from (case for cases in each for case in cases)
        case _:
            yield ((condition, wanted),)


def _joined(cases: Iterable[Case]) -> Case:
    return tuple(dict.fromkeys(literal for case in cases for literal in case))
