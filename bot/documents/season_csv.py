"""A table as CSV for Excel: UTF-8 with the mark by which Excel knows it, and nothing that Excel would run."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from bot.documents.season_table import Cell
from bot.documents.spreadsheet_text import harmless

MARK = "\ufeff"


class _Line:
    """What `csv` writes to: it keeps the line that was last written."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text = text
        return len(text)


def csv_lines(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The file, a line at a time."""
    line = _Line()
    writer = csv.writer(line)
    yield MARK.encode()
    for row in chain((heading,), rows):
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
        yield line.text.encode()
