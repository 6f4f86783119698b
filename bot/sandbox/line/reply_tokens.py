"""Reply tokens: one per event, for one use, within a minute of the webhook's arrival (LINE reference, reply)."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.sandbox.line import ids
from bot.sandbox.shelf import Shelf

LIFE_AFTER_RECEIPT = timedelta(seconds=60)
LIFE_AFTER_EVENT = timedelta(minutes=20)

_KIND = "line.replyToken"


class ReplyTokens:
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def issue(self, chat_id: str, event_at: datetime) -> str:
        token = ids.opaque_token()
        document = {"chatId": chat_id, "eventAt": event_at.isoformat(), "receivedAt": None, "used": False}
        self._shelf.put(_KIND, token, document)
        return token

    def delivered(self, token: str, at: datetime) -> None:
        """The webhook goes out: the minute begins, and begins again with each redelivery."""
        kept = self._shelf.get(_KIND, token)
        if kept is not None:
            self._shelf.put(_KIND, token, {**kept, "receivedAt": at.isoformat()})

    def chat_of(self, token: str, now: datetime) -> str | None:
        """The chat that may be answered with `token` at `now`; None where it is unknown, used or too old."""
        kept = self._shelf.get(_KIND, token)
        if kept is None or kept["used"] or kept["receivedAt"] is None:
            return None
        since_receipt = now - datetime.fromisoformat(kept["receivedAt"])
        since_event = now - datetime.fromisoformat(kept["eventAt"])
        alive = since_receipt <= LIFE_AFTER_RECEIPT and since_event <= LIFE_AFTER_EVENT
        return str(kept["chatId"]) if alive else None

    def use(self, token: str) -> None:
        kept = self._shelf.get(_KIND, token)
        if kept is not None:
            self._shelf.put(_KIND, token, {**kept, "used": True})
