"""Files that people sent, as the bot may fetch them (LINE reference, get content)."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from bot.sandbox.shelf import Shelf

_KIND = "line.content"


@dataclass(frozen=True)
class Content:
    media_type: str
    data: bytes


class Contents:
    """Bytes by a key: the id of the message that carries them, or of the rich menu that shows them."""

    def __init__(self, shelf: Shelf, kind: str = _KIND) -> None:
        self._shelf = shelf
        self._kind = kind

    def put(self, key: str, content: Content) -> None:
        coded = base64.b64encode(content.data).decode("ascii")
        self._shelf.put(self._kind, key, {"mediaType": content.media_type, "base64": coded})

    def get(self, key: str) -> Content | None:
        kept = self._shelf.get(self._kind, key)
        return Content(kept["mediaType"], base64.b64decode(kept["base64"])) if kept else None

    def has(self, key: str) -> bool:
        return self._shelf.get(self._kind, key) is not None

    def drop(self, key: str) -> None:
        self._shelf.delete(self._kind, key)
