"""From the requirements, questions, indicators and reports of a section in a programme file to what they ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from scoring.condition_file import ConditionReader, day_in
from scoring.conditions import All, Answered, Condition, IsYes
from scoring.programme import Indicator, Input, Requirement
from scoring.requirement_conditions import WithinWords

Item = Mapping[str, Any]
SENT = "sent"
"""What the row of a report asks for: the day it was sent, with a link to it."""


class RequirementReader:
    """Reads what a section asks besides criteria; `inputs` makes the inputs of a list and remembers them."""

    def __init__(self, conditions: ConditionReader, inputs: Callable[[Sequence[Item]], tuple[Input, ...]]) -> None:
        self._conditions = conditions
        self._inputs = inputs

    def of_section(self, section: Item) -> tuple[tuple[Requirement, ...], tuple[Indicator, ...]]:
        """The requirements of a section, its questions and reports among them, and its indicators."""
        stated = [self._requirement(item, section["id"]) for item in section.get("requirements", ())]
        questions = [self._question(item, section["id"]) for item in section.get("questions", ())]
        indicators = tuple(Indicator(item["key"], self._inputs([item])) for item in section.get("indicators", ()))
        reports = [self._report(group, section["id"]) for group in coinciding(section.get("reports", ()))]
        return (*stated, *questions, *reports), indicators

    def _requirement(self, item: Item, section: str) -> Requirement:
        inputs = self._inputs([item] if "key" in item else item["inputs"])
        needs = self._conditions.read(item["needs"]) if "needs" in item else _answered(inputs[0])
        return Requirement(
            id=item["key"] if "key" in item else item["id"],
            section=section,
            inputs=inputs,
            needs=needs,
            applies=self._applies(item),
            advised=item.get("advised", False),
            due=day_in(item["due"]) if "due" in item else None,
            leads=tuple(item.get("leads", ())),
            secondaries=tuple(item.get("secondaries", ())),
        )

    def _question(self, item: Item, section: str) -> Requirement:
        inputs = self._inputs([{**item, "type": "text"}])
        needs = WithinWords(item["key"], item["words"])
        return Requirement(item["key"], section, inputs, needs, advised=item.get("optional", False))

    def _report(self, reports: Sequence[Item], section: str) -> Requirement:
        """One report, or several that coincide: one row, and all that any of them asks."""
        first = reports[0]
        sent = {"key": f"{first['id']}.{SENT}", "type": "date", "evidence": True}
        inputs = self._inputs([sent])
        also = [self._conditions.read(raw) for item in reports for raw in item.get("also", ())]
        return Requirement(
            id=first["id"],
            section=section,
            inputs=inputs,
            needs=All((Answered(inputs[0].key), *dict.fromkeys(also))),
            applies=self._applies(first),
            due=day_in(first["due"]),
            kinds=tuple(dict.fromkeys(item["kind"] for item in reports)),
        )

    def _applies(self, item: Item) -> Condition | None:
        return self._conditions.read(item["applies"]) if "applies" in item else None


def coinciding(reports: Iterable[Item]) -> list[list[Item]]:
    """Reports that the same body owes on the same day, together; each group where its first stands."""
    together: dict[tuple[str, str], list[Item]] = {}
    for item in reports:
        together.setdefault((str(item["due"]), repr(item.get("applies"))), []).append(item)
    return list(together.values())


def _answered(item: Input) -> Condition:
    return IsYes(item.key) if item.type == "yes_no" else Answered(item.key)
