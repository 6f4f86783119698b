"""An office's own .xlsx file given back with the feedback in it: beside each row, and as a tab of its own."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from sheets_schema.excel_rules import protect
from sheets_schema.excel_style import dress, letter
from sheets_schema.feedback import Feedback
from sheets_schema.feedback_looks import kind_of, look_of_cell
from sheets_schema.locate import Located

_WIDTHS = (34, 60, 14, 14, 14, 12, 12)


def answered(data: bytes, located: Located, feedback: Feedback, title: str) -> bytes:
    """The file with the feedback written into it. `title` is the feedback tab's; one there already is made anew.

    `data` is a file that `excel_workbook.tabs_in` has read, `located` where its rows stand. Texts are literal, so that
    nothing an applicant typed becomes a formula. Pictures and drawings in the file are not kept.
    """
    workbook = load_workbook(io.BytesIO(data))
    for table in located.tables:
        column = table.columns.get("feedback")
        if column is None:
            continue
        sheet = workbook[table.tab.title]
        for row, key in table.keys:
            _write(sheet.cell(row + 1, column + 1), feedback.rows.get(key, ""))
    _summary(_new_tab(workbook, title), feedback)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _new_tab(workbook: Workbook, title: str) -> Worksheet:
    """The feedback tab, emptied or new, behind the tabs that people fill in."""
    if title in workbook.sheetnames:
        del workbook[title]
    sheet: Worksheet = workbook.create_sheet(title)
    return sheet


def _summary(sheet: Worksheet, feedback: Feedback) -> None:
    for index, texts in enumerate(feedback.summary):
        kind = kind_of(feedback.summary, index)
        for column, text in enumerate(texts):
            cell = sheet.cell(index + 1, column + 1)
            _write(cell, text)
            dress(cell, look_of_cell(kind, column, text), is_open=False)
    for position, width in enumerate(_WIDTHS):
        sheet.column_dimensions[letter(position)].width = width
    sheet.sheet_view.showGridLines = False
    protect(sheet)


def _write(cell: Any, text: str) -> None:
    """A literal text, also where it begins like a formula; cells hidden by a merge have no text."""
    if isinstance(cell, Cell):
        cell.value = text or None
        if text:
            cell.data_type = "s"
