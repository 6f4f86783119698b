"""Imagemap messages (LINE reference, imagemap message)."""

from __future__ import annotations

from bot.sandbox.line.measures import LINK, PICTURE
from bot.sandbox.line.shapes import Checks, by_type, listing, record, text, whole

_TYPE: Checks = {"type": text(20)}
_LABEL: Checks = {"label": text(100)}
_AREA = record({"x": whole(0), "y": whole(0), "width": whole(1), "height": whole(1)})
_ACTION = by_type(
    {
        "message": record({**_TYPE, "text": text(400, least=1), "area": _AREA}, _LABEL),
        "uri": record({**_TYPE, "linkUri": LINK, "area": _AREA}, _LABEL),
        "clipboard": record({**_TYPE, "clipboardText": text(1000, least=1), "area": _AREA}, _LABEL),
    }
)
_EXTERNAL_LINK = record({"linkUri": LINK, "label": text(30, least=1)})
_VIDEO = record(
    {"originalContentUrl": PICTURE, "previewImageUrl": PICTURE, "area": _AREA},
    {"externalLink": _EXTERNAL_LINK},
)

_REQUIRED: Checks = {
    "baseUrl": PICTURE,
    "baseSize": record({"width": whole(1040, 1040), "height": whole(1)}),
    "actions": listing(_ACTION, least=1, most=50),
}
_OPTIONAL: Checks = {"video": _VIDEO}

IMAGEMAP = (_REQUIRED, _OPTIONAL)
"""What an imagemap message has beside its type and altText: required, optional."""
