"""The sandbox's model of a spreadsheet.

A cell is a dict in the form of Google's CellData without its effectiveFormat, or None where there is nothing. Cells are
never changed in place: an edit puts a new dict, so that a workbook is copied by copying its lists.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

Cell = dict[str, Any]
Row = list[Cell | None]
Dimension = dict[str, Any]  # pixelSize, hiddenByUser

ROW_PIXELS = 21
COLUMN_PIXELS = 100


@dataclass
class Sheet:
    """One tab. `cells`, `rows` and `columns` reach as far as anything was ever put, not as far as the grid."""

    properties: dict[str, Any]
    cells: list[Row] = field(default_factory=list)
    rows: list[Dimension] = field(default_factory=list)
    columns: list[Dimension] = field(default_factory=list)
    merges: list[dict[str, Any]] = field(default_factory=list)
    protected_ranges: list[dict[str, Any]] = field(default_factory=list)
    conditional_formats: list[dict[str, Any]] = field(default_factory=list)
    banded_ranges: list[dict[str, Any]] = field(default_factory=list)
    basic_filter: dict[str, Any] | None = None

    @property
    def id(self) -> int:
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        return str(self.properties["title"])

    @property
    def row_count(self) -> int:
        return int(self.properties["gridProperties"]["rowCount"])

    @property
    def column_count(self) -> int:
        return int(self.properties["gridProperties"]["columnCount"])

    def resize(self, rows: int, columns: int) -> None:
        """Change the size of the grid; what lies beyond it is dropped."""
        self.properties["gridProperties"].update(rowCount=rows, columnCount=columns)
        self.cells = [row[:columns] for row in self.cells[:rows]]
        del self.rows[rows:], self.columns[columns:]

    def cell(self, row: int, column: int) -> Cell | None:
        if row < len(self.cells) and column < len(self.cells[row]):
            return self.cells[row][column]
        return None

    def put(self, row: int, column: int, cell: Cell | None) -> None:
        """Set one cell; an empty dict counts as nothing."""
        if not cell and self.cell(row, column) is None:
            return
        self.cells.extend([] for _ in range(len(self.cells), row + 1))
        line = self.cells[row]
        line.extend([None] * (column + 1 - len(line)))
        line[column] = cell or None

    def dimensions(self, dimension: str) -> list[Dimension]:
        return self.rows if dimension == "ROWS" else self.columns

    def count(self, dimension: str) -> int:
        return self.row_count if dimension == "ROWS" else self.column_count

    def copy(self) -> Sheet:
        return Sheet(
            copy.deepcopy(self.properties),
            [list(row) for row in self.cells],
            [dict(row) for row in self.rows],
            [dict(column) for column in self.columns],
            copy.deepcopy(self.merges),
            copy.deepcopy(self.protected_ranges),
            copy.deepcopy(self.conditional_formats),
            copy.deepcopy(self.banded_ranges),
            copy.deepcopy(self.basic_filter),
        )


@dataclass
class Workbook:
    """A spreadsheet. Developer metadata of every place is kept in one list, each with its location."""

    id: str
    properties: dict[str, Any]
    sheets: list[Sheet] = field(default_factory=list)
    named_ranges: list[dict[str, Any]] = field(default_factory=list)
    metadata: list[dict[str, Any]] = field(default_factory=list)

    @property
    def locale(self) -> str:
        return str(self.properties["locale"])

    def sheet(self, sheet_id: int) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.id == sheet_id), None)

    def titled(self, title: str) -> Sheet | None:
        """The tab of that title, upper and lower case being one, as Google takes them."""
        wanted = title.casefold()
        return next((sheet for sheet in self.sheets if sheet.title.casefold() == wanted), None)

    def number_tabs(self) -> None:
        for index, sheet in enumerate(self.sheets):
            sheet.properties["index"] = index

    def copy(self) -> Workbook:
        return Workbook(
            self.id,
            copy.deepcopy(self.properties),
            [sheet.copy() for sheet in self.sheets],
            copy.deepcopy(self.named_ranges),
            copy.deepcopy(self.metadata),
        )


def to_document(workbook: Workbook) -> dict[str, Any]:
    """For the shelf. Not dataclasses.asdict, which would copy each cell deeply."""
    return {**vars(workbook), "sheets": [vars(sheet) for sheet in workbook.sheets]}


def from_document(document: dict[str, Any]) -> Workbook:
    return Workbook(**{**document, "sheets": [Sheet(**sheet) for sheet in document["sheets"]]})
