"""Plans: sets of inputs to change with what they bring, and the best of them for every number of inputs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from scoring.submission import Value


class Plan(NamedTuple):
    """Inputs to change, as bits, the points that then stand (scaled to whole numbers), and the answers of hinges."""

    points: int
    keys: int
    answers: tuple[tuple[str, Value], ...] = ()

    def with_(self, other: Plan) -> Plan:
        """Both plans together; an input that is in both is changed once."""
        return Plan(self.points + other.points, self.keys | other.keys, (*self.answers, *other.answers))


def best_by_size(plans: Iterable[Plan]) -> list[Plan]:
    """For every number of inputs the plan with the most points, of equals the first in the sheet.

    A plan is left out where fewer inputs bring as much: the fewer come first, each bringing more than the last.
    """
    kept: list[Plan] = []
    for plan in sorted(plans, key=lambda plan: (plan.keys.bit_count(), -plan.points, -plan.keys)):
        if not kept or plan.points > kept[-1].points:
            kept.append(plan)
    return kept


def undominated(plans: Iterable[Plan]) -> list[Plan]:
    """The plans of which no other brings as much with some of the same inputs."""
    kept: list[Plan] = []
    for plan in sorted(plans, key=lambda plan: (-plan.points, plan.keys.bit_count(), -plan.keys)):
        if not any(plan.keys & other.keys == other.keys for other in kept):
            kept.append(plan)
    return kept
