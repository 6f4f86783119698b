"""Looks in openpyxl's words. Imported only where a workbook is drawn, since openpyxl is heavy."""

from __future__ import annotations

from functools import cache

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

from sheets_schema.fitting import line_count
from sheets_schema.styles import Look

FONT = "TH Sarabun New"
"""The official face as offices have it installed. Its letters are small: 14 points look like 10 of Sarabun."""
_POINTS = 1.4
_LINE_POINTS = 1.5
_MARGIN_POINTS = 7
_LETTER_SIZE = 10  # the size in which a letter is as wide as a column's unit
_LOST_TO_WORDS = 7  # letters at a line's end, since words are not broken; Thai words are long


class GrowingRow(RowDimension):
    """A row with a height to begin with, which still grows with what is typed; openpyxl's own would stay as it is."""

    @property
    def customHeight(self) -> bool:  # noqa: N802 - openpyxl's name
        return False


def dress(cell: Cell | MergedCell, look: Look, *, is_open: bool = False) -> None:
    """Give a cell its look; `is_open` lets people type in it although the tab is protected."""
    cell.font = _font(look)
    cell.fill = _fill(look.background)
    cell.alignment = _alignment(look)
    cell.border = _border(look.border)
    if look.as_text:
        cell.number_format = "@"
    if is_open:
        cell.protection = Protection(locked=False)


def letter(position: int) -> str:
    """The letter of a column counted from 0; a template has fewer than 26."""
    return chr(ord("A") + position)


def set_height(sheet: Worksheet, row: int, height: float) -> None:
    """The height of a row (counted from 1) to begin with, in points."""
    sheet.row_dimensions[row] = GrowingRow(sheet, index=row, ht=height)


def height_of(text: str, look: Look, width: int) -> float:
    """The points a text needs in a column `width` letters wide."""
    room = max(width * _LETTER_SIZE // look.size - _LOST_TO_WORDS, 4)
    lines = line_count(text, room) if look.wrap else 1
    return lines * look.size * _POINTS * _LINE_POINTS + _MARGIN_POINTS


@cache
def _font(look: Look) -> Font:
    return Font(name=FONT, size=round(look.size * _POINTS), bold=look.bold, color=look.colour)


@cache
def _fill(code: str) -> PatternFill:
    return PatternFill("solid", start_color=code)


@cache
def _alignment(look: Look) -> Alignment:
    vertical = {"top": "top", "middle": "center"}[look.down]
    return Alignment(horizontal=look.across, vertical=vertical, wrap_text=look.wrap, indent=int(look.across == "left"))


@cache
def _border(code: str) -> Border:
    line = Side(style="thin", color=code) if code else Side()
    return Border(left=line, right=line, top=line, bottom=line)
