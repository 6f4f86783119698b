"""The rules alone, as the engine asks them: the level of every criterion in the two ledgers that answers make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.conditions import Facts
from scoring.programme import Programme
from scoring.submission import Answer, Value

Levels = list[tuple[int, int]]
"""The computed and the supported level of each criterion, in the order of the programme."""


@dataclass(frozen=True, slots=True)
class Ledgers:
    """What counts in the two ledgers."""

    computed: Facts
    supported: Facts


def ledgers_of(programme: Programme, answers: Mapping[str, Answer]) -> Ledgers:
    """The facts of answers that do not contradict each other."""
    computed: dict[str, Value] = {key: answer.value for key, answer in answers.items() if answer.value is not None}
    inputs = programme.inputs
    supported = {key: value for key, value in computed.items() if answers[key].links or not inputs[key].evidence}
    return Ledgers(computed, supported)


def levels_of(programme: Programme, ledgers: Ledgers) -> Levels:
    """Every criterion in both ledgers."""
    found = []
    for criterion in programme.criteria:
        way = criterion.way(ledgers.computed)
        computed = way.level(ledgers.computed) if way else 0
        supported = way.level_up_to(computed, ledgers.supported) if way and computed else 0
        found.append((computed, supported))
    return found


def inputs_of(programme: Programme) -> frozenset[str]:
    """The keys of all inputs that levels look at or that choose a way."""
    ways = [way for criterion in programme.criteria for way in criterion.ways]
    asked = {key for way in ways for _, condition in way.levels for key in condition.inputs}
    return frozenset(asked | {criterion.way_by for criterion in programme.criteria if criterion.way_by})
