"""Whether a case is possible: plain conditions of which each is to hold or not, over one set of facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product

from scoring.conditions import AllOfTotal, Among, Condition, CountAtLeast, KindsAtLeast, RowsAtLeast, Share
from scoring.linter.index import Asked
from scoring.requirement_conditions import RowsAtMost
from scoring.submission import Value

Literal = tuple[Condition, bool]
Case = tuple[Literal, ...]
Trial = dict[str, Value | None]

_OfRows = RowsAtLeast | KindsAtLeast | RowsAtMost
"""Conditions to which it is the same in which of their rows something stands."""
_SMALL_TOTALS = 101
"""Totals up to here are all tried; above it those around every limit that the case names."""


@dataclass(frozen=True)
class World:
    """The facts there can be: each input absent or with a value of its type, no part above its total."""

    inputs: Mapping[str, Asked]
    parts: Mapping[str, str]
    given: Case = ()
    """What is known beforehand, such as which of two ways applies."""

    def is_possible(self, case: Case) -> bool:
        """Whether some facts fit every literal of a case."""
        literals = tuple(dict.fromkeys((*case, *self.given)))
        if any((condition, not wanted) in literals for condition, wanted in literals):
            return False
        return all(_Group(self, group).has_facts() for group in self._groups(literals))

    def _groups(self, literals: Case) -> list[Case]:
        """The literals parted so that no two groups share an input, or a part and its total."""
        named = {key for condition, _ in literals for key in condition.inputs}
        groups: list[tuple[set[str], list[Literal]]] = []
        for literal in literals:
            own = set(literal[0].inputs)
            keys = own | ({self.parts[key] for key in own & self.parts.keys()} & named)
            touching = [group for group in groups if group[0] & keys]
            groups = [group for group in groups if not group[0] & keys]
            groups.append(
                (
                    keys.union(*(each for each, _ in touching)),
                    [*chain.from_iterable(each for _, each in touching), literal],
                )
            )
        return [tuple(together) for _, together in groups]


class _Group:
    """Literals about inputs that hang together, and a search for facts that fit them."""

    def __init__(self, world: World, literals: Case) -> None:
        self.world = world
        named = {key for condition, _ in literals if not isinstance(condition, _OfRows) for key in condition.inputs}
        self.rows = _like_rows(literals, named)
        self.literals = tuple(literal for literal in literals if self._is_decided(literal[0]))
        totals = set(world.parts.values()) | {c.total for c, _ in literals if isinstance(c, Share | AllOfTotal)}
        self.keys = sorted(named, key=lambda key: (key not in totals, key))
        self.limits = sorted({c.least for c, _ in literals if isinstance(c, CountAtLeast)})
        self.codes = sorted({code for c, _ in literals if isinstance(c, Among) for code in c.codes})
        self.shares = sorted({c.per_cent for c, _ in literals if isinstance(c, Share)})
        self.kinds = sorted({number for c, _ in self.literals if isinstance(c, KindsAtLeast) for number in _around(c)})

    def has_facts(self) -> bool:
        """Whether some facts fit all literals; of like rows only how many are filled, and how variously, matters."""
        filled = product(*(tuple(self._fillings(rows)) for rows in self.rows))
        return any(self._fits({key: value for rows in several for key, value in rows.items()}, 0) for several in filled)

    def _is_decided(self, condition: Condition) -> bool:
        """Kinds are counted where all rows are alike; where some are asked for by themselves, nothing is ruled out."""
        return not isinstance(condition, KindsAtLeast) or condition.rows in self.rows

    def _fillings(self, rows: tuple[str, ...]) -> Iterator[Trial]:
        codes = self.world.inputs[rows[0]].codes or rows
        for count in range(len(rows) + 1):
            most = min(count, len(codes))
            for kinds in {min(1, count), *(number for number in self.kinds if 1 <= number <= most)}:
                said = (codes[min(position, kinds - 1)] for position in range(count))
                yield {**dict.fromkeys(rows), **dict(zip(rows, said, strict=False))}

    def _fits(self, trial: Trial, position: int) -> bool:
        if not self._so_far(trial):
            return False
        if position == len(self.keys):
            return True
        key = self.keys[position]
        return any(self._fits({**trial, key: value}, position + 1) for value in self._values(key, trial))

    def _so_far(self, trial: Trial) -> bool:
        """Whether the literals whose inputs are all tried fit, and no part is above its total."""
        facts = {key: value for key, value in trial.items() if value is not None}
        decided = (literal for literal in self.literals if all(key in trial for key in literal[0].inputs))
        return all(condition.holds(facts) is wanted for condition, wanted in decided) and not any(
            _above(facts.get(part), facts.get(total)) for part, total in self.world.parts.items()
        )

    def _values(self, key: str, trial: Trial) -> Sequence[Value | None]:
        asked = self.world.inputs[key]
        match asked.type:
            case "yes_no":
                return (None, False, True)
            case "choice":
                return (None, *(asked.codes or self.codes))
            case "count":
                return (None, *sorted({number for number in self._numbers(key, trial) if number >= 0}))
        return (None, True)

    def _numbers(self, key: str, trial: Trial) -> Iterator[int]:
        """The numbers at and beside every limit: what lies between two of them behaves alike."""
        around = [number for limit in (0, *self.limits) for number in (limit - 1, limit, limit + 1)]
        yield from around
        totals = [value for value in trial.values() if isinstance(value, int) and not isinstance(value, bool)]
        for total in totals:
            yield from (total - 1, total, total + 1)
            for share in self.shares:
                bound = total * share // 100
                yield from (bound - 1, bound, bound + 1)
        if self._is_total(key):
            yield from self._totals(around)

    def _is_total(self, key: str) -> bool:
        return any(isinstance(c, Share | AllOfTotal) and c.total == key for c, _ in self.literals)

    def _totals(self, around: list[int]) -> Iterator[int]:
        yield from range(_SMALL_TOTALS)
        yield 100 * (max(around) + 1)
        for share in filter(None, self.shares):
            for number in around:
                bound = 100 * number // share
                yield from (bound - 1, bound, bound + 1)


def _like_rows(literals: Case, named: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """Rows of which no condition asks by itself, those together that the same conditions count."""
    counting = [condition for condition, _ in literals if isinstance(condition, _OfRows)]
    alike: dict[tuple[bool, ...], list[str]] = {}
    for key in dict.fromkeys(key for condition in counting for key in condition.rows if key not in named):
        alike.setdefault(tuple(key in condition.rows for condition in counting), []).append(key)
    return tuple(map(tuple, alike.values()))


def _around(condition: KindsAtLeast) -> tuple[int, int]:
    return (condition.least - 1, condition.least)


def _above(part: Value | None, total: Value | None) -> bool:
    return isinstance(part, int) and isinstance(total, int) and part > total
