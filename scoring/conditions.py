"""The small closed language in which levels are stated: what must hold among the facts of a ledger.

A ledger's facts are a mapping from input key to value that holds only what counts there; what is blank, invalid or
(in the supported ledger) without its evidence is not in it. Every condition answers `holds(facts)` and names the
`inputs` it looks at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from scoring.submission import Value

Facts = Mapping[str, Value]


class Condition(Protocol):
    """Something that holds or does not."""

    @property
    def inputs(self) -> tuple[str, ...]:
        """The keys it looks at, in the order in which it names them."""

    def holds(self, facts: Facts) -> bool:
        """Whether it holds among these facts."""


@dataclass(frozen=True, slots=True)
class IsYes:
    """The input is answered yes."""

    key: str

    @property
    def inputs(self) -> tuple[str, ...]:
        return (self.key,)

    def holds(self, facts: Facts) -> bool:
        return facts.get(self.key) is True


@dataclass(frozen=True, slots=True)
class IsNo:
    """The input is answered no, which is not the same as blank."""

    key: str

    @property
    def inputs(self) -> tuple[str, ...]:
        return (self.key,)

    def holds(self, facts: Facts) -> bool:
        return facts.get(self.key) is False


@dataclass(frozen=True, slots=True)
class Answered:
    """The input has any answer."""

    key: str

    @property
    def inputs(self) -> tuple[str, ...]:
        return (self.key,)

    def holds(self, facts: Facts) -> bool:
        return self.key in facts


@dataclass(frozen=True, slots=True)
class Among:
    """The chosen code is one of these."""

    key: str
    codes: frozenset[str]

    @property
    def inputs(self) -> tuple[str, ...]:
        return (self.key,)

    def holds(self, facts: Facts) -> bool:
        return facts.get(self.key) in self.codes


@dataclass(frozen=True, slots=True)
class CountAtLeast:
    """The count is at least this number."""

    key: str
    least: int

    @property
    def inputs(self) -> tuple[str, ...]:
        return (self.key,)

    def holds(self, facts: Facts) -> bool:
        count = facts.get(self.key)
        return isinstance(count, int) and count >= self.least


@dataclass(frozen=True, slots=True)
class RowsAtLeast:
    """At least this many rows of a group are answered."""

    rows: tuple[str, ...]
    least: int

    @property
    def inputs(self) -> tuple[str, ...]:
        return self.rows

    def holds(self, facts: Facts) -> bool:
        return sum(map(facts.__contains__, self.rows)) >= self.least


@dataclass(frozen=True, slots=True)
class KindsAtLeast:
    """The like rows name at least this many different kinds; two rows of one kind count once."""

    rows: tuple[str, ...]
    least: int

    @property
    def inputs(self) -> tuple[str, ...]:
        return self.rows

    def holds(self, facts: Facts) -> bool:
        return len({facts[row] for row in self.rows if row in facts}) >= self.least


@dataclass(frozen=True, slots=True)
class Share:
    """A part reaches so many per cent of its total, compared in whole numbers; a total of zero never holds."""

    part: str
    total: str
    per_cent: int
    strictly: bool

    @property
    def inputs(self) -> tuple[str, ...]:
        return (self.part, self.total)

    def holds(self, facts: Facts) -> bool:
        part, total = facts.get(self.part), facts.get(self.total)
        if not isinstance(part, int) or not isinstance(total, int) or total < 1:
            return False
        reached, wanted = part * 100, total * self.per_cent
        return reached > wanted if self.strictly else reached >= wanted


@dataclass(frozen=True, slots=True)
class AllOfTotal:
    """A part is the whole of its total, which is at least one."""

    part: str
    total: str

    @property
    def inputs(self) -> tuple[str, ...]:
        return (self.part, self.total)

    def holds(self, facts: Facts) -> bool:
        part, total = facts.get(self.part), facts.get(self.total)
        return isinstance(part, int) and isinstance(total, int) and part == total >= 1


@dataclass(frozen=True)
class All:
    """Every one of these holds."""

    parts: tuple[Condition, ...]
    _yes: tuple[str, ...] = field(init=False, repr=False, compare=False)
    _others: tuple[Condition, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Tell apart what most parts ask, a yes: going through them is what scoring does most often."""
        object.__setattr__(self, "_yes", tuple(part.key for part in self.parts if isinstance(part, IsYes)))
        object.__setattr__(self, "_others", tuple(part for part in self.parts if not isinstance(part, IsYes)))

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        return _inputs_of(self.parts)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((All, self.parts))

    def holds(self, facts: Facts) -> bool:
        for key in self._yes:
            if facts.get(key) is not True:
                return False
        for part in self._others:  # noqa: SIM110 - a generator takes longer than most parts
            if not part.holds(facts):
                return False
        return True


@dataclass(frozen=True)
class AnyOf:
    """At least one of these holds."""

    parts: tuple[Condition, ...]

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        return _inputs_of(self.parts)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((AnyOf, self.parts))

    def holds(self, facts: Facts) -> bool:
        for part in self.parts:  # noqa: SIM110 - as above
            if part.holds(facts):
                return True
        return False


def leaves(condition: Condition) -> Iterator[Condition]:
    """The plain conditions that a condition is put together from, in its order."""
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)
        case _:
            yield condition


def cannot_hold(condition: Condition, facts: Facts) -> bool:
    """Whether it does not hold, whatever will be answered where nothing is answered yet."""
    match condition:
        case All(parts):
            return any(cannot_hold(part, facts) for part in parts)
        case AnyOf(parts):
            return all(cannot_hold(part, facts) for part in parts)
    return all(key in facts for key in condition.inputs) and not condition.holds(facts)


def _inputs_of(parts: tuple[Condition, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for part in parts for key in part.inputs))
