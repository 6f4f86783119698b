"""The levels still open for one criterion: what each asks to change, and what it would bring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from scoring.scorecard import Missing

Steps = tuple[Missing, ...]


class Option(NamedTuple):
    """A level that could come next: what it brings, in units of the programme's points."""

    gain: int
    steps: Steps
    criterion: str
    level: int

    def per_step(self, parts: int) -> int:
        """The gain per input changed, in so many parts of a unit; whole numbers compare faster than fractions."""
        return self.gain * (parts // len(self.steps))


class Ladder:
    """The steps to each open level of a criterion, from the level that counts, the lowest first.

    `points` are those of its levels, from level 0, in units of the programme. `asked_first` is what has to be answered
    before anything else is asked, which each level's steps begin with.
    """

    def __init__(
        self, criterion: str, points: tuple[int, ...], level: int, steps: Mapping[int, Steps], asked_first: Steps = ()
    ) -> None:
        self.criterion = criterion
        self.points = points
        self.steps = steps
        self.missing = asked_first or tuple([step for of_level in steps.values() for step in of_level])
        """What is missing for now, of all levels on end."""
        self.keys = {above: frozenset([step.key for step in of_level]) for above, of_level in steps.items()}
        """The inputs that each level asks to change."""
        gains = [(points[above] - points[level], keys) for above, keys in self.keys.items()]
        self.gains = sorted(gains, key=itemgetter(0), reverse=True)
        """What each level brings and asks to change, the highest gain first."""

    @cached_property
    def touched(self) -> frozenset[str]:
        """The inputs that any level asks to change."""
        return frozenset().union(*self.keys.values())

    def gain_from(self, changed: frozenset[str]) -> int:
        """What changing these inputs brings here: the highest gain that asks for nothing else."""
        for gain, keys in self.gains:
            if keys <= changed:
                return gain
        return 0

    @cached_property
    def options(self) -> list[Option]:
        """Each open level with what it brings to this criterion alone."""
        return self.options_beside(())

    def options_beside(self, others: Iterable[Ladder]) -> list[Option]:
        """Each open level with what it brings over this and other ladders."""
        related = [ladder for ladder in (self, *others) if ladder.gain_from(self.touched)]
        return [
            Option(sum([ladder.gain_from(self.keys[level]) for ladder in related]), steps, self.criterion, level)
            for level, steps in self.steps.items()
        ]
