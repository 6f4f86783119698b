"""Three-way comparison of one row: what it says, what it said when it was last agreed on, and what is in force. Pure.

Only what a person changed is wanted; what they left as it was never takes back what was changed elsewhere meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sheets_schema.control.instants import InstantError, clock_in, steps_in
from sheets_schema.control.layout import ControlTab
from sheets_schema.dates import date_in
from sheets_schema.normalise import comparable

CLEARED = frozenset({"-", "–"})
"""Blank leaves what stands; this empties it, or takes a setting back."""
_FILE = re.compile(r"/d/([\w-]+)")

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """A column that says one thing in the row while another is in force."""

    column: str
    typed: str
    in_force: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What comes of a row. `wanted` is what to bring about; where there is a conflict nothing is to be done.

    `elsewhere` is what was changed elsewhere while the row stayed as it was.
    """

    wanted: Row
    conflicts: tuple[Difference, ...]
    elsewhere: tuple[Difference, ...]


def merged(tab: ControlTab, typed: Row, seen: Row, in_force: Row | None) -> Merged:
    """Compare a row with what was `seen` in it last (without a column: never) and what is in force (None: nothing)."""
    standing = in_force or {}
    told = {column.key: typed.get(column.key, "") for column in tab.columns if not column.ours}
    differing = {key: text for key, text in told.items() if text and not same(key, text, standing.get(key, ""))}
    moved = {key for key, was in seen.items() if in_force is not None and not same(key, was, standing.get(key, ""))}
    left = {key for key, text in differing.items() if key in seen and same(key, text, seen[key])}
    typed_anew = differing.keys() - left
    clashing = {key for key in typed_anew if moved.intersection(tab.group_of(key))}
    chosen = {member for key in typed_anew for member in tab.group_of(key)}
    return Merged(
        wanted={key: text for key, text in told.items() if text and key in chosen},
        conflicts=_differences(told, clashing, standing),
        elsewhere=_differences(told, left, standing),
    )


def seen_now(tab: ControlTab, typed: Row, seen: Row, in_force: Row | None) -> Row:
    """What to compare the row with next time: where row and store agree that, elsewhere what was seen before.

    Of a row with a conflict nothing new is seen: it would end by itself, before anyone chose.
    """
    if in_force is None or merged(tab, typed, seen, in_force).conflicts:
        return seen
    agreed = {
        column.key: in_force.get(column.key, "")
        for column in tab.columns
        if not column.ours and _agree(column.key, typed.get(column.key, ""), seen, in_force)
    }
    return {**seen, **agreed}


def same(column: str, one: str, other: str) -> bool:
    """Whether two texts say the same in this column."""
    return one == other or _meaning(column, one) == _meaning(column, other)


def _agree(key: str, text: str, seen: Row, in_force: Row) -> bool:
    """A blank cell leaves what stands: the first time it agrees to it."""
    return same(key, text, in_force.get(key, "")) if text else key not in seen


def _differences(told: Row, keys: Iterable[str], standing: Row) -> tuple[Difference, ...]:
    wanted = set(keys)
    return tuple(Difference(key, text, standing.get(key, "")) for key, text in told.items() if key in wanted)


def _meaning(column: str, text: str) -> object:
    if text in CLEARED:
        return ""
    return next(_meanings(column, text), comparable(text))


def _meanings(column: str, text: str) -> Iterator[object]:
    if column == "date" and (day := date_in(text)):
        yield day
    if column == "time" and (clock := clock_in(text)):
        yield clock
    if column == "workbook" and (found := _FILE.search(text)):
        yield found[1]
    if column == "offsets" and text:
        try:
            yield frozenset(steps_in(text))
        except InstantError:
            return
