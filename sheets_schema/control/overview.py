"""The overview as rows: what it is called, how much, and the key of those lines that are found again. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from sheets_schema.control.layout import OVERVIEW
from sheets_schema.styles import LOOKS, Look, Role

MISSING = "missing"
"""The key of the line that tells what is registered and has no row."""
HEADINGS = ("รายการ", "จำนวน", "")
KEYS = (f"{OVERVIEW}.label", f"{OVERVIEW}.value", f"{OVERVIEW}.key")
WIDTHS = (52, 64)
"""Of its two visible columns, in letters."""

Kind = Literal["keys", "headings", "section", "line"]
TYPED = Look(background="FFFCEC", border="E6CF8B", as_text=True)
"""The look of a cell that people fill."""
_ROLES: Mapping[Kind, tuple[Role, Role]] = {
    "keys": ("key", "key"),
    "headings": ("heading", "heading"),
    "section": ("section", "section"),
    "line": ("label", "feedback"),
}


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


def looks_of(kind: Kind) -> tuple[Look, Look, Look]:
    """The looks of the three cells of a row."""
    label, value = _ROLES[kind]
    return LOOKS[label], LOOKS[value], LOOKS["key"]
