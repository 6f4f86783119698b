"""The next best steps: which inputs to change, and how many points that brings over the whole file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import lcm
from operator import itemgetter
from typing import NamedTuple

from scoring.missing import Gaps
from scoring.programme import Criterion, Programme
from scoring.scorecard import Advice, CriterionResult, Missing

Steps = tuple[Missing, ...]


def advice(programme: Programme, results: tuple[CriterionResult, ...], gaps: Gaps) -> tuple[Advice, ...]:
    """For each criterion that can still gain, its step with the most points per input; the best first.

    A step counts what it brings anywhere in the file: an input may serve several criteria. Criteria that assessors
    have confirmed gain nothing from the sheet any more and are left out.
    """
    ladders = [
        _Ladder(programme, criterion, result, gaps)
        for criterion, result in zip(programme.criteria, results, strict=True)
        if result.confirmed is None and result.missing
    ]
    sharing = _by_shared_input(ladders, frozenset(programme.parts.values()))
    parts = lcm(*{len(steps) for ladder in ladders for steps in ladder.steps.values()})
    best: dict[frozenset[str], _Option] = {}
    for ladder in ladders:
        found = max(ladder.options(sharing), key=lambda item: (item.per_step(parts), -len(item.steps), item.level))
        best.setdefault(frozenset(step.key for step in found.steps), found)
    ranked = sorted(best.values(), key=lambda item: (-item.per_step(parts), len(item.steps)))
    return tuple(Advice(Fraction(item.gain, programme.points_unit), item.steps, item.criterion) for item in ranked)


class _Option(NamedTuple):
    """A level that could come next: what it brings over the whole file, in units of the programme's points."""

    gain: int
    steps: Steps
    criterion: str
    level: int

    def per_step(self, parts: int) -> int:
        """The gain per input changed, in so many parts of a unit; whole numbers compare faster than fractions."""
        return self.gain * (parts // len(self.steps))


class _Ladder:
    """The levels still open for one criterion: the inputs each asks to change, and its points."""

    def __init__(self, programme: Programme, criterion: Criterion, result: CriterionResult, gaps: Gaps) -> None:
        self.id = result.id
        undecided = criterion.way(gaps.facts) is None
        self.steps = _steps_of_either_way(criterion, result, gaps) if undecided else _steps(result)
        points = programme.points_in_units[result.id]
        self.keys = {level: frozenset(step.key for step in steps) for level, steps in self.steps.items()}
        gains = [(points[level] - points[result.level], keys) for level, keys in self.keys.items()]
        self.gains = sorted(gains, key=itemgetter(0), reverse=True)

    def gain_from(self, changed: frozenset[str]) -> int:
        """What changing these inputs brings here: the highest gain that asks for nothing else."""
        for gain, keys in self.gains:
            if keys <= changed:
                return gain
        return 0

    def options(self, sharing: Mapping[str, list[_Ladder]]) -> list[_Option]:
        """One for each open level, with its gain over all ladders."""
        touched = frozenset().union(*self.keys.values())
        sharers = {self}.union(*(sharing.get(key, ()) for key in touched))
        related = [ladder for ladder in sharers if ladder.gain_from(touched)]
        return [
            _Option(sum(ladder.gain_from(self.keys[level]) for ladder in related), steps, self.id, level)
            for level, steps in self.steps.items()
        ]


def _by_shared_input(ladders: Iterable[_Ladder], totals: frozenset[str]) -> dict[str, list[_Ladder]]:
    """The ladders that a change of an input may serve; of a total none, for its one value rarely suits two."""
    sharing: dict[str, list[_Ladder]] = {}
    for ladder in ladders:
        for key in frozenset().union(*ladder.keys.values()) - totals:
            sharing.setdefault(key, []).append(ladder)
    return sharing


def _steps(result: CriterionResult) -> dict[int, Steps]:
    by_level: dict[int, list[Missing]] = {}
    for item in result.missing:
        by_level.setdefault(item.level, []).append(item)
    return {level: tuple(items) for level, items in by_level.items()}


def _steps_of_either_way(criterion: Criterion, result: CriterionResult, gaps: Gaps) -> dict[int, Steps]:
    """While the way is not known: the input that chooses it, and what the nearer of the ways asks besides."""
    steps: dict[int, Steps] = {}
    for choice in result.missing:
        asked = (way.condition(choice.level) for way in criterion.ways if way.has_level(choice.level))
        nearest = min((gaps.to_reach(choice.level, condition) for condition in asked), key=len)
        steps[choice.level] = (choice, *nearest)
    return steps
