"""How the rows of the feedback tab look, in every rendering."""

from __future__ import annotations

from sheets_schema.styles import LOOKS, TONES, Look

_TITLE = Look(colour="1F3F77", size=14, bold=True, wrap=False, border="")
_SUBTITLE = Look(colour="1F3F77", size=11, bold=True, wrap=False, border="")
_LINE = Look(wrap=False, border="")
_SCORE = Look(colour="1F3F77", bold=True)
_CENTRED = Look(across="center")
_REQUIRED = Look(bold=True)


def kind_of(rows: tuple[tuple[str, ...], ...], index: int) -> str:
    """What a row of the summary is: the tab's `title`, a `subtitle`, a named `row`, a plain `line`, or of a table the
    `head`, a `requirement` or a `criterion`.
    """
    row = rows[index]
    if index == 0:
        return "title"
    follows_gap = not any(rows[index - 1])
    if len(row) == 1:
        return "subtitle" if follows_gap and row[0] else "line"
    if len(row) == 2:
        return "row"
    if len(rows[index - 1]) == 1:
        return "head"
    return "requirement" if len(row) == 3 else "criterion"


def look_of_cell(kind: str, column: int, text: str) -> Look:
    """The look of one cell in a row of this kind."""
    if kind == "row":
        return _SCORE if column == 1 else LOOKS["label"]
    if kind == "requirement":
        return (_REQUIRED, LOOKS["label"], _CENTRED)[column]
    if kind == "criterion":
        return LOOKS["label"] if column == 1 else _CENTRED
    plain = {"title": _TITLE, "subtitle": _SUBTITLE, "head": LOOKS["heading"]}
    return plain.get(kind) or TONES.get(text[:1], _LINE)
