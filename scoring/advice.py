"""The next best steps: which inputs to change, and how many points that brings over the whole file."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from scoring.programme import Programme
from scoring.scorecard import Advice, CriterionResult, Missing


def advice(programme: Programme, results: tuple[CriterionResult, ...]) -> tuple[Advice, ...]:
    """For each criterion that can still gain, its step with the most points per input; the best first.

    A step counts what it brings anywhere in the file: an input may serve several criteria. Criteria that assessors
    have confirmed gain nothing from the sheet any more and are left out.
    """
    ladders = {result.id: _Ladder(programme, result) for result in results if result.confirmed is None}
    best: dict[frozenset[str], Advice] = {}
    for ladder in ladders.values():
        found = max(ladder.advice(ladders.values()), key=lambda item: item.gain_per_step, default=None)
        if found is not None:
            best.setdefault(frozenset(step.key for step in found.steps), found)
    return tuple(sorted(best.values(), key=lambda item: (-item.gain_per_step, len(item.steps))))


class _Ladder:
    """The levels still open for one criterion: the inputs each asks to change, and its points."""

    def __init__(self, programme: Programme, result: CriterionResult) -> None:
        points = next(c.points for c in programme.criteria if c.id == result.id)
        levels = sorted({item.level for item in result.missing})
        self.id = result.id
        self.steps: dict[int, tuple[Missing, ...]] = {level: result.missing_for(level) for level in levels}
        self.gains = {level: points[level] - points[result.level] for level in levels}
        self.keys = {level: frozenset(step.key for step in steps) for level, steps in self.steps.items()}

    def gain_from(self, changed: frozenset[str]) -> Fraction:
        """What changing these inputs brings here: the highest level that asks for nothing else."""
        return max((gain for level, gain in self.gains.items() if self.keys[level] <= changed), default=Fraction(0))

    def advice(self, ladders: Iterable[_Ladder]) -> list[Advice]:
        """One piece of advice per open level, with its gain over all ladders."""
        return [
            Advice(sum((ladder.gain_from(self.keys[level]) for ladder in ladders), Fraction(0)), steps, self.id)
            for level, steps in self.steps.items()
        ]
