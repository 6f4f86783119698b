"""The picture of a menu as an SVG document: tiles with an icon and words, dark on light or light on dark.

Made for old eyes and for the sun: a letter is never under 4 % of the picture's width, every pair of colours has a
contrast of at least 7 to 1, and no tile is known by its colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from bot.conversation.cards import style
from bot.menus.grid import HEIGHT, WIDTH, Bounds, tiles_with_bounds
from bot.menus.icons import STROKES
from bot.menus.kinds import Menu, Tile

FACE = "Sarabun"
_GAP = 18
_ROUND = 48
_LETTERS = ((1600, 168), (800, 136), (0, 104))
"""From which width of a tile on its letters have how many pixels."""

_MOST_IN_TWO_LINES = 116
_LINE = 1.3
_STROKE = 1.9
GROUND = "#DCE4EF"
DARK_GROUND = "#0B1F40"


def svg_of(menu: Menu) -> str:
    """The whole picture."""
    ground = DARK_GROUND if menu.dark else GROUND
    tiles = "".join("".join(_tile(tile, bounds)) for tile, bounds in tiles_with_bounds(menu))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<title>{escape(menu.name)}</title><rect width="{WIDTH}" height="{HEIGHT}" fill="{ground}"/>{tiles}</svg>'
    )


def colours_of(tile: Tile) -> tuple[str, str, str]:
    """Ground, words and icon of a tile."""
    return (style.BLUE, style.WHITE, style.GOLD_ON_BLUE) if tile.leading else (style.WHITE, style.INK, style.BLUE)


def _tile(tile: Tile, bounds: Bounds) -> Iterator[str]:
    ground, ink, sign = colours_of(tile)
    rim = f'stroke="{sign}" stroke-width="6"' if tile.leading else ""
    letters = next(pixels for least, pixels in _LETTERS if bounds.width >= least)
    if len(tile.lines) > 1:
        letters = min(letters, _MOST_IN_TWO_LINES)
    icon = letters * 2.4
    words = letters * (1 + _LINE * (len(tile.lines) - 1))
    space = letters * 0.4
    middle, top = bounds.x + bounds.width / 2, bounds.y + (bounds.height - icon - space - words) / 2
    yield (
        f'<rect x="{bounds.x + _GAP}" y="{bounds.y + _GAP}" width="{bounds.width - 2 * _GAP}" '
        f'height="{bounds.height - 2 * _GAP}" rx="{_ROUND}" fill="{ground}" {rim}/>'
    )
    yield (
        f'<path transform="translate({middle - icon / 2:.1f} {top:.1f}) scale({icon / 24:.3f})" '
        f'd="{STROKES[tile.icon]}" fill="none" stroke="{sign}" stroke-width="{_STROKE}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )
    for number, line in enumerate(tile.lines):
        baseline = top + icon + space + letters * (_LINE * number + 1)
        yield (
            f'<text x="{middle:.1f}" y="{baseline:.1f}" font-family="{FACE}" font-weight="700" '
            f'font-size="{letters}" text-anchor="middle" fill="{ink}">{escape(line)}</text>'
        )
