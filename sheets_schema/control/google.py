"""The control workbook as Google Sheets draws it: one batchUpdate that builds it, and one that answers in it.

Every text is literal. Only the system's own columns and the overview are ever written into after it was built.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from sheets_schema.control.layout import (
    FEEDBACK,
    HEADING_OF_LIST,
    LISTS,
    LISTS_TITLE,
    OVERVIEW_TITLE,
    TABS,
    Column,
    ControlTab,
    Filled,
    Known,
    TabId,
    lists,
)
from sheets_schema.control.overview import TYPED, WIDTHS, Line, grid, looks_of
from sheets_schema.control.reader import Spot, Table
from sheets_schema.google_format import Request, cell_format, colour, column_width, hidden, text_cell, text_format
from sheets_schema.normalise import visible
from sheets_schema.styles import AMBER, LOOKS, NAVY, TONES, Look

OVERVIEW_SHEET = 8100
_LISTS_SHEET = 8190
SHEETS: Mapping[TabId, int] = {tab.id: OVERVIEW_SHEET + 10 * number for number, tab in enumerate(TABS, start=1)}
"""The id of each tab of a workbook that was built here."""
TITLE = "สมุดงานควบคุม"
_SPARE_ROWS = 200
_SPARE_OPTIONS = 40
_PIXELS_PER_LETTER = 7


def control_requests(
    filled: Filled, known: Known, lines: Sequence[Line], *, bot: str, default_sheet: int = 0
) -> list[Request]:
    """The requests that turn an empty spreadsheet, whose one tab goes, into the control workbook.

    `bot` (an e-mail address) alone may edit the overview.
    """
    properties = {"title": TITLE, "locale": "th_TH", "timeZone": "Asia/Bangkok"}
    drawn = (request for number, tab in enumerate(TABS, start=1) for request in _tab(tab, number, filled, known))
    return [
        {"updateSpreadsheetProperties": {"properties": properties, "fields": "title,locale,timeZone"}},
        *_new_overview(bot, OVERVIEW_TITLE),
        *_overview(OVERVIEW_SHEET, lines),
        *_lists(known),
        *drawn,
        {"deleteSheet": {"sheetId": default_sheet}},
    ]


def answer_requests(
    told: Mapping[Spot, str], lines: Sequence[Line], overview: Table | None, *, bot: str, titles: Iterable[str]
) -> list[Request]:
    """The requests that tell these texts in these cells, and the overview where it says something else."""
    requests = list(_cells(told))
    if overview is None:
        return [*requests, *_new_overview(bot, _free(OVERVIEW_TITLE, titles)), *_overview(OVERVIEW_SHEET, lines)]
    if _texts(overview) != [texts for _, texts in grid(lines)]:
        requests += _overview(overview.tab.id or 0, lines)
    return requests


def _cells(told: Mapping[Spot, str]) -> Iterator[Request]:
    """One request for each run of cells below each other."""
    ordered = sorted(told, key=lambda spot: (spot.sheet or 0, spot.column, spot.row))
    numbered = enumerate(ordered)
    for _, run in groupby(numbered, key=lambda each: (each[1].sheet, each[1].column, each[1].row - each[0])):
        spots = [spot for _, spot in run]
        start = {"sheetId": spots[0].sheet, "rowIndex": spots[0].row, "columnIndex": spots[0].column}
        rows = [{"values": [text_cell(told[spot])]} for spot in spots]
        yield {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}


def _tab(tab: ControlTab, index: int, filled: Filled, known: Known) -> Iterator[Request]:
    sheet, rows = SHEETS[tab.id], filled.get(tab.id, ())
    count = 2 + len(rows) + _SPARE_ROWS
    frozen = {"frozenRowCount": 2, "frozenColumnCount": len(tab.identity)}
    yield _add(sheet, tab.title, index, AMBER, {"rowCount": count, "columnCount": len(tab.columns), **frozen})
    keys = {f"{tab.id}.{column.key}": column.heading for column in tab.columns}
    texts = [[row.get(column.key, "") for column in tab.columns] for row in rows]
    yield from _head(sheet, keys)
    yield _written(sheet, 2, texts)
    yield _protected(sheet, sheet, {"endRowIndex": 2}, "หัวตารางของระบบ")
    for position, column in enumerate(tab.columns):
        below = {"startRowIndex": 2, **_one_column(position)}
        yield _dressed(sheet, below, LOOKS["feedback"] if column.ours else TYPED)
        yield column_width(sheet, position, column.width * _PIXELS_PER_LETTER)
        if column.options:
            yield _offered(sheet, below, column, known)
        if column.ours:
            yield _protected(100 * sheet + position, sheet, below, column.heading)
        if column.key == FEEDBACK:
            yield from _tones(sheet, below)


def _lists(known: Known) -> Iterator[Request]:
    """The reference lists, which the secretariat may add to."""
    offered = lists(known)
    longest = max(len(options) for options in offered.values())
    size = {"rowCount": 2 + longest + _SPARE_OPTIONS, "columnCount": len(offered), "frozenRowCount": 2}
    yield _add(_LISTS_SHEET, LISTS_TITLE, 1, NAVY, size)
    yield from _head(_LISTS_SHEET, {f"{LISTS}.{name}": HEADING_OF_LIST[name] for name in offered})
    options = offered.values()
    rows = [[each[number] if number < len(each) else "" for each in options] for number in range(longest)]
    yield _written(_LISTS_SHEET, 2, rows)
    yield _dressed(_LISTS_SHEET, {"startRowIndex": 2}, TYPED)
    for position, name in enumerate(offered):
        yield column_width(_LISTS_SHEET, position, (44 if name in {"ministries", "types"} else 24) * _PIXELS_PER_LETTER)


def _new_overview(bot: str, title: str) -> Iterator[Request]:
    size = {"rowCount": 3, "columnCount": 3, "frozenRowCount": 2}
    yield _add(OVERVIEW_SHEET, title, 0, NAVY, size)
    protected = {
        "protectedRangeId": OVERVIEW_SHEET,
        "range": {"sheetId": OVERVIEW_SHEET},
        "description": title,
        "editors": {"users": [bot]},
    }
    yield {"addProtectedRange": {"protectedRange": protected}}
    yield hidden(OVERVIEW_SHEET, "ROWS", 0, 1)
    yield hidden(OVERVIEW_SHEET, "COLUMNS", 2, 3)
    for position, letters in enumerate(WIDTHS):
        yield column_width(OVERVIEW_SHEET, position, letters * _PIXELS_PER_LETTER)


def _overview(sheet: int, lines: Sequence[Line]) -> Iterator[Request]:
    """The overview rewritten whole; what stood there before and is not covered goes."""
    told = grid(lines)
    sized = {"sheetId": sheet, "gridProperties": {"rowCount": len(told), "columnCount": 3}}
    yield {"updateSheetProperties": {"properties": sized, "fields": "gridProperties(rowCount,columnCount)"}}
    rows = [
        {
            "values": [
                text_cell(text) | {"userEnteredFormat": cell_format(look)}
                for text, look in zip(texts, looks_of(kind), strict=True)
            ]
        }
        for kind, texts in told
    ]
    fields = "userEnteredValue,userEnteredFormat"
    yield {"updateCells": {"range": {"sheetId": sheet}, "rows": rows, "fields": fields}}


def _texts(table: Table) -> list[tuple[str, ...]]:
    """The tab as it stands, from its top."""
    tab = table.tab
    rows = [tuple(visible(tab.cell(row, column).text) for column in range(3)) for row in range(len(tab.rows))]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _head(sheet: int, keys: Mapping[str, str]) -> Iterator[Request]:
    """The hidden row of keys and the headings below it."""
    yield _written(sheet, 0, [list(keys), list(keys.values())])
    yield _dressed(sheet, {"endRowIndex": 1}, LOOKS["key"])
    yield _dressed(sheet, {"startRowIndex": 1, "endRowIndex": 2}, LOOKS["heading"])
    yield hidden(sheet, "ROWS", 0, 1)


def _add(sheet: int, title: str, index: int, tone: str, size: Mapping[str, int]) -> Request:
    properties = {
        "sheetId": sheet,
        "title": title,
        "index": index,
        "tabColorStyle": colour(tone),
        "gridProperties": {**size, "hideGridlines": True},
    }
    return {"addSheet": {"properties": properties}}


def _written(sheet: int, row: int, texts: Sequence[Sequence[str]]) -> Request:
    start = {"sheetId": sheet, "rowIndex": row, "columnIndex": 0}
    rows = [{"values": [text_cell(text) for text in each]} for each in texts]
    return {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}


def _dressed(sheet: int, span: Mapping[str, int], look: Look) -> Request:
    cell = {"userEnteredFormat": cell_format(look)}
    return {"repeatCell": {"range": {"sheetId": sheet, **span}, "cell": cell, "fields": "userEnteredFormat"}}


def _offered(sheet: int, span: Mapping[str, int], column: Column, known: Known) -> Request:
    """Not strict: a ministry or a zone that is not in the list may be right."""
    offered = lists(known)
    letter = chr(ord("A") + list(offered).index(column.options))
    last = 2 + len(offered[column.options]) + _SPARE_OPTIONS
    values = [{"userEnteredValue": f"='{LISTS_TITLE}'!${letter}$3:${letter}${last}"}]
    rule = {"condition": {"type": "ONE_OF_RANGE", "values": values}, "strict": False, "showCustomUi": True}
    return {"setDataValidation": {"range": {"sheetId": sheet, **span}, "rule": rule}}


def _protected(protection: int, sheet: int, span: Mapping[str, int], title: str) -> Request:
    """Warn whoever types there. It keeps nobody from sorting, inserting or deleting the rows it crosses."""
    guarded = {"sheetId": sheet, **span}
    warned = {"protectedRangeId": protection, "range": guarded, "description": title, "warningOnly": True}
    return {"addProtectedRange": {"protectedRange": warned}}


def _tones(sheet: int, span: Mapping[str, int]) -> Iterator[Request]:
    for index, (symbol, look) in enumerate(TONES.items()):
        condition = {"type": "TEXT_STARTS_WITH", "values": [{"userEnteredValue": symbol}]}
        tone = {"backgroundColorStyle": colour(look.background), "textFormat": text_format(look)}
        rule = {
            "ranges": [{"sheetId": sheet, **span}],
            "booleanRule": {"condition": condition, "format": tone},
        }
        yield {"addConditionalFormatRule": {"rule": rule, "index": index}}


def _one_column(position: int) -> dict[str, int]:
    return {"startColumnIndex": position, "endColumnIndex": position + 1}


def _free(title: str, taken: Iterable[str]) -> str:
    """A title that no other tab has; Google knows no difference of case."""
    used = {each.casefold() for each in taken}
    numbered = (f"{title} ({number})" for number in range(2, len(used) + 3))
    return title if title.casefold() not in used else next(each for each in numbered if each.casefold() not in used)
