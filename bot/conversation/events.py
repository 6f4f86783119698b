"""What arrives from LINE, as far as the conversation cares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

IncomingKind = Literal[
    "text", "file", "sticker", "postback", "follow", "unfollow", "join", "leave", "memberLeft", "other"
]
"""`file` is whatever else a person can send: a picture, a film, a voice, a file, a place."""


@dataclass(frozen=True, slots=True)
class Chat:
    """Where it was said: a private chat (`user`), a group or a room."""

    kind: Literal["user", "group", "room"]
    id: str

    @property
    def is_private(self) -> bool:
        """Whether only one person reads along."""
        return self.kind == "user"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event. `text` is set for texts, `data` for postbacks; `user_id` may be unknown in groups.

    `mentioned` says whether the account itself was mentioned; the mention may stand in `text` or be cut from it. `at`
    is when LINE saw the event, aware. `members` are the user ids of those who left a group.
    """

    kind: IncomingKind
    chat: Chat
    user_id: str | None
    text: str
    data: str
    mentioned: bool
    at: datetime
    members: tuple[str, ...] = ()
