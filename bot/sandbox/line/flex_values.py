"""The values that properties of Flex components take (LINE reference, Flex Message)."""

from __future__ import annotations

from bot.sandbox.line.shapes import Checks, matching, one_of, record, text

_STEPS = "none|xs|sm|md|lg|xl|xxl"
_SIZES = "xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl"
PIXELS = r"\d+(\.\d+)?px"
_SHARE = r"(100|\d{1,2})(\.\d+)?%"

STEP = matching(rf"{_STEPS}|{PIXELS}")
OFFSET = matching(rf"{_STEPS}|-?{PIXELS}|-?{_SHARE}")
PADDING = matching(rf"{_STEPS}|{PIXELS}|{_SHARE}")
LENGTH = matching(rf"{PIXELS}|{_SHARE}")
FONT_SIZE = matching(rf"{_SIZES}|{PIXELS}")
PICTURE_SIZE = matching(rf"{_SIZES}|full|{PIXELS}|{_SHARE}")
COLOUR = matching(r"#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})")
RATIO = matching(r"[1-9]\d{0,4}(\.\d+)?:[1-9]\d{0,4}(\.\d+)?")
ALIGN = one_of("start", "end", "center")
GRAVITY = one_of("top", "bottom", "center")
SHRINK = one_of("shrink-to-fit")
TYPE: Checks = {"type": text(20)}

_OFFSETS: Checks = dict.fromkeys(("offsetTop", "offsetBottom", "offsetStart", "offsetEnd"), OFFSET)
PLACED: Checks = {"margin": STEP, "position": one_of("relative", "absolute"), **_OFFSETS}
LETTERS: Checks = {
    "size": FONT_SIZE,
    "color": COLOUR,
    "weight": one_of("regular", "bold"),
    "style": one_of("normal", "italic"),
    "decoration": one_of("none", "underline", "line-through"),
}
GRADIENT = record(
    {**TYPE, "angle": matching(r"\d{1,3}(\.\d+)?deg"), "startColor": COLOUR, "endColor": COLOUR},
    {"centerColor": COLOUR, "centerPosition": matching(_SHARE)},
)
