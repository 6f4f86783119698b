"""One cell model for every kind of workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

CellValue = str | bool | int | float | date


class Cell(NamedTuple):
    """What one cell holds.

    `value` is the value in force (of a formula: its result; date and time cells: a `date`), None when empty. `text` is
    what a person sees. `links` are links attached to the cell or to parts of its text. `error` is the error shown
    (`#REF!`) or, for a formula without a result, the formula itself. `per_cent` tells a number shown as a percentage.
    """

    value: CellValue | None = None
    text: str = ""
    links: tuple[str, ...] = ()
    error: str = ""
    per_cent: bool = False


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab as it was read: rows of raw cells of its source, made into a `Cell` only when one is looked at.

    `id` is the tab's id in Google Sheets, None in .xlsx. Rows and columns count from 0. `as_text` gives only the text
    that a raw cell holds, blank for anything else: keys are looked for in every row.
    """

    title: str
    id: int | None
    rows: Sequence[Sequence[Any]]
    as_cell: Callable[[Any], Cell]
    as_text: Callable[[Any], str]

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place; an empty one beyond the edge."""
        cells = self.rows[row] if row < len(self.rows) else ()
        raw = cells[column] if column < len(cells) else None
        return EMPTY if raw is None else self.as_cell(raw)

    def texts(self, row: int) -> list[tuple[int, str]]:
        """The column and the text of each cell of a row that holds one."""
        as_text = self.as_text
        cells = enumerate(self.rows[row])
        return [(column, text) for column, cell in cells if cell is not None and (text := as_text(cell))]

    def texts_below(self, row: int, column: int) -> list[tuple[int, str]]:
        """The row and the text of each cell of a column that holds one, below a row."""
        as_text = self.as_text
        return [
            (below, text)
            for below, cells in enumerate(self.rows[row + 1 :], start=row + 1)
            if column < len(cells) and cells[column] is not None and (text := as_text(cells[column]))
        ]


@lru_cache(maxsize=4096)
def a1(row: int, column: int) -> str:
    """The name of a cell, such as `D14`, from its row and column counted from 0."""
    return f"{_letters(column)}{row + 1}"


def _letters(column: int) -> str:
    before, letter = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + letter)
