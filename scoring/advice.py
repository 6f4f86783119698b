"""The next best steps: which inputs to change, and how many points that brings over the whole file."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from scoring.ladder import Ladder, Option
from scoring.programme import Programme
from scoring.scorecard import Advice


def advice(programme: Programme, ladders: Sequence[Ladder]) -> tuple[Advice, ...]:
    """For each ladder that still goes up, its step with the most points per input; the best first.

    A step counts what it brings anywhere in the file: an input may serve several criteria.
    """
    open_ladders = {ladder.criterion: ladder for ladder in ladders if ladder.steps}
    parts = lcm(*{len(steps) for ladder in open_ladders.values() for steps in ladder.steps.values()})
    best: dict[frozenset[str], Option] = {}
    for ladder in open_ladders.values():
        beside = [open_ladders[name] for name in programme.sharing[ladder.criterion] if name in open_ladders]
        options = _over(ladder, beside, programme) if beside else ladder.options
        found = max(options, key=lambda item: (item.per_step(parts), -len(item.steps), item.level))
        best.setdefault(ladder.keys[found.level], found)
    ranked = sorted(best.values(), key=lambda item: (-item.per_step(parts), len(item.steps)))
    return tuple(Advice(Fraction(item.gain, programme.points_unit), item.steps, item.criterion) for item in ranked)


def _over(ladder: Ladder, beside: Sequence[Ladder], programme: Programme) -> list[Option]:
    """The options of a ladder over all that ask to change an input that it asks to change too.

    A total is no such input, for its one value rarely suits two.
    """
    shared = ladder.touched - programme.total_keys
    return ladder.options_beside([other for other in beside if not shared.isdisjoint(other.touched)])
