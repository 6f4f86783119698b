"""How long to wait before something is tried again. Pure."""

from __future__ import annotations

from datetime import timedelta

LONGEST = timedelta(minutes=30)


def pause(attempts: int, jitter: float, *, first: timedelta = timedelta(seconds=2)) -> timedelta:
    """Twice as long after each attempt, up to `LONGEST`, then up to half as much again by `jitter` (0 to 1)."""
    grown = first * (1 << min(max(attempts - 1, 0), 20))
    return min(grown, LONGEST) * (1 + jitter / 2)
