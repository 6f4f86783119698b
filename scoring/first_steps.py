"""What the levels above ask of a submission.

Of an organisation that has answered none of a level's questions, the level asks what it asks of all such: that is
worked out once for each programme, and so is the ladder of a criterion none of whose questions is answered.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import NamedTuple

from scoring.conditions import Condition
from scoring.ladder import Ladder, Steps
from scoring.missing import Gaps
from scoring.programme import Criterion, Programme, Way
from scoring.scorecard import Missing, Need
from scoring.submission import Answer

_ANSWERED = frozenset({"given", "invalid"})


class NextLevels:
    """The inputs that one submission must change to reach the levels above."""

    def __init__(self, gaps: Gaps) -> None:
        self.gaps = gaps
        self.first_steps = _first_steps(gaps.programme)

    @cached_property
    def answered(self) -> frozenset[str]:
        """The inputs with any answer, a wrong one too."""
        return frozenset([key for key, answer in self.gaps.entered.items() if answer.state in _ANSWERED])

    def ladder(self, criterion: Criterion, way: Way | None, level: int) -> Ladder:
        """What each level above this one asks."""
        if way is None:
            return self._ladder_of_either_way(criterion, level)
        first = self.first_steps.of(criterion, way)
        if level == first.highest:
            return first.top
        if level == 0 and self.answered.isdisjoint(first.questions):
            return first.ladder
        steps = {above: found for above in first.levels if above > level and (found := self._steps(first, above))}
        return Ladder(criterion.id, first.ladder.points, level, steps)

    def _ladder_of_either_way(self, criterion: Criterion, level: int) -> Ladder:
        """While the way is not known: the input that chooses it, and what the nearer of the ways asks besides."""
        key = criterion.way_by or ""
        need: Need = "value" if self.gaps.answers[key].state == "invalid" else "answer"
        levels = sorted({known for way in criterion.ways for known, _ in way.levels if known > level})
        choices = tuple(Missing(above, key, need) for above in levels)
        steps = {choice.level: (choice, *self._nearest(criterion, choice.level)) for choice in choices}
        return Ladder(criterion.id, self.gaps.programme.points_in_units[criterion.id], level, steps, choices)

    def _steps(self, first: _First, level: int) -> Steps:
        """The fewest inputs that must change for this level to hold."""
        asked = first.levels[level]
        if self.answered.isdisjoint(asked.questions):
            return first.ladder.steps[level]
        return self.gaps.to_reach(level, asked.condition)

    def _nearest(self, criterion: Criterion, level: int) -> Steps:
        ways = [self.first_steps.of(criterion, way) for way in criterion.ways if way.has_level(level)]
        return min((self._steps(first, level) for first in ways), key=len)


class _Level(NamedTuple):
    """What a level asks, and the inputs that it looks at, totals of its parts too."""

    condition: Condition
    questions: frozenset[str]


class _First(NamedTuple):
    """A way to meet a criterion: its levels, the lowest first, and the ladders that are alike for all.

    `ladder` is that of whoever has answered none of its `questions`, `top` that of whoever has the highest level.
    """

    levels: dict[int, _Level]
    highest: int
    questions: frozenset[str]
    ladder: Ladder
    top: Ladder


class _FirstSteps:
    """What each way of a programme asks first, worked out when it is first asked for."""

    def __init__(self, programme: Programme) -> None:
        unanswered = {key: Answer(key, "blank") for key in programme.inputs}
        self.gaps = Gaps(programme, unanswered, unanswered, {})
        self.known: dict[str, _First] = {}

    def of(self, criterion: Criterion, way: Way) -> _First:
        known = self.known.get(way.id)
        return known or self.known.setdefault(way.id, self._found(criterion, way))

    def _found(self, criterion: Criterion, way: Way) -> _First:
        programme, points = self.gaps.programme, self.gaps.programme.points_in_units[criterion.id]
        levels = {
            level: _Level(condition, frozenset(programme.asked_by[condition].keys))
            for level, condition in reversed(way.levels)
        }
        steps = {level: self.gaps.to_reach(level, asked.condition) for level, asked in levels.items()}
        return _First(
            levels=levels,
            highest=max(levels),
            questions=frozenset().union(*(asked.questions for asked in levels.values())),
            ladder=Ladder(criterion.id, points, 0, steps),
            top=Ladder(criterion.id, points, max(levels), {}),
        )


_first_steps = lru_cache(maxsize=16)(_FirstSteps)
