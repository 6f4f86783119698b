"""Workbooks as plain lists of values, for tests of reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sheets_schema.cells import Cell, Tab

HEADER = ["key", "number", "label", "answer", "evidence"]


def tab(title: str, rows: Sequence[Sequence[Any]], sheet_id: int | None = None) -> Tab:
    """A tab of plain values; None is an empty cell."""
    return Tab(title, sheet_id, rows, lambda value: Cell(value, str(value)), lambda value: str(value or ""))


def row(key: str, answer: Any = None, evidence: str | None = None) -> list[Any]:
    """An input row in the columns of HEADER."""
    return [key, None, None, answer, evidence]
