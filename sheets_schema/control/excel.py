"""The control workbook as .xlsx: drawn from what is known, and answered in the file that people filled."""

from __future__ import annotations

import io
from collections.abc import Mapping

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from scoring.submission import Place
from sheets_schema.control.layout import (
    FEEDBACK,
    HEADING_OF_LIST,
    LISTS,
    LISTS_TITLE,
    OVERVIEW,
    OVERVIEW_TITLE,
    RETIRED,
    TABS,
    Column,
    ControlTab,
    Filled,
    Known,
    lists,
)
from sheets_schema.excel_style import dress, height_of, letter, set_height
from sheets_schema.styles import LOOKS, Look

_SPARE_ROWS = 200
_LAST_ROW = 12_000
_FEEDBACK_WIDTH = 52
_TYPED = Look(background="FFFCEC", border="E6CF8B", as_text=True)


def control_workbook(filled: Filled, known: Known) -> bytes:
    """The workbook with these rows and room for more below."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _overview(workbook.create_sheet(OVERVIEW_TITLE), known.programmes)
    ranges = _lists(workbook.create_sheet(LISTS_TITLE), known)
    for index, tab in enumerate(TABS, start=1):
        sheet = workbook.create_sheet(tab.title, index)
        _draw(sheet, tab, filled.get(tab.id, ()), ranges)
    return _saved(workbook)


def answered(data: bytes, feedback: Mapping[Place, str]) -> bytes:
    """The same file with these texts in these cells."""
    workbook = load_workbook(io.BytesIO(data))
    for place, text in feedback.items():
        sheet = workbook[place.tab]
        cell = sheet[place.cell]
        cell.value = text or None
        before = sheet.row_dimensions[cell.row].height or 0
        set_height(sheet, cell.row, max(before, height_of(text, LOOKS["feedback"], _FEEDBACK_WIDTH)))
    return _saved(workbook)


def _draw(sheet: Worksheet, tab: ControlTab, rows: tuple[Mapping[str, str], ...], ranges: Mapping[str, str]) -> None:
    _head(sheet, {f"{tab.id}.{column.key}": column.heading for column in tab.columns})
    last = len(rows) + _SPARE_ROWS + 2
    for position, column in enumerate(tab.columns):
        sheet.column_dimensions[letter(position)].width = column.width
        look = LOOKS["feedback"] if column.ours else _TYPED
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
        heights = (height_of(row.get(column.key, ""), _TYPED, column.width) for column in tab.columns)
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
            dress(sheet.cell(number, position + 1), _TYPED)
        ranges[name] = f"'{LISTS_TITLE}'!${letter(position)}$3:${letter(position)}${len(options) + 40}"
    return ranges


def _overview(sheet: Worksheet, programmes: tuple[str, ...]) -> None:
    _head(sheet, {f"{OVERVIEW}.label": "รายการ", f"{OVERVIEW}.value": "จำนวน", f"{OVERVIEW}.key": ""})
    codes, states = _cells("agencies", "code"), _cells("agencies", "state")
    counts = {
        "หน่วยงานทั้งหมดในสมุดงาน": f"=COUNTA({codes})",
        "หน่วยงานที่ใช้อยู่": f'=COUNTA({codes})-COUNTIF({states},"{RETIRED}")',
        "หน่วยงานที่ออกแล้ว": f'=COUNTIF({states},"{RETIRED}")',
        **{f"โปรแกรม {each}": f'=COUNTIF({_cells("agencies", "programme")},"{each}")' for each in programmes},
        **{f"ปัญหาในแท็บ {tab.title}": f'=COUNTIF({_cells(tab.id, FEEDBACK)},"!*")' for tab in TABS},
        "มีในทะเบียนแต่ไม่มีในสมุดงาน (ยังคงอยู่)": "",
    }
    for number, (label, value) in enumerate(counts.items(), start=3):
        sheet.cell(number, 1).value = label
        sheet.cell(number, 2).value = value or None
        dress(sheet.cell(number, 1), LOOKS["label"])
        dress(sheet.cell(number, 2), LOOKS["feedback"])
        set_height(sheet, number, height_of(label, LOOKS["label"], 46))
    sheet.cell(len(counts) + 2, 3).value = "missing"
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 46, 60
    sheet.column_dimensions["C"].hidden = True


def _cells(tab_id: str, key: str) -> str:
    tab = next(tab for tab in TABS if tab.id == tab_id)
    column = letter([column.key for column in tab.columns].index(key))
    return f"'{tab.title}'!${column}$3:${column}${_LAST_ROW}"


def _saved(workbook: Workbook) -> bytes:
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()
