"""Drawing the template with openpyxl. Imported only where a file is made, since openpyxl is heavy."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Protection
from openpyxl.worksheet.worksheet import Worksheet

from scoring.programme import Programme
from scoring.wording import Wording
from sheets_schema import excel_rules as rules
from sheets_schema.excel_package import numbers_as_text_allowed
from sheets_schema.excel_style import dress, height_of, letter, set_height
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
from sheets_schema.styles import AMBER, LOOKS, NAVY, Look, look_of, look_on_start, role_of, widths_of

_OPEN_ROLES = frozenset({"answer", "evidence", "no_evidence"})
_START_WIDTHS = {"number": 3, "label": 100, "answer": 16, "evidence": 40}
_MARKER_WIDTH = 20
_FAR_DOWN = 999
_INTRO = replace(LOOKS["intro"], wrap=True)


def drawn(programme: Programme, words: Wording, version_property: str) -> bytes:
    """The bytes of an empty workbook of the programme."""
    # The types of openpyxl know neither custom properties nor the built-in styles.
    workbook: Any = Workbook()
    workbook.remove(workbook.active)
    tabs = template(programme, words)
    ranges = rules.ranges_of(tabs)
    for tab in tabs:
        _draw(workbook.create_sheet(tab.title), tab, ranges)
    rules.write_lists(workbook.create_sheet(rules.LISTS_TAB), ranges)
    # Cells pasted from elsewhere bring Normal's protection along; locked, they could never be changed again.
    workbook._named_styles["Normal"].protection = Protection(locked=False)  # noqa: SLF001 - there is no public way
    workbook.custom_doc_props.append(StringProperty(name=version_property, value=marker(programme)))
    workbook.properties.title = words.programme("name")
    workbook.properties.creator = words.programme("authority")
    file = io.BytesIO()
    workbook.save(file)
    answers = letter(POSITION["answer"])
    return numbers_as_text_allowed(file.getvalue(), f"{answers}{HEADING_ROW + 2}:{answers}{_FAR_DOWN}")


def _draw(sheet: Worksheet, tab: TemplateTab, ranges: rules.Ranges) -> None:
    is_start = tab.sheet == START_SHEET
    widths = widths_of(tab) | (_START_WIDTHS if is_start else {})
    for index, row in enumerate(tab.rows, start=1):
        _draw_row(sheet, index, row, widths, is_start=is_start)
    _set_columns(sheet, widths)
    sheet.row_dimensions[KEY_ROW + 1].hidden = True
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = NAVY if is_start else AMBER
    if not is_start:
        sheet.freeze_panes = f"{letter(POSITION['answer'])}{HEADING_ROW + 2}"
        sheet.print_title_rows = f"{HEADING_ROW + 1}:{HEADING_ROW + 1}"
        rules.add_tones(sheet)
    rules.add_drop_downs(sheet, tab, ranges)
    rules.protect(sheet)
    rules.set_page(sheet, last=POSITION["answer"] + 1 if is_start else MARKER_COLUMN - 1)


def _set_columns(sheet: Worksheet, widths: Mapping[str, int]) -> None:
    for key, width in widths.items():
        sheet.column_dimensions[letter(POSITION[key])].width = width
    for position in (POSITION["key"], MARKER_COLUMN):
        sheet.column_dimensions[letter(position)].hidden = True


def _draw_row(sheet: Worksheet, index: int, row: Row, widths: Mapping[str, int], *, is_start: bool) -> None:
    heights = [0.0]
    for position, text, look in _cells(row, is_start=is_start):
        cell = sheet.cell(index, position + 1)
        cell.value = text or None
        dress(cell, look, is_open=_is_open(row, position))
        heights.append(height_of(text, look, _room(position, widths, runs_on=row.kind == "intro" and not is_start)))
    if row.kind == "intro" and not is_start:
        sheet.merge_cells(f"{letter(POSITION['label'])}{index}:{letter(MARKER_COLUMN - 1)}{index}")
    set_height(sheet, index, max(heights))


def _is_open(row: Row, position: int) -> bool:
    if row.kind == "handing_in":
        return position == POSITION["answer"]
    return row.input is not None and position < MARKER_COLUMN and role_of(row, COLUMNS[position].key) in _OPEN_ROLES


def _room(position: int, widths: Mapping[str, int], *, runs_on: bool) -> int:
    """The letters that find room beside each other in a cell, or from it to the tab's right edge."""
    keys = [column.key for column in COLUMNS][position:]
    return sum(widths[key] for key in (keys if runs_on else keys[:1])) or _MARKER_WIDTH


def _cells(row: Row, *, is_start: bool) -> Iterator[tuple[int, str, Look]]:
    """The position, text and look of each cell of a row up to the marker's."""
    for position, column in enumerate(COLUMNS):
        text = row.texts[position] if position < len(row.texts) else ""
        yield position, text, look_on_start(row, position) if is_start else _look(row, column.key)
    if len(row.texts) > MARKER_COLUMN:
        yield MARKER_COLUMN, row.texts[MARKER_COLUMN], LOOKS["key"]


def _look(row: Row, column: str) -> Look:
    return _INTRO if row.kind == "intro" else look_of(row, column)
