"""What the conditions of requirements ask to be there, in the words for which answers are searched.

A day, a number of words or a text of its own can always be given, whatever else is asked for; what may stand in the way
is only how many rows have to be filled, or may be. So this loses nothing of whether a requirement can be met.
"""

from __future__ import annotations

from scoring.conditions import All, Answered, AnyOf, Condition, RowsAtLeast
from scoring.requirement_conditions import AllDifferent, EachAtLeast, LinksAtMost, RowsAtMost, RunningFor, WithinWords


def presence(condition: Condition) -> Condition:
    """A condition that can hold if and only if this one can."""
    match condition:
        case All(parts):
            return All(tuple(map(presence, parts)))
        case AnyOf(parts):
            return AnyOf(tuple(map(presence, parts)))
        case RunningFor(key) | WithinWords(key):
            return Answered(key)
        case AllDifferent(keys):
            return All(tuple(map(Answered, keys)))
        case EachAtLeast(rows, counts):
            return All((RowsAtLeast(rows, 1), RowsAtLeast(counts, 1)))
        case LinksAtMost(keys, most):
            return RowsAtMost(keys, most)  # each of these rows counts only with a link
    return condition
