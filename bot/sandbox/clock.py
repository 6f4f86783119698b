"""The sandbox's clock: real time plus an offset that people and tests may move."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.sandbox.shelf import Shelf


def real_time() -> datetime:
    return datetime.now(UTC)


class SandboxClock:
    """Runs on from real time; the offset is kept on the shelf and so outlives a restart."""

    def __init__(self, shelf: Shelf, real: Callable[[], datetime] = real_time) -> None:
        self._shelf = shelf
        self._real = real
        kept = shelf.get("clock", "offset") or {"seconds": 0.0}
        self._offset = timedelta(seconds=kept["seconds"])

    def now(self) -> datetime:
        """The sandbox's time, aware and in UTC."""
        return self._real() + self._offset

    def real_now(self) -> datetime:
        """Unmoved time, for what clients reckon by their own clock (signed assertions, token expiry)."""
        return self._real()

    def set(self, instant: datetime) -> None:
        """Move to `instant`, which must be aware."""
        if instant.tzinfo is None:
            raise ValueError("the instant needs a time zone")
        self._keep(instant.astimezone(UTC) - self._real())

    def advance(self, step: timedelta) -> None:
        self._keep(self._offset + step)

    def _keep(self, offset: timedelta) -> None:
        (self._real() + offset).isoformat()  # refuses what leaves the calendar before it is kept
        self._offset = offset
        self._shelf.put("clock", "offset", {"seconds": offset.total_seconds()})
