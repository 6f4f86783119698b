"""Chats: what was said in them, both ways, and what can be quoted, fetched or marked as read."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal

from bot.sandbox.line import ids
from bot.sandbox.shelf import Shelf

_PLACE = "line.message"
_QUOTE = "line.quoteToken"
_READ = "line.readToken"
_LOADING = "line.loading"

Sender = Literal["person", "bot"]
Said = dict[str, Any]
"""{"id", "from": Sender, "at": ISO instant, "message": LINE's message object, "userId": writer or None, "read"}"""


class Chats:
    """Every chat goes by the id of its person or group."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def record(
        self, chat_id: str, sender: Sender, message: dict[str, Any], at: datetime, user_id: str | None = None
    ) -> Said:
        """Add a message to a chat; the loading animation ends when the bot speaks."""
        said: Said = {"id": ids.message_id(at), "from": sender, "at": at.isoformat(), "message": message}
        said |= {"userId": user_id, "read": False}
        self._shelf.put(_of(chat_id), said["id"], said)
        self._shelf.put(_PLACE, said["id"], {"chatId": chat_id, "unsent": False})
        if sender == "bot":
            self._shelf.delete(_LOADING, chat_id)
        return said

    def messages(self, chat_id: str) -> list[Said]:
        return list(self._shelf.all(_of(chat_id)).values())

    def received(self, chat_id: str) -> int:
        """How many messages the bot has said in a chat."""
        return sum(1 for said in self.messages(chat_id) if said["from"] == "bot")

    def wrote_since(self, user_id: str, instant: datetime) -> bool:
        """Whether the person wrote in the 1:1 chat at or after `instant`."""
        written = [said["at"] for said in self.messages(user_id) if said["from"] == "person"]
        return any(datetime.fromisoformat(at) >= instant for at in written)

    def unsend(self, chat_id: str, message_id: str) -> bool:
        """Take a person's message back; False where the chat has no such message."""
        said = self._shelf.get(_of(chat_id), message_id)
        if said is None or said["from"] != "person":
            return False
        self._shelf.delete(_of(chat_id), message_id)
        self._shelf.put(_PLACE, message_id, {"chatId": chat_id, "unsent": True})
        return True

    def is_unsent(self, message_id: str) -> bool:
        return bool((self._shelf.get(_PLACE, message_id) or {}).get("unsent"))

    def quote_token(self, chat_id: str) -> str:
        """A token that lets a message be quoted in the same chat, for ever."""
        return self._token(_QUOTE, {"chatId": chat_id})

    def can_quote(self, token: str, chat_id: str) -> bool:
        return (self._shelf.get(_QUOTE, token) or {}).get("chatId") == chat_id

    def read_token(self, chat_id: str) -> str:
        return self._token(_READ, {"chatId": chat_id})

    def mark_read(self, token: str) -> bool:
        """Mark what people wrote in the token's chat as read; False where the token is none."""
        known = self._shelf.get(_READ, token)
        if known is None:
            return False
        for said in self.messages(known["chatId"]):
            if said["from"] == "person" and not said["read"]:
                self._shelf.put(_of(known["chatId"]), said["id"], {**said, "read": True})
        return True

    def start_loading(self, chat_id: str, until: datetime) -> None:
        self._shelf.put(_LOADING, chat_id, {"until": until.isoformat()})

    def is_loading(self, chat_id: str, now: datetime) -> bool:
        kept = self._shelf.get(_LOADING, chat_id)
        if kept is None:
            return False
        left = datetime.fromisoformat(kept["until"]) - now
        return timedelta(0) < left <= timedelta(seconds=60)

    def _token(self, kind: str, document: dict[str, Any]) -> str:
        token = ids.opaque_token()
        self._shelf.put(kind, token, document)
        return token


def _of(chat_id: str) -> str:
    return f"line.chat.{chat_id}"
