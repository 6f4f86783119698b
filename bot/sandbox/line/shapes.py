"""A small language for the shape of JSON: each check yields what is wrong with a value, and where.

Unknown properties are refused everywhere. Of LINE that is known for Flex only; being stricter outside it
finds misspelt names that LINE would pass over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]

INVALID = "invalid property"
MISSING = "must be specified"


@dataclass(frozen=True)
class Complaint:
    path: Path
    message: str


Complaints = Iterator[Complaint]
Check = Callable[[Any, Path], Complaints]
Checks = Mapping[str, Check]


def anything(value: object, path: Path) -> Complaints:
    del value, path
    yield from ()


def flag(value: object, path: Path) -> Complaints:
    if not isinstance(value, bool):
        yield Complaint(path, INVALID)


def number(value: object, path: Path) -> Complaints:
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield Complaint(path, INVALID)


def whole(least: int, most: int = 2**31 - 1) -> Check:
    """A whole number; true and 1.0 are none."""

    def check(value: object, path: Path) -> Complaints:
        if isinstance(value, bool) or not isinstance(value, int):
            yield Complaint(path, INVALID)
        elif not least <= value <= most:
            yield Complaint(path, f"must be between {least} and {most}")

    return check


def text(
    most: int, *, least: int = 0, measure: Callable[[str], int] = len, said: str = "size must be between"
) -> Check:
    """A string whose `measure` lies between `least` and `most`."""

    def check(value: object, path: Path) -> Complaints:
        if not isinstance(value, str):
            yield Complaint(path, INVALID)
        elif not least <= measure(value) <= most:
            yield Complaint(path, f"{said} {least} and {most}")

    return check


def one_of(*values: str) -> Check:
    def check(value: object, path: Path) -> Complaints:
        if value not in values:
            yield Complaint(path, f"must be one of the following values: [{', '.join(values)}]")

    return check


def matching(pattern: str, said: str = INVALID) -> Check:
    compiled = re.compile(pattern)

    def check(value: object, path: Path) -> Complaints:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            yield Complaint(path, said)

    return check


def listing(each: Check, *, least: int = 0, most: int = 10_000, said: str = "size must be between") -> Check:
    def check(value: object, path: Path) -> Complaints:
        if not isinstance(value, list):
            yield Complaint(path, INVALID)
            return
        if not least <= len(value) <= most:
            yield Complaint(path, f"{said} {least} and {most}")
        for index, item in enumerate(value):
            yield from each(item, (*path, index))

    return check


def record(required: Checks, optional: Checks | None = None, *, missing: str = MISSING) -> Check:
    """An object with these properties and no others. null stands for a property that is not there."""
    known = {**required, **(optional or {})}

    def check(value: object, path: Path) -> Complaints:
        if not isinstance(value, dict):
            yield Complaint(path, INVALID)
            return
        for name in required:
            if value.get(name) is None:
                yield Complaint((*path, name), missing)
        for name, content in value.items():
            if name not in known:
                yield Complaint((*path, name), INVALID)
            elif content is not None:
                yield from known[name](content, (*path, name))

    return check


def by_type(kinds: Mapping[str, Check], said: str = INVALID) -> Check:
    """An object whose `type` chooses its check; `said` of one whose type is none of these."""

    def check(value: object, path: Path) -> Complaints:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(value, dict):
            yield Complaint(path, INVALID)
        elif kind is None:
            yield Complaint((*path, "type"), MISSING)
        elif not isinstance(kind, str) or kind not in kinds:
            yield Complaint(path if said == INVALID else (*path, "type"), said)
        else:
            yield from kinds[kind](value, path)

    return check


def every(*checks: Check) -> Check:
    """All of `checks`; the later ones are asked only while the earlier find nothing wrong."""

    def check(value: object, path: Path) -> Complaints:
        for one in checks:
            found = list(one(value, path))
            if found:
                yield from found
                return

    return check
