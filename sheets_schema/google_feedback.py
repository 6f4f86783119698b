"""What is written back into a Google workbook: one batchUpdate with the feedback column and the feedback tab.

Every text goes in as a literal string, so that nothing an applicant typed is ever run as a formula. All ranges are
absolute and all ids ours: written twice, it is the same as written once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from sheets_schema.feedback import Feedback
from sheets_schema.feedback_column import place
from sheets_schema.feedback_looks import kind_of, look_of_cell
from sheets_schema.fitting import broken
from sheets_schema.google_cells import FIELDS
from sheets_schema.google_format import Request, cell_format, colour, column_width, text_cell
from sheets_schema.layout import FEEDBACK_SHEET
from sheets_schema.locate import Located, Table

FEEDBACK_PROTECTION = FEEDBACK_SHEET
WRITE_FIELDS = f"updatedSpreadsheet({FIELDS})"
"""The field mask of the write: its reply holds the inputs again, as the read would."""

_TAB_COLOUR = "1B5E34"
_LINE_LETTERS = 130
_WIDTHS = (230, 420, 110, 90, 110, 80, 90)


def feedback_requests(
    located: Located, feedback: Feedback, sheets_present: Mapping[int, str], *, bot: str, title: str
) -> list[Request]:
    """The requests that write a feedback.

    `sheets_present` gives the title of each tab by its id (`google_cells.sheets_in`); where the feedback tab is not
    among them it is made, with a title like `title`, and protected for `bot` (an e-mail address) alone.
    """
    first_contact = [] if FEEDBACK_SHEET in sheets_present else list(_new_tab(sheets_present, bot, title))
    columns = (request for table in located.tables for request in _column(table, feedback.rows))
    return [*first_contact, *columns, *_summary(feedback.summary)]


def write_body(requests: list[Request]) -> dict[str, Any]:
    """The body of the write, whose reply returns the workbook after it (with `WRITE_FIELDS`)."""
    return {"requests": requests, "includeSpreadsheetInResponse": True, "responseIncludeGridData": True}


def without_additions(body: Mapping[str, Any]) -> dict[str, Any]:
    """The body for a workbook in which the feedback tab is already, as after a write whose answer was lost."""
    kept = [each for each in body["requests"] if not each.keys() & {"addSheet", "addProtectedRange"}]
    return {**body, "requests": kept}


def in_rows_only(body: Mapping[str, Any]) -> dict[str, Any]:
    """The body without the feedback tab, for a workbook whose tab someone else protects, as after a copy."""
    kept = [each for each in body["requests"] if FEEDBACK_SHEET not in _sheets_of(each)]
    return {**body, "requests": kept}


def _sheets_of(request: Mapping[str, Any]) -> set[int]:
    """The tabs that a request names, wherever in it they stand."""
    named: set[int] = set()
    for name, value in request.items():
        if name == "sheetId":
            named.add(value)
        elif isinstance(value, Mapping):
            named |= _sheets_of(value)
    return named


def _column(table: Table, texts: Mapping[str, str]) -> Iterator[Request]:
    """The feedback of a table's rows, one request for each run of rows below one another."""
    column = place(table)
    if column is None:
        return
    numbered = enumerate(table.keys)
    for _, run in groupby(numbered, key=lambda pair: pair[1][0] - pair[0]):
        rows = [at for _, at in run]
        yield {
            "updateCells": {
                "start": {"sheetId": table.tab.id, "rowIndex": rows[0][0], "columnIndex": column},
                "rows": [{"values": [text_cell(texts.get(key, ""))]} for _, key in rows],
                "fields": "userEnteredValue",
            }
        }


def _new_tab(present: Mapping[int, str], bot: str, title: str) -> Iterator[Request]:
    properties = {
        "sheetId": FEEDBACK_SHEET,
        "title": _free(title, present.values()),
        "tabColorStyle": colour(_TAB_COLOUR),
        "gridProperties": {"rowCount": 2, "columnCount": len(_WIDTHS), "hideGridlines": True, "frozenRowCount": 1},
    }
    yield {"addSheet": {"properties": properties}}
    protected = {
        "protectedRangeId": FEEDBACK_PROTECTION,
        "range": {"sheetId": FEEDBACK_SHEET},
        "description": title,
        "editors": {"users": [bot]},
    }
    yield {"addProtectedRange": {"protectedRange": protected}}


def _free(title: str, taken: Iterable[str]) -> str:
    """A title that no other tab has; Google knows no difference of case."""
    used = {each.casefold() for each in taken}
    numbered = (f"{title} ({number})" for number in range(2, len(used) + 3))
    return title if title.casefold() not in used else next(each for each in numbered if each.casefold() not in used)


def _summary(rows: tuple[tuple[str, ...], ...]) -> Iterator[Request]:
    """The feedback tab rewritten whole; what stood there before and is not covered goes."""
    grid = {"rowCount": max(2, len(rows)), "columnCount": len(_WIDTHS)}
    sized = {"sheetId": FEEDBACK_SHEET, "gridProperties": grid}
    yield {"updateSheetProperties": {"properties": sized, "fields": "gridProperties(rowCount,columnCount)"}}
    for column, pixels in enumerate(_WIDTHS):
        yield column_width(FEEDBACK_SHEET, column, pixels)
    yield {
        "updateCells": {
            "range": {"sheetId": FEEDBACK_SHEET},
            "rows": [{"values": _cells(row, kind_of(rows, index))} for index, row in enumerate(rows)],
            "fields": "userEnteredValue,userEnteredFormat",
        }
    }


def _cells(row: tuple[str, ...], kind: str) -> list[dict[str, Any]]:
    row = (broken(row[0], _LINE_LETTERS),) if kind == "line" else row
    looks = (look_of_cell(kind, column, text) for column, text in enumerate(row))
    return [text_cell(text) | {"userEnteredFormat": cell_format(look)} for text, look in zip(row, looks, strict=True)]
