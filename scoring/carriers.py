"""Which facts carry a level: the inputs without which its condition would not hold as it does."""

from __future__ import annotations

from scoring.asked import Asked
from scoring.conditions import All, AnyOf, Condition, Facts, KindsAtLeast, RowsAtLeast


def carriers(asked: Asked, facts: Facts) -> tuple[str, ...]:
    """The inputs that make a condition which holds among these facts do so, in the order in which it names them.

    Of alternatives the first that holds; of rows all that are answered; of what each asks one answer, all.
    """
    condition = asked.condition
    if asked.singly:
        return condition.inputs
    named: list[str] = []
    _name(condition, facts, named)
    return tuple(dict.fromkeys(named))


def _name(condition: Condition, facts: Facts, named: list[str]) -> None:
    """Add the carriers of a condition to those named; an input may come more than once."""
    if isinstance(condition, All):
        for part in condition.parts:
            _name(part, facts, named)
    elif isinstance(condition, AnyOf):
        _name(next(part for part in condition.parts if part.holds(facts)), facts, named)
    elif isinstance(condition, RowsAtLeast | KindsAtLeast):
        named.extend(filter(facts.__contains__, condition.rows))
    else:
        named.extend(condition.inputs)
