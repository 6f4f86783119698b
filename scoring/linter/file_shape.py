"""The shape of a programme file: every field it has, and what stands in it.

Conditions are looked at later, one by one, and so are fractions: a fault in one of them leaves the rest readable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from scoring.linter.finding import Finding, Phrase
from scoring.linter.page import Page, Path
from scoring.linter.shapes import (
    ANYTHING,
    CODE,
    FLAG,
    NAME,
    PER_CENT,
    POSITIVE,
    ROWS,
    TEXT,
    Depending,
    Listing,
    Plain,
    Record,
    Shape,
    Table,
)

TYPES = ("yes_no", "count", "choice", "date", "text")

_FRACTION = Plain(
    Phrase("จำนวนเต็มหรือเศษส่วน", "a whole number or a fraction"),
    lambda value: isinstance(value, int | str | float) and not isinstance(value, bool),
)
_DAY = Plain(
    Phrase("วันที่อย่าง 2022-09-30", "a date as 2022-09-30"),
    lambda value: isinstance(value, date) and not isinstance(value, datetime),
)
_TYPE = Plain(Phrase("หนึ่งใน " + ", ".join(TYPES), "one of " + ", ".join(TYPES)), lambda value: value in TYPES)
_LEVEL = Plain(Phrase("เลขระดับ 1 ถึง 20", "a level from 1 to 20"), lambda value: type(value) is int and 1 <= value <= 20)
_SETTING = Plain(
    Phrase('ข้อความ (ตัวเลขใส่เครื่องหมายคำพูด เช่น "2")', 'a text (a number in quotes: "2")'),
    lambda value: isinstance(value, str) and bool(value.strip()),
)

_CHOICE_INPUT = Record({"key": NAME, "type": _TYPE, "choice": NAME}, {"evidence": FLAG, "rows": ROWS})
_PLAIN_INPUT = Record({"key": NAME, "type": _TYPE}, {"evidence": FLAG, "rows": ROWS})
_INPUTS = Listing(Depending(lambda item: _CHOICE_INPUT if item.get("type") == "choice" else _PLAIN_INPUT))
_LEVELS = Table(_LEVEL, ANYTHING)

_WAY = Record({"id": NAME, "when": FLAG, "inputs": _INPUTS, "levels": _LEVELS})
_WITH_WAYS = Record({"id": NAME, "max": _FRACTION, "way_by": NAME, "ways": Listing(_WAY)}, {"needs": ANYTHING})
_WITH_LEVELS = Record({"id": NAME, "max": _FRACTION, "inputs": _INPUTS, "levels": _LEVELS}, {"needs": ANYTHING})
_CRITERION = Depending(lambda item: _WITH_WAYS if {"ways", "way_by"} & item.keys() else _WITH_LEVELS)

_SCORED = Record({"id": NAME, "tier": NAME, "criteria": Listing(_CRITERION)}, {"inputs": _INPUTS})
_UNSCORED = Record({"id": NAME, "inputs": _INPUTS})
_SECTION = Depending(lambda item: _SCORED if {"criteria", "tier"} & item.keys() else _UNSCORED)

RULES: Mapping[str, Mapping[str, Shape]] = {
    "organisation_type": {"known": NAME},
    "approval": {"by": NAME, "approval": NAME, "accepted": Table(CODE, Listing(CODE))},
    "publish_consent": {"consent": NAME},
    "repeat_winner": {"won_before": NAME, "project_repeated": NAME, "project_scaled_up": NAME},
    "tier_b_window": {"date": NAME, "first": _DAY, "last": _DAY},
}
"""The kinds of eligibility rules and the fields of each."""


class _Rule:
    """A rule of eligibility: its kind says which fields it has."""

    named = Phrase("กฎคุณสมบัติ", "a rule of eligibility")

    def faults(self, page: Page, path: Path, value: Any) -> Iterator[Finding]:
        kind = value.get("rule") if isinstance(value, dict) else None
        if isinstance(kind, str) and kind not in RULES:
            yield page.finding("unknown-rule", (*path, "rule"), rule=kind, known=", ".join(RULES))
        else:
            fields = RULES[kind] if isinstance(kind, str) else {}
            yield from Record({"rule": NAME, **fields}).faults(page, path, value)


class _Assumptions:
    """Named settings; the points of the levels are a list, the others are texts."""

    named = Phrase("กลุ่มของค่าตั้ง ซึ่งมี points_per_level", "a mapping of settings with points_per_level")

    def faults(self, page: Page, path: Path, value: Any) -> Iterator[Finding]:
        others = {name: _SETTING for name in value if name != "points_per_level"} if isinstance(value, dict) else {}
        yield from Record({"points_per_level": Listing(_FRACTION)}, others).faults(page, path, value)


FIELDS: Mapping[str, Shape] = {
    "id": NAME,
    "version": POSITIVE,
    "zone": TEXT,
    "choices": Table(NAME, Listing(CODE)),
    "parts": Table(NAME, NAME, may_be_empty=True),
    "periods": Listing(Record({"start": NAME, "end": NAME}), may_be_empty=True),
    "tiers": Listing(Record({"id": NAME, "max": _FRACTION, "weight": PER_CENT}, {"needs": ANYTHING})),
    "organisation": NAME,
    "assumptions": _Assumptions(),
    "thresholds": Listing(NAME, may_be_empty=True),
    "eligibility": Listing(_Rule(), may_be_empty=True),
    "site_visit": Listing(Record({"id": NAME, "max": _FRACTION}), may_be_empty=True),
    "tabs": Listing(Record({"id": NAME, "sheet": POSITIVE, "sections": Listing(_SECTION)})),
}
"""The top-level fields, all of them required."""


FILE = Record(FIELDS)

HARMLESS = frozenset({"unknown-field", "unknown-rule", "repeated-field", "odd-field"})
"""Faults that leave the rest of the file readable, so that its meaning can be looked at in the same run."""
