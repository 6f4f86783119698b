"""The shape of a section: inputs, criteria with their levels, requirements, questions, indicators and reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scoring.assumptions import KINDS_OF_ITEMS
from scoring.linter.finding import Phrase
from scoring.linter.shapes import (
    ANYTHING,
    CODE,
    DAY,
    FLAG,
    NAME,
    POSITIVE,
    ROWS,
    Depending,
    Listing,
    Plain,
    Record,
    Shape,
    Table,
)

TYPES = ("yes_no", "count", "choice", "date", "text")
TYPES_OF_INDICATORS = ("count", "yes_no")

FRACTION = Plain(
    Phrase("จำนวนเต็มหรือเศษส่วน", "a whole number or a fraction"),
    lambda value: isinstance(value, int | str | float) and not isinstance(value, bool),
)
_LEVEL = Plain(Phrase("เลขระดับ 1 ถึง 20", "a level from 1 to 20"), lambda value: type(value) is int and 1 <= value <= 20)
LEVELS = Table(_LEVEL, ANYTHING)


def _one_of(names: tuple[str, ...]) -> Plain:
    return Plain(Phrase("หนึ่งใน " + ", ".join(names), "one of " + ", ".join(names)), lambda value: value in names)


_OF_INPUT: Mapping[str, Shape] = {"key": NAME, "type": _one_of(TYPES)}
_OF_CHOICE: Mapping[str, Shape] = {**_OF_INPUT, "choice": NAME}
_MORE_OF_INPUT: Mapping[str, Shape] = {"evidence": FLAG, "rows": ROWS}
_MORE_OF_REQUIREMENT: Mapping[str, Shape] = {
    "applies": ANYTHING,
    "advised": FLAG,
    "due": DAY,
    "leads": Listing(CODE),
    "secondaries": Listing(CODE, may_be_empty=True),
}
_MORE_OF_ROW: Mapping[str, Shape] = {"evidence": FLAG, "needs": ANYTHING, **_MORE_OF_REQUIREMENT}


def _input(more: Mapping[str, Shape]) -> Depending:
    """An input with these fields besides those that every input has."""
    choice, plain = Record(_OF_CHOICE, more), Record(_OF_INPUT, more)
    return Depending(lambda item: choice if item.get("type") == "choice" else plain)


_INPUT = _input(_MORE_OF_INPUT)
_INPUTS = Listing(_INPUT)

_WAY = Record({"id": NAME, "when": FLAG, "inputs": _INPUTS, "levels": LEVELS})
_WITH_WAYS = Record({"id": NAME, "max": FRACTION, "way_by": NAME, "ways": Listing(_WAY)}, {"needs": ANYTHING})
_WITH_LEVELS = Record({"id": NAME, "max": FRACTION, "inputs": _INPUTS, "levels": LEVELS}, {"needs": ANYTHING})
_CRITERION = Depending(lambda item: _WITH_WAYS if {"ways", "way_by"} & item.keys() else _WITH_LEVELS)

_ONE_ROW = _input(_MORE_OF_ROW)
_OF_INPUTS = Record({"id": NAME, "inputs": Listing(_INPUT, may_be_empty=True), "needs": ANYTHING}, _MORE_OF_REQUIREMENT)
_REQUIREMENT = Depending(lambda item: _ONE_ROW if "key" in item else _OF_INPUTS)
_QUESTION = Record({"key": NAME, "words": POSITIVE}, {"optional": FLAG})
_INDICATOR = Record({"key": NAME, "type": _one_of(TYPES_OF_INDICATORS), "rows": ROWS}, {"evidence": FLAG})
_REPORT = Record({"id": NAME, "kind": NAME, "due": DAY}, {"applies": ANYTHING, "also": Listing(ANYTHING)})

_ASKED: Mapping[str, Shape] = {
    "inputs": _INPUTS,
    "requirements": Listing(_REQUIREMENT),
    "questions": Listing(_QUESTION),
    "indicators": Listing(_INDICATOR),
    "reports": Listing(_REPORT),
}
_SCORED = Record({"id": NAME, "tier": NAME, "criteria": Listing(_CRITERION)}, _ASKED)
_UNSCORED = Record({"id": NAME}, _ASKED)
_OF_PLAIN_INPUTS = Record({"id": NAME, "inputs": _INPUTS})


def _section(item: Mapping[str, Any]) -> Shape:
    if {"criteria", "tier"} & item.keys():
        return _SCORED
    return _UNSCORED if set(KINDS_OF_ITEMS) & item.keys() else _OF_PLAIN_INPUTS


SECTION = Depending(_section)
