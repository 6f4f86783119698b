"""Tables as one .xlsx workbook, a sheet for each, written row by row; texts are texts, whatever they begin with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from bot.documents.season_table import Cell

_LONGEST = 32_767
"""The most characters that a cell of Excel holds."""
_HEAD = PatternFill("solid", fgColor="1F3F6B")
_WIDTHS = {"A": 14, "B": 48, "C": 24, "D": 18, "E": 26, "F": 24}


class Sheet(NamedTuple):
    """One sheet: its title (at most 31 characters), the heading, and the rows."""

    title: str
    heading: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def workbook_of(sheets: Iterable[Sheet], made_at: datetime) -> bytes:
    """The file; `made_at` is aware."""
    book = Workbook(write_only=True)
    book.properties.creator = "Tonbaeb"
    book.properties.created = book.properties.modified = made_at.replace(tzinfo=None)
    for sheet in sheets:
        _write(book.create_sheet(sheet.title), sheet)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _write(page: Any, sheet: Sheet) -> None:  # of openpyxl's write-only kind, whose types are not stated
    page.freeze_panes = "C2"
    for number in range(len(sheet.heading)):
        letter = get_column_letter(number + 1)
        page.column_dimensions[letter].width = _WIDTHS.get(letter, 13)
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.heading))}1"
    page.append([_head(page, name) for name in sheet.heading])
    for row in sheet.rows:
        page.append([_text(page, cell) if isinstance(cell, str) else cell for cell in row])


def _head(page: Any, name: str) -> Any:
    cell = _text(page, name)
    cell.font, cell.fill = Font(bold=True, color="FFFFFF"), _HEAD
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    return cell


def _text(page: Any, text: str) -> Any:
    """A cell that stays a text even where someone opens it for editing and leaves it again."""
    shown = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)[:_LONGEST]
    cell = WriteOnlyCell(page, shown)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
