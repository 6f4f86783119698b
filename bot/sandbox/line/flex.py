"""Flex containers: bubbles and carousels, their blocks and their sizes (LINE reference, Flex Message)."""

from __future__ import annotations

from typing import Any

from bot.sandbox.line.actions import IN_FLEX
from bot.sandbox.line.flex_components import BOX, IMAGE, VIDEO
from bot.sandbox.line.flex_values import COLOUR, TYPE
from bot.sandbox.line.measures import bytes_on_the_wire
from bot.sandbox.line.shapes import (
    INVALID,
    Complaint,
    Complaints,
    Path,
    by_type,
    every,
    flag,
    listing,
    one_of,
    record,
)

BUBBLE_BYTES = 30 * 1024
CAROUSEL_BYTES = 50 * 1024
BUBBLES = 12

_BLOCK_STYLE = record({}, {"backgroundColor": COLOUR, "separator": flag, "separatorColor": COLOUR})
_BLOCK = by_type({"box": BOX})


def _light_enough_bubble(value: dict[str, Any], path: Path) -> Complaints:
    if bytes_on_the_wire(value) > BUBBLE_BYTES:
        yield Complaint(path, f"size must be between 0 and {BUBBLE_BYTES} bytes")


def _light_enough_carousel(value: dict[str, Any], path: Path) -> Complaints:
    if bytes_on_the_wire(value) > CAROUSEL_BYTES:
        yield Complaint(path, f"size must be between 0 and {CAROUSEL_BYTES} bytes")


def _bubbles_of_one_size(value: dict[str, Any], path: Path) -> Complaints:
    sizes = [bubble.get("size") or "mega" for bubble in value["contents"]]
    for index, size in enumerate(sizes):
        if size != sizes[0]:
            yield Complaint((*path, "contents", index, "size"), INVALID)


_BUBBLE = every(
    record(
        TYPE,
        {
            "direction": one_of("ltr", "rtl"),
            "styles": record({}, dict.fromkeys(("header", "hero", "body", "footer"), _BLOCK_STYLE)),
            "header": _BLOCK,
            "hero": by_type({"box": BOX, "image": IMAGE, "video": VIDEO}),
            "body": _BLOCK,
            "footer": _BLOCK,
            "size": one_of("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"),
            "action": IN_FLEX,
        },
    ),
    _light_enough_bubble,
)
_CAROUSEL = every(
    record({**TYPE, "contents": listing(by_type({"bubble": _BUBBLE}), least=1, most=BUBBLES)}),
    _bubbles_of_one_size,
    _light_enough_carousel,
)

CONTAINER = by_type({"bubble": _BUBBLE, "carousel": _CAROUSEL})
