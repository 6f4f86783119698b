"""Rehearsing a new programme on old workbooks: who would move, by how much, and through which rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from scoring.programme import COMBINED
from scoring.scorecard import CriterionResult, RequirementResult, Scorecard


class Played(NamedTuple):
    """One workbook scored under both programmes; `absent` are inputs of the new one that it does not have."""

    name: str
    before: Scorecard
    after: Scorecard
    absent: tuple[str, ...] = ()


class Change(NamedTuple):
    """One criterion or requirement that comes out differently: its levels (or states) and points, None where it is not.

    `gain` is what it brings in its tier, negative where it costs.
    """

    id: str
    before: int | str | None
    after: int | str | None
    gain: Fraction


@dataclass(frozen=True, slots=True)
class Move:
    """What the new programme changes for one workbook. Places count from 1; equal scores share one."""

    played: Played
    score_before: Fraction
    score_after: Fraction
    place_before: int
    place_after: int
    changes: tuple[Change, ...]

    @property
    def gain(self) -> Fraction:
        """The score after less the score before."""
        return self.score_after - self.score_before

    @property
    def is_one(self) -> bool:
        """Whether anything moves at all."""
        return bool(self.gain or self.changes or self.place_before != self.place_after)


def rehearsal(played: Sequence[Played]) -> tuple[Move, ...]:
    """Every workbook's move, those that lose most first."""
    before = {one.name: score_of(one.before) for one in played}
    after = {one.name: score_of(one.after) for one in played}
    moves = (
        Move(
            played=one,
            score_before=before[one.name],
            score_after=after[one.name],
            place_before=_place(before, one.name),
            place_after=_place(after, one.name),
            changes=tuple(_changes(one.before, one.after)),
        )
        for one in played
    )
    return tuple(sorted(moves, key=lambda move: (move.gain, move.played.name)))


def score_of(card: Scorecard) -> Fraction:
    """The combined score; where a programme gives no points, the per cent of requirements that are met."""
    if COMBINED in card.totals:
        return card.totals[COMBINED].points
    ready = card.readiness
    return 100 * ready.points / ready.max if ready.max else Fraction(0)


def _place(scores: Mapping[str, Fraction], name: str) -> int:
    return 1 + sum(score > scores[name] for score in scores.values())


def _changes(before: Scorecard, after: Scorecard) -> Iterator[Change]:
    old, new = {c.id: c for c in before.criteria}, {c.id: c for c in after.criteria}
    for name in dict.fromkeys((*old, *new)):
        yield from _of_criterion(name, old.get(name), new.get(name))
    was, now = {r.id: r for r in before.requirements}, {r.id: r for r in after.requirements}
    for name in dict.fromkeys((*was, *now)):
        yield from _of_requirement(name, was.get(name), now.get(name))


def _of_criterion(name: str, old: CriterionResult | None, new: CriterionResult | None) -> Iterator[Change]:
    gain = (new.points if new else Fraction(0)) - (old.points if old else Fraction(0))
    levels = (old.level if old else None, new.level if new else None)
    if gain or levels[0] != levels[1]:
        yield Change(name, *levels, gain)


def _of_requirement(name: str, old: RequirementResult | None, new: RequirementResult | None) -> Iterator[Change]:
    states = (old.state if old else None, new.state if new else None)
    if states[0] != states[1]:
        yield Change(name, *states, Fraction(0))
