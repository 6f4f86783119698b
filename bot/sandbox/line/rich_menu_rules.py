"""What a rich menu and its image must be (LINE reference, rich menu object, upload rich menu image)."""

from __future__ import annotations

from typing import Any

from bot.sandbox.line import pictures
from bot.sandbox.line.actions import IN_RICH_MENU
from bot.sandbox.line.refusals import RefusalError
from bot.sandbox.line.shapes import (
    Check,
    Complaint,
    Complaints,
    Path,
    every,
    flag,
    listing,
    matching,
    record,
    text,
    whole,
)

LEAST_RATIO = 1.45
IMAGE_BYTES = 1024 * 1024

_BOUNDS = record({"x": whole(0), "y": whole(0), "width": whole(1), "height": whole(1)})


def _wide_enough(value: dict[str, int], path: Path) -> Complaints:
    if value["width"] / value["height"] < LEAST_RATIO:
        yield Complaint(path, f"aspect ratio (width / height) must be at least {LEAST_RATIO}")


def _areas_inside(value: dict[str, Any], path: Path) -> Complaints:
    size = value["size"]
    for index, area in enumerate(value["areas"]):
        bounds = area["bounds"]
        right, bottom = bounds["x"] + bounds["width"], bounds["y"] + bounds["height"]
        if right > size["width"] or bottom > size["height"]:
            yield Complaint((*path, "areas", index, "bounds"), "must be inside the rich menu")


_SIZE = every(record({"width": whole(800, 2500), "height": whole(250)}), _wide_enough)
RICH_MENU: Check = every(
    record(
        {
            "size": _SIZE,
            "selected": flag,
            "name": text(300, least=1),
            "chatBarText": text(14, least=1),
            "areas": listing(record({"bounds": _BOUNDS, "action": IN_RICH_MENU}), most=20),
        }
    ),
    _areas_inside,
)

_ALIAS_ID = matching(r"[a-z0-9_-]{1,32}", "must match ^[a-z0-9_-]{1,32}$")
_MENU_ID = text(100, least=1)
NEW_ALIAS = record({"richMenuAliasId": _ALIAS_ID, "richMenuId": _MENU_ID})
CHANGED_ALIAS = record({"richMenuId": _MENU_ID})
_USER_IDS = listing(text(33), least=1, most=500, said="Size must be between")
BULK_LINK = record({"richMenuId": _MENU_ID, "userIds": _USER_IDS})
BULK_UNLINK = record({"userIds": _USER_IDS})


def insist_on_image(data: bytes, claimed_type: str, menu: dict[str, Any]) -> None:
    """Refuse what is not the PNG or JPEG picture of the menu's own size, 1 MB at most."""
    if claimed_type not in {"image/png", "image/jpeg"}:
        raise RefusalError(415, f"The content type, {claimed_type}, is not supported")
    if len(data) > IMAGE_BYTES:
        raise RefusalError(413, "The image must be 1 MB or smaller")
    if pictures.media_type(data) != claimed_type:
        raise RefusalError(400, f"The image is not {claimed_type}")
    if pictures.size(data) != (menu["size"]["width"], menu["size"]["height"]):
        raise RefusalError(400, "The image size does not match the size of the rich menu")
