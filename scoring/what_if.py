"""What if: what each higher level of a criterion asks, and the points that doing it brings over the whole file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from scoring.carried_out import carried_out
from scoring.changeable import Changeable
from scoring.missing import Gaps
from scoring.points import total_of
from scoring.programme import Criterion, Programme, Way
from scoring.scorecard import Missing
from scoring.standing import Standing, standing
from scoring.submission import Answer, Value

Steps = tuple[Missing, ...]


class Prospect(NamedTuple):
    """A level that can be reached: what it asks, what it adds to the criterion's tier, and the combined score then.

    `assumes` says that it hangs on a total which is not known yet: the criterion reaches the level with a total that
    favours it, while nothing is counted on that total for any other criterion.
    """

    level: int
    steps: Steps
    gain: Fraction
    combined: Fraction
    assumes: bool = False


class WhatIf:
    """The prospects of one submission. `confirmed` are the levels that assessors gave; these do not change."""

    def __init__(
        self, programme: Programme, answers: Mapping[str, Answer], confirmed: Mapping[str, int] | None = None
    ) -> None:
        self.programme = programme
        self.confirmed = confirmed or {}
        self.start = standing(programme, answers)
        self.before = self._levels(self.start)
        self.combined = self._combined(self.before)

    def prospects(self, criterion: Criterion) -> tuple[Prospect, ...]:
        """Every higher level that brings points, the lowest first; none for what assessors have confirmed.

        A level is left out where the same steps, or some of them, lead to a higher one.
        """
        if criterion.id in self.confirmed:
            return ()
        levels = sorted({level for way in self._ways(criterion) for level, _ in way.levels})
        above = (self._prospect(criterion, level) for level in levels if level > self.before[criterion.id])
        higher = [prospect for prospect in above if prospect is not None]
        return tuple(
            prospect
            for place, prospect in enumerate(higher, start=1)
            if prospect.combined > self.combined and not any(_asks_no_more(above, prospect) for above in higher[place:])
        )

    def _ways(self, criterion: Criterion) -> list[Way]:
        way = criterion.way(self.start.computed)
        return [way] if way else list(criterion.ways)

    def _prospect(self, criterion: Criterion, level: int) -> Prospect | None:
        """One level; None where its steps do not lead there, as two conditions ask one choice for different codes."""
        steps, way_chosen = self._steps(criterion, level)
        totals = self._unknown_totals(criterion, steps)
        after = self._levels(self._done([step for step in steps if step.key not in totals], way_chosen))
        after[criterion.id] = max(
            self._done(steps, {**way_chosen, **dict(zip(totals, values, strict=True))}).level(criterion)
            for values in product(*totals.values())
        )
        if after[criterion.id] < level:
            return None
        gain = self._tier(criterion.tier, after) - self._tier(criterion.tier, self.before)
        return Prospect(level, steps, gain, self._combined(after), bool(totals))

    def _steps(self, criterion: Criterion, level: int) -> tuple[Steps, dict[str, Value]]:
        """What a level asks; while the way is not known, the answer that chooses the nearer one comes first."""
        way = criterion.way(self.start.computed)
        if way is not None:
            return _gaps(self.start).to_reach(level, way.condition(level)), {}
        return min(self._steps_by_way(criterion, level), key=lambda found: len(found[0]))

    def _steps_by_way(self, criterion: Criterion, level: int) -> Iterator[tuple[Steps, dict[str, Value]]]:
        key = criterion.way_by or ""
        choice = Missing(level, key, "value" if self.start.answers[key].state == "invalid" else "answer")
        for way in criterion.ways:
            if way.when is not None and way.has_level(level):
                now = standing(self.programme, self.start.entered, {key: way.when})
                yield (choice, *_gaps(now).to_reach(level, way.condition(level))), {key: way.when}

    def _done(self, steps: Iterable[Missing], assumed: Mapping[str, Value]) -> Standing:
        return standing(self.programme, carried_out(self.programme, self.start.entered, steps, assumed))

    def _unknown_totals(self, criterion: Criterion, steps: Steps) -> dict[str, tuple[Value, ...]]:
        """The totals among these steps that are not known yet, with the values to try for each."""
        totals = {step.key for step in steps} & set(self.programme.parts.values())
        hinges = Changeable([criterion], self.start).hinges if totals else {}
        return {key: values for key, values in hinges.items() if key in totals and values}

    def _levels(self, now: Standing) -> dict[str, int]:
        return {c.id: self.confirmed.get(c.id, now.level(c)) for c in self.programme.criteria}

    def _tier(self, tier: str, levels: Mapping[str, int]) -> Fraction:
        return total_of(c.points[levels[c.id]] for c in self.programme.totals[tier])

    def _combined(self, levels: Mapping[str, int]) -> Fraction:
        return total_of(Fraction(tier.weight, 100) * self._tier(tier.id, levels) for tier in self.programme.tiers)


def _asks_no_more(one: Prospect, other: Prospect) -> bool:
    return {step._replace(level=0) for step in one.steps} <= {step._replace(level=0) for step in other.steps}


def _gaps(now: Standing) -> Gaps:
    return Gaps(now.programme, now.entered, now.answers, now.facts)
