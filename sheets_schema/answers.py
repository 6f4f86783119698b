"""Reading one answer cell: what it says, or which problem it has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from scoring.programme import Input
from scoring.submission import State, Value
from sheets_schema.cells import Cell
from sheets_schema.dates import date_in
from sheets_schema.normalise import comparable, visible

LONGEST_TEXT = 20_000
_LONGEST_NOT_APPLICABLE = 20
_WHOLE_NUMBER = re.compile(r"([-−]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?", re.ASCII)
_MOST_DIGITS = 4000


class Reading(NamedTuple):
    """What one answer cell gave. A `problem` is a code of the contract; with it, only a long text keeps its value."""

    state: State
    value: Value | None = None
    problem: str | None = None


BLANK = Reading("blank")
NOT_APPLICABLE = Reading("not_applicable")
_WITHOUT_VALUE = {"": BLANK, **dict.fromkeys(("-", "n/a", "ไม่เกี่ยวข้อง"), NOT_APPLICABLE)}
_UNKNOWN_CHOICE = Reading("invalid", None, "unknown_choice")
_YES_NO = {
    **dict.fromkeys(("ใช่", "มี", "yes", "true", "1"), Reading("given", True)),
    **dict.fromkeys(("ไม่ใช่", "ไม่มี", "no", "false", "0"), Reading("given", False)),
}


def read_answer(item: Input, cell: Cell, codes_by_label: Mapping[str, str]) -> Reading:
    """What the answer cell of an input says.

    `codes_by_label` gives the code for each comparable label and code of a choice input (see `labels_of`).
    """
    if cell.error:
        return _problem("formula_error")
    if cell.value is None:
        return BLANK
    if item.type == "text":
        return _text(cell)
    said = _as_typed(cell)
    if said in _WITHOUT_VALUE and isinstance(cell.value, str):
        return _WITHOUT_VALUE[said]
    match item.type:
        case "yes_no":
            return _YES_NO.get(said, _UNKNOWN_CHOICE)
        case "choice":
            return _choice(said, codes_by_label)
        case "count":
            return _count(cell)
    return _date(cell)


def yes_or_no(cell: Cell) -> bool | None:
    """What a cell that takes yes or no says, a checkbox or a word; None where it says neither."""
    value = _YES_NO.get(_as_typed(cell), BLANK).value
    return value if isinstance(value, bool) else None


def labels_of(item: Input, labels: Mapping[str, str]) -> dict[str, str]:
    """Code by comparable code and label, the longest first, so that no label hides a longer one."""
    named = {comparable(code): code for code in item.codes}
    named.update({comparable(label): code for code, label in labels.items()})
    return dict(sorted(named.items(), key=lambda pair: -len(pair[0])))


def _count(cell: Cell) -> Reading:
    match cell.value:
        case str() as text:
            return _count_in(comparable(text))
        case bool() | date():
            return _problem("not_a_whole_number")
        case int() | float() as number if not cell.per_cent and number == number // 1:
            return Reading("given", int(number)) if number >= 0 else _problem("negative")
    return _problem("not_a_whole_number")


def _count_in(text: str) -> Reading:
    written = _WHOLE_NUMBER.fullmatch(text)
    if written is None or len(text) > _MOST_DIGITS:
        return _problem("not_a_whole_number")
    number = int(written.group(2).replace(",", ""))
    return _problem("negative") if written.group(1) and number else Reading("given", number)


def _choice(said: str, codes_by_label: Mapping[str, str]) -> Reading:
    if said in codes_by_label:
        return Reading("given", codes_by_label[said])
    for label, code in codes_by_label.items():
        if said.startswith(label) and _ends_here(said, len(label)):
            return Reading("given", code)
    return _UNKNOWN_CHOICE


def _as_typed(cell: Cell) -> str:
    """A cell's value as one would type it; nothing for dates, percentages and broken numbers, which say no choice."""
    match cell.value:
        case str() as text:
            return comparable(text)
        case bool() as ticked:
            return "true" if ticked else "false"
        case int() | float() as number if not cell.per_cent and number == number // 1:
            return str(int(number))
    return ""


def _ends_here(text: str, end: int) -> bool:
    """Whether a word ends at this place: the text does, or a space, punctuation or a symbol follows."""
    return end == len(text) or unicodedata.category(text[end])[0] in "ZPS"


def _date(cell: Cell) -> Reading:
    day = date_in(cell.value)
    return _problem("unreadable_date") if day is None else Reading("given", day)


def _text(cell: Cell) -> Reading:
    if not isinstance(cell.value, str):
        return Reading("given", visible(cell.text))
    text = visible(cell.value)
    if len(text) <= _LONGEST_NOT_APPLICABLE and comparable(text) in _WITHOUT_VALUE:
        return _WITHOUT_VALUE[comparable(text)]
    return Reading("given", text, "too_long" if len(text) > LONGEST_TEXT else None)


def _problem(code: str) -> Reading:
    return Reading("invalid", None, code)
