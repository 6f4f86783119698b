"""What follows when rows or columns come, go or move: every range that names them moves along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.google.workbook import Sheet, Workbook

# From a first index and the one after the last to what they become; equal ones mean that nothing is left.
Shift = Callable[[int, int], tuple[int, int]]

_ENDLESS = 2**31


def after_insertion(place: int, count: int) -> Shift:
    def shift(first: int, last: int) -> tuple[int, int]:
        return (first + count if first >= place else first), (last + count if last > place else last)

    return shift


def after_deletion(gone_first: int, gone_last: int) -> Shift:
    def moved(index: int) -> int:
        return index - (gone_last - gone_first) if index >= gone_last else min(index, gone_first)

    return lambda first, last: (moved(first), moved(last))


def after_move(source_first: int, source_last: int, target: int) -> Shift:
    count = source_last - source_first
    place = target - count if target > source_first else target
    close, make_room = after_deletion(source_first, source_last), after_insertion(place, count)

    def shift(first: int, last: int) -> tuple[int, int]:
        if source_first <= first and last <= source_last:
            return first - source_first + place, last - source_first + place
        return make_room(*close(first, last))

    return shift


def shift_everything(workbook: Workbook, sheet: Sheet, dimension: str, shift: Shift) -> None:
    """Apply a shift to all that lies on `sheet`; what has nothing left goes."""

    def moved(grid_range: dict[str, Any]) -> dict[str, Any] | None:
        return _shifted(grid_range, dimension, shift)

    sheet.merges = [new for each in sheet.merges if (new := moved(each)) is not None]
    sheet.protected_ranges = _with_ranges(sheet.protected_ranges, moved)
    sheet.banded_ranges = _with_ranges(sheet.banded_ranges, moved)
    for rule in sheet.conditional_formats:
        rule["ranges"] = [new for each in rule["ranges"] if (new := moved(each)) is not None]
    sheet.conditional_formats = [rule for rule in sheet.conditional_formats if rule["ranges"]]
    if sheet.basic_filter is not None:
        sheet.basic_filter = next(iter(_with_ranges([sheet.basic_filter], moved)), None)
    elsewhere = [each for each in workbook.named_ranges if each["range"].get("sheetId", 0) != sheet.id]
    here = [each for each in workbook.named_ranges if each["range"].get("sheetId", 0) == sheet.id]
    workbook.named_ranges = elsewhere + _with_ranges(here, moved)
    workbook.metadata = [each for each in workbook.metadata if _follows(each, sheet, dimension, shift)]


def _with_ranges(
    holders: list[dict[str, Any]], moved: Callable[[dict[str, Any]], dict[str, Any] | None]
) -> list[dict[str, Any]]:
    kept = []
    for holder in holders:
        new = moved(holder["range"]) if "range" in holder else {}
        if new is None:
            continue
        if "range" in holder:
            holder["range"] = new
        if "unprotectedRanges" in holder:
            free = [each for old in holder["unprotectedRanges"] if (each := moved(old)) is not None]
            holder["unprotectedRanges"] = free
        kept.append(holder)
    return kept


def _shifted(grid_range: dict[str, Any], dimension: str, shift: Shift) -> dict[str, Any] | None:
    name = "Row" if dimension == "ROWS" else "Column"
    start, end = f"start{name}Index", f"end{name}Index"
    if start not in grid_range and end not in grid_range:
        return grid_range
    first, last = shift(grid_range.get(start, 0), grid_range.get(end, _ENDLESS))
    if last <= first:
        return None
    return {**grid_range, start: first, **({end: last} if end in grid_range else {})}


def _follows(metadata: dict[str, Any], sheet: Sheet, dimension: str, shift: Shift) -> bool:
    """Move metadata with its row or column; False where that is gone."""
    place = metadata["location"].get("dimensionRange", {})
    if place.get("dimension") != dimension or place.get("sheetId", 0) != sheet.id:
        return True
    place["startIndex"], place["endIndex"] = shift(place["startIndex"], place["endIndex"])
    return bool(place["startIndex"] < place["endIndex"])
