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

    An act that leaves it where it stands is no step: of a decision that replaces another, one step is taken back.

    An agency that never moved has handed in if something of it is judged (`sealed`).
    """
    way: list[State] = []
    for step in steps:
        way = way or [step.origin]
        if MOVES[step.act].to is None:
            way.pop()
        elif step.reached is not way[-1]:
            way.append(step.reached)
    return tuple(way) or ((State.SUBMITTED if sealed else State.DRAFT),)


def made_known(way: tuple[State, ...]) -> State:
    """Where others than the secretariat see it stand: a decision that was not announced changes nothing for them."""
    return next(state for state in reversed(way) if state is not State.DECIDED)
