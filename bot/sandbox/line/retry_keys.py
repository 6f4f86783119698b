"""Retry keys: a send that was accepted under a key is not made again for 24 hours (LINE docs, retrying)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from bot.sandbox.shelf import Shelf

KEPT = timedelta(hours=24)

_KIND = "line.retryKey"


@dataclass(frozen=True)
class Accepted:
    """The request that was accepted first; `sent` is empty for a multicast."""

    request_id: str
    at: str
    sent: list[dict[str, str]]


class RetryKeys:
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def accepted(self, key: str, now: datetime) -> Accepted | None:
        kept = self._shelf.get(_KIND, key.lower())
        if kept is None or now - datetime.fromisoformat(kept["at"]) >= KEPT:
            return None
        return Accepted(**kept)

    def accept(self, key: str, request_id: str, sent: list[dict[str, str]], now: datetime) -> None:
        self._shelf.put(_KIND, key.lower(), asdict(Accepted(request_id, now.isoformat(), sent)))
