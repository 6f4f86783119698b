"""Message objects: their properties and limits (LINE reference, message objects)."""

from __future__ import annotations

import re
from typing import Any

from bot.sandbox.line.actions import IN_QUICK_REPLY
from bot.sandbox.line.flex import CONTAINER
from bot.sandbox.line.imagemaps import IMAGEMAP
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
    number,
    one_of,
    record,
    text,
    whole,
)
from bot.sandbox.line.templates import TEMPLATE

TEXT_UNITS = 5000
ALT_TEXT_UNITS = 1500
QUICK_REPLIES = 13

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([0-9A-Za-z_]{1,20})\}|[{}]")
_EMPTY = "May not be empty"


def _words(most: int) -> Check:
    """Text that is there, measured in UTF-16 units."""
    within = text(most, measure=utf16_units, said="Length must be between")

    def check(value: object, path: Path) -> Complaints:
        if value == "":
            yield Complaint(path, _EMPTY)
        else:
            yield from within(value, path)

    return check


def placeholders(words: str) -> list[str] | None:
    """The keys that a textV2 text names; None where a brace is neither escaped nor part of a placeholder."""
    found = list(_PLACEHOLDER.finditer(words))
    if any(match.group() in {"{", "}"} for match in found):
        return None
    return [match[1] for match in found if match[1]]


def _filled_placeholders(value: dict[str, Any], path: Path) -> Complaints:
    keys = placeholders(value["text"])
    substitution = value.get("substitution") or {}
    if keys is None or set(keys) - set(substitution) or len(substitution) > 100:
        yield Complaint((*path, "text"), "Invalid placeholder")
    for key in substitution:
        if not re.fullmatch(r"[0-9A-Za-z_]{1,20}", key):
            yield Complaint((*path, "substitution", key), INVALID)
    kinds = [each.get("type") for each in substitution.values()]
    if max(kinds.count("mention"), kinds.count("emoji")) > 20:
        yield Complaint((*path, "substitution"), "Size must be between 0 and 20")


def _substitutions(value: object, path: Path) -> Complaints:
    if not isinstance(value, dict):
        yield Complaint(path, INVALID)
        return
    for key, substitution in value.items():
        yield from _SUBSTITUTION(substitution, (*path, key))


_TYPE: Checks = {"type": text(20)}
_MENTIONEE = by_type({"user": record({**_TYPE, "userId": text(33)}), "all": record(_TYPE)})
_SUBSTITUTION = by_type(
    {
        "mention": record({**_TYPE, "mentionee": _MENTIONEE}),
        "emoji": record({**_TYPE, "productId": text(100), "emojiId": text(100)}),
    }
)
_EMOJI = record({"index": whole(0), "productId": text(100), "emojiId": text(100)}, {"length": whole(1)})
_QUICK_REPLY_ITEM = record({"type": one_of("action"), "action": IN_QUICK_REPLY}, {"imageUrl": PICTURE})
_COMMON: Checks = {
    "quickReply": record({"items": listing(_QUICK_REPLY_ITEM, least=1, most=QUICK_REPLIES)}),
    "sender": record({}, {"name": text(20, least=1), "iconUrl": PICTURE}),
}


def _message(required: Checks, optional: Checks | None = None) -> Check:
    return record({**_TYPE, **required}, {**_COMMON, **(optional or {})})


_TEXT: Checks = {"text": _words(TEXT_UNITS)}
_QUOTING: Checks = {"quoteToken": text(1000)}
_ALT_TEXT: Checks = {"altText": _words(ALT_TEXT_UNITS)}
_KINDS: Checks = {
    "text": _message(_TEXT, {**_QUOTING, "emojis": listing(_EMOJI, most=20)}),
    "textV2": every(_message(_TEXT, {**_QUOTING, "substitution": _substitutions}), _filled_placeholders),
    "sticker": _message({"packageId": text(100), "stickerId": text(100)}, _QUOTING),
    "image": _message({"originalContentUrl": PICTURE, "previewImageUrl": PICTURE}),
    "video": _message({"originalContentUrl": PICTURE, "previewImageUrl": PICTURE}, {"trackingId": text(100)}),
    "audio": _message({"originalContentUrl": PICTURE, "duration": whole(1)}),
    "location": _message({"title": _words(100), "address": _words(100), "latitude": number, "longitude": number}),
    "imagemap": _message({**_ALT_TEXT, **IMAGEMAP[0]}, IMAGEMAP[1]),
    "template": _message({**_ALT_TEXT, "template": TEMPLATE}),
    "flex": _message({**_ALT_TEXT, "contents": CONTAINER}),
    "coupon": _message({"couponId": text(100)}, {"deliveryTag": text(30)}),
}

MESSAGE = by_type(_KINDS, f"Must be one of the following values: [{', '.join(_KINDS)}]")
QUOTABLE = frozenset({"text", "textV2", "sticker", "image", "video", "template"})
