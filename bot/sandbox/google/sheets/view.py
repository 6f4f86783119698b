"""A spreadsheet as spreadsheets.get shows it."""

from __future__ import annotations

from typing import Any

from bot.sandbox.google.cells import effective_format
from bot.sandbox.google.edit import protected_box
from bot.sandbox.google.masks import Mask, asks
from bot.sandbox.google.ranges import Box, whole
from bot.sandbox.google.workbook import COLUMN_PIXELS, ROW_PIXELS, Cell, Dimension, Sheet, Workbook

_CELL = ("sheets", "data", "rowData", "values")


def shown_workbook(
    workbook: Workbook, boxes: list[Box] | None, mask: Mask | None, asking: str, owner: str, *, with_grid: bool
) -> dict[str, Any]:
    """All that Google has for these boxes (None: for the whole). The mask is applied by who sends the reply; here it
    only spares the work for what nobody asked for. Where there is a mask, it alone decides about grid data.
    """
    wanted_grid = with_grid if mask is None else asks(mask, "sheets", "data")
    sheets = []
    for sheet in workbook.sheets:
        mine = None if boxes is None else [box for box in boxes if box.sheet is sheet]
        if mine == []:
            continue
        shown = _shown_sheet(workbook, sheet, asking, owner)
        if wanted_grid:
            shown["data"] = [_grid(workbook, box, mask or {}) for box in mine or [whole(sheet)]]
        sheets.append(shown)
    return {
        "spreadsheetId": workbook.id,
        "properties": workbook.properties,
        "sheets": sheets,
        **_unless_empty("namedRanges", workbook.named_ranges),
        "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{workbook.id}/edit",
        **_unless_empty("developerMetadata", _metadata_at(workbook, spreadsheet=True)),
    }


def shown_protection(workbook: Workbook, protected: dict[str, Any], asking: str, owner: str) -> dict[str, Any]:
    """A protected range; its editors are shown only to who may edit it."""
    editors = protected.get("editors", {})
    mine = asking == owner or asking in editors.get("users", []) or bool(protected.get("warningOnly"))
    shown = {k: v for k, v in protected.items() if k != "editors"}
    if mine:
        shown["requestingUserCanEdit"] = True
        shown["editors"] = editors
    if "namedRangeId" in protected:
        box = protected_box(workbook, protected)
        shown["range"] = _grid_range(box)
    return shown


def _shown_sheet(workbook: Workbook, sheet: Sheet, asking: str, owner: str) -> dict[str, Any]:
    protections = [shown_protection(workbook, each, asking, owner) for each in sheet.protected_ranges]
    return {
        "properties": sheet.properties,
        **_unless_empty("merges", sheet.merges),
        **_unless_empty("conditionalFormats", sheet.conditional_formats),
        **_unless_empty("protectedRanges", protections),
        **({"basicFilter": sheet.basic_filter} if sheet.basic_filter else {}),
        **_unless_empty("bandedRanges", sheet.banded_ranges),
        **_unless_empty("developerMetadata", _metadata_at(workbook, sheetId=sheet.id)),
    }


def _grid(workbook: Workbook, box: Box, mask: Mask) -> dict[str, Any]:
    """GridData: where it starts is left out when that is 0, and empty rows and cells at the end are left out."""
    grid: dict[str, Any] = {}
    if box.top:
        grid["startRow"] = box.top
    if box.left:
        grid["startColumn"] = box.left
    if asks(mask, "sheets", "data", "rowData"):
        rows = _row_data(box, with_format=asks(mask, *_CELL, "effectiveFormat"))
        grid.update(_unless_empty("rowData", rows))
    for name, dimension, first, last in (
        ("rowMetadata", "ROWS", box.top, box.bottom),
        ("columnMetadata", "COLUMNS", box.left, box.right),
    ):
        if asks(mask, "sheets", "data", name):
            grid[name] = _dimensions(workbook, box.sheet, dimension, first, last)
    return grid


def _row_data(box: Box, *, with_format: bool) -> list[dict[str, Any]]:
    rows = [_cells(row[box.left : box.right], with_format) for row in box.sheet.cells[box.top : box.bottom]]
    while rows and not rows[-1]:
        rows.pop()
    return [{"values": row} if row else {} for row in rows]


def _cells(row: list[Cell | None], with_format: bool) -> list[Cell]:
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    if with_format:
        return [{**cell, "effectiveFormat": effective_format(cell)} if cell else {} for cell in row[:end]]
    return [cell or {} for cell in row[:end]]


def _dimensions(workbook: Workbook, sheet: Sheet, dimension: str, first: int, last: int) -> list[Dimension]:
    pixels = ROW_PIXELS if dimension == "ROWS" else COLUMN_PIXELS
    kept = sheet.dimensions(dimension)[first:last]
    shown: list[Dimension] = [{"pixelSize": pixels, **each} for each in kept]
    shown += ({"pixelSize": pixels} for _ in range(last - first - len(kept)))
    for metadata in workbook.metadata:
        place = metadata["location"].get("dimensionRange", {})
        if place.get("sheetId", 0) == sheet.id and place.get("dimension") == dimension:
            index = place["startIndex"] - first
            if 0 <= index < len(shown):
                shown[index].setdefault("developerMetadata", []).append(metadata)
    return shown


def _metadata_at(workbook: Workbook, **place: Any) -> list[dict[str, Any]]:
    return [each for each in workbook.metadata if place.items() <= each["location"].items()]


def _grid_range(box: Box) -> dict[str, Any]:
    corners = {"startRowIndex": box.top, "endRowIndex": box.bottom}
    corners.update(startColumnIndex=box.left, endColumnIndex=box.right)
    return {"sheetId": box.sheet.id, **corners} if box.sheet.id else corners


def _unless_empty(name: str, values: list[Any]) -> dict[str, Any]:
    return {name: values} if values else {}
