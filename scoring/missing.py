"""What must change for a level to hold: the fewest inputs, each with what it needs.

Most conditions say themselves which inputs they lack. Only where a part stands beside a total that is blank, zero or
smaller than the part can one input repair several conditions at once; there the few possible sets of inputs are tried,
the smallest first, each with the values that favour it most.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from scoring.conditions import (
    All,
    AllOfTotal,
    Among,
    AnyOf,
    Condition,
    CountAtLeast,
    Facts,
    IsNo,
    KindsAtLeast,
    RowsAtLeast,
    Share,
)
from scoring.programme import Programme
from scoring.requirement_conditions import OverSeveral
from scoring.scorecard import Missing, Need
from scoring.submission import Answer, Value
from scoring.targets import leaves_naming, target_of

_COUNTING = (RowsAtLeast, OverSeveral)
"""Conditions to which one row more is a step, though it alone may not make them hold."""

Changes = dict[str, tuple[Condition, ...]]
"""The inputs to change, each with the conditions it has to satisfy."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What one ledger lacks.

    `entered` are the answers as the organisation gave them, `answers` the same without the contradictory ones, `facts`
    what of them counts in the ledger.
    """

    programme: Programme
    entered: Mapping[str, Answer]
    answers: Mapping[str, Answer]
    facts: Facts

    def to_reach(self, level: int, condition: Condition) -> tuple[Missing, ...]:
        """The fewest inputs that must change for a level's condition to hold, in the order in which it names them."""
        if condition.holds(self.facts):
            return ()
        if not self._totals_are_sound(condition):
            keys = _Search(self, condition).fewest()
            return tuple(self._found_by_search(level, key, keys, condition) for key in keys)
        return tuple(
            Missing(level, key, self._need(key, asked), target_of(key, asked, self.facts))
            for key, asked in self._changes(condition).items()
        )

    def _totals_are_sound(self, condition: Condition) -> bool:
        """Whether every part that the condition looks at stands beside a total that lets it count."""
        if self.programme.parts.keys().isdisjoint(condition.inputs):
            return True
        for part in condition.inputs:
            total = self.programme.parts.get(part)
            if total is None:
                continue
            contradicts = self.entered[part].state == "given" and self.answers[part].state == "invalid"
            lacks_total = total in condition.inputs and total not in self.facts
            if contradicts or lacks_total or self.facts.get(total) == 0:
                return False
        return True

    def _changes(self, condition: Condition) -> Changes:
        """What a condition that does not hold asks to change."""
        match condition:
            case All(parts):
                return _union(self._changes(part) for part in parts if not part.holds(self.facts))
            case AnyOf(parts):
                return min((self._changes(part) for part in parts), key=len)
            case RowsAtLeast(rows, least):
                return dict.fromkeys(self._rows_to_fill(rows, least), (condition,))
            case KindsAtLeast(rows, least):
                return dict.fromkeys(self._rows_of_new_kinds(rows, least), (condition,))
            case Share(part, _) | AllOfTotal(part, _):
                return {part: (condition,)}
            case OverSeveral():
                return dict.fromkeys(condition.lacking(self.facts), (condition,))
        return dict.fromkeys(condition.inputs, (condition,))

    def _rows_to_fill(self, rows: tuple[str, ...], least: int) -> list[str]:
        """The rows nearest to counting: those that only lack a link, then the unreadable, then the empty ones."""
        open_rows = [row for row in rows if row not in self.facts]
        nearness = {"given": 0, "invalid": 1}
        nearest = sorted(open_rows, key=lambda row: nearness.get(self.answers[row].state, 2))
        wanted = set(nearest[: least - (len(rows) - len(open_rows))])
        return [row for row in rows if row in wanted]

    def _rows_of_new_kinds(self, rows: tuple[str, ...], least: int) -> list[str]:
        """The rows that could name one more kind each: those that only lack a link, then empty ones, then twins."""
        short = least - len(self._kinds(rows))
        nearest = self._only_linkless_of_new_kinds(rows)
        empty = [row for row in rows if row not in self.facts and self._value_without_link(row) is None]
        first_of_kind = {self.facts[row]: row for row in reversed(rows) if row in self.facts}
        twins = [row for row in rows if row not in {*nearest, *empty, *first_of_kind.values()}]
        wanted = {*(*nearest, *empty, *twins)[:short]}
        return [row for row in rows if row in wanted]

    def _kinds(self, rows: tuple[str, ...]) -> set[Value]:
        return {self.facts[row] for row in rows if row in self.facts}

    def _only_linkless_of_new_kinds(self, rows: tuple[str, ...]) -> list[str]:
        """The rows that would name one more kind each if they had a link; of several of one kind the first."""
        named = {row: value for row in rows if (value := self._value_without_link(row)) is not None}
        first = {value: row for row, value in reversed(named.items())}
        return [row for row, value in named.items() if first[value] == row and value not in self._kinds(rows)]

    def _need(self, key: str, asked: tuple[Condition, ...]) -> Need:
        value = self._value_without_link(key)
        if value is None:
            return self._answer_or_value(key)
        if all(self._counts_once_linked(key, value, condition) for condition in asked):
            return "evidence"
        return self._answer_or_value(key)

    def _counts_once_linked(self, key: str, value: Value, condition: Condition) -> bool:
        if isinstance(condition, KindsAtLeast):
            return key in self._only_linkless_of_new_kinds(condition.rows)
        return isinstance(condition, _COUNTING) or condition.holds({**self.facts, key: value})

    def _found_by_search(self, level: int, key: str, keys: tuple[str, ...], condition: Condition) -> Missing:
        target = target_of(key, tuple(leaves_naming(condition, key)), self.facts)
        return Missing(level, key, self._need_in_search(key, keys, condition), target)

    def _need_in_search(self, key: str, keys: tuple[str, ...], condition: Condition) -> Need:
        value = self._value_without_link(key)
        if value is None:
            return self._answer_or_value(key)
        others = tuple(other for other in keys if other != key)
        holds = _Search(self, condition, linked={key: value}).holds_when_changing(others)
        return "evidence" if holds else self._answer_or_value(key)

    def _value_without_link(self, key: str) -> Value | None:
        """The value of an input that counts for nothing only because its row has no usable link."""
        answer = self.answers[key]
        lacks_link = self.programme.inputs[key].evidence and not answer.links
        return answer.value if answer.state == "given" and lacks_link else None

    def _answer_or_value(self, key: str) -> Need:
        answer = self.answers[key]
        if answer.state == "invalid":
            return "value"
        says_no = answer.value is False or answer.value == "none"
        return "answer" if answer.state != "given" or says_no else "value"


class _Search:
    """Trying sets of inputs, the smallest first, with the values that favour a condition most."""

    def __init__(self, gaps: Gaps, condition: Condition, linked: Mapping[str, Value] | None = None) -> None:
        self.gaps = gaps
        self.condition = condition
        self.parts = {part: total for part, total in gaps.programme.parts.items() if part in condition.inputs}
        totals = [total for total in self.parts.values() if total not in condition.inputs]
        self.keys = tuple(dict.fromkeys((*condition.inputs, *totals)))
        self.standing = {**self._standing_facts(), **(linked or {})}

    def fewest(self) -> tuple[str, ...]:
        """The smallest set of inputs whose change can make the condition hold.

        A set that leaves out all inputs of a needed part that does not hold as it stands cannot help: fewer facts
        never make more hold.
        """
        open_parts = [part.inputs for part in _needed(self.condition) if not part.holds(self.standing)]
        for size in range(1, len(self.keys) + 1):
            for chosen in combinations(self.keys, size):
                left_out = frozenset(self.keys).difference(chosen)
                if not any(map(left_out.issuperset, open_parts)) and self.holds_when_changing(chosen):
                    return chosen
        raise AssertionError(f"no change of {self.keys} makes the condition hold")

    def holds_when_changing(self, chosen: tuple[str, ...]) -> bool:
        """Whether some values of these inputs, with links, make the condition hold while the others stay."""
        kept = {key: value for key, value in self.standing.items() if key not in chosen}
        choices = [self._favourable(key, kept) for key in chosen]
        return any(
            self.condition.holds(self._bounded({**kept, **dict(zip(chosen, values, strict=True))}, chosen))
            for values in product(*choices)
        )

    def _standing_facts(self) -> dict[str, Value]:
        """What each input gives by itself, before parts are held against totals."""
        inputs = self.gaps.programme.inputs
        entered = {key: self.gaps.entered[key] for key in self.keys}
        return {
            key: answer.value
            for key, answer in entered.items()
            if answer.value is not None and (answer.links or not inputs[key].evidence)
        }

    def _favourable(self, key: str, kept: Mapping[str, Value]) -> tuple[Value, ...]:
        item = self.gaps.programme.inputs[key]
        if item.type == "count" and key in self.parts.values():
            parts = [part for part, total in self.parts.items() if total == key]
            bound = (kept.get(part) for part in parts)
            asked = (number for name in (key, *parts) for number in self._numbers_asked(name))
            return tuple({1, *asked, *(number for number in bound if isinstance(number, int) and number > 0)})
        if item.type == "count":
            return (_WHOLE,) if key in self.parts else (max(self._numbers_asked(key), default=1),)
        if item.type == "choice":
            return self._codes(key, item.codes)
        return tuple(not isinstance(leaf, IsNo) for leaf in leaves_naming(self.condition, key)) or (True,)

    def _codes(self, key: str, codes: tuple[str, ...]) -> tuple[str, ...]:
        """The codes that are asked for by name; all where kinds are counted, else any one."""
        if any(isinstance(leaf, KindsAtLeast) for leaf in leaves_naming(self.condition, key)):
            return codes
        return tuple(sorted(_codes_for(self.condition, key))) or codes[-1:]

    def _numbers_asked(self, key: str) -> list[int]:
        """The numbers that the condition asks of a count by itself."""
        named = leaves_naming(self.condition, key)
        return [leaf.least for leaf in named if isinstance(leaf, CountAtLeast)]

    def _bounded(self, trial: dict[str, Value], chosen: tuple[str, ...]) -> dict[str, Value]:
        """The trial with chosen parts as large as their totals, and without parts that exceed theirs."""
        for part, total_key in self.parts.items():
            total = trial.get(total_key)
            if part in chosen and trial[part] == _WHOLE:
                trial[part] = total if isinstance(total, int) else max(self._numbers_asked(part), default=1)
        return {key: value for key, value in trial.items() if not self._exceeds(key, trial)}

    def _exceeds(self, key: str, trial: Mapping[str, Value]) -> bool:
        total, value = trial.get(self.parts.get(key, "")), trial[key]
        return isinstance(total, int) and isinstance(value, int) and value > total


_WHOLE = -1
"""Stands for "as large as the total" while a trial is put together; a count is never negative."""


def _union(changes: Iterator[Changes]) -> Changes:
    together: Changes = {}
    for change in changes:
        for key, asked in change.items():
            together[key] = (*together.get(key, ()), *asked)
    return together


def _needed(condition: Condition) -> Iterator[Condition]:
    """The parts of a condition every one of which has to hold."""
    if isinstance(condition, All):
        for part in condition.parts:
            yield from _needed(part)
    else:
        yield condition


def _codes_for(condition: Condition, key: str) -> frozenset[str]:
    match condition:
        case All(parts) | AnyOf(parts):
            return frozenset().union(*(_codes_for(part, key) for part in parts))
        case Among(named, codes) if named == key:
            return codes
    return frozenset()
