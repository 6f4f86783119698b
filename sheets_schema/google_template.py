"""The template as Google Sheets draws it: one batchUpdate that turns an empty spreadsheet into it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from scoring.programme import Programme
from scoring.wording import Wording
from sheets_schema.fitting import broken
from sheets_schema.google_format import Request, cell_format, colour, column_width, hidden, text_cell, text_format
from sheets_schema.handing_in import ASKED
from sheets_schema.layout import (
    COLUMNS,
    HEADING_ROW,
    KEY_ROW,
    MARKER_COLUMN,
    POSITION,
    START_SHEET,
    Row,
    TemplateTab,
    marker,
    template,
)
from sheets_schema.styles import AMBER, CHOOSE, LOOKS, NAVY, TONES, Look, look_of, look_on_start, widths_of

METADATA_ID = 7001
METADATA_KEY = "tonbaeb.template"
_PIXELS_PER_LETTER = 6.4
_INTRO_LETTERS = 110
_STEP_PIXELS = 760
_TICK_PIXELS = 120
_TOLD_PIXELS = 290
_MARGIN_PIXELS = 28


def template_requests(
    programme: Programme, words: Wording, *, title: str | None = None, default_sheet: int = 0
) -> list[Request]:
    """The requests of the one batchUpdate, in order.

    `title` names the spreadsheet, else the programme does. `default_sheet`, the tab of the empty spreadsheet, goes.
    """
    tabs = template(programme, words)
    drawn = (request for index, tab in enumerate(tabs) for request in _tab_requests(tab, index))
    return [
        _properties(title or words.programme("name")),
        *drawn,
        _version(programme),
        {"deleteSheet": {"sheetId": default_sheet}},
    ]


def _properties(title: str) -> Request:
    properties = {"title": title, "locale": "th_TH", "timeZone": "Asia/Bangkok"}
    return {"updateSpreadsheetProperties": {"properties": properties, "fields": "title,locale,timeZone"}}


def _version(programme: Programme) -> Request:
    metadata = {
        "metadataId": METADATA_ID,
        "metadataKey": METADATA_KEY,
        "metadataValue": marker(programme),
        "location": {"spreadsheet": True},
        "visibility": "DOCUMENT",
    }
    return {"createDeveloperMetadata": {"developerMetadata": metadata}}


def _tab_requests(tab: TemplateTab, index: int) -> Iterator[Request]:
    is_start = tab.sheet == START_SHEET
    yield _add_sheet(tab, index, is_start=is_start)
    yield {
        "updateCells": {
            "start": {"sheetId": tab.sheet, "rowIndex": 0, "columnIndex": 0},
            "rows": [{"values": _start_cells(row) if is_start else _cells(row)} for row in tab.rows],
            "fields": "userEnteredValue,dataValidation",
        }
    }
    for position in range(MARKER_COLUMN + 1):
        yield from _looks(tab, position, is_start=is_start)
    yield hidden(tab.sheet, "ROWS", KEY_ROW, KEY_ROW + 1)
    yield from _start_columns(tab.sheet) if is_start else _columns(tab)
    if not is_start:
        yield from _tones(tab)


def _add_sheet(tab: TemplateTab, index: int, *, is_start: bool) -> Request:
    grid: dict[str, Any] = {"rowCount": len(tab.rows), "columnCount": MARKER_COLUMN + 1, "hideGridlines": True}
    if not is_start:
        grid |= {"frozenRowCount": HEADING_ROW + 1, "frozenColumnCount": POSITION["label"] + 1}
    properties = {
        "sheetId": tab.sheet,
        "title": tab.title,
        "index": index,
        "tabColorStyle": colour(NAVY if is_start else AMBER),
        "gridProperties": grid,
    }
    return {"addSheet": {"properties": properties}}


def _cells(row: Row) -> list[dict[str, Any]]:
    """The cells of an input tab's row, the marker's column included."""
    cells = [text_cell(broken(text, _INTRO_LETTERS) if row.kind == "intro" else text) for text in _padded(row)]
    if row.options:
        cells[POSITION["answer"]]["dataValidation"] = _drop_down(row.options)
    return cells


def _start_cells(row: Row) -> list[dict[str, Any]]:
    cells = [text_cell(text) for text in _padded(row)]
    if row.kind == "handing_in":
        cells[POSITION["answer"]] = _checkbox()
    return cells


def _checkbox() -> dict[str, Any]:
    """An empty checkbox. Not strict: a word that the reader knows is let in too."""
    rule = {"condition": {"type": "BOOLEAN"}, "inputMessage": ASKED, "strict": False, "showCustomUi": True}
    return {"userEnteredValue": {"boolValue": False}, "dataValidation": rule}


def _looks(tab: TemplateTab, position: int, *, is_start: bool) -> Iterator[Request]:
    """The looks of one column, one request for each run of cells that look alike."""
    first = 0
    for look, run in groupby(tab.rows, key=lambda row: _look(row, position, is_start=is_start)):
        end = first + len(list(run))
        span = {
            "startRowIndex": first,
            "endRowIndex": end,
            "startColumnIndex": position,
            "endColumnIndex": position + 1,
        }
        cell = {"userEnteredFormat": cell_format(look)}
        yield {"repeatCell": {"range": {"sheetId": tab.sheet, **span}, "cell": cell, "fields": "userEnteredFormat"}}
        first = end


def _look(row: Row, position: int, *, is_start: bool) -> Look:
    if position == MARKER_COLUMN:
        return LOOKS["key"]
    if is_start:
        return look_on_start(row, position)
    return look_of(row, COLUMNS[position].key)


def _padded(row: Row) -> list[str]:
    return [*row.texts, *[""] * (MARKER_COLUMN + 1 - len(row.texts))]


def _drop_down(options: tuple[str, ...]) -> dict[str, Any]:
    """Not strict: `-` and other ways to answer that the reader knows must be let in."""
    values = [{"userEnteredValue": option} for option in options]
    condition = {"type": "ONE_OF_LIST", "values": values}
    return {"condition": condition, "inputMessage": CHOOSE, "strict": False, "showCustomUi": True}


def _columns(tab: TemplateTab) -> Iterator[Request]:
    for key, letters in widths_of(tab).items():
        yield column_width(tab.sheet, POSITION[key], round(letters * _PIXELS_PER_LETTER))
    yield hidden(tab.sheet, "COLUMNS", POSITION["key"], POSITION["key"] + 1)
    yield hidden(tab.sheet, "COLUMNS", MARKER_COLUMN, MARKER_COLUMN + 1)


def _start_columns(sheet: int) -> Iterator[Request]:
    yield column_width(sheet, POSITION["number"], _MARGIN_PIXELS)
    yield column_width(sheet, POSITION["label"], _STEP_PIXELS)
    yield hidden(sheet, "COLUMNS", POSITION["key"], POSITION["key"] + 1)
    yield column_width(sheet, POSITION["answer"], _TICK_PIXELS)
    yield column_width(sheet, POSITION["answer"] + 1, _TOLD_PIXELS)
    yield hidden(sheet, "COLUMNS", POSITION["answer"] + 2, MARKER_COLUMN + 1)


def _tones(tab: TemplateTab) -> Iterator[Request]:
    """Tones of the feedback by its first symbol, on whatever rows the tab will have."""
    column = POSITION["feedback"]
    span = {
        "sheetId": tab.sheet,
        "startRowIndex": HEADING_ROW + 1,
        "startColumnIndex": column,
        "endColumnIndex": column + 1,
    }
    for index, (symbol, look) in enumerate(TONES.items()):
        condition = {"type": "TEXT_STARTS_WITH", "values": [{"userEnteredValue": symbol}]}
        tone = {"backgroundColorStyle": colour(look.background), "textFormat": text_format(look)}
        rule = {"ranges": [span], "booleanRule": {"condition": condition, "format": tone}}
        yield {"addConditionalFormatRule": {"rule": rule, "index": index}}
