"""The monthly quota: counted by people reached, replies are free (LINE docs, messaging API pricing)."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from bot.sandbox.shelf import Shelf

FREE_PLAN_IN_THAILAND = 300

_LIMIT = "line.quota"
_USE = "line.quotaUse"
# LINE does not say whose midnight begins a month; for an account of Thailand it is taken to be Bangkok's.
_BANGKOK = timezone(timedelta(hours=7))


class Quota:
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def limit(self) -> int | None:
        """People that may be reached in a month; None: as many as wanted."""
        kept = self._shelf.get(_LIMIT, "limit") or {"limit": FREE_PLAN_IN_THAILAND}
        limit: int | None = kept["limit"]
        return limit

    def set_limit(self, limit: int | None) -> None:
        self._shelf.put(_LIMIT, "limit", {"limit": limit})

    def used(self, now: datetime) -> int:
        """People reached so far in the month of `now`."""
        return int((self._shelf.get(_USE, _month(now)) or {"people": 0})["people"])

    def has_room_for(self, people: int, now: datetime) -> bool:
        limit = self.limit()
        return limit is None or self.used(now) + people <= limit

    def count(self, people: int, now: datetime) -> None:
        self._shelf.put(_USE, _month(now), {"people": self.used(now) + people})


def _month(now: datetime) -> str:
    return now.astimezone(_BANGKOK).strftime("%Y-%m")
