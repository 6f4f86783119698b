"""Reading the control workbook that people worked on: tabs and columns by keys, rows by what they say."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from sheets_schema.cells import Cell, Tab, a1
from sheets_schema.control.layout import OVERVIEW, SEEN, TABS, ControlTab, Filled, Seen, TabId
from sheets_schema.normalise import comparable, visible
from sheets_schema.thai import BUDDHIST_ERA


class Spot(NamedTuple):
    """A cell: its tab by title and (in Google Sheets) id, its row and column counted from 0."""

    tab: str
    sheet: int | None
    row: int
    column: int

    @property
    def cell(self) -> str:
        return a1(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Table:
    """Where the rows of a tab stand: below its key row, the columns by the second half of their keys."""

    tab: Tab
    key_row: int
    columns: Mapping[str, int]

    def spot(self, row: int, column: str) -> Spot:
        return Spot(self.tab.title, self.tab.id, row, self.columns[column])


@dataclass(frozen=True, slots=True)
class ControlRow:
    """One row: what its cells hold and where they stand, by column. `told` is what the system's own columns hold.

    `problems` are what cannot be read in it.
    """

    tab: ControlTab
    number: int
    texts: Mapping[str, str]
    spots: Mapping[str, Spot]
    told: Mapping[str, str]
    problems: tuple[str, ...] = ()

    def text(self, column: str) -> str:
        return self.texts.get(column, "")

    @property
    def identity(self) -> tuple[str, ...]:
        """What the row is about, for comparison."""
        return identity_of(self.tab, self.texts)

    def saying(self, texts: Mapping[str, str]) -> ControlRow:
        """The same row as if it said nothing but this about the same thing."""
        about = {column: self.text(column) for column in self.tab.identity}
        return replace(self, texts={**about, **texts})

    def problem(self, column: str, expected: str) -> str:
        """A sentence that says where, what was found, and what is expected."""
        at = self.spots.get(column)
        where = f"{at.tab}!{at.cell} " if at else ""
        return f"! {where}{self.tab.heading(column)}: พบ “{self.text(column)[:80]}” ต้องเป็น{expected}"


@dataclass(frozen=True, slots=True)
class Control:
    """The whole workbook: its rows by tab. `missing` are tabs and columns that are not there, in words.

    `overview` is where the overview stands, if it is there. `seen` is what an exported file says of itself.
    """

    rows: Mapping[TabId, tuple[ControlRow, ...]]
    missing: tuple[str, ...] = ()
    overview: Table | None = None
    seen: Seen = field(default_factory=dict)
    stale: Mapping[Spot, str] = field(default_factory=dict)
    """What the system once told in rows which are empty now."""


def identity_of(tab: ControlTab, texts: Mapping[str, str]) -> tuple[str, ...]:
    """What a row with these texts is about, for comparison."""
    return tuple(comparable(texts.get(column, "")) for column in tab.identity)


def seen_in(filled: Filled) -> Seen:
    """What rows that were just written say, to compare them with when they are read again."""
    return {tab.id: {identity_of(tab, row): _asked(tab, row) for row in filled.get(tab.id, ())} for tab in TABS}


def as_rows(seen: Seen) -> dict[str, list[dict[str, str]]]:
    """The same as plain rows by tab, to be stored; `seen_in_rows` reads them back."""
    return {tab: [dict(row) for row in rows.values()] for tab, rows in seen.items()}


def seen_in_rows(rows: Mapping[str, Sequence[Mapping[str, str]]]) -> Seen:
    """What was seen, from rows as they were stored."""
    return {tab.id: {identity_of(tab, row): row for row in rows.get(tab.id, ())} for tab in TABS}


def _asked(tab: ControlTab, row: Mapping[str, str]) -> dict[str, str]:
    return {column.key: row.get(column.key, "") for column in tab.columns if not column.ours}


def read_control(tabs: Iterable[Tab]) -> Control:
    """All rows of a control workbook; a copy of a tab that stands behind its original is passed over."""
    rows: dict[TabId, tuple[ControlRow, ...]] = {}
    stale: dict[Spot, str] = {}
    missing: list[str] = []
    read = list(tabs)
    for layout in TABS:
        table = _table(read, layout.id)
        if table is None:
            missing.append(f"! ไม่พบแท็บ “{layout.title}” จึงไม่มีการเปลี่ยนแปลงจากแท็บนี้ โปรดกู้คืนจากประวัติ หรือเปิดสมุดงานที่ส่งออกใหม่")
            continue
        gone = [each.heading for each in layout.columns if each.key not in table.columns]
        title = table.tab.title
        missing += [f"! แท็บ “{title}” ไม่พบคอลัมน์ {', '.join(gone)} ค่าที่มีอยู่จึงคงไว้"] if gone else []
        rows[layout.id] = _with_duplicates_told(list(_rows(table, layout, stale)))
    return Control(rows, tuple(missing), _table(read, OVERVIEW), _seen(_table(read, SEEN)), stale)


def _table(tabs: Iterable[Tab], name: str) -> Table | None:
    return next((Table(tab, *at) for tab in tabs if (at := _key_row(tab, name)) is not None), None)


def _key_row(tab: Tab, name: str) -> tuple[int, dict[str, int]] | None:
    prefix = f"{name}."
    for row in range(len(tab.rows)):
        keys: dict[str, int] = {}
        for column, text in tab.texts(row):
            key = visible(text).casefold()
            if key.startswith(prefix):
                keys.setdefault(key.removeprefix(prefix), column)
        if len(keys) > 1:
            return row, keys
    return None


def _rows(table: Table, layout: ControlTab, stale: dict[Spot, str]) -> Iterator[ControlRow]:
    tab, columns = table.tab, table.columns
    asked = [column.key for column in layout.columns if not column.ours and column.key in columns]
    ours = [column.key for column in layout.columns if column.ours and column.key in columns]
    for number in range(table.key_row + 1, len(tab.rows)):
        cells = {key: tab.cell(number, columns[key]) for key in asked}
        texts = {key: _text(cell) for key, cell in cells.items()}
        spots = {key: table.spot(number, key) for key in columns}
        told = {key: visible(tab.cell(number, columns[key]).text) for key in ours}
        if not any(texts.values()) and not any(cell.error for cell in cells.values()):
            stale |= {spots[key]: text for key, text in told.items() if text and text != layout.heading(key)}
            continue
        if all(text in {"", layout.heading(key)} for key, text in texts.items()):
            continue
        problems = tuple(_broken(layout, key, spots[key], cell.error) for key, cell in cells.items() if cell.error)
        yield ControlRow(layout, number, texts, spots, told, problems)


def _broken(layout: ControlTab, key: str, spot: Spot, error: str) -> str:
    found = f"! {spot.tab}!{spot.cell} {layout.heading(key)}: พบข้อผิดพลาดของสูตร “{error[:40]}”"
    return f"{found} โปรดพิมพ์ค่าแทน"


def _text(cell: Cell) -> str:
    """What a cell says: dates in the Buddhist Era, as people type them; an address where only a link stands."""
    if isinstance(cell.value, date):
        year = cell.value.year if cell.value.year > BUDDHIST_ERA - 143 else cell.value.year + BUDDHIST_ERA
        return f"{cell.value.day}/{cell.value.month}/{year}"
    shown = visible(cell.text)
    if cell.links and not shown.startswith("http"):
        return cell.links[0]
    return shown


def _with_duplicates_told(rows: list[ControlRow]) -> tuple[ControlRow, ...]:
    """The same thing in two rows says two things: neither counts, and both are told of the other."""
    at: dict[tuple[str, ...], list[ControlRow]] = defaultdict(list)
    for row in rows:
        if all(row.identity):
            at[row.identity].append(row)
    return tuple(_told_of_others(row, at[row.identity] if all(row.identity) else []) for row in rows)


def _told_of_others(row: ControlRow, same: list[ControlRow]) -> ControlRow:
    others = ", ".join(str(other.number + 1) for other in same if other is not row)
    if not others:
        return row
    told = row.problem(row.tab.identity[-1], f"ค่าที่ไม่ซ้ำ แต่ซ้ำกับแถว {others} จึงยังไม่ใช้ทุกแถวที่ซ้ำ โปรดเหลือเพียงแถวเดียว")
    return replace(row, problems=(*row.problems, told))


def _seen(table: Table | None) -> Seen:
    """What an exported file remembers of itself; a line that someone spoilt is as if the row was never seen."""
    found: dict[TabId, dict[tuple[str, ...], Mapping[str, str]]] = defaultdict(dict)
    if table is None or not {"tab", "row"} <= table.columns.keys():
        return found
    by_id = {tab.id: tab for tab in TABS}
    for number in range(table.key_row + 1, len(table.tab.rows)):
        tab_id = table.tab.cell(number, table.columns["tab"]).text
        tab = next((tab for id_, tab in by_id.items() if id_ == tab_id), None)
        row = _texts_in(table.tab.cell(number, table.columns["row"]).text)
        if tab is not None and row is not None:
            found[tab.id][identity_of(tab, row)] = row
    return found


def _texts_in(text: str) -> dict[str, str] | None:
    try:
        read = json.loads(text)
    except ValueError:
        return None
    return {str(key): str(value) for key, value in read.items()} if isinstance(read, dict) else None
