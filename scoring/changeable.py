"""Which inputs can be changed to gain points, and the values worth trying for each.

Most inputs have one value that favours every condition: yes, a part as large as its total, any text. A few are hinges,
for what serves one criterion may harm another: a total that is not known yet, a choice of which one code opens this
level and another code that one, the answer that chooses a way. They are tried with each of a few values. A total that
is known and sound, and a way that is chosen, are facts of the organisation; nobody is told to change them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from scoring.conditions import Condition, CountAtLeast, Share, leaves
from scoring.programme import Criterion
from scoring.standing import Standing
from scoring.submission import Value
from scoring.targets import target_of

Leaves = Mapping[str, tuple[Condition, ...]]


class Changeable:
    """The inputs that can be changed for some criteria of one submission.

    `leaves` are the plain conditions that look at an input, `hinges` the values to try for each hinge.
    """

    def __init__(self, criteria: Collection[Criterion], start: Standing) -> None:
        self.start = start
        self.parts = start.programme.parts
        self.totals = frozenset(self.parts.values())
        self.ways = {c.way_by: c for c in start.programme.criteria if c.way_by}
        self._way_of = {item.key: key for key, c in self.ways.items() for way in c.ways for item in way.inputs}
        self._named = {criterion.id: self._named_by(criterion) for criterion in criteria}
        self.leaves = _leaves_by_key(criteria)
        named = sorted(frozenset().union(*self._named.values()))
        values = {key: self._values(key) for key in named}
        self.hinges = {key: tried for key, tried in values.items() if len(tried) > 1 or self._is_fact(key)}
        self._best = {key: tried[0] for key, tried in values.items() if key not in self.hinges}
        self._fixed = frozenset(key for key, values in self.hinges.items() if not values)

    def touched_by(self, criterion: Criterion) -> frozenset[str]:
        """The inputs whose change may change the level of a criterion."""
        return self._named[criterion.id] - self._fixed

    def favourable(self, key: str, now: Standing) -> Value:
        """The value of an input that is no hinge which favours every condition most, as things stand."""
        if now.programme.inputs[key].type != "count":
            return self._best[key]
        total = now.entered[self.parts[key]].value if key in self.parts else None
        return total if isinstance(total, int) else max([1, *self._leasts(key)])

    def _named_by(self, criterion: Criterion) -> frozenset[str]:
        """What the conditions of a criterion look at, the totals that bound it, and what chooses a way to it."""
        conditions = (condition for way in criterion.ways for _, condition in way.levels)
        waiting = [criterion.way_by, *(key for condition in conditions for key in condition.inputs)]
        found: set[str] = set()
        while waiting:
            key = waiting.pop()
            if key is not None and key not in found:
                found.add(key)
                waiting += [self.parts.get(key), self._way_of.get(key)]
        return frozenset(found)

    def _is_fact(self, key: str) -> bool:
        return key in self.totals or key in self.ways

    def _values(self, key: str) -> tuple[Value, ...]:
        if self._is_fact(key):
            return self._values_of_fact(key)
        item = self.start.programme.inputs[key]
        match item.type:
            case "yes_no":
                return self._undominated(key, (True, False))
            case "choice":
                return self._undominated(key, item.codes)
        return ("",)  # levels ask of any other input only whether it is answered

    def _values_of_fact(self, key: str) -> tuple[Value, ...]:
        value = self.start.answers[key].value
        if value is not None and (key in self.ways or self._is_sound(key, value)):
            return (value,) if self.start.lacks_only_its_link(key) else ()
        if key in self.ways:
            return tuple(way.when for way in self.ways[key].ways if way.when is not None)
        return tuple(sorted(self._numbers(key)))

    def _is_sound(self, total: str, value: Value) -> bool:
        """Whether a total is more than zero and no part is above it."""
        entered = (self.start.entered[part].value for part, whole in self.parts.items() if whole == total)
        return isinstance(value, int) and value > 0 and all(value >= n for n in entered if isinstance(n, int))

    def _numbers(self, total: str) -> set[int]:
        """The values of a total at which anything changes: what its parts are, and what is asked of them."""
        family = self._family(total)
        entered = [self.start.entered[key].value for key in family]
        numbers = {1, *(n for n in entered if isinstance(n, int)), *(n for key in family for n in self._leasts(key))}
        shares = [leaf for leaf in self.leaves.get(total, ()) if isinstance(leaf, Share) and leaf.part == total]
        of_wholes = {target_of(total, (leaf,), {leaf.total: number}) for leaf in shares for number in numbers}
        return {number for number in (*numbers, *of_wholes) if isinstance(number, int) and number > 0}

    def _family(self, total: str) -> set[str]:
        """A total with its parts and theirs, and the whole that it may be a part of itself."""
        family, known = {total}, 0
        while known < len(family):
            known = len(family)
            family |= {key for pair in self.parts.items() if family & set(pair) for key in pair}
        return family

    def _leasts(self, key: str) -> list[int]:
        return [leaf.least for leaf in self.leaves.get(key, ()) if isinstance(leaf, CountAtLeast)]

    def _undominated(self, key: str, values: tuple[Value, ...]) -> tuple[Value, ...]:
        """The values that satisfy some conditions which no other value satisfies as well; of equals the first."""
        own = [leaf for leaf in self.leaves.get(key, ()) if leaf.inputs == (key,)]
        satisfied = {value: frozenset(n for n, leaf in enumerate(own) if leaf.holds({key: value})) for value in values}
        first = {held: value for value, held in reversed(satisfied.items())}
        return tuple(
            v for v, held in satisfied.items() if first[held] == v and not any(held < other for other in first)
        )


def _leaves_by_key(criteria: Iterable[Criterion]) -> Leaves:
    found: dict[str, dict[Condition, None]] = {}
    for criterion in criteria:
        for way in criterion.ways:
            for _, condition in way.levels:
                for leaf in leaves(condition):
                    for key in leaf.inputs:
                        found.setdefault(key, {})[leaf] = None
    return {key: tuple(leaves) for key, leaves in found.items()}
