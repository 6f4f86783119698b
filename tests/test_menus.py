"""The rich menus: what they offer, that their fields fill the picture, and that old eyes can read it in the sun."""

from __future__ import annotations

import struct
import zlib
from itertools import combinations

import pytest

from bot.conversation.cards import style
from bot.conversation.postbacks import asked_by
from bot.conversation.vocabulary import FOR_OFFICERS, Word
from bot.conversation.words import Asked, recognise
from bot.menus import drawing
from bot.menus.drawing import svg_of
from bot.menus.for_line import ready
from bot.menus.grid import HEIGHT, WIDTH, Bounds, tiles_with_bounds
from bot.menus.kinds import KINDS, MENUS, Kind, kind_for
from bot.menus.picture import png_of
from bot.sandbox.line import pictures
from bot.sandbox.line.rich_menu_rules import RICH_MENU
from tests.support import line_schema
from tests.support.contrast import contrast

SCALE = 10
"""How many pixels of the picture are one pixel of the small one that is looked at here."""


def test_people_see_the_menu_of_what_they_are() -> None:
    assert kind_for(linked=False, officer=False) == "unlinked"
    assert kind_for(linked=True, officer=False) == "linked"
    assert kind_for(linked=True, officer=True) == kind_for(linked=False, officer=True) == "officer"


def test_each_menu_offers_what_its_people_need_first() -> None:
    assert {kind: [tile.word for tile in menu.tiles] for kind, menu in MENUS.items()} == {
        "unlinked": [Word.LINK, Word.HELP, Word.DEADLINES, Word.UNPSA, Word.CONTACT],
        "linked": [
            *(Word.SCORE, Word.MISSING, Word.DEADLINES),
            *(Word.RESULT, Word.UNPSA, Word.HELP, Word.CONTACT),
        ],
        "officer": [
            *(Word.OVERVIEW, Word.TO_REVIEW, Word.DASHBOARD),
            *(Word.RESCORE, Word.UNANNOUNCED, Word.NOTIFICATIONS, Word.HELP),
        ],
    }


def test_what_officers_alone_may_ask_stands_in_their_menu_alone() -> None:
    assert not any(tile.word in FOR_OFFICERS for kind in ("unlinked", "linked") for tile in MENUS[kind].tiles)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_asks_for_what_its_words_ask_for_when_they_are_typed(kind: Kind) -> None:
    fields = list(zip(MENUS[kind].tiles, ready(kind).body["areas"], strict=True))

    assert [recognise(tile.label) for tile, _ in fields] == [Asked(tile.word) for tile, _ in fields]
    assert [asked_by(area["action"]["data"]) for _, area in fields] == [Asked(tile.word) for tile, _ in fields]
    assert [recognise(area["action"]["displayText"]) for _, area in fields] == [Asked(tile.word) for tile, _ in fields]


@pytest.mark.parametrize("kind", KINDS)
def test_the_fields_fill_the_picture_and_none_lies_over_another(kind: Kind) -> None:
    fields = [bounds for _, bounds in tiles_with_bounds(MENUS[kind])]

    assert sum(each.width * each.height for each in fields) == WIDTH * HEIGHT
    assert not any(overlap(one, other) for one, other in combinations(fields, 2))
    assert all(0 <= each.x <= WIDTH - each.width and 0 <= each.y <= HEIGHT - each.height for each in fields)


@pytest.mark.parametrize("kind", KINDS)
def test_line_takes_the_menu_and_its_picture(kind: Kind) -> None:
    menu = ready(kind)

    assert list(RICH_MENU(menu.body, ())) == []
    assert max(len(area["action"]["label"]) for area in menu.body["areas"]) <= 20
    assert len(menu.body["chatBarText"]) <= 14
    assert pictures.media_type(menu.png) == "image/png"
    assert pictures.size(menu.png) == (WIDTH, HEIGHT)
    assert len(menu.png) < 1024 * 1024


@pytest.mark.parametrize("kind", KINDS)
def test_the_menu_fits_lines_own_schema(kind: Kind) -> None:
    assert line_schema.load("messaging-api").problems("RichMenuRequest", ready(kind).body) == []


def test_a_menus_name_tells_its_content_apart() -> None:
    names = {ready(kind).name for kind in KINDS}

    assert len(names) == 3
    assert {ready(kind).name for kind in KINDS} == names
    assert all(name.startswith("tonbaeb ") for name in names)


@pytest.mark.parametrize("kind", KINDS)
def test_words_and_icons_stand_out_and_letters_are_large(kind: Kind) -> None:
    pairs = [colours for tile in MENUS[kind].tiles for colours in [drawing.colours_of(tile)]]
    letters = [int(part.split('"')[0]) for part in svg_of(MENUS[kind]).split('font-size="')[1:]]

    assert min(contrast(ink, ground) for ground, ink, _ in pairs) >= 7
    assert min(contrast(sign, ground) for ground, _, sign in pairs) >= 4.5
    assert min(letters) / WIDTH >= 0.04


@pytest.mark.parametrize("kind", KINDS)
def test_words_and_icons_stay_inside_their_fields(kind: Kind) -> None:
    """Around every field a frame is looked at in which nothing but its ground may be seen."""
    rows = pixels(small(svg_of(MENUS[kind])))
    touched = {
        tile.label: found
        for tile, bounds in tiles_with_bounds(MENUS[kind])
        if (found := strange_in_frame(rows, bounds, drawing.colours_of(tile)[0]))
    }

    assert touched == {}


def test_every_field_shows_words_and_an_icon() -> None:
    for kind in KINDS:
        document = svg_of(MENUS[kind])
        for tile in MENUS[kind].tiles:
            assert all(f">{line}</text>" in document for line in tile.lines)
        assert document.count("<path ") == len(list(MENUS[kind].tiles))


def test_thai_marks_are_put_where_they_belong_by_the_drawer_itself() -> None:
    """A tone mark over an upper vowel stands higher than one over a bare letter, and ญ loses its foot over a vowel."""
    assert top_of("ที่") < top_of("ท่") < top_of("ท")
    assert top_of("ป้ำ") < top_of("ป้า")
    assert ink_of("ญุ") < ink_of("ญ") + ink_of("กุ") - ink_of("ก")


def test_the_face_comes_from_its_package() -> None:
    elsewhere = letters_svg("ก").replace("Sarabun", "No such face")

    assert not any(any(colour[3] for colour in row) for row in pixels(png_of(elsewhere)))


def overlap(one: Bounds, other: Bounds) -> bool:
    aside = one.x + one.width <= other.x or other.x + other.width <= one.x
    return not (aside or one.y + one.height <= other.y or other.y + other.height <= one.y)


def small(svg: str) -> bytes:
    """The same picture, a tenth as wide and high."""
    return png_of(
        svg.replace(
            f'width="{WIDTH}" height="{HEIGHT}" viewBox', f'width="{WIDTH // SCALE}" height="{HEIGHT // SCALE}" viewBox'
        )
    )


def strange_in_frame(rows: list[list[bytes]], bounds: Bounds, ground: str) -> int:
    """How many pixels on a line five small pixels inside the field's border have another colour than its ground."""
    left, top = bounds.x // SCALE + 6, bounds.y // SCALE + 6
    right, bottom = (bounds.x + bounds.width) // SCALE - 7, (bounds.y + bounds.height) // SCALE - 7
    frame = [rows[y][x] for y in (top, bottom) for x in range(left, right + 1)]
    frame += [rows[y][x] for x in (left, right) for y in range(top, bottom + 1)]
    return sum(pixel[:3] != bytes.fromhex(ground[1:]) for pixel in frame)


def letters_svg(words: str) -> str:
    face = f'font-family="Sarabun" font-weight="700" font-size="40" fill="{style.INK}"'
    text = f'<text x="10" y="65" {face}>{words}</text>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="120" height="90">{text}</svg>'


def top_of(words: str) -> int:
    """The highest row with any ink."""
    return next(y for y, row in enumerate(pixels(png_of(letters_svg(words)))) if any(pixel[3] > 127 for pixel in row))


def ink_of(words: str) -> int:
    return sum(pixel[3] > 127 for row in pixels(png_of(letters_svg(words))) for pixel in row)


def pixels(png: bytes) -> list[list[bytes]]:
    """The rows of a PNG of eight bits with red, green, blue and alpha (PNG specification, section 9)."""
    width, height = struct.unpack_from(">II", png, 16)
    assert png[24:26] == b"\x08\x06"
    raw, stride, before, rows = zlib.decompress(idat(png)), width * 4, bytearray(width * 4), []
    for y in range(height):
        kind, line = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1 : (y + 1) * (stride + 1)])
        for at in range(stride):
            left = line[at - 4] if at >= 4 else 0
            corner = before[at - 4] if at >= 4 else 0
            line[at] = (line[at] + guess(kind, left, before[at], corner)) & 0xFF
        rows.append([bytes(line[at : at + 4]) for at in range(0, stride, 4)])
        before = line
    return rows


def guess(kind: int, left: int, above: int, corner: int) -> int:
    if kind == 4:
        nearest = left + above - corner
        return min(
            (abs(nearest - left), 0, left), (abs(nearest - above), 1, above), (abs(nearest - corner), 2, corner)
        )[2]
    return (0, left, above, (left + above) // 2)[kind]


def idat(png: bytes) -> bytes:
    at, found = 8, b""
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        found += png[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    return found
