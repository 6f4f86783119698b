"""Reading the control workbook that people worked on: tabs and columns by keys, rows by what they say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from scoring.submission import Place
from sheets_schema.cells import Cell, Tab, a1
from sheets_schema.control.layout import FEEDBACK, OVERVIEW, TABS, ControlTab, TabId
from sheets_schema.normalise import comparable, visible
from sheets_schema.thai import BUDDHIST_ERA


@dataclass(frozen=True, slots=True)
class ControlRow:
    """One row: what its cells hold and where they stand, by column. `problems` are what cannot be read in it."""

    tab: ControlTab
    number: int
    texts: Mapping[str, str]
    places: Mapping[str, Place]
    feedback: str = ""
    problems: tuple[str, ...] = ()

    def text(self, column: str) -> str:
        return self.texts.get(column, "")

    @property
    def identity(self) -> tuple[str, ...]:
        """What the row is about, for comparison."""
        return tuple(comparable(self.text(column)) for column in self.tab.identity)

    def problem(self, column: str, expected: str) -> str:
        """A sentence that says where, what was found, and what is expected."""
        at = self.places.get(column)
        where = f"{at.tab}!{at.cell} " if at else ""
        return f"! {where}{self.tab.heading(column)}: พบ “{self.text(column)[:80]}” ต้องเป็น{expected}"


@dataclass(frozen=True, slots=True)
class Control:
    """The whole workbook: its rows by tab. `missing` are tabs and columns that are not there, in words.

    `missing_at` is where the overview tells what is registered but has no row, if it still has that place.
    """

    rows: Mapping[TabId, tuple[ControlRow, ...]]
    missing: tuple[str, ...] = ()
    missing_at: Place | None = None
    stale: Mapping[Place, str] = field(default_factory=dict)
    """Feedback that stands in rows which are empty now."""


def read_control(tabs: Iterable[Tab]) -> Control:
    """All rows of a control workbook; a copy of a tab that stands behind its original is passed over."""
    rows: dict[TabId, tuple[ControlRow, ...]] = {}
    stale: dict[Place, str] = {}
    missing: list[str] = []
    read = list(tabs)
    for layout in TABS:
        found = next(((tab, *at) for tab in read if (at := _key_row(tab, layout.id)) is not None), None)
        if found is None:
            missing.append(f"! ไม่พบแท็บ “{layout.title}” จึงไม่มีการเปลี่ยนแปลงจากแท็บนี้ โปรดเปิดสมุดงานที่ส่งออกใหม่")
            continue
        tab, row, columns = found
        gone = [each.heading for each in layout.columns if each.key not in columns and not each.ours]
        missing += [f"! แท็บ “{tab.title}” ไม่พบคอลัมน์ {', '.join(gone)} ค่าที่มีอยู่จึงคงไว้"] if gone else []
        rows[layout.id] = _with_duplicates_told(list(_rows(tab, layout, row, columns, stale)))
    return Control(rows, tuple(missing), _place_of_missing(read), stale)


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


def _rows(
    tab: Tab, layout: ControlTab, key_row: int, columns: Mapping[str, int], stale: dict[Place, str]
) -> Iterable[ControlRow]:
    asked = [column for column in layout.columns if not column.ours and column.key in columns]
    for number in range(key_row + 1, len(tab.rows)):
        cells = {column.key: tab.cell(number, columns[column.key]) for column in asked}
        texts = {key: _text(cell) for key, cell in cells.items()}
        places = {key: Place(tab.title, a1(number, column)) for key, column in columns.items()}
        told = visible(tab.cell(number, columns[FEEDBACK]).text) if FEEDBACK in columns else ""
        if not any(texts.values()) and not any(cell.error for cell in cells.values()):
            if told:
                stale[places[FEEDBACK]] = told
            continue
        if all(text in {"", layout.heading(key)} for key, text in texts.items()):
            continue
        problems = tuple(_broken(layout, key, places[key], cell.error) for key, cell in cells.items() if cell.error)
        yield ControlRow(layout, number, texts, places, told, problems)


def _broken(layout: ControlTab, key: str, place: Place, error: str) -> str:
    found = f"! {place.tab}!{place.cell} {layout.heading(key)}: พบข้อผิดพลาดของสูตร “{error[:40]}”"
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
    return ControlRow(row.tab, row.number, row.texts, row.places, row.feedback, (*row.problems, told))


def _place_of_missing(tabs: list[Tab]) -> Place | None:
    for tab in tabs:
        found = _key_row(tab, OVERVIEW)
        if found is None or not {"key", "value"} <= found[1].keys():
            continue
        for row, text in tab.texts_below(found[0], found[1]["key"]):
            if visible(text) == "missing":
                return Place(tab.title, a1(row, found[1]["value"]))
    return None
