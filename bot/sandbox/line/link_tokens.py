"""Link tokens for LINE's account link: ten minutes, one use (LINE reference, issue link token)."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.sandbox.line import ids
from bot.sandbox.shelf import Shelf

LIFE = timedelta(minutes=10)

_KIND = "line.linkToken"


class LinkTokens:
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def issue(self, user_id: str, now: datetime) -> str:
        token = ids.opaque_token()
        self._shelf.put(_KIND, token, {"userId": user_id, "until": (now + LIFE).isoformat()})
        return token

    def redeem(self, token: str, now: datetime) -> str | None:
        """The user of a living token, which is used up by this."""
        kept = self._shelf.get(_KIND, token)
        self._shelf.delete(_KIND, token)
        if kept is None or now > datetime.fromisoformat(kept["until"]):
            return None
        return str(kept["userId"])
