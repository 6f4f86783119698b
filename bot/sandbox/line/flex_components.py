"""Flex components: a table of their properties (LINE reference, Flex Message)."""

from __future__ import annotations

from typing import Any

from bot.sandbox.line.actions import IN_FLEX, IN_FLEX_BUTTON
from bot.sandbox.line.flex_values import (
    ALIGN,
    COLOUR,
    FONT_SIZE,
    GRADIENT,
    GRAVITY,
    LENGTH,
    LETTERS,
    PADDING,
    PICTURE_SIZE,
    PIXELS,
    PLACED,
    RATIO,
    SHRINK,
    STEP,
    TYPE,
)
from bot.sandbox.line.measures import PICTURE
from bot.sandbox.line.shapes import (
    INVALID,
    MISSING,
    Complaint,
    Complaints,
    Path,
    anything,
    by_type,
    every,
    flag,
    listing,
    matching,
    one_of,
    record,
    text,
    whole,
)


def _box_contents(value: dict[str, Any], path: Path) -> Complaints:
    """A baseline box holds icons and text; the other two hold everything but icons."""
    fitting = _IN_BASELINE if value["layout"] == "baseline" else _IN_STACK
    yield from listing(fitting)(value["contents"], (*path, "contents"))


def _says_something(value: dict[str, Any], path: Path) -> Complaints:
    if value.get("text") == "":
        yield Complaint((*path, "text"), "must be non-empty text")
    elif value.get("text") is None and not value.get("contents"):
        yield Complaint((*path, "text"), MISSING)


def _no_taller_than_three_widths(value: dict[str, Any], path: Path) -> Complaints:
    width, height = (float(side) for side in (value.get("aspectRatio") or "1:1").split(":"))
    if height > width * 3:
        yield Complaint((*path, "aspectRatio"), INVALID)


BOX = every(
    record(
        {**TYPE, "layout": one_of("horizontal", "vertical", "baseline"), "contents": listing(anything)},
        {
            **PLACED,
            "flex": whole(0),
            "spacing": STEP,
            "backgroundColor": COLOUR,
            "borderColor": COLOUR,
            "borderWidth": matching(rf"none|light|normal|medium|semi-bold|bold|{PIXELS}"),
            "cornerRadius": STEP,
            **dict.fromkeys(("width", "maxWidth", "height", "maxHeight"), LENGTH),
            **dict.fromkeys(("paddingAll", "paddingTop", "paddingBottom", "paddingStart", "paddingEnd"), PADDING),
            "action": IN_FLEX,
            "justifyContent": one_of(
                "center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"
            ),
            "alignItems": one_of("center", "flex-start", "flex-end"),
            "background": by_type({"linearGradient": GRADIENT}),
        },
    ),
    _box_contents,
)
BUTTON = record(
    {**TYPE, "action": IN_FLEX_BUTTON},
    {
        **PLACED,
        "flex": whole(0),
        "color": COLOUR,
        "style": one_of("primary", "secondary", "link"),
        "gravity": GRAVITY,
        "height": one_of("sm", "md"),
        "adjustMode": SHRINK,
        "scaling": flag,
    },
)
IMAGE = every(
    record(
        {**TYPE, "url": PICTURE},
        {
            **PLACED,
            "flex": whole(0),
            "align": ALIGN,
            "gravity": GRAVITY,
            "size": PICTURE_SIZE,
            "aspectRatio": RATIO,
            "aspectMode": one_of("fit", "cover"),
            "backgroundColor": COLOUR,
            "action": IN_FLEX,
            "animated": flag,
        },
    ),
    _no_taller_than_three_widths,
)
ICON = record({**TYPE, "url": PICTURE}, {**PLACED, "size": FONT_SIZE, "aspectRatio": RATIO, "scaling": flag})
SPAN = every(record(TYPE, {**LETTERS, "text": text(1_000_000)}), _says_something)
TEXT = every(
    record(
        TYPE,
        {
            **PLACED,
            **LETTERS,
            "flex": whole(0),
            "text": text(1_000_000),
            "contents": listing(by_type({"span": SPAN})),
            "align": ALIGN,
            "gravity": GRAVITY,
            "wrap": flag,
            "lineSpacing": matching(PIXELS),
            "action": IN_FLEX,
            "maxLines": whole(0),
            "adjustMode": SHRINK,
            "scaling": flag,
        },
    ),
    _says_something,
)
SEPARATOR = record(TYPE, {"margin": STEP, "color": COLOUR})
FILLER = record(TYPE, {"flex": whole(0)})
VIDEO = record(
    {**TYPE, "url": PICTURE, "previewUrl": PICTURE, "altContent": by_type({"box": BOX, "image": IMAGE})},
    {"aspectRatio": RATIO, "action": IN_FLEX},
)

_IN_BASELINE = by_type({"icon": ICON, "text": TEXT, "filler": FILLER})
_IN_STACK = by_type(
    {
        "box": BOX,
        "button": BUTTON,
        "image": IMAGE,
        "text": TEXT,
        "separator": SEPARATOR,
        "filler": FILLER,
    }
)
