"""The shape of a programme file: every field it has, and what stands in it.

Conditions are looked at later, one by one, and so are fractions: a fault in one of them leaves the rest readable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from scoring.assumptions import MAXIMA_OF, SHARES
from scoring.linter.finding import Finding, Phrase
from scoring.linter.page import Page, Path
from scoring.linter.section_shape import FRACTION, LEVELS, SECTION
from scoring.linter.shapes import (
    ANYTHING,
    CODE,
    DAY,
    NAME,
    PER_CENT,
    POSITIVE,
    TEXT,
    Depending,
    Listing,
    Plain,
    Record,
    Shape,
    Table,
    faults_of,
    wrong_type,
)

POINTS = "points_per_level"
"""The assumption that says how many levels there are and what each is worth."""

_SETTING = Plain(
    Phrase('ข้อความ (ตัวเลขใส่เครื่องหมายคำพูด เช่น "2")', 'a text (a number in quotes: "2")'),
    lambda value: isinstance(value, str) and bool(value) and value == value.strip(),
)

RULES: Mapping[str, Mapping[str, Shape]] = {
    "organisation_type": {"known": NAME},
    "approval": {"by": NAME, "approval": NAME, "accepted": Table(CODE, Listing(CODE))},
    "publish_consent": {"consent": NAME},
    "repeat_winner": {"won_before": NAME, "project_repeated": NAME, "project_scaled_up": NAME},
    "tier_b_window": {"date": NAME, "first": DAY, "last": DAY},
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

    def __init__(self, *, with_points: bool) -> None:
        self.with_points = with_points

    def faults(self, page: Page, path: Path, value: Any) -> Iterator[Finding]:
        others = {name: _SETTING for name in value if name != POINTS} if isinstance(value, dict) else {}
        points: Mapping[str, Shape] = {POINTS: Listing(FRACTION)}
        shape = Record(points, others) if self.with_points else Record({}, {**points, **others})
        yield from shape.faults(page, path, value)


class _Instant:
    """An instant as a text, with its offset: without one it would be another instant in every zone."""

    named = Phrase(
        'เวลาพร้อมเขตเวลาในเครื่องหมายคำพูด เช่น "2021-12-04T00:00:00-05:00"',
        'an instant with its offset in quotes, such as "2021-12-04T00:00:00-05:00"',
    )

    def faults(self, page: Page, path: Path, value: Any) -> Iterator[Finding]:
        instant = _instant(value)
        if instant is None:
            yield wrong_type(page, path, value, self.named)
        elif instant.tzinfo is None:
            yield page.finding("deadline-without-offset", path, found=value)


class _Readings:
    """The other readings of an assumption: `shares`, `maxima_of` some criteria, or what each value changes."""

    named = Phrase(
        "shares, {maxima_of: [...]} หรือกลุ่มของ ค่า: สิ่งที่เปลี่ยน", "shares, {maxima_of: [...]} or a mapping VALUE: changes"
    )

    def faults(self, page: Page, path: Path, value: Any) -> Iterator[Finding]:
        if isinstance(value, dict) and MAXIMA_OF in value:
            yield from Record({MAXIMA_OF: Listing(NAME)}).faults(page, path, value)
        elif isinstance(value, dict):
            yield from _CHANGES_BY_VALUE.faults(page, path, value)
        elif value != SHARES:
            yield wrong_type(page, path, value, self.named)


class _Changes:
    """The fields that an alternative changes in one item; only levels are looked into before they are merged."""

    named = Phrase("กลุ่มของฟิลด์ที่เปลี่ยน", "the fields to change")

    def faults(self, page: Page, path: Path, value: Any) -> Iterator[Finding]:
        yield from Table(NAME, ANYTHING, named=self.named).faults(page, path, value)
        if isinstance(value, dict) and "levels" in value:
            yield from faults_of(LEVELS, page, (*path, "levels"), value["levels"])


def _instant(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None


_CHANGES_BY_VALUE = Table(_SETTING, Table(NAME, _Changes(), may_be_empty=True))

FIELDS: Mapping[str, Shape] = {
    "id": NAME,
    "version": POSITIVE,
    "zone": TEXT,
    "choices": Table(NAME, Listing(CODE), may_be_empty=True),
    "parts": Table(NAME, NAME, may_be_empty=True),
    "periods": Listing(Record({"start": NAME, "end": NAME}), may_be_empty=True),
    "tiers": Listing(Record({"id": NAME, "max": FRACTION, "weight": PER_CENT}, {"needs": ANYTHING}), may_be_empty=True),
    "organisation": NAME,
    "assumptions": _Assumptions(with_points=True),
    "thresholds": Listing(NAME, may_be_empty=True),
    "eligibility": Listing(_Rule(), may_be_empty=True),
    "site_visit": Listing(Record({"id": NAME, "max": FRACTION}), may_be_empty=True),
    "tabs": Listing(Record({"id": NAME, "sheet": POSITIVE, "sections": Listing(SECTION)})),
}
"""The top-level fields, all of them required."""

OPTIONAL_FIELDS: Mapping[str, Shape] = {
    "fixed": Table(NAME, NAME, may_be_empty=True),
    "deadlines": Listing(Record({"id": NAME, "closes_at": _Instant(), "zone": TEXT})),
    "alternatives": Table(NAME, _Readings(), may_be_empty=True),
}
"""The top-level fields that a programme has where it needs them."""

_WITH_TIERS = Record(FIELDS, OPTIONAL_FIELDS)
_WITHOUT_TIERS = Record({**FIELDS, "assumptions": _Assumptions(with_points=False)}, OPTIONAL_FIELDS)
FILE = Depending(lambda document: _WITHOUT_TIERS if document.get("tiers") == [] else _WITH_TIERS)

HARMLESS = frozenset({"unknown-field", "unknown-rule", "repeated-field", "odd-field", "deadline-without-offset"})
"""Faults that leave the rest of the file readable, so that its meaning can be looked at in the same run."""
