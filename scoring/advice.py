"""The next best steps: which inputs to change, and how many points that brings over the whole file."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from scoring.missing import Gaps
from scoring.points import total_of
from scoring.programme import Criterion, Programme
from scoring.scorecard import Advice, CriterionResult, Missing


def advice(programme: Programme, results: tuple[CriterionResult, ...], gaps: Gaps) -> tuple[Advice, ...]:
    """For each criterion that can still gain, its step with the most points per input; the best first.

    A step counts what it brings anywhere in the file: an input may serve several criteria. Criteria that assessors
    have confirmed gain nothing from the sheet any more and are left out.
    """
    criteria = {criterion.id: criterion for criterion in programme.criteria}
    ladders = [_Ladder(criteria[r.id], r, gaps) for r in results if r.confirmed is None and r.missing]
    best: dict[frozenset[str], Advice] = {}
    for ladder in ladders:
        found = max(
            ladder.advice(ladders), key=lambda item: (item.gain_per_step, -len(item.steps), item.steps[0].level)
        )
        best.setdefault(frozenset(step.key for step in found.steps), found)
    return tuple(sorted(best.values(), key=lambda item: (-item.gain_per_step, len(item.steps))))


class _Ladder:
    """The levels still open for one criterion: the inputs each asks to change, and its points."""

    def __init__(self, criterion: Criterion, result: CriterionResult, gaps: Gaps) -> None:
        self.id = result.id
        undecided = criterion.way(gaps.facts) is None
        self.steps = _steps_of_either_way(criterion, result, gaps) if undecided else _steps(result)
        now = criterion.points[result.level]
        self.gains = {level: criterion.points[level] - now for level in self.steps}
        self.keys = {level: frozenset(step.key for step in steps) for level, steps in self.steps.items()}
        self.touched = frozenset().union(*self.keys.values())
        self.totals = frozenset(gaps.programme.parts.values())

    def gain_from(self, changed: frozenset[str]) -> Fraction:
        """What changing these inputs brings here: the highest level that asks for nothing else."""
        return max((gain for level, gain in self.gains.items() if self.keys[level] <= changed), default=Fraction(0))

    def shares_facts_with(self, other: _Ladder) -> bool:
        """Whether a change here may serve there too; not through a total, whose one value rarely suits both."""
        return not (self.touched & other.touched) <= self.totals

    def advice(self, ladders: Iterable[_Ladder]) -> list[Advice]:
        """One piece of advice per open level, with its gain over all ladders."""
        related = [ladder for ladder in ladders if ladder is self or self.shares_facts_with(ladder)]
        return [
            Advice(total_of(ladder.gain_from(self.keys[level]) for ladder in related), steps, self.id)
            for level, steps in self.steps.items()
        ]


def _steps(result: CriterionResult) -> dict[int, tuple[Missing, ...]]:
    return {level: result.missing_for(level) for level in sorted({item.level for item in result.missing})}


def _steps_of_either_way(criterion: Criterion, result: CriterionResult, gaps: Gaps) -> dict[int, tuple[Missing, ...]]:
    """While the way is not known: the input that chooses it, and what the nearer of the ways asks besides."""
    steps: dict[int, tuple[Missing, ...]] = {}
    for choice in result.missing:
        asked = (way.condition(choice.level) for way in criterion.ways if way.has_level(choice.level))
        nearest = min((gaps.to_reach(choice.level, condition) for condition in asked), key=len)
        steps[choice.level] = (choice, *nearest)
    return steps
