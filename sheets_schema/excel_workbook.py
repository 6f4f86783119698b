"""Reading .xlsx: bytes to tabs. openpyxl is imported only when a file is read."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sheets_schema.cells import Cell, Tab
from sheets_schema.excel_guard import guard
from sheets_schema.links import hyperlink_of

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as ExcelCell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_QUOTED_OR_BRACKETED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
Values = Callable[[str, "ExcelCell"], Any]


LAST_ROW = 20_000
"""Rows below are not looked at: what stands there was put there by a slip, and no template reaches a tenth of it."""


class UnreadableWorkbookError(Exception):
    """The bytes are no .xlsx workbook that can be read."""


def tabs_in(data: bytes) -> list[Tab]:
    """The worksheets of an .xlsx file.

    Raises `UnreadableWorkbookError` if it is none, `excel_guard.RefusedWorkbookError` if it is not to be opened.
    """
    guard(data)
    workbook = _load(data, values=False)
    results = _Results(data)
    return [_tab(sheet, results.of) for sheet in workbook.worksheets]


def _load(data: bytes, *, values: bool) -> Workbook:
    from openpyxl import load_workbook  # noqa: PLC0415 - heavy: only where a file is read

    try:
        return load_workbook(io.BytesIO(data), data_only=values)
    except Exception as error:
        raise UnreadableWorkbookError(f"{type(error).__name__}: {error}") from error


class _Results:
    """The stored results of formulas, loaded only when the first formula is met."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.workbook: Workbook | None = None

    def of(self, title: str, cell: ExcelCell) -> Any:
        """The result that the program which saved the file left for a formula; None if it never calculated."""
        if self.workbook is None:
            self.workbook = _load(self.data, values=True)
        result = self.workbook[title].cell(cell.row, cell.column)
        calculated_to_nothing = result.value is None and result.data_type == "str"
        return "" if calculated_to_nothing else result.value


def _tab(sheet: Worksheet, result_of: Values) -> Tab:
    cells = {place: cell for place, cell in _cells_of(sheet).items() if place[0] <= LAST_ROW}
    rows: list[list[ExcelCell | None]] = [[] for _ in range(max((row for row, _ in cells), default=0))]
    for (row, column), cell in sorted(cells.items()):
        line = rows[row - 1]
        line.extend([None] * (column - 1 - len(line)))
        line.append(cell)
    return Tab(sheet.title, None, rows, lambda cell: _cell(cell, sheet.title, result_of), _text_of)


def _text_of(cell: ExcelCell) -> str:
    return cell.value if isinstance(cell.value, str) and cell.data_type != "f" else ""


def _cells_of(sheet: Worksheet) -> dict[tuple[int, int], ExcelCell]:
    """The cells that the file has. The public iterators would create every cell up to the farthest one."""
    return sheet._cells  # type: ignore[return-value] # noqa: SLF001 - merged cells read like empty ones


def _cell(cell: ExcelCell, title: str, result_of: Values) -> Cell:
    value: Any = cell.value
    link = getattr(cell, "hyperlink", None)
    links = (str(link.target),) if link and link.target else ()
    if cell.data_type == "e":
        return Cell(None, str(value), links, error=str(value))
    if cell.data_type == "f":
        return _formula(cell, links, result_of(title, cell))
    return _plain(value, links, cell)


def _formula(cell: ExcelCell, links: tuple[str, ...], result: Any) -> Cell:
    formula = str(getattr(cell.value, "text", cell.value))
    address = hyperlink_of(formula)
    links = (*links, address) if address else links
    if result is None or (isinstance(result, str) and result.startswith("#")):
        shown = formula if result is None else str(result)
        return Cell(None, shown, links, error=shown)
    return _plain(result, links, cell)


def _plain(value: Any, links: tuple[str, ...], cell: ExcelCell) -> Cell:
    match value:
        case None:
            return Cell(links=links)
        case datetime():
            return Cell(value.date(), value.date().isoformat(), links)
        case bool():
            return Cell(value, str(value).upper(), links)
        case int() | float() if _shown_per_cent(cell):
            return Cell(value, f"{value * 100:g}%", links, per_cent=True)
        case float() if value.is_integer():
            return Cell(value, str(int(value)), links)
        case int() | float():
            return Cell(value, str(value), links)
    return Cell(str(value), str(value), links)


def _shown_per_cent(cell: ExcelCell) -> bool:
    return "%" in _QUOTED_OR_BRACKETED.sub("", str(cell.number_format))
