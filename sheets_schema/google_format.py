"""Looks and texts in the words of Google's Sheets API v4."""

from __future__ import annotations

from typing import Any

from sheets_schema.styles import FONT, Look

Request = dict[str, Any]

_PADDING = {"top": 5, "bottom": 5, "left": 7, "right": 7}


def colour(code: str) -> dict[str, Any]:
    """A `ColorStyle` from hexadecimal RGB."""
    red, green, blue = (round(part / 255, 4) for part in bytes.fromhex(code))
    return {"rgbColor": {"red": red, "green": green, "blue": blue}}


def cell_format(look: Look) -> dict[str, Any]:
    """The `CellFormat` of a look."""
    styled: dict[str, Any] = {
        "backgroundColorStyle": colour(look.background),
        "horizontalAlignment": look.across.upper(),
        "verticalAlignment": look.down.upper(),
        "wrapStrategy": "WRAP" if look.wrap else "OVERFLOW_CELL",
        "padding": _PADDING,
        "textFormat": text_format(look) | {"fontFamily": FONT, "fontSize": look.size},
    }
    if look.border:
        line = {"style": "SOLID", "colorStyle": colour(look.border)}
        styled["borders"] = dict.fromkeys(("top", "bottom", "left", "right"), line)
    if look.as_text:
        styled["numberFormat"] = {"type": "TEXT", "pattern": "@"}
    return styled


def text_format(look: Look) -> dict[str, Any]:
    """The part of a text's look that a conditional format may carry too."""
    return {"bold": look.bold, "foregroundColorStyle": colour(look.colour)}


def text_cell(text: str) -> dict[str, Any]:
    """A `CellData` that holds a literal text, never a formula; an empty one clears the cell."""
    return {"userEnteredValue": {"stringValue": text}} if text else {}


def column_width(sheet: int, column: int, pixels: int) -> Request:
    """Sets the width of one column."""
    return _dimension(sheet, "COLUMNS", column, column + 1, "pixelSize", pixels)


def hidden(sheet: int, dimension: str, start: int, end: int) -> Request:
    """Hides rows or columns from `start` up to before `end`."""
    return _dimension(sheet, dimension, start, end, "hiddenByUser", True)


def _dimension(sheet: int, dimension: str, start: int, end: int, field: str, value: int | bool) -> Request:
    span = {"sheetId": sheet, "dimension": dimension, "startIndex": start, "endIndex": end}
    return {"updateDimensionProperties": {"range": span, "properties": {field: value}, "fields": field}}
