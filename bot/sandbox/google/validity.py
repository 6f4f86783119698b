"""Whether what a person typed passes the validation of its cell. The API never asks this, nor does Google's."""

from __future__ import annotations

from typing import Any

from bot.sandbox.google.errors import ApiError
from bot.sandbox.google.ranges import parse_a1
from bot.sandbox.google.workbook import Cell, Workbook

_DEFAULT = "The data you entered in this cell violates the data validation rules set on it."


def refusal(workbook: Workbook, cell: Cell) -> str:
    """Why a strict rule refuses the cell, or an empty text. Kinds other than lists and checkboxes let all pass."""
    rule = cell.get("dataValidation", {})
    if not rule.get("strict") or "effectiveValue" not in cell:
        return ""
    if rule["condition"]["type"] == "BOOLEAN":
        good = _passes_checkbox(rule["condition"], cell)
    else:
        allowed = allowed_values(workbook, rule)
        good = allowed is None or cell["formattedValue"] in allowed
    return "" if good else rule.get("inputMessage", _DEFAULT)


def allowed_values(workbook: Workbook, rule: dict[str, Any]) -> list[str] | None:
    """What a list offers, None where the rule is no list. A range that is gone offers nothing."""
    values = [each.get("userEnteredValue", "") for each in rule["condition"].get("values", [])]
    if rule["condition"]["type"] == "ONE_OF_LIST":
        return values
    if rule["condition"]["type"] != "ONE_OF_RANGE":
        return None
    try:
        box = parse_a1(workbook, values[0].removeprefix("=").replace("$", ""))
    except ApiError:
        return []
    cells = [box.sheet.cell(row, column) for row, column in box.cells()]
    return [cell["formattedValue"] for cell in cells if cell and "formattedValue" in cell]


def _passes_checkbox(condition: dict[str, Any], cell: Cell) -> bool:
    values = [each.get("userEnteredValue", "") for each in condition.get("values", [])]
    if values:
        return cell["formattedValue"] in values
    return "boolValue" in cell["effectiveValue"]
