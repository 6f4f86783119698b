"""Where each tile lies: the rows and their tiles fill the whole picture, side by side, none over another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.menus.kinds import Menu, Tile

WIDTH, HEIGHT = 2500, 1686
"""Pixels; LINE's largest rich menu."""

FIRST_ROW = 6
OTHER_ROWS = 5
"""How tall rows are beside each other."""


class Bounds(NamedTuple):
    """A rectangle in pixels of the picture, as LINE takes it."""

    x: int
    y: int
    width: int
    height: int


def tiles_with_bounds(menu: Menu) -> Iterator[tuple[Tile, Bounds]]:
    """Every tile of a menu with its rectangle, row by row."""
    heights = [OTHER_ROWS] * len(menu.rows)
    heights[0] = FIRST_ROW
    for row, (y, height) in zip(menu.rows, _spans(HEIGHT, heights), strict=True):
        for tile, (x, width) in zip(row, _spans(WIDTH, [tile.share for tile in row]), strict=True):
            yield tile, Bounds(x, y, width, height)


def _spans(whole: int, shares: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Start and length of each share of the whole; whole pixels, nothing left over."""
    total, before = sum(shares), 0
    for share in shares:
        start, end = whole * before // total, whole * (before + share) // total
        yield start, end - start
        before += share
