"""Finding the table that an append goes below: a block of filled cells with an empty frame."""

from __future__ import annotations

from bot.sandbox.google.ranges import Box


def last_region(box: Box) -> Box | None:
    """The table around the lowest filled cell of the box; None where the box is empty."""
    filled = [place for place in box.cells() if _is_filled(box, *place)]
    if not filled:
        return None
    row, column = max(filled)
    return _grown(Box(box.sheet, row, row + 1, column, column + 1))


def _grown(box: Box) -> Box:
    """Take in neighbours as long as one of them, corners too, is filled."""
    while True:
        around = Box(
            box.sheet,
            max(box.top - 1, 0),
            min(box.bottom + 1, box.sheet.row_count),
            max(box.left - 1, 0),
            min(box.right + 1, box.sheet.column_count),
        )
        rim = [(r, c) for r, c in around.cells() if not box.holds(r, c) and _is_filled(around, r, c)]
        if not rim:
            return box
        box = Box(
            box.sheet,
            min(box.top, *(r for r, _ in rim)),
            max(box.bottom, *(r + 1 for r, _ in rim)),
            min(box.left, *(c for _, c in rim)),
            max(box.right, *(c + 1 for _, c in rim)),
        )


def _is_filled(box: Box, row: int, column: int) -> bool:
    cell = box.sheet.cell(row, column)
    return cell is not None and "effectiveValue" in cell
