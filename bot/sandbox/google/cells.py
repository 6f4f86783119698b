"""Making cells: from what was entered to all that Google would show of it."""

from __future__ import annotations

import re
from typing import Any

from bot.sandbox.google import masks
from bot.sandbox.google.blank import DEFAULT_FORMAT
from bot.sandbox.google.display import shown
from bot.sandbox.google.errors import BatchError
from bot.sandbox.google.masks import Mask
from bot.sandbox.google.workbook import Cell

CELL_LETTERS = 50_000
# What an edit may name; the rest of CellData is worked out from it.
ENTERED = ("userEnteredValue", "userEnteredFormat", "note", "textFormatRuns", "chipRuns", "dataValidation")
NOT_CALCULATED = "The sandbox calculates no formulas."

_URL = re.compile(r"^(?:https?|ftp)://[^\s/]+\.[^\s]+$|^https?://localhost\S*$|^mailto:\S+@\S+$", re.IGNORECASE)
_HYPERLINK = re.compile(r'^=\s*HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:[,;]\s*"((?:[^"]|"")*)"\s*)?\)\s*$', re.IGNORECASE)


def with_value(cell: Cell | None, value: dict[str, Any] | None, locale: str) -> Cell:
    """The cell with another value. Links and runs within the old text go with it; format and note stay."""
    kept = {k: v for k, v in (cell or {}).items() if k in ("userEnteredFormat", "note", "dataValidation")}
    return complete({**kept, "userEnteredValue": value} if value else kept, locale)


def with_number_format(cell: Cell, number_format: dict[str, str], locale: str) -> Cell:
    style = {**cell.get("userEnteredFormat", {}), "numberFormat": number_format}
    return complete({**cell, "userEnteredFormat": style}, locale)


def merged(cell: Cell | None, changes: Cell, mask: Mask, locale: str) -> Cell:
    """The cell with those fields that `mask` names taken from `changes`; what `changes` lacks is cleared."""
    mask = mask or dict.fromkeys(ENTERED, masks.WHOLE)
    old = cell or {}
    new = {k: v for k, v in old.items() if k in ENTERED}
    if "userEnteredValue" in mask and old.get("userEnteredValue") != changes.get("userEnteredValue"):
        new.pop("textFormatRuns", None)
        new.pop("chipRuns", None)
    for name, below in mask.items():
        if name in ENTERED:
            _take(new, changes, name, below)
    return complete(new, locale)


def complete(entered: Cell, locale: str) -> Cell:
    """What was entered, with effectiveValue, formattedValue and hyperlink as they follow from it."""
    cell = {name: entered[name] for name in ENTERED if entered.get(name)}
    value = cell.get("userEnteredValue")
    if value is None:
        return cell
    effective, link = _evaluate(value)
    number_format = cell.get("userEnteredFormat", {}).get("numberFormat")
    if _is_implied_text(number_format) and "numberValue" in effective:
        number_format = None
    cell["effectiveValue"] = effective
    cell["formattedValue"] = shown(effective, number_format, locale)
    link = link or _link_of(cell, effective)
    if link:
        cell["hyperlink"] = link
    return cell


def checked_value(value: dict[str, Any]) -> dict[str, Any]:
    """An ExtendedValue that a client may write; BatchError otherwise."""
    if len(value) > 1:
        raise BatchError("CellData.userEnteredValue has more than one value set.")
    if "errorValue" in value:
        raise BatchError("CellData.userEnteredValue.errorValue cannot be set, it is read-only.")
    if "formulaValue" in value and not value["formulaValue"].startswith("="):
        raise BatchError("CellData.userEnteredValue.formulaValue must begin with '='.")
    if len(value.get("stringValue", "")) > CELL_LETTERS:
        raise BatchError(f"Your input contains more than the maximum of {CELL_LETTERS} characters in a single cell.")
    return value


def effective_format(cell: Cell) -> dict[str, Any]:
    """The default format under the cell's own."""
    return _overlaid(DEFAULT_FORMAT, cell.get("userEnteredFormat", {}))


def _overlaid(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    result = dict(base)
    for name, value in over.items():
        nested = name in ("textFormat", "padding") and isinstance(value, dict)
        result[name] = {**base.get(name, {}), **value} if nested else value
    return result


def _take(new: Cell, changes: Cell, name: str, below: Mask) -> None:
    wanted = changes.get(name)
    if not below or "*" in below or not isinstance(wanted, dict | None):
        if wanted in (None, {}, [], ""):
            new.pop(name, None)
        else:
            new[name] = wanted
        return
    inner = dict(new.get(name, {}))
    for key, deeper in below.items():
        _take(inner, wanted or {}, key, deeper)
    if inner:
        new[name] = inner
    else:
        new.pop(name, None)


def _evaluate(value: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The effective value and the link of a HYPERLINK formula. No other formula is calculated."""
    formula = value.get("formulaValue")
    if formula is None:
        return value, ""
    match = _HYPERLINK.match(formula)
    if match is None:
        return {"errorValue": {"type": "NAME", "message": NOT_CALCULATED}}, ""
    url, label = (None if part is None else part.replace('""', '"') for part in match.groups())
    return {"stringValue": url if label is None else label}, url or ""


def _is_implied_text(number_format: dict[str, str] | None) -> bool:
    return number_format is not None and number_format.get("type") == "TEXT"


def _link_of(cell: Cell, effective: dict[str, Any]) -> str:
    """The one link of a whole cell; a cell with several links, or a link on a part of its text, has none."""
    runs = cell.get("textFormatRuns", [])
    links = [run.get("format", {}).get("link", {}).get("uri", "") for run in runs]
    if any(links):
        return links[0] if len(runs) == 1 and not runs[0].get("startIndex") else ""
    style: dict[str, Any] = cell.get("userEnteredFormat", {})
    if style.get("hyperlinkDisplayType") == "PLAIN_TEXT":
        return ""
    uri = style.get("textFormat", {}).get("link", {}).get("uri", "")
    text = effective.get("stringValue", "")
    return uri or (text if _URL.match(text) else "")
