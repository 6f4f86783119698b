"""Requests on rows and columns: their properties, and inserting, deleting, appending and moving them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.google.edit import Edit
from bot.sandbox.google.errors import BatchError
from bot.sandbox.google.ranges import Box
from bot.sandbox.google.sheets.content import field_mask
from bot.sandbox.google.sheets.shift import after_deletion, after_insertion, after_move, shift_everything
from bot.sandbox.google.workbook import Cell, Row, Sheet

_NAMES = {"ROWS": "row", "COLUMNS": "column"}


def update_dimension_properties(edit: Edit, request: dict[str, Any]) -> None:
    mask = field_mask("DimensionProperties", request.get("fields"))
    sheet, dimension, first, last = span(edit, request.get("range"))
    edit.guard_structure(_strip(sheet, dimension, first, last))
    given = request.get("properties", {})
    kept = sheet.dimensions(dimension)
    kept.extend({} for _ in range(len(kept), last))
    for index in range(first, last):
        for name in mask or given:
            kept[index].pop(name, None)
            if given.get(name):
                kept[index][name] = given[name]


def auto_resize_dimensions(edit: Edit, request: dict[str, Any]) -> None:
    """Nothing to do: the sandbox measures no letters. The range must exist all the same."""
    span(edit, request.get("dimensions"))


def append_dimension(edit: Edit, request: dict[str, Any]) -> None:
    sheet = edit.tab(request.get("sheetId", 0))
    edit.guard_tab(sheet)
    length = request.get("length", 0)
    if length < 1:
        raise BatchError("length must be greater than 0.")
    grow(sheet, _dimension(request), length)


def insert_dimension(edit: Edit, request: dict[str, Any]) -> None:
    sheet, dimension, first, last = span(edit, request.get("range"), beyond=True)
    before = bool(request.get("inheritFromBefore"))
    if first > sheet.count(dimension) or (before and first == 0):
        raise BatchError(f"range.startIndex[{first}] is no place where a {_NAMES[dimension]} can be inserted.")
    inside = _strip(sheet, dimension, max(first - 1, 0), min(first + 1, sheet.count(dimension)))
    edit.guard_tab(sheet)
    if _splits_protection(edit, inside, dimension, first):
        edit.guard_structure(inside)
    count = last - first
    pattern = _line(sheet, dimension, first - 1 if before else first)
    grow(sheet, dimension, count)
    _open(sheet, dimension, first, [_heir(cell) for cell in pattern], count)
    shift_everything(edit.workbook, sheet, dimension, after_insertion(first, count))


def delete_dimension(edit: Edit, request: dict[str, Any]) -> None:
    sheet, dimension, first, last = span(edit, request.get("range"))
    edit.guard_structure(_strip(sheet, dimension, first, last))
    if last - first >= sheet.count(dimension):
        raise BatchError(f"You can't delete all the {dimension.lower()} on the sheet.")
    for cells in _lists(sheet, dimension):
        del cells[first:last]
    shift_everything(edit.workbook, sheet, dimension, after_deletion(first, last))
    grow(sheet, dimension, first - last)


def move_dimension(edit: Edit, request: dict[str, Any]) -> None:
    sheet, dimension, first, last = span(edit, request.get("source"))
    target = request.get("destinationIndex", 0)
    if first < target < last or not 0 <= target <= sheet.count(dimension):
        raise BatchError(f"destinationIndex[{target}] lies in the source range or outside the grid.")
    edit.guard_structure(_strip(sheet, dimension, min(first, target), max(last, target)))
    _fill(sheet, dimension)
    for cells in _lists(sheet, dimension):
        moved = cells[first:last]
        del cells[first:last]
        place = target - len(moved) if target > first else target
        cells[place:place] = moved
    shift_everything(edit.workbook, sheet, dimension, after_move(first, last, target))


def span(edit: Edit, given: dict[str, Any] | None, *, beyond: bool = False) -> tuple[Sheet, str, int, int]:
    """Tab, dimension, first index and the one after the last; an open end reaches to the end of the grid."""
    if given is None:
        raise BatchError("range is required.")
    sheet = edit.tab(given.get("sheetId", 0))
    dimension = _dimension(given)
    count = sheet.count(dimension)
    first, last = given.get("startIndex", 0), given.get("endIndex", count)
    if first < 0 or last <= first:
        raise BatchError(f"range.endIndex[{last}] must be greater than range.startIndex[{first}].")
    if not beyond and last > count:
        name = _NAMES[dimension]
        message = f"Tried to reach {name} index {last - 1} but there are only {count} {name}s."
        raise BatchError(f"Cannot work on a {name} that doesn't exist. {message}")
    return sheet, dimension, first, last


def grow(sheet: Sheet, dimension: str, count: int) -> None:
    rows = count if dimension == "ROWS" else 0
    columns = count if dimension == "COLUMNS" else 0
    sheet.resize(sheet.row_count + rows, sheet.column_count + columns)


def _dimension(given: dict[str, Any]) -> str:
    dimension = given.get("dimension", "")
    if dimension not in _NAMES:
        raise BatchError("dimension must be ROWS or COLUMNS.")
    return str(dimension)


def _strip(sheet: Sheet, dimension: str, first: int, last: int) -> Box:
    if dimension == "ROWS":
        return Box(sheet, first, last, 0, sheet.column_count)
    return Box(sheet, 0, sheet.row_count, first, last)


def _splits_protection(edit: Edit, near: Box, dimension: str, place: int) -> bool:
    """Whether new rows or columns would stand between two protected ones."""
    if near.bottom - near.top < 2 and dimension == "ROWS":
        return False
    before = _strip(near.sheet, dimension, max(place - 1, 0), place)
    after = _strip(near.sheet, dimension, place, place + 1)
    ranges = [edit.box(each["range"]) for each in near.sheet.protected_ranges if "range" in each]
    return any(each.meets(before) and each.meets(after) for each in ranges)


def _line(sheet: Sheet, dimension: str, index: int) -> Row:
    if dimension == "ROWS":
        return sheet.cells[index] if index < len(sheet.cells) else []
    return [row[index] if index < len(row) else None for row in sheet.cells]


def _heir(cell: Cell | None) -> Cell | None:
    """What a new cell takes from its neighbour: format and validation."""
    kept = {k: v for k, v in (cell or {}).items() if k in ("userEnteredFormat", "dataValidation")}
    return kept or None


def _open(sheet: Sheet, dimension: str, first: int, pattern: Row, count: int) -> None:
    if first < len(sheet.dimensions(dimension)):
        sheet.dimensions(dimension)[first:first] = [{} for _ in range(count)]
    if dimension == "ROWS":
        if first < len(sheet.cells) or any(pattern):
            sheet.cells.extend([] for _ in range(len(sheet.cells), first))
            sheet.cells[first:first] = [list(pattern) for _ in range(count)]
        return
    for row, heir in zip(sheet.cells, pattern, strict=True):
        if first < len(row) or heir:
            row.extend([None] * (first - len(row)))
            row[first:first] = [heir] * count


def _lists(sheet: Sheet, dimension: str) -> list[list[Any]]:
    """Every list in which a row, or a column, has its place."""
    if dimension == "ROWS":
        return [sheet.cells, sheet.rows]
    return [*sheet.cells, sheet.columns]


def _fill(sheet: Sheet, dimension: str) -> None:
    """Make each list reach to the end of the grid, so that places can be exchanged."""
    count = sheet.count(dimension)
    blank: Callable[[], Any] = list if dimension == "ROWS" else lambda: None
    for cells in sheet.cells if dimension == "COLUMNS" else [sheet.cells]:
        cells.extend(blank() for _ in range(len(cells), count))
    kept = sheet.dimensions(dimension)
    kept.extend({} for _ in range(len(kept), count))
