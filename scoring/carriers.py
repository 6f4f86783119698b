"""Which facts carry a level: the inputs without which its condition would not hold as it does."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.conditions import All, AnyOf, Condition, Facts, KindsAtLeast, RowsAtLeast


def carriers(condition: Condition, facts: Facts) -> tuple[str, ...]:
    """The inputs that make a condition hold among these facts, in the order in which it names them.

    Of alternatives the first that holds; of rows all that are answered; nothing where the condition does not hold.
    """
    return tuple(dict.fromkeys(_named(condition, facts))) if condition.holds(facts) else ()


def _named(condition: Condition, facts: Facts) -> Iterator[str]:
    """The same for a condition that is known to hold; an input may come more than once."""
    match condition:
        case All(parts):
            for part in parts:
                yield from _named(part, facts)
        case AnyOf(parts):
            yield from _named(next(part for part in parts if part.holds(facts)), facts)
        case RowsAtLeast(rows, _) | KindsAtLeast(rows, _):
            yield from (row for row in rows if row in facts)
        case _:
            yield from condition.inputs
