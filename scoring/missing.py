"""What must change for a level to hold: the fewest inputs, each with what it needs.

Most conditions say themselves which inputs they lack. Only where a part stands beside a total that is blank, zero or
smaller than the part can one input repair several conditions at once; there the few possible sets of inputs are tried,
the smallest first, each with the values that favour it most.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from scoring.asked import Asked, is_of_each_input
from scoring.conditions import (
    All,
    AllOfTotal,
    Among,
    AnyOf,
    Condition,
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
from scoring.targets import aim_of, target_of

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
        asked = self.programme.asked_by[condition]
        if asked.singly:
            return tuple(
                [
                    Missing(level, key, self._need(key, (plain,)), target)
                    for plain, key, target in asked.singly
                    if not plain.holds(self.facts)
                ]
            )
        if condition.holds(self.facts):
            return ()
        if not self._totals_are_sound(asked):
            keys = _Search(self, asked).fewest()
            return tuple(self._found_by_search(level, key, keys, asked) for key in keys)
        if asked.apart:
            return tuple([step for part in asked.apart for step in self._steps_to(level, part)])
        return tuple(
            Missing(level, key, self._need(key, conditions), target_of(key, conditions, self.facts))
            for key, conditions in self._changes(condition).items()
        )

    def _totals_are_sound(self, asked: Asked) -> bool:
        """Whether every part that the condition looks at stands beside a total that lets it count."""
        for part, total in asked.parts.items():
            contradicts = self.entered[part].state == "given" and self.answers[part].state == "invalid"
            lacks_total = total in asked.condition.inputs and total not in self.facts
            if contradicts or lacks_total or self.facts.get(total) == 0:
                return False
        return True

    def _steps_to(self, level: int, plain: Condition) -> Sequence[Missing]:
        """What a plain condition misses, if it looks at inputs that no other condition looks at."""
        if plain.holds(self.facts):
            return ()
        return [
            Missing(level, key, self._need(key, (plain,)), aim_of(key, plain, self.facts))
            for key in self._inputs_to_change(plain)
        ]

    def _changes(self, condition: Condition) -> Changes:
        """What a condition that does not hold asks to change."""
        match condition:
            case All(parts):
                return _union(self._changes(part) for part in parts if not part.holds(self.facts))
            case AnyOf(parts):
                return min((self._changes(part) for part in parts), key=len)
        return dict.fromkeys(self._inputs_to_change(condition), (condition,))

    def _inputs_to_change(self, plain: Condition) -> Sequence[str]:
        """The inputs that a plain condition that does not hold asks to change."""
        match plain:
            case RowsAtLeast(rows, least):
                return self._rows_to_fill(rows, least)
            case KindsAtLeast(rows, least):
                return self._rows_of_new_kinds(rows, least)
            case Share(part, _) | AllOfTotal(part, _):
                return (part,)
            case OverSeveral():
                return plain.lacking(self.facts)
        return plain.inputs

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

    def _found_by_search(self, level: int, key: str, keys: tuple[str, ...], asked: Asked) -> Missing:
        target = target_of(key, asked.leaves[key], self.facts)
        return Missing(level, key, self._need_in_search(key, keys, asked), target)

    def _need_in_search(self, key: str, keys: tuple[str, ...], asked: Asked) -> Need:
        value = self._value_without_link(key)
        if value is None:
            return self._answer_or_value(key)
        others = tuple(other for other in keys if other != key)
        holds = _Search(self, asked, linked={key: value}).holds_when_changing(others)
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

    def __init__(self, gaps: Gaps, asked: Asked, linked: Mapping[str, Value] | None = None) -> None:
        self.gaps = gaps
        self.asked = asked
        self.condition = asked.condition
        self.parts = asked.parts
        self.keys = asked.keys
        self.standing = {**self._standing_facts(), **(linked or {})}

    def fewest(self) -> tuple[str, ...]:
        """The smallest set of inputs whose change can make the condition hold.

        Fewer facts never make more hold. So a set cannot help that leaves out all inputs of a needed part that does not
        hold as it stands, or one that is not answered yet where the part asks for each of its inputs.
        """
        lacking = [part for part in self.asked.needed if not part.holds(self.standing)]
        open_parts = [frozenset(part.inputs) for part in lacking]
        unanswered = {key for part in lacking if is_of_each_input(part) for key in part.inputs} - self.standing.keys()
        for size in range(len(unanswered) or 1, len(self.keys) + 1):
            for chosen in combinations(self.keys, size):
                leaves_one_out = any(part.isdisjoint(chosen) for part in open_parts)
                if not leaves_one_out and unanswered.issubset(chosen) and self.holds_when_changing(chosen):
                    return chosen
        raise AssertionError(f"no change of {self.keys} makes the condition hold")

    def holds_when_changing(self, chosen: tuple[str, ...]) -> bool:
        """Whether some values of these inputs, with links, make the condition hold while the others stay."""
        kept = {key: value for key, value in self.standing.items() if key not in chosen}
        choices = [self._favourable(key, kept) for key in chosen]
        for values in product(*choices):
            if self.condition.holds(self._bounded({**kept, **dict(zip(chosen, values, strict=True))}, chosen)):
                return True
        return False

    def _standing_facts(self) -> dict[str, Value]:
        """What each input gives by itself, before parts are held against totals."""
        inputs, entered = self.gaps.programme.inputs, self.gaps.entered
        return {
            key: answer.value
            for key in self.keys
            if (answer := entered[key]).value is not None and (answer.links or not inputs[key].evidence)
        }

    def _favourable(self, key: str, kept: Mapping[str, Value]) -> tuple[Value, ...]:
        item = self.gaps.programme.inputs[key]
        if item.type == "count" and key in self.parts.values():
            parts = [part for part, total in self.parts.items() if total == key]
            bound = (kept.get(part) for part in parts)
            asked = (number for name in (key, *parts) for number in self.asked.numbers[name])
            return tuple({1, *asked, *(number for number in bound if isinstance(number, int) and number > 0)})
        if item.type == "count":
            return (_WHOLE,) if key in self.parts else (max(self.asked.numbers[key], default=1),)
        if item.type == "choice":
            return self._codes(key, item.codes)
        return tuple(not isinstance(leaf, IsNo) for leaf in self.asked.leaves[key]) or (True,)

    def _codes(self, key: str, codes: tuple[str, ...]) -> tuple[str, ...]:
        """The codes that are asked for by name; all where kinds are counted, else any one."""
        if any(isinstance(leaf, KindsAtLeast) for leaf in self.asked.leaves[key]):
            return codes
        return tuple(sorted(_codes_for(self.condition, key))) or codes[-1:]

    def _bounded(self, trial: dict[str, Value], chosen: tuple[str, ...]) -> dict[str, Value]:
        """The trial with chosen parts as large as their totals, and without parts that exceed theirs."""
        for part, total_key in self.parts.items():
            if part in chosen and trial[part] == _WHOLE:
                total = trial.get(total_key)
                trial[part] = total if isinstance(total, int) else max(self.asked.numbers[part], default=1)
        beyond = [part for part, total in self.parts.items() if _exceeds(trial.get(part), trial.get(total))]
        return {key: value for key, value in trial.items() if key not in beyond} if beyond else trial


_WHOLE = -1
"""Stands for "as large as the total" while a trial is put together; a count is never negative."""


def _exceeds(part: Value | None, total: Value | None) -> bool:
    return isinstance(total, int) and isinstance(part, int) and part > total


def _union(changes: Iterator[Changes]) -> Changes:
    together: Changes = {}
    for change in changes:
        for key, asked in change.items():
            together[key] = (*together.get(key, ()), *asked)
    return together


def _codes_for(condition: Condition, key: str) -> frozenset[str]:
    match condition:
        case All(parts) | AnyOf(parts):
            return frozenset().union(*(_codes_for(part, key) for part in parts))
        case Among(named, codes) if named == key:
            return codes
    return frozenset()
