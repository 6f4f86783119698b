"""A workbook as the sandbox's page draws it: tabs, sizes and the cells that hold something."""

from __future__ import annotations

from typing import Any

from bot.sandbox.google.cells import effective_format
from bot.sandbox.google.edit import protected_box
from bot.sandbox.google.ranges import resolve
from bot.sandbox.google.tones import tones_of
from bot.sandbox.google.validity import allowed_values
from bot.sandbox.google.workbook import COLUMN_PIXELS, ROW_PIXELS, Cell, Dimension, Sheet, Workbook


def drawn(workbook: Workbook) -> dict[str, Any]:
    """Everything the page needs. Rows and columns count from 0; sizes are pixels; only what differs is listed."""
    return {
        "id": workbook.id,
        "name": workbook.properties["title"],
        "locale": workbook.locale,
        "tabs": [_tab(workbook, sheet) for sheet in workbook.sheets],
    }


def _tab(workbook: Workbook, sheet: Sheet) -> dict[str, Any]:
    grid = sheet.properties["gridProperties"]
    return {
        "sheetId": sheet.id,
        "title": sheet.title,
        "hidden": bool(sheet.properties.get("hidden")),
        "rowCount": sheet.row_count,
        "columnCount": sheet.column_count,
        "frozenRows": grid.get("frozenRowCount", 0),
        "frozenColumns": grid.get("frozenColumnCount", 0),
        "columnWidths": _sizes(sheet.columns, sheet.column_count, COLUMN_PIXELS),
        "rowHeights": _sizes(sheet.rows, sheet.row_count, ROW_PIXELS),
        "hiddenRows": _hidden(sheet.rows),
        "hiddenColumns": _hidden(sheet.columns),
        "merges": [_corners(workbook, merge) for merge in sheet.merges],
        "cells": _cells(workbook, sheet),
    }


def _sizes(kept: list[Dimension], count: int, default: int) -> list[int]:
    known = [each.get("pixelSize", default) for each in kept]
    return known + [default] * (count - len(known))


def _hidden(kept: list[Dimension]) -> list[int]:
    return [index for index, each in enumerate(kept) if each.get("hiddenByUser")]


def _corners(workbook: Workbook, merge: dict[str, Any]) -> dict[str, int]:
    box = resolve(workbook, merge)
    return {"row": box.top, "column": box.left, "rows": box.bottom - box.top, "columns": box.right - box.left}


def _cells(workbook: Workbook, sheet: Sheet) -> list[dict[str, Any]]:
    guarded = [_guarded(workbook, each) for each in sheet.protected_ranges]
    tone = tones_of(workbook, sheet)
    return [
        _cell(workbook, row, column, cell, tone(row, column, cell))
        | {"protected": any(holds(row, column) for holds in guarded)}
        for row, cells in enumerate(sheet.cells)
        for column, cell in enumerate(cells)
        if cell
    ]


def _guarded(workbook: Workbook, protected: dict[str, Any]) -> Any:
    covered = protected_box(workbook, protected)
    free = [resolve(workbook, each) for each in protected.get("unprotectedRanges", [])]
    return lambda row, column: covered.holds(row, column) and not any(each.holds(row, column) for each in free)


def _cell(workbook: Workbook, row: int, column: int, cell: Cell, tone: dict[str, Any]) -> dict[str, Any]:
    return {
        "row": row,
        "column": column,
        "formattedValue": cell.get("formattedValue", ""),
        "userEnteredValue": cell.get("userEnteredValue"),
        "hyperlink": cell.get("hyperlink"),
        "format": _format(cell) | _toned(tone),
        "validation": _validation(workbook, cell.get("dataValidation")),
        "note": cell.get("note"),
    }


def _format(cell: Cell) -> dict[str, Any]:
    style = effective_format(cell)
    text = style["textFormat"]
    return {
        "background": _css(style.get("backgroundColorStyle", {}).get("rgbColor"), style.get("backgroundColor", {})),
        "color": _css(text.get("foregroundColorStyle", {}).get("rgbColor"), text.get("foregroundColor", {})),
        "bold": bool(text.get("bold")),
        "italic": bool(text.get("italic")),
        "wrap": style.get("wrapStrategy") == "WRAP",
        "align": style.get("horizontalAlignment", "").lower() or None,
        "verticalAlign": style.get("verticalAlignment", "").lower() or None,
        "fontSize": text.get("fontSize"),
        "numberFormat": style.get("numberFormat"),
    }


def _toned(tone: dict[str, Any]) -> dict[str, Any]:
    """What a conditional format changes: colours and the weight of the text."""
    text, changed = tone.get("textFormat", {}), {}
    if "backgroundColorStyle" in tone:
        changed["background"] = _hex(tone["backgroundColorStyle"]["rgbColor"])
    if "foregroundColorStyle" in text:
        changed["color"] = _hex(text["foregroundColorStyle"]["rgbColor"])
    return changed | ({"bold": bool(text["bold"])} if "bold" in text else {})


def _css(styled: dict[str, float] | None, plain: dict[str, float]) -> str:
    """A colour as "#rrggbb". An edit may set either of Google's two ways to say a colour: the one that is not the
    default is meant.
    """
    first, second = _hex(styled or {}), _hex(plain)
    return second if first in ("#ffffff", "#000000") else first


def _hex(colour: dict[str, float]) -> str:
    return "#" + "".join(f"{round(colour.get(name, 0) * 255):02x}" for name in ("red", "green", "blue"))


def _validation(workbook: Workbook, rule: dict[str, Any] | None) -> dict[str, Any] | None:
    if rule is None:
        return None
    shown = {"strict": bool(rule.get("strict")), "inputMessage": rule.get("inputMessage")}
    if rule["condition"]["type"] == "BOOLEAN":
        return {"type": "checkbox", **shown}
    values = allowed_values(workbook, rule)
    return {"type": "other", **shown} if values is None else {"type": "list", "values": values, **shown}
