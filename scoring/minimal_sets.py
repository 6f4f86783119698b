"""All minimal sets of inputs whose change makes a condition hold.

A set is a whole number with one bit per input; the input that stands first in the sheet has the highest bit, so that of
two sets of one size the larger number is the one that comes first in the sheet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations

from scoring.changeable import Changeable
from scoring.conditions import All, AnyOf, Condition, RowsAtLeast
from scoring.standing import Standing
from scoring.submission import Value

Bits = Mapping[str, int]


def bits_of(keys: Collection[str]) -> Bits:
    """A bit for every input, these standing in the order of the sheet."""
    return {key: 1 << (len(keys) - place) for place, key in enumerate(keys, start=1)}


class MinimalSets:
    """The minimal sets for conditions as things stand, every hinge staying as it is."""

    def __init__(self, changeable: Changeable, now: Standing, bits: Bits) -> None:
        self.changeable = changeable
        self.now = now
        self.bits = bits

    def of(self, condition: Condition) -> tuple[int, ...]:
        """Every set of which no input can be spared; none where no change makes the condition hold."""
        if condition.holds(self.now.facts):
            return (0,)
        match condition:
            case All(parts):
                return self._of_all(parts)
            case AnyOf(parts):
                return _minimal(found for part in parts for found in self.of(part))
            case RowsAtLeast(rows, least) if self._are_alike(rows):
                return (self._nearest(rows, least),)
        return _minimal(self._of_plain(condition))

    def favourable(self, keys: Collection[str]) -> dict[str, Value]:
        """The values of changed inputs that favour every condition most; like rows then differ as far as they can."""
        values: dict[str, Value] = {}
        for key in keys:
            values[key] = self._new_code(key, keys, values) or self.changeable.favourable(key, self.now)
        return values

    def _new_code(self, key: str, keys: Collection[str], values: Mapping[str, Value]) -> Value | None:
        """For a row that chooses, a code that none of the rows like it has."""
        item, inputs = self.now.programme.inputs[key], self.now.programme.inputs.values()
        alike = [other.key for other in inputs if item.group is not None and other.group == item.group]
        used = {values.get(row, self.now.facts.get(row) if row not in keys else None) for row in alike}
        return next((code for code in item.codes if code not in used), None) if alike else None

    def _of_all(self, parts: tuple[Condition, ...]) -> tuple[int, ...]:
        together: tuple[int, ...] = (0,)
        for part in parts:
            together = _minimal(one | other for one in together for other in self.of(part))
        return together

    def _of_plain(self, condition: Condition) -> Iterator[int]:
        """The sets found by trying, the smallest first; a plain condition names few inputs."""
        closed = self.now.closed
        open_keys = [key for key in condition.inputs if key not in self.changeable.hinges and key not in closed]
        for size in range(1, len(open_keys) + 1):
            for keys in combinations(open_keys, size):
                if condition.holds({**self.now.facts, **self.favourable(keys)}):
                    yield sum(self.bits[key] for key in keys)

    def _are_alike(self, rows: tuple[str, ...]) -> bool:
        """Whether no condition tells these rows apart, so that it does not matter which of them are filled."""
        leaves = {leaf for row in rows for leaf in self.changeable.leaves[row]}
        return self.now.closed.isdisjoint(rows) and all(
            isinstance(leaf, RowsAtLeast) and leaf.rows == rows for leaf in leaves
        )

    def _nearest(self, rows: tuple[str, ...], least: int) -> int:
        """The rows nearest to counting: those that only lack a link, then the unreadable, then the empty ones."""
        nearness = {"given": 0, "invalid": 1}
        open_rows = [row for row in rows if row not in self.now.facts]
        nearest = sorted(open_rows, key=lambda row: nearness.get(self.now.answers[row].state, 2))
        return sum(self.bits[row] for row in nearest[: least - (len(rows) - len(open_rows))])


def _minimal(sets: Iterable[int]) -> tuple[int, ...]:
    """The sets that hold no other of them."""
    kept: list[int] = []
    for candidate in sorted(set(sets), key=lambda found: (found.bit_count(), -found)):
        if not any(candidate & other == other for other in kept):
            kept.append(candidate)
    return tuple(kept)
