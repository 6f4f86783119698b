"""Requests that change what stands in cells: updateCells, repeatCell, setDataValidation, sortRange."""

from __future__ import annotations

from typing import Any

from bot.sandbox.google.cells import checked_value, merged
from bot.sandbox.google.edit import Edit
from bot.sandbox.google.errors import BatchError
from bot.sandbox.google.masks import WHOLE, Mask, MaskError
from bot.sandbox.google.messages import sheets_messages
from bot.sandbox.google.ranges import Box
from bot.sandbox.google.workbook import Cell, Row

_LISTED = {"ONE_OF_LIST": 1, "ONE_OF_RANGE": 1, "CUSTOM_FORMULA": 1}


def field_mask(kind: str, text: str | None) -> Mask:
    """The mask of an update; BatchError where there is none, or where it names what is not there."""
    if not text:
        raise BatchError("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    try:
        return sheets_messages().mask(kind, text)
    except MaskError as error:
        raise BatchError(f"Invalid field: {error}") from error


def update_cells(edit: Edit, request: dict[str, Any]) -> None:
    mask = field_mask("CellData", request.get("fields"))
    rows = [row.get("values", []) for row in request.get("rows", [])]
    if ("range" in request) == ("start" in request):
        raise BatchError("Exactly one of range and start must be set.")
    box = edit.box(request["range"]) if "range" in request else _box_from(edit, request["start"], rows)
    _check_size(box, rows)
    edit.guard(box)
    for row, values in enumerate(rows):
        for column, cell in enumerate(values):
            _change(edit, box, (box.top + row, box.left + column), cell, mask)
    if "range" in request:
        _clear_the_rest(edit, box, rows, mask)


def repeat_cell(edit: Edit, request: dict[str, Any]) -> None:
    mask = field_mask("CellData", request.get("fields"))
    box = edit.free_box(request.get("range"))
    cell = request.get("cell", {})
    checked_value(cell.get("userEnteredValue", {}))
    fresh = merged(None, cell, mask, edit.workbook.locale)
    for row, column in box.cells():
        old = box.sheet.cell(row, column)
        box.sheet.put(row, column, merged(old, cell, mask, edit.workbook.locale) if old else fresh)


def set_data_validation(edit: Edit, request: dict[str, Any]) -> None:
    box = edit.free_box(request.get("range"))
    rule = request.get("rule")
    if rule is not None:
        _check_rule(rule)
    for row, column in box.cells():
        cell = {k: v for k, v in (box.sheet.cell(row, column) or {}).items() if k != "dataValidation"}
        box.sheet.put(row, column, {**cell, "dataValidation": rule} if rule else cell)


def sort_range(edit: Edit, request: dict[str, Any]) -> None:
    """Sort whole cells, format and all; what belongs to the row itself stays where it is."""
    box = edit.free_box(request.get("range"))
    if any(box.meets(edit.box(merge)) for merge in box.sheet.merges):
        raise BatchError("You can't sort a range that contains merged cells.")
    rows = [
        [box.sheet.cell(row, column) for column in range(box.left, box.right)] for row in range(box.top, box.bottom)
    ]
    for spec in reversed(request.get("sortSpecs", [])):
        rows = _sorted(rows, spec, box)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            box.sheet.put(box.top + row, box.left + column, cell)


def _change(edit: Edit, box: Box, place: tuple[int, int], cell: Cell, mask: Mask) -> None:
    checked_value(cell.get("userEnteredValue", {}))
    box.sheet.put(*place, merged(box.sheet.cell(*place), cell, mask, edit.workbook.locale))


def _clear_the_rest(edit: Edit, box: Box, rows: list[Row], mask: Mask) -> None:
    """Google clears, for the named fields, what the rows do not cover of the range."""
    for row, column in box.cells():
        covered = row - box.top < len(rows) and column - box.left < len(rows[row - box.top])
        if not covered and box.sheet.cell(row, column):
            _change(edit, box, (row, column), {}, mask)


def _box_from(edit: Edit, start: dict[str, int], rows: list[Row]) -> Box:
    sheet = edit.tab(start.get("sheetId", 0))
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    if min(top, left) < 0:
        raise BatchError("start must not have a negative index.")
    bottom, right = top + len(rows), left + max(map(len, rows), default=0)
    return Box(sheet, top, min(bottom, sheet.row_count), left, min(right, sheet.column_count))


def _check_size(box: Box, rows: list[Row]) -> None:
    if len(rows) > box.bottom - box.top:
        raise BatchError(f"Attempting to write row: {box.bottom}, beyond the last requested row of: {box.bottom - 1}")
    if max(map(len, rows), default=0) > box.right - box.left:
        last = box.right - 1
        raise BatchError(f"Attempting to write column: {box.right}, beyond the last requested column of: {last}")


def _check_rule(rule: dict[str, Any]) -> None:
    condition = rule.get("condition", {})
    kind, values = condition.get("type"), condition.get("values", [])
    if kind is None:
        raise BatchError("rule.condition.type is required.")
    if len(values) < _LISTED.get(kind, 0):
        raise BatchError(f"rule.condition.values of type {kind} must have at least one value.")
    if kind == "ONE_OF_RANGE" and not values[0].get("userEnteredValue", "").startswith("="):
        raise BatchError("rule.condition.values[0].userEnteredValue must begin with '='.")


def _sorted(rows: list[Row], spec: dict[str, Any], box: Box) -> list[Row]:
    column = spec.get("dimensionIndex", 0) - box.left
    if not 0 <= column < box.right - box.left:
        raise BatchError("sortSpecs.dimensionIndex lies outside the range.")
    filled = [row for row in rows if _sort_key(row[column]) is not None]
    blank = [row for row in rows if _sort_key(row[column]) is None]
    descending = spec.get("sortOrder") == "DESCENDING"
    return sorted(filled, key=lambda row: _sort_key(row[column]) or (0, 0, ""), reverse=descending) + blank


def _sort_key(cell: Cell | None) -> tuple[int, float, str] | None:
    """Numbers before texts before truth values; None for a blank cell, which goes last either way."""
    value = (cell or {}).get("effectiveValue", WHOLE)
    if "numberValue" in value:
        return 0, value["numberValue"], ""
    if "boolValue" in value:
        return 2, float(value["boolValue"]), ""
    if "stringValue" in value:
        return 1, 0.0, value["stringValue"].casefold()
    return (3, 0.0, "") if value else None
