"""Which facts carry a level: the inputs without which its condition would not hold as it does."""

from __future__ import annotations

from scoring.conditions import All, AnyOf, Condition, Facts, RowsAtLeast


def carriers(condition: Condition, facts: Facts) -> tuple[str, ...]:
    """The inputs that make a condition hold among these facts, in the order in which it names them.

    Of alternatives the first that holds; of rows all that are answered; nothing where the condition does not hold.
    """
    if not condition.holds(facts):
        return ()
    match condition:
        case All(parts):
            return tuple(dict.fromkeys(key for part in parts for key in carriers(part, facts)))
        case AnyOf(parts):
            return next(carriers(part, facts) for part in parts if part.holds(facts))
        case RowsAtLeast(rows, _):
            return tuple(row for row in rows if row in facts)
    return condition.inputs
