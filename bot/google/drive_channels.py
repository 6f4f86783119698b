"""Push channels: Drive calls our address when a log of changes grows, until the channel ends or is stopped.

A call says nothing of what changed, may be lost, and may come late. So it only wakes whoever asks for changes anyway.
"""

from __future__ import annotations

import hashlib
import hmac
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.google.drive_changes import CHANGES, log_params
from bot.google.errors import NotFoundError
from bot.google.transport import DRIVE, Transport

PATH = "/google/changes"
"""Where Drive calls, below our own root."""
_STOP = f"{DRIVE}/drive/v3/channels/stop"


@dataclass(frozen=True, slots=True)
class Wish:
    """A channel that is wanted: an id that was never used before, the secret that its calls are to carry, its end."""

    id: str
    token: str
    address: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """What Drive says of a channel: by what it is stopped, and when it really ends."""

    resource_id: str
    expires_at: datetime


class DriveChannels:
    """The channels on the log of one identity, or of one shared drive as that identity sees it."""

    def __init__(self, transport: Transport, *, drive: str = "") -> None:
        self._transport = transport
        self._drive = {"driveId": drive} if drive else {}

    def open(self, wish: Wish, page_token: str) -> Opened:
        """Open a channel. Never tried twice: where the answer is lost, the first call may tell that it is open."""
        body = {
            "id": wish.id,
            "type": "web_hook",
            "address": wish.address,
            "token": wish.token,
            "expiration": str(int(wish.expires_at.timestamp() * 1000)),
        }
        params = log_params(page_token, self._drive)
        told = self._transport.ask("post", f"{CHANGES}/watch", params=params, json=body)
        return Opened(told["resourceId"], _instant(told["expiration"]) if "expiration" in told else wish.expires_at)

    def stop(self, channel_id: str, resource_id: str) -> None:
        """Have Drive call no more; one that has ended or was stopped before is as good as stopped."""
        with suppress(NotFoundError):
            self._transport.ask("post", _STOP, json={"id": channel_id, "resourceId": resource_id})


def token_of(secret: str, channel_id: str) -> str:
    """The secret of a channel's calls. It follows from our own secret, so that no store need hold it."""
    return hmac.new(secret.encode(), f"push channel {channel_id}".encode(), hashlib.sha256).hexdigest()


def is_token_of(secret: str, channel_id: str, token: str) -> bool:
    """Whether a call carries its channel's secret; compared in a time that does not depend on where they differ."""
    return bool(secret) and hmac.compare_digest(token_of(secret, channel_id).encode(), token.encode())


def _instant(milliseconds: str) -> datetime:
    return datetime.fromtimestamp(int(milliseconds) / 1000, UTC)
