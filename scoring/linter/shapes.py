"""The shapes that values of a programme file can have; each tells where a value has another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from scoring.linter.finding import Finding, Phrase
from scoring.linter.page import UNREADABLE, Page, Path
from scoring.programme_file import MOST_ROWS

_LIST = Phrase("รายการ [...]", "a list")
_MAPPING = Phrase("กลุ่ม ชื่อ: ค่า", "a mapping")
_FIELDS = Phrase("กลุ่มของฟิลด์", "a group of fields")


class Shape(Protocol):
    """What a value has to be. `named` says it in words."""

    @property
    def named(self) -> Phrase:
        """Such as "a text"."""

    def faults(self, page: Page, path: Path, value: Any) -> Iterator[Finding]:
        """What is wrong with a value at a place, and with everything in it."""


@dataclass(frozen=True)
class Plain:
    """A single value."""

    named: Phrase
    fits: Callable[[Any], bool]

    def faults(self, page: Page, path: Path, value: Any) -> Iterator[Finding]:
        if not self.fits(value):
            yield wrong_type(page, path, value, self.named)


@dataclass(frozen=True)
class Listing:
    """A list of values of one shape."""

    of: Shape
    may_be_empty: bool = False
    named: Phrase = _LIST

    def faults(self, page: Page, path: Path, value: Any) -> Iterator[Finding]:
        if not isinstance(value, list) or not (value or self.may_be_empty):
            yield wrong_type(page, path, value, self.named)
            return
        for position, item in enumerate(value):
            yield from faults_of(self.of, page, (*path, position), item)


@dataclass(frozen=True)
class Table:
    """A mapping from names of one shape to values of one shape."""

    key: Shape
    of: Shape
    may_be_empty: bool = False
    named: Phrase = _MAPPING

    def faults(self, page: Page, path: Path, value: Any) -> Iterator[Finding]:
        if not isinstance(value, dict) or not (value or self.may_be_empty):
            yield wrong_type(page, path, value, self.named)
            return
        for key, item in value.items():
            yield from self.key.faults(page, (*path, key), key)
            yield from faults_of(self.of, page, (*path, key), item)


@dataclass(frozen=True)
class Record:
    """A mapping with fields of its own."""

    required: Mapping[str, Shape]
    optional: Mapping[str, Shape] = field(default_factory=dict)
    named: Phrase = _FIELDS

    def faults(self, page: Page, path: Path, value: Any) -> Iterator[Finding]:
        if not isinstance(value, dict):
            yield wrong_type(page, path, value, self.named)
            return
        known = {**self.required, **self.optional}
        for name, shape in self.required.items():
            if name not in value:
                yield page.finding("missing-field", path, field=name, expected=shape.named)
        for name, item in value.items():
            if name in known:
                yield from faults_of(known[str(name)], page, (*path, name), item)
            else:
                yield page.finding("unknown-field", (*path, name), field=name, known=_listed(known))


@dataclass(frozen=True)
class Depending:
    """One of several records: the fields given say which."""

    pick: Callable[[Mapping[str, Any]], Shape]
    named: Phrase = _FIELDS

    def faults(self, page: Page, path: Path, value: Any) -> Iterator[Finding]:
        if isinstance(value, dict):
            yield from self.pick(value).faults(page, path, value)
        else:
            yield wrong_type(page, path, value, self.named)


def faults_of(shape: Shape, page: Page, path: Path, value: Any) -> Iterator[Finding]:
    """What is wrong with a value of a shape; nothing more with one that could not be read."""
    if value is not UNREADABLE:
        yield from shape.faults(page, path, value)


def wrong_type(page: Page, path: Path, value: Any, named: Phrase) -> Finding:
    """The finding that a value is not what is asked for at its place."""
    name = next((step for step in reversed(path) if isinstance(step, str)), "?")
    return page.finding("wrong-type", path, field=name, found=shown(value), expected=named)


def shown(value: Any) -> str:
    """A value as it reads in a file, shortly."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[...]" if value else "[]"
    return ("{...}" if value else "{}") if isinstance(value, dict) else str(value)


def _listed(names: Mapping[str, Shape]) -> Phrase:
    text = ", ".join(names)
    return Phrase(text, text)


def _matches(pattern: str) -> Callable[[Any], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def _whole(least: int, most: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


TEXT = Plain(Phrase("ข้อความ", "a text"), lambda value: isinstance(value, str) and bool(value.strip()))
NAME = Plain(
    Phrase(
        'ชื่อจากตัวอักษรอังกฤษ ตัวเลข _ - และจุด (ตัวเลขล้วนใส่เครื่องหมายคำพูด เช่น "1.1")',
        'a name of letters, digits, _ - and dots (in quotes where it reads as a number: "1.1")',
    ),
    _matches(r"[A-Za-z0-9][A-Za-z0-9_.-]*"),
)
CODE = Plain(
    Phrase(
        "รหัสจากตัวอักษรอังกฤษ ตัวเลข และ _ (no, yes และตัวเลขใส่เครื่องหมายคำพูด)",
        "a code of letters, digits and _ (no, yes and numbers in quotes)",
    ),
    _matches(r"[A-Za-z0-9][A-Za-z0-9_]*"),
)
POSITIVE = Plain(Phrase("จำนวนเต็มตั้งแต่ 1", "a whole number from 1"), _whole(1, 10**9))
ROWS = Plain(Phrase(f"จำนวนเต็ม 1 ถึง {MOST_ROWS}", f"a whole number from 1 to {MOST_ROWS}"), _whole(1, MOST_ROWS))
PER_CENT = Plain(Phrase("จำนวนเต็ม 0 ถึง 100", "a whole number from 0 to 100"), _whole(0, 100))
AT_LEAST_PER_CENT = Plain(Phrase("จำนวนเต็ม 1 ถึง 100", "a whole number from 1 to 100"), _whole(1, 100))
YEARS = Plain(Phrase("จำนวนปี 1 ถึง 100", "a number of years from 1 to 100"), _whole(1, 100))
DAY = Plain(
    Phrase("วันที่อย่าง 2022-09-30", "a date as 2022-09-30"),
    lambda value: isinstance(value, date) and not isinstance(value, datetime),
)
FLAG = Plain(Phrase("true หรือ false", "true or false"), lambda value: isinstance(value, bool))
ANYTHING = Plain(Phrase("เงื่อนไข", "a condition"), lambda _: True)
