"""Ranges: A1 notation as people write it, grid ranges as the API sends them, boxes as the sandbox reckons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.sandbox.google.errors import BatchError, invalid
from bot.sandbox.google.workbook import Sheet, Workbook

_REFERENCE = re.compile(r"^\$?([A-Za-z]{1,3})?\$?([1-9][0-9]*)?(?::\$?([A-Za-z]{1,3})?\$?([1-9][0-9]*)?)?$")
_PLAIN_TITLE = re.compile(r"^(?![A-Za-z]{1,3}[0-9]+$)[A-Za-z_][A-Za-z0-9_]*$")


@dataclass(frozen=True)
class Box:
    """A rectangle in one tab, clipped to the grid: first row and column, and those just after the last."""

    sheet: Sheet
    top: int
    bottom: int
    left: int
    right: int

    def cells(self) -> Iterator[tuple[int, int]]:
        return ((row, column) for row in range(self.top, self.bottom) for column in range(self.left, self.right))

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row < self.bottom and self.left <= column < self.right

    def meets(self, other: Box) -> bool:
        return (
            self.sheet is other.sheet
            and max(self.top, other.top) < min(self.bottom, other.bottom)
            and max(self.left, other.left) < min(self.right, other.right)
        )

    def within(self, other: Box) -> bool:
        return (
            self.sheet is other.sheet
            and other.top <= self.top
            and self.bottom <= other.bottom
            and other.left <= self.left
            and self.right <= other.right
        )

    def a1(self) -> str:
        """As Google writes it: "Sheet1!A1:B2", one cell without a colon, quotes where they are needed."""
        first = f"{column_letters(self.left)}{self.top + 1}"
        last = f"{column_letters(max(self.right, 1) - 1)}{max(self.bottom, 1)}"
        return f"{quoted(self.sheet.title)}!{first if first == last else first + ':' + last}"


def whole(sheet: Sheet) -> Box:
    return Box(sheet, 0, sheet.row_count, 0, sheet.column_count)


def column_letters(index: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def quoted(title: str) -> str:
    return title if _PLAIN_TITLE.match(title) else "'" + title.replace("'", "''") + "'"


def parse_a1(workbook: Workbook, text: str) -> Box:
    """The box that A1 notation, a tab's title or a named range names; ApiError 400 where it names nothing."""
    title, reference = _split(text)
    if title is None:
        found = _titled_or_named(workbook, reference)
        if found is not None:
            return found
        sheet: Sheet | None = workbook.sheets[0]
    else:
        sheet = workbook.titled(title)
    match = _REFERENCE.match(reference)
    if sheet is None or match is None or not any(match.groups()):
        raise invalid(f"Unable to parse range: {text}")
    return _box(sheet, match, text)


def _split(text: str) -> tuple[str | None, str]:
    """The tab's title, where one is given before "!", and the rest."""
    quoted_title = re.match(r"^'((?:[^']|'')*)'(?:!(.*))?$", text, re.DOTALL)
    if quoted_title:
        title, reference = quoted_title.groups()
        title = title.replace("''", "'")
        return (None, title) if reference is None else (title, reference)
    before, mark, after = text.rpartition("!")
    return (before, after) if mark else (None, text)


def _titled_or_named(workbook: Workbook, name: str) -> Box | None:
    for named in workbook.named_ranges:
        if named["name"].casefold() == name.casefold():
            return resolve(workbook, named["range"])
    sheet = workbook.titled(name)
    return whole(sheet) if sheet else None


def _box(sheet: Sheet, match: re.Match[str], text: str) -> Box:
    column, row, last_column, last_row = match.groups()
    is_range = ":" in match.string
    top = int(row) - 1 if row else 0
    left = column_index(column) if column else 0
    if not is_range and not (row and column):
        raise invalid(f"Unable to parse range: {text}")
    bottom = (int(last_row) if last_row else sheet.row_count) if is_range else top + 1
    right = (column_index(last_column) + 1 if last_column else sheet.column_count) if is_range else left + 1
    top, bottom = min(top, bottom - 1), max(top + 1, bottom)
    left, right = min(left, right - 1), max(left + 1, right)
    return _clip(sheet, top, bottom, left, right)


def _clip(sheet: Sheet, top: int, bottom: int, left: int, right: int) -> Box:
    if top >= sheet.row_count or left >= sheet.column_count:
        asked = Box(sheet, top, bottom, left, right).a1()
        limits = f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
        raise invalid(f"Range ({asked}) exceeds grid limits. {limits}")
    return Box(sheet, top, min(bottom, sheet.row_count), left, min(right, sheet.column_count))


def resolve(workbook: Workbook, grid_range: dict[str, Any]) -> Box:
    """The box of a GridRange; BatchError where the tab or the cells do not exist."""
    sheet = tab(workbook, grid_range.get("sheetId", 0))
    top, left = grid_range.get("startRowIndex", 0), grid_range.get("startColumnIndex", 0)
    bottom = grid_range.get("endRowIndex", sheet.row_count)
    right = grid_range.get("endColumnIndex", sheet.column_count)
    if min(top, left) < 0 or bottom < top or right < left:
        raise BatchError("range is not valid: an end index lies before its start index.")
    if top > sheet.row_count or left > sheet.column_count:
        limits = f"the grid has {sheet.row_count} rows and {sheet.column_count} columns"
        raise BatchError(f"range starts at row {top}, column {left}, but {limits}.")
    return Box(sheet, top, min(bottom, sheet.row_count), left, min(right, sheet.column_count))


def tab(workbook: Workbook, sheet_id: int) -> Sheet:
    sheet = workbook.sheet(sheet_id)
    if sheet is None:
        raise BatchError(f"No grid with id: {sheet_id}")
    return sheet


def kept(grid_range: dict[str, Any]) -> dict[str, Any]:
    """A GridRange as Google keeps and shows it: without the sheetId where that is 0."""
    return {k: v for k, v in grid_range.items() if k != "sheetId" or v}
