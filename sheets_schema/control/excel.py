"""The control workbook as .xlsx: drawn from what is known, and answered in the file that people filled."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from sheets_schema.control.layout import (
    FEEDBACK,
    HEADING_OF_LIST,
    LISTS,
    LISTS_TITLE,
    OVERVIEW_TITLE,
    RETIRED,
    SEEN,
    SEEN_TITLE,
    TABS,
    Column,
    ControlTab,
    Filled,
    Known,
    Seen,
    lists,
)
from sheets_schema.control.overview import TYPED, WIDTHS, Line, grid, looks_of
from sheets_schema.control.reader import Spot, seen_in
from sheets_schema.excel_style import dress, height_of, letter, set_height
from sheets_schema.styles import LOOKS

_SPARE_ROWS = 200
_LAST_ROW = 12_000
_FEEDBACK_WIDTH = 52
_WIDTHS = (*WIDTHS, 8)


def control_workbook(filled: Filled, known: Known, lines: Sequence[Line]) -> bytes:
    """The workbook with these rows and room for more below, which remembers what it says; `lines` are its overview."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _overview(workbook.create_sheet(OVERVIEW_TITLE), lines)
    ranges = _lists(workbook.create_sheet(LISTS_TITLE), known)
    for index, tab in enumerate(TABS, start=1):
        sheet = workbook.create_sheet(tab.title, index)
        _draw(sheet, tab, filled.get(tab.id, ()), ranges)
    _remember(workbook, seen_in(filled))
    return _saved(workbook)


def answered(data: bytes, told: Mapping[Spot, str], seen: Seen, overview: str, lines: Sequence[Line]) -> bytes:
    """The same file with these texts in these cells, a new overview (in the tab so titled) and what is agreed on."""
    workbook = load_workbook(io.BytesIO(data))
    for spot, text in told.items():
        sheet = workbook[spot.tab]
        cell = sheet[spot.cell]
        cell.value = text or None
        before = sheet.row_dimensions[cell.row].height or 0
        set_height(sheet, cell.row, max(before, height_of(text, LOOKS["feedback"], _FEEDBACK_WIDTH)))
    if overview in workbook:
        place = workbook.index(workbook[overview])
        workbook.remove(workbook[overview])
        _overview(workbook.create_sheet(overview, place), lines)
    if SEEN_TITLE in workbook:
        workbook.remove(workbook[SEEN_TITLE])
    _remember(workbook, seen)
    return _saved(workbook)


def _remember(workbook: Workbook, seen: Seen) -> None:
    """What the rows say now, in a tab that nobody is shown: so that a later reading knows what was changed since."""
    sheet = workbook.create_sheet(SEEN_TITLE)
    sheet.sheet_state = "veryHidden"
    sheet.append([f"{SEEN}.tab", f"{SEEN}.row"])
    for tab, rows in seen.items():
        for row in rows.values():
            sheet.append([tab, json.dumps(row, ensure_ascii=False)])


def _draw(sheet: Worksheet, tab: ControlTab, rows: tuple[Mapping[str, str], ...], ranges: Mapping[str, str]) -> None:
    _head(sheet, {f"{tab.id}.{column.key}": column.heading for column in tab.columns})
    last = len(rows) + _SPARE_ROWS + 2
    for position, column in enumerate(tab.columns):
        sheet.column_dimensions[letter(position)].width = column.width
        look = LOOKS["feedback"] if column.ours else TYPED
        for number in range(3, last + 1):
            cell = sheet.cell(number, position + 1)
            held = rows[number - 3].get(column.key, "") if number - 3 < len(rows) else ""
            dress(cell, look)
            if held:
                cell.value = held
                cell.data_type = "s"  # what begins with = is a text here too
        if column.options:
            _drop_down(sheet, column, f"{letter(position)}3:{letter(position)}{last}", ranges)
    for number in range(3, last + 1):
        row = rows[number - 3] if number - 3 < len(rows) else {}
        heights = (height_of(row.get(column.key, ""), TYPED, column.width) for column in tab.columns)
        set_height(sheet, number, max(heights))
    sheet.freeze_panes = f"{letter(len(tab.identity))}3"


def _head(sheet: Worksheet, keys: Mapping[str, str]) -> None:
    for position, (key, heading) in enumerate(keys.items(), start=1):
        sheet.cell(1, position).value = key
        dress(sheet.cell(1, position), LOOKS["key"])
        sheet.cell(2, position).value = heading
        dress(sheet.cell(2, position), LOOKS["heading"])
    sheet.row_dimensions[1].hidden = True
    sheet.row_dimensions[2].height = 30
    sheet.sheet_view.showGridLines = False


def _drop_down(sheet: Worksheet, column: Column, cells: str, ranges: Mapping[str, str]) -> None:
    """A warning, no ban: a ministry or zone that is not in the list may be right."""
    rule = DataValidation(
        type="list",
        formula1=ranges[column.options],
        allow_blank=True,
        errorStyle="warning",
        showErrorMessage=True,
        errorTitle="ไม่อยู่ในรายการ",
        error=f"ค่านี้ไม่อยู่ในแท็บ “{LISTS_TITLE}” ต้องการใช้หรือไม่",
    )
    rule.add(cells)
    sheet.add_data_validation(rule)


def _lists(sheet: Worksheet, known: Known) -> dict[str, str]:
    """Fill the reference lists; gives where each stands, with room for what is added."""
    ranges = {}
    stated = lists(known)
    _head(sheet, {f"{LISTS}.{name}": HEADING_OF_LIST[name] for name in stated})
    for position, (name, options) in enumerate(stated.items()):
        sheet.column_dimensions[letter(position)].width = 44 if name == "ministries" else 24
        for number, option in enumerate(options, start=3):
            sheet.cell(number, position + 1).value = option
            dress(sheet.cell(number, position + 1), TYPED)
        ranges[name] = f"'{LISTS_TITLE}'!${letter(position)}$3:${letter(position)}${len(options) + 40}"
    return ranges


def _overview(sheet: Worksheet, lines: Sequence[Line]) -> None:
    """Counts of what stands in this file count by themselves; the rest is as the system knew it."""
    told = grid(lines)
    formulas = _formulas()
    for number, (kind, texts) in enumerate(told, start=1):
        looks = looks_of(kind)
        for position, text in enumerate(texts):
            cell = sheet.cell(number, position + 1)
            value = formulas.get(texts[2], text) if position == 1 else text
            cell.value = value or None
            if value == text and text:
                cell.data_type = "s"
            dress(cell, looks[position])
        set_height(sheet, number, max(height_of(text, LOOKS["feedback"], _WIDTHS[at]) for at, text in enumerate(texts)))
    sheet.row_dimensions[1].hidden = True
    sheet.sheet_view.showGridLines = False
    sheet.freeze_panes = "A3"
    for position, width in enumerate(_WIDTHS):
        sheet.column_dimensions[letter(position)].width = width
    sheet.column_dimensions["C"].hidden = True


def _formulas() -> dict[str, str]:
    """What counts by itself, by the keys of the overview's lines."""
    codes, states = _cells("agencies", "code"), _cells("agencies", "state")
    return {
        "rows": f"=COUNTA({codes})",
        "rows_in_use": f'=COUNTA({codes})-COUNTIF({states},"{RETIRED}")',
        "rows_retired": f'=COUNTIF({states},"{RETIRED}")',
        **{f"problems.{tab.id}": f'=COUNTIF({_cells(tab.id, FEEDBACK)},"!*")' for tab in TABS},
    }


def _cells(tab_id: str, key: str) -> str:
    tab = next(tab for tab in TABS if tab.id == tab_id)
    column = letter([column.key for column in tab.columns].index(key))
    return f"'{tab.title}'!${column}$3:${column}${_LAST_ROW}"


def _saved(workbook: Workbook) -> bytes:
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()
