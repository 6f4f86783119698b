"""Requests on looks: merges, borders, bands, conditional formats and the basic filter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.sandbox.google.cells import with_value
from bot.sandbox.google.edit import Edit, chosen_id
from bot.sandbox.google.errors import BatchError
from bot.sandbox.google.ranges import Box, kept
from bot.sandbox.google.workbook import Sheet

_PARTLY_MERGED = "You must select all cells in a merged range to merge or unmerge them."


def merge_cells(edit: Edit, request: dict[str, Any]) -> None:
    box = edit.free_box(request.get("range"))
    _remove_merges(edit, box)
    for part in _parts(box, request.get("mergeType", "MERGE_ALL")):
        if (part.bottom - part.top) * (part.right - part.left) < 2:
            continue
        box.sheet.merges.append(_grid_range(part))
        for row, column in part.cells():
            cell = box.sheet.cell(row, column)
            if cell and (row, column) != (part.top, part.left):
                box.sheet.put(row, column, with_value(cell, None, edit.workbook.locale))


def unmerge_cells(edit: Edit, request: dict[str, Any]) -> None:
    _remove_merges(edit, edit.free_box(request.get("range")))


def update_borders(edit: Edit, request: dict[str, Any]) -> None:
    box = edit.free_box(request.get("range"))
    for row, column in box.cells():
        edges = _edges(box, row, column, request)
        if edges:
            _set_borders(box.sheet, row, column, edges)


def add_banding(edit: Edit, request: dict[str, Any]) -> dict[str, Any]:
    given = request.get("bandedRange", {})
    box = edit.free_box(given.get("range"))
    if not given.get("rowProperties") and not given.get("columnProperties"):
        raise BatchError("bandedRange must have rowProperties or columnProperties.")
    if any(box.meets(edit.box(each["range"])) for each in box.sheet.banded_ranges):
        raise BatchError("You cannot add alternating background colors to a range that already has them.")
    taken = [each["bandedRangeId"] for sheet in edit.workbook.sheets for each in sheet.banded_ranges]
    banded_id = chosen_id(given.get("bandedRangeId"), taken, "A banded range")
    banded = {"bandedRangeId": banded_id, **given, "range": kept(given["range"])}
    box.sheet.banded_ranges.append(banded)
    return {"addBanding": {"bandedRange": banded}}


def add_conditional_format_rule(edit: Edit, request: dict[str, Any]) -> None:
    rule = dict(request.get("rule", {}))
    boxes = [edit.box(each) for each in rule.get("ranges", [])]
    if not boxes or any(box.sheet is not boxes[0].sheet for box in boxes):
        raise BatchError("rule.ranges must name cells of one sheet.")
    if ("booleanRule" in rule) == ("gradientRule" in rule):
        raise BatchError("rule must have exactly one of booleanRule and gradientRule.")
    sheet = boxes[0].sheet
    index = request.get("index", 0)
    if not 0 <= index <= len(sheet.conditional_formats):
        raise BatchError(f"index[{index}] lies outside the list of rules.")
    rule["ranges"] = [kept(each) for each in rule["ranges"]]
    edit.guard_tab(sheet)
    sheet.conditional_formats.insert(index, rule)


def set_basic_filter(edit: Edit, request: dict[str, Any]) -> None:
    """The filter as such; the sandbox hides no rows for it."""
    given = request.get("filter", {})
    box = edit.box(given.get("range"))
    edit.guard_tab(box.sheet)
    box.sheet.basic_filter = {**given, "range": _grid_range(box)}


def clear_basic_filter(edit: Edit, request: dict[str, Any]) -> None:
    sheet = edit.tab(request.get("sheetId", 0))
    edit.guard_tab(sheet)
    sheet.basic_filter = None


def _remove_merges(edit: Edit, box: Box) -> None:
    for merge in list(box.sheet.merges):
        merged = edit.box(merge)
        if merged.meets(box):
            if not merged.within(box):
                raise BatchError(_PARTLY_MERGED)
            box.sheet.merges.remove(merge)


def _parts(box: Box, kind: str) -> Iterator[Box]:
    if kind == "MERGE_ROWS":
        yield from (Box(box.sheet, row, row + 1, box.left, box.right) for row in range(box.top, box.bottom))
    elif kind == "MERGE_COLUMNS":
        yield from (Box(box.sheet, box.top, box.bottom, at, at + 1) for at in range(box.left, box.right))
    else:
        yield box


def _edges(box: Box, row: int, column: int, request: dict[str, Any]) -> dict[str, Any]:
    """Which border of the request falls on each side of one cell."""
    sides = {
        "top": "top" if row == box.top else "innerHorizontal",
        "bottom": "bottom" if row == box.bottom - 1 else "innerHorizontal",
        "left": "left" if column == box.left else "innerVertical",
        "right": "right" if column == box.right - 1 else "innerVertical",
    }
    return {side: request[name] for side, name in sides.items() if name in request}


def _set_borders(sheet: Sheet, row: int, column: int, edges: dict[str, Any]) -> None:
    cell = sheet.cell(row, column) or {}
    style = dict(cell.get("userEnteredFormat", {}))
    borders = {**style.get("borders", {}), **edges}
    style["borders"] = {side: line for side, line in borders.items() if line.get("style", "NONE") != "NONE"}
    sheet.put(row, column, {**cell, "userEnteredFormat": style})


def _grid_range(box: Box) -> dict[str, Any]:
    corners = {"startRowIndex": box.top, "endRowIndex": box.bottom}
    corners.update(startColumnIndex=box.left, endColumnIndex=box.right)
    return kept({"sheetId": box.sheet.id, **corners})
