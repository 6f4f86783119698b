"""What a condition asks, as far as that follows from the programme alone: found once, not for each workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from scoring.aims import Target
from scoring.conditions import (
    All,
    AllOfTotal,
    Among,
    Answered,
    AnyOf,
    Condition,
    CountAtLeast,
    IsNo,
    IsYes,
    Share,
    leaves,
)
from scoring.targets import aim_of

_OF_ONE_INPUT = (IsYes, IsNo, Answered, Among, CountAtLeast)
_OF_EACH_INPUT = (*_OF_ONE_INPUT, Share, AllOfTotal)
"""Conditions that cannot hold while an input of theirs has no answer."""


def is_of_each_input(condition: Condition) -> bool:
    """Whether it is plain, and cannot hold while an input that it looks at has no answer."""
    return isinstance(condition, _OF_EACH_INPUT)


class Single(NamedTuple):
    """A plain condition of one input, and the answer that satisfies it."""

    condition: Condition
    key: str
    target: Target


@dataclass(frozen=True)
class Asked:
    """One condition. `totals` gives the total of every part of the programme."""

    condition: Condition
    totals: Mapping[str, str]

    @cached_property
    def parts(self) -> Mapping[str, str]:
        """The parts that it looks at, each with its total."""
        return {part: total for part, total in self.totals.items() if part in self.condition.inputs}

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The inputs that can repair it: those it looks at, and the totals that their parts may not exceed."""
        return tuple(dict.fromkeys((*self.condition.inputs, *self.parts.values())))

    @cached_property
    def needed(self) -> tuple[Condition, ...]:
        """The conditions in it every one of which has to hold."""
        return tuple(_needed(self.condition))

    @cached_property
    def leaves(self) -> Mapping[str, tuple[Condition, ...]]:
        """The plain conditions in it that look at each input."""
        plain = tuple(leaves(self.condition))
        return {key: tuple(leaf for leaf in plain if key in leaf.inputs) for key in self.keys}

    @cached_property
    def numbers(self) -> Mapping[str, tuple[int, ...]]:
        """The numbers that it asks of each count by itself."""
        return {
            key: tuple(leaf.least for leaf in plain if isinstance(leaf, CountAtLeast))
            for key, plain in self.leaves.items()
        }

    @cached_property
    def apart(self) -> tuple[Condition, ...]:
        """Its plain conditions, where each has to hold and no two look at one input; else none.

        What is missing then is what each of them misses, one after the other.
        """
        named = [key for part in self.needed for key in part.inputs]
        is_plain = not any(isinstance(part, AnyOf) for part in self.needed)
        return self.needed if is_plain and len(set(named)) == len(named) else ()

    @cached_property
    def singly(self) -> tuple[Single, ...]:
        """Its plain conditions, where moreover each looks at one input and there is but one answer to aim at."""
        if self.parts or not all(isinstance(plain, _OF_ONE_INPUT) for plain in self.apart):
            return ()
        return tuple(Single(plain, key, aim_of(key, plain, {})) for plain in self.apart for key in plain.inputs)


class AskedBy(dict[Condition, Asked]):
    """What each condition of a programme asks, found when it is first looked up."""

    def __init__(self, totals: Mapping[str, str]) -> None:
        super().__init__()
        self.totals = totals

    def __missing__(self, condition: Condition) -> Asked:
        return self.setdefault(condition, Asked(condition, self.totals))


def _needed(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, All):
        for part in condition.parts:
            yield from _needed(part)
    else:
        yield condition
