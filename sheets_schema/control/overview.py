"""The overview as rows: what it is called, how much, and the key of those lines that are found again. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from sheets_schema.control.layout import OVERVIEW

MISSING = "missing"
"""The key of the line that tells what is registered and has no row."""
HEADINGS = ("รายการ", "จำนวน", "")
KEYS = (f"{OVERVIEW}.label", f"{OVERVIEW}.value", f"{OVERVIEW}.key")
WIDTHS = (52, 64)
"""Of its two visible columns, in letters."""

Kind = Literal["keys", "headings", "section", "line"]


class Line(NamedTuple):
    """One row of the overview; one without a value and a key begins a section."""

    label: str
    value: str = ""
    key: str = ""

    @property
    def kind(self) -> Kind:
        return "line" if self.value or self.key else "section"


def grid(lines: Iterable[Line]) -> list[tuple[Kind, tuple[str, str, str]]]:
    """All rows of the tab from its top, each with what it is."""
    told: list[tuple[Kind, tuple[str, str, str]]] = [(line.kind, (line.label, line.value, line.key)) for line in lines]
    return [("keys", KEYS), ("headings", HEADINGS), *told]
