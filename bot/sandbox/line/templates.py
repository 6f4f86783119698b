"""Template messages (LINE reference, template messages)."""

from __future__ import annotations

from typing import Any

from bot.sandbox.line.actions import IN_IMAGE_CAROUSEL, IN_TEMPLATE, IN_TEMPLATE_BACKGROUND
from bot.sandbox.line.measures import PICTURE, utf16_units
from bot.sandbox.line.shapes import (
    INVALID,
    Check,
    Checks,
    Complaint,
    Complaints,
    Path,
    by_type,
    every,
    listing,
    matching,
    one_of,
    record,
    text,
)

_TYPE: Checks = {"type": text(20)}
_LOOKS: Checks = {"imageAspectRatio": one_of("rectangle", "square"), "imageSize": one_of("cover", "contain")}
_HEADED: Checks = {
    "thumbnailImageUrl": PICTURE,
    "imageBackgroundColor": matching(r"#[0-9A-Fa-f]{6}"),
    "title": text(40, least=1, measure=utf16_units),
    "defaultAction": IN_TEMPLATE_BACKGROUND,
}


def _short_text(alone: int, under_a_head: int) -> Check:
    """The text may be longer where neither a picture nor a title stands over it."""

    def check(value: dict[str, Any], path: Path) -> Complaints:
        headed = value.get("thumbnailImageUrl") or value.get("title")
        most = under_a_head if headed else alone
        yield from text(most, least=1, measure=utf16_units)(value["text"], (*path, "text"))

    return check


def _columns_alike(value: dict[str, Any], path: Path) -> Complaints:
    """All columns have as many actions as the first."""
    counts = [len(column["actions"]) for column in value["columns"]]
    for index, count in enumerate(counts):
        if count != counts[0]:
            yield Complaint((*path, "columns", index, "actions"), INVALID)


_ANY_TEXT = text(240, measure=utf16_units)
_COLUMN = every(
    record({"text": _ANY_TEXT, "actions": listing(IN_TEMPLATE, least=1, most=3)}, _HEADED),
    _short_text(120, 60),
)
_IMAGE_COLUMN = record({"imageUrl": PICTURE, "action": IN_IMAGE_CAROUSEL})

TEMPLATE = by_type(
    {
        "buttons": every(
            record(
                {**_TYPE, "text": _ANY_TEXT, "actions": listing(IN_TEMPLATE, least=1, most=4)},
                {**_HEADED, **_LOOKS},
            ),
            _short_text(160, 60),
        ),
        "confirm": record(
            {
                **_TYPE,
                "text": text(240, least=1, measure=utf16_units),
                "actions": listing(IN_TEMPLATE, least=2, most=2),
            }
        ),
        "carousel": every(record({**_TYPE, "columns": listing(_COLUMN, least=1, most=10)}, _LOOKS), _columns_alike),
        "image_carousel": record({**_TYPE, "columns": listing(_IMAGE_COLUMN, least=1, most=10)}),
    }
)
