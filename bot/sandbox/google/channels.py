"""Notification channels: who wants to be called when a log of changes grows, and what such a call says.

An address is called with headers and next to no body: what changed has to be asked for. Messages that are not taken
are sent a few times more and then lost, as Google's may be.
"""

from __future__ import annotations

import itertools
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import requests

from bot.sandbox.google.change_log import ChangeLog
from bot.sandbox.google.files import Files
from bot.sandbox.parcels import Parcel, ParcelQueue
from bot.sandbox.state import Shelf

CHANNELS = "google.channel"
USUAL_LIFE = timedelta(hours=1)
LONGEST_LIFE = timedelta(days=7)
PAUSES = (1.0, 2.0, 4.0)
"""Real seconds before a message is sent again. Google backs off too and does not tell how long."""
PATIENCE = 5.0

_AGENT = "APIs-Google; (+https://developers.google.com/webmasters/APIs-Google)"
_TAKE_AGAIN = frozenset({500, 502, 503, 504})


@dataclass
class Channel:
    """`expires` are milliseconds since 1970. `seen` is the place in the log up to which its address was told.

    The id of a stopped channel stays used: Google never takes it again.
    """

    id: str
    resource_id: str
    uri: str
    token: str
    address: str
    expires: int
    log: dict[str, Any]
    seen: int
    messages: int = 0
    stopped: bool = False


@dataclass(frozen=True)
class _Message:
    address: str
    headers: dict[str, str]
    body: bytes
    attempts: int = 0


class Channels:
    """All channels, written through to the shelf. Its callers hold the sandbox's lock."""

    def __init__(self, shelf: Shelf, files: Files) -> None:
        self._shelf = shelf
        self._files = files
        self._known = {key: Channel(**document) for key, document in shelf.all(CHANNELS).items()}
        self._open = {key: channel for key, channel in self._known.items() if not channel.stopped}
        self._numbers = itertools.count()
        self._outgoing: dict[str, _Message] = {}
        self._queue = ParcelQueue("google-channels", self._carry)

    def get(self, channel_id: str) -> Channel | None:
        return self._known.get(channel_id)

    def serves(self, channel_id: str, resource_id: str, email: str, now: datetime) -> bool:
        """Whether it is a channel of this account that still calls its address."""
        channel = self._open.get(channel_id)
        return (
            channel is not None
            and channel.resource_id == resource_id
            and channel.log["email"] == email
            and channel.expires > _milliseconds(now)
        )

    def open(self, channel: Channel) -> None:
        """Begin to call its address: at once with a message that only says so."""
        self._known[channel.id] = self._open[channel.id] = channel
        self._send(channel, "sync", b"")

    def stop(self, channel_id: str) -> None:
        channel = self._open.pop(channel_id)
        channel.stopped = True
        self._shelf.put(CHANNELS, channel.id, asdict(channel))

    def tell(self, now: datetime) -> None:
        """Call the addresses of whoever learns of something new."""
        if not self._open:
            return
        self._files.settle(now)
        for channel in self._open.values():
            if channel.seen > self._files.last_change or channel.expires <= _milliseconds(now):
                continue
            news = ChangeLog(**channel.log).since(self._files, channel.seen)
            channel.seen = self._files.last_change + 1
            if news:
                self._send(channel, "change", b'{"kind": "drive#changes"}')

    def _send(self, channel: Channel, state: str, body: bytes) -> None:
        channel.messages += 1
        self._shelf.put(CHANNELS, channel.id, asdict(channel))
        message = str(next(self._numbers))
        self._outgoing[message] = _Message(channel.address, _headers(channel, state), body)
        self._queue.add(message)

    def _carry(self, parcel: Parcel) -> None:
        message = self._outgoing.pop(parcel.id)
        if _is_taken(message) or message.attempts == len(PAUSES):
            return
        self._outgoing[parcel.id] = _Message(message.address, message.headers, message.body, message.attempts + 1)
        self._queue.add(parcel.id, after=PAUSES[message.attempts])


def expiry(asked: str, now: datetime) -> int:
    """When a channel ends, in milliseconds since 1970: as asked for, but no later than Google allows."""
    wanted = int(asked) if asked else _milliseconds(now + USUAL_LIFE)
    return min(wanted, _milliseconds(now + LONGEST_LIFE))


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _headers(channel: Channel, state: str) -> dict[str, str]:
    ends = datetime.fromtimestamp(channel.expires // 1000, UTC)
    told = {
        "User-Agent": _AGENT,
        "Content-Type": "application/json; charset=utf-8",
        "X-Goog-Channel-ID": channel.id,
        "X-Goog-Channel-Expiration": format_datetime(ends, usegmt=True),
        "X-Goog-Message-Number": str(channel.messages),
        "X-Goog-Resource-ID": channel.resource_id,
        "X-Goog-Resource-State": state,
        "X-Goog-Resource-URI": channel.uri,
    }
    return {**told, **({"X-Goog-Channel-Token": channel.token} if channel.token else {})}


def _is_taken(message: _Message) -> bool:
    """Whether the address took the message, or refused it for good."""
    with requests.Session() as session:
        session.trust_env = False  # no proxy may stand between two servers of this machine
        try:
            answer = session.post(
                message.address, data=message.body, headers=message.headers, timeout=PATIENCE, allow_redirects=False
            )
        except requests.RequestException:
            return False
    return answer.status_code not in _TAKE_AGAIN
