"""The feedback column of an input tab at Google: who is warned off it, and making it again where it was deleted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sheets_schema.google_cells import protections_in, sheets_in, widths_in
from sheets_schema.google_format import Request, column_width, text_cell
from sheets_schema.layout import COLUMNS, FEEDBACK_SHEET, HEADING_ROW, KEY_ROW, POSITION
from sheets_schema.locate import Located, Table

KEY = "feedback"
_FIRST_PROTECTION = 500_000
_IDS = 2**31
_PIXELS_PER_LETTER = 6.4
_MOST_COLUMNS = 18_278


def protection_id(table: Table) -> int:
    """Our own id for the protection of a tab's feedback column: asked for twice, it is made once."""
    return (_FIRST_PROTECTION + (table.tab.id or 0)) % _IDS


def column_requests(located: Located, reply: Mapping[str, Any], *, heading: str) -> list[Request]:
    """What has to come before the feedback: columns that were deleted, and protections that are not there yet.

    `reply` is the workbook as it was read (with `google_cells.FIELDS`).
    """
    widths, protections, tables = widths_in(reply), protections_in(reply), input_tables(located)
    made = [request for table in tables for request in _made_again(table, heading, widths.get(table.tab.id or 0, 0))]
    lacking = (table for table in tables if protection_id(table) not in protections)
    return [*made, *(_protection(table, column, heading) for table in lacking if (column := place(table)) is not None)]


def is_in_place(located: Located, reply: Mapping[str, Any]) -> bool:
    """Whether the feedback tab and the feedback column of every input tab are there to be read."""
    return FEEDBACK_SHEET in sheets_in(reply) and all(KEY in table.columns for table in input_tables(located))


def input_tables(located: Located) -> list[Table]:
    """The tables in which inputs stand; the start tab has a row of the system's own and none of theirs."""
    with_inputs = {at.table for at in located.rows.values()}
    return [table for number, table in enumerate(located.tables) if number in with_inputs]


def place(table: Table) -> int | None:
    """The column that carries the feedback; where it was deleted, the first that is free, if any is."""
    if KEY in table.columns:
        return table.columns[KEY]
    free = max((len(cells) for cells in table.tab.rows), default=0)
    return free if free < _MOST_COLUMNS else None


def _protection(table: Table, column: int, title: str) -> Request:
    """Warn whoever types into the column. It keeps nobody from sorting, inserting or deleting the rows it crosses."""
    warned = {
        "protectedRangeId": protection_id(table),
        "range": {"sheetId": table.tab.id, "startColumnIndex": column, "endColumnIndex": column + 1},
        "description": title,
        "warningOnly": True,
    }
    return {"addProtectedRange": {"protectedRange": warned}}


def _made_again(table: Table, heading: str, width: int) -> Iterator[Request]:
    """The deleted column, right of everything: its key, its heading and room for its texts. `width`: the tab's columns.

    All places are absolute, so that asked for twice it is made once. Nothing where no column is left.
    """
    column = place(table)
    if KEY in table.columns or column is None:
        return
    sheet = table.tab.id
    if width <= column:
        grown = {"sheetId": sheet, "gridProperties": {"columnCount": column + 1}}
        yield {"updateSheetProperties": {"properties": grown, "fields": "gridProperties/columnCount"}}
    for row, text in ((table.header_row, KEY), (table.header_row + HEADING_ROW - KEY_ROW, heading)):
        start = {"sheetId": sheet, "rowIndex": row, "columnIndex": column}
        yield {"updateCells": {"start": start, "rows": [{"values": [text_cell(text)]}], "fields": "userEnteredValue"}}
    yield column_width(sheet or 0, column, round(COLUMNS[POSITION[KEY]].width * _PIXELS_PER_LETTER))
    wrapped = {
        "range": {"sheetId": sheet, "startColumnIndex": column, "endColumnIndex": column + 1},
        "cell": {"userEnteredFormat": {"wrapStrategy": "WRAP", "verticalAlignment": "TOP"}},
        "fields": "userEnteredFormat(wrapStrategy,verticalAlignment)",
    }
    yield {"repeatCell": wrapped}
