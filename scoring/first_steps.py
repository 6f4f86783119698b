"""What the levels above ask of a submission.

Of an organisation that has answered none of a level's questions, the level asks what it asks of all such: that is
worked out once for each programme.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import NamedTuple

from scoring.missing import Gaps
from scoring.programme import Programme, Way
from scoring.scorecard import Missing
from scoring.submission import Answer


class NextLevels:
    """The inputs that one submission must change to reach a level."""

    def __init__(self, gaps: Gaps) -> None:
        self.gaps = gaps
        self.first_steps = _first_steps(gaps.programme)

    @cached_property
    def answered(self) -> frozenset[str]:
        """The inputs with any answer, a wrong one too."""
        return frozenset(key for key, answer in self.gaps.entered.items() if answer.state in {"given", "invalid"})

    def to_reach(self, way: Way, level: int) -> tuple[Missing, ...]:
        """The fewest inputs that must change for this level to hold."""
        first = self.first_steps.of(way, level)
        if self.answered.isdisjoint(first.questions):
            return first.steps
        return self.gaps.to_reach(level, way.condition(level))


class _First(NamedTuple):
    """The inputs that a level looks at, totals of its parts too, and what it asks while none of them is answered."""

    questions: frozenset[str]
    steps: tuple[Missing, ...]


class _FirstSteps:
    """What each level of a programme asks first, worked out when a level is first asked for."""

    def __init__(self, programme: Programme) -> None:
        unanswered = {key: Answer(key, "blank") for key in programme.inputs}
        self.gaps = Gaps(programme, unanswered, unanswered, {})
        self.known: dict[tuple[str, int], _First] = {}

    def of(self, way: Way, level: int) -> _First:
        known = self.known.get((way.id, level))
        return known or self.known.setdefault((way.id, level), self._found(way, level))

    def _found(self, way: Way, level: int) -> _First:
        condition, parts = way.condition(level), self.gaps.programme.parts
        totals = (parts[key] for key in condition.inputs if key in parts)
        return _First(frozenset((*condition.inputs, *totals)), self.gaps.to_reach(level, condition))


_first_steps = lru_cache(maxsize=16)(_FirstSteps)
