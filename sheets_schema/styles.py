"""How the workbook looks: a role for every cell and a look for every role, shared by both renderings.

Colours are hexadecimal RGB; sizes are points of the face Sarabun. Text stands out from its ground by at least 4.5 to 1,
and nothing is told by colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sheets_schema.layout import COLUMNS, POSITION, Row, TemplateTab

FONT = "Sarabun"
NAVY = "1F3F77"
INK = "1F2933"
QUIET = "52606D"
WHITE = "FFFFFF"
LINE = "D5DCE6"
AMBER = "D9A514"

CHOOSE = "โปรดเลือกจากรายการ หากไม่เกี่ยวข้องให้พิมพ์ “ไม่เกี่ยวข้อง”"
"""What a drop-down says about what is not in its list."""

Role = Literal[
    "key",
    "title",
    "step",
    "hand_in",
    "tick",
    "intro",
    "heading",
    "section",
    "criterion_number",
    "criterion",
    "level",
    "number",
    "label",
    "claim",
    "answer",
    "evidence",
    "no_evidence",
    "help",
    "feedback",
    "blank",
]


@dataclass(frozen=True, slots=True)
class Look:
    """The look of one role. `border` is the colour of the line around a cell, empty for none."""

    background: str = WHITE
    colour: str = INK
    size: int = 10
    bold: bool = False
    across: Literal["left", "center"] = "left"
    down: Literal["top", "middle"] = "middle"
    wrap: bool = True
    border: str = LINE
    as_text: bool = False


LOOKS: dict[Role, Look] = {
    "key": Look(colour=QUIET, wrap=False, border=""),
    "title": Look(colour=NAVY, size=16, bold=True, wrap=False, border=""),
    "step": Look(size=12, border=""),
    "hand_in": Look(colour=NAVY, size=12, bold=True),
    "tick": Look(background="FFF4C2", size=12, bold=True, across="center", border=AMBER),
    "intro": Look(colour=QUIET, down="top", wrap=False, border=""),
    "heading": Look(background="D6E2F3", colour=NAVY, size=11, bold=True, across="center", border="AFC3E0"),
    "section": Look(background=NAVY, colour="F7FAFF", size=12, bold=True, wrap=False, border=""),
    "criterion_number": Look(background="E9F0FA", colour=NAVY, bold=True, across="center"),
    "criterion": Look(background="E9F0FA", colour=NAVY, bold=True),
    "level": Look(background="F3F7FC", colour="3E4C59", size=9),
    "number": Look(colour=QUIET, size=9, across="center"),
    "label": Look(),
    "claim": Look(colour=NAVY, bold=True),
    "answer": Look(background="FFF4C2", border=AMBER, as_text=True),
    "evidence": Look(background="FFFCEC", colour="174EA6", border="E6CF8B"),
    "no_evidence": Look(background="EEF0F3", colour=QUIET, border="E1E5EA"),
    "help": Look(colour=QUIET, size=9),
    "feedback": Look(background="F4F8F7", border="DCE7E3"),
    "blank": Look(border=""),
}

TONES = {
    "✓": Look(background="DFF3E4", colour="1B5E34"),
    "▸": Look(background="FFF0D1", colour="7A4D00"),
    "!": Look(background="FCE3E0", colour="9B1C13"),
    "–": Look(background="EEF0F3", colour=QUIET),
}
"""The tone of a feedback text by the symbol it begins with."""

_PLAIN: dict[str, Role] = {
    "keys": "key",
    "title": "title",
    "intro": "intro",
    "headings": "heading",
    "section": "section",
    "blank": "blank",
    "handing_in": "blank",
}
_OF_HANDING_IN: dict[int, Role] = {
    POSITION["label"]: "hand_in",
    POSITION["answer"]: "tick",
    POSITION["answer"] + 1: "feedback",
}
_LEVELS = range(POSITION["answer"], POSITION["answer"] + 3)
_OF_CRITERION: dict[str, Role] = {"key": "key", "number": "criterion_number"}
_OF_INPUT: dict[str, Role] = {"key": "key", "number": "number", "answer": "answer", "help": "help"}


def look_on_start(row: Row, position: int) -> Look:
    """The look of a cell of the start tab: text in the label's column, and the row by which one hands in."""
    if row.kind == "handing_in":
        return LOOKS[_OF_HANDING_IN.get(position, "blank")]
    return LOOKS["step"] if row.kind == "intro" else look_of(row, "label")


def role_of(row: Row, column: str) -> Role:
    """What a cell of an input tab is, from its row and its column's key."""
    if row.kind == "criterion":
        return "level" if POSITION[column] in _LEVELS else _OF_CRITERION.get(column, "criterion")
    if row.input is None:
        return _PLAIN[row.kind]
    if column == "label":
        return "claim" if row.input.choice == "claimed" else "label"
    if column == "evidence":
        return "evidence" if row.input.evidence else "no_evidence"
    return _OF_INPUT.get(column, "feedback")


def look_of(row: Row, column: str) -> Look:
    """The look of a cell of an input tab."""
    return LOOKS[role_of(row, column)]


def widths_of(tab: TemplateTab) -> dict[str, int]:
    """The width of each column of an input tab, in letters: the more is to be written out, the wider the answers."""
    asked = [row.input.type for row in tab.rows if row.input is not None]
    widths = {column.key: column.width for column in COLUMNS}
    if asked and set(asked) == {"text"}:
        return widths | {"answer": 72, "evidence": 18, "help": 40, "feedback": 34}
    return widths | ({"answer": 38, "evidence": 34} if asked.count("text") > 2 else {})
