"""What a new spreadsheet and a new tab hold before anyone has touched them."""

from __future__ import annotations

import copy
from typing import Any

from bot.sandbox.google.workbook import Sheet, Workbook

_WHITE = {"red": 1, "green": 1, "blue": 1}

DEFAULT_FORMAT: dict[str, Any] = {
    "backgroundColor": _WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": _WHITE},
}

_THEME_COLOURS = {
    "TEXT": "000000",
    "BACKGROUND": "ffffff",
    "ACCENT1": "4285f4",
    "ACCENT2": "ea4335",
    "ACCENT3": "fbbc04",
    "ACCENT4": "34a853",
    "ACCENT5": "ff6d01",
    "ACCENT6": "46bdc6",
    "LINK": "1155cc",
}


def new_workbook(workbook_id: str, title: str) -> Workbook:
    """One tab "Sheet1" with the id 0; American English and Greenwich time, until someone sets them."""
    workbook = Workbook(workbook_id, spreadsheet_properties(title))
    workbook.sheets.append(Sheet(sheet_properties(0, "Sheet1")))
    workbook.number_tabs()
    return workbook


def spreadsheet_properties(title: str) -> dict[str, Any]:
    return {
        "title": title,
        "locale": "en_US",
        "autoRecalc": "ON_CHANGE",
        "timeZone": "Etc/GMT",
        "defaultFormat": copy.deepcopy(DEFAULT_FORMAT),
        "spreadsheetTheme": _theme(),
    }


def sheet_properties(sheet_id: int, title: str) -> dict[str, Any]:
    return {
        "sheetId": sheet_id,
        "title": title,
        "index": 0,
        "sheetType": "GRID",
        "gridProperties": {"rowCount": 1000, "columnCount": 26},
    }


def _theme() -> dict[str, Any]:
    colours = [{"colorType": kind, "color": {"rgbColor": _colour(code)}} for kind, code in _THEME_COLOURS.items()]
    return {"primaryFontFamily": "Arial", "themeColors": colours}


def _colour(code: str) -> dict[str, float]:
    """Parts of 0 are left out, as Google leaves them out."""
    parts = zip(("red", "green", "blue"), bytes.fromhex(code), strict=True)
    return {name: round(part / 255, 7) for name, part in parts if part}
