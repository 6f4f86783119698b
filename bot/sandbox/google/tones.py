"""How conditional formats change the look of cells; of their conditions the sandbox draws "text starts with" alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.google.ranges import resolve
from bot.sandbox.google.workbook import Cell, Sheet, Workbook

Tones = Callable[[int, int, Cell], dict[str, Any]]


def tones_of(workbook: Workbook, sheet: Sheet) -> Tones:
    """What finds, for a cell and where it stands, the `CellFormat` of the first rule that holds there."""
    rules = [
        ([resolve(workbook, each) for each in rule["ranges"]], _prefix(rule["booleanRule"]), rule["booleanRule"])
        for rule in sheet.conditional_formats
        if rule.get("booleanRule", {}).get("condition", {}).get("type") == "TEXT_STARTS_WITH"
    ]

    def tone(row: int, column: int, cell: Cell) -> dict[str, Any]:
        text = cell.get("formattedValue", "")
        for boxes, prefix, rule in rules if text else ():
            if text.casefold().startswith(prefix) and any(box.holds(row, column) for box in boxes):
                return dict(rule.get("format", {}))
        return {}

    return tone


def _prefix(rule: dict[str, Any]) -> str:
    return str(rule["condition"]["values"][0]["userEnteredValue"]).casefold()
