"""The way an agency came, told from its moves: steps forward, and steps that were taken back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from bot.season.moves import MOVES, Act
from bot.season.states import State


class Step(NamedTuple):
    """One move: the act, and the states between which it led."""

    act: Act
    origin: State
    reached: State


def path(steps: Iterable[Step], *, sealed: bool) -> tuple[State, ...]:
    """The states from the first to the one in which the agency stands, without those that were taken back.

    An agency that never moved has handed in if something of it is judged (`sealed`).
    """
    way: list[State] = []
    for step in steps:
        way = way or [step.origin]
        if MOVES[step.act].to is None:
            way.pop()
        else:
            way.append(step.reached)
    return tuple(way) or ((State.SUBMITTED if sealed else State.DRAFT),)
