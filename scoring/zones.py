"""Time zones as sources state them, and wall clocks in them. Pure functions of time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_FROM_UTC = re.compile(r"(?:UTC|GMT)\s*(?P<sign>[+-]|\N{MINUS SIGN})\s*(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?")


class NoSuchTimeError(ValueError):
    """A wall clock never shows this time: it lies in the hour that summer time skips."""


class TwoSuchTimesError(ValueError):
    """A wall clock shows this time twice: it lies in the hour that the end of summer time repeats."""


def zone_of(stated: str) -> tzinfo | None:
    """The zone of a name like `America/New_York`, or of a text that tells it from UTC, like `EST (UTC-5)`."""
    told = _FROM_UTC.search(stated)
    if told is not None:
        apart = timedelta(hours=int(told["hours"]), minutes=int(told["minutes"] or 0))
        return timezone(apart if told["sign"] == "+" else -apart) if apart < timedelta(hours=24) else None
    try:
        return ZoneInfo(stated)
    except (KeyError, ValueError, OSError):  # no zone of that name, no name at all, or the name of a folder
        return None


def instant_of(shown: datetime, zone: tzinfo) -> datetime:
    """The one instant, in UTC, at which clocks in a zone show this time (naive).

    Raises `NoSuchTimeError` or `TwoSuchTimesError` at the two switches of summer time.
    """
    first, second = (shown.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    came_back = first.astimezone(zone).replace(tzinfo=None, fold=0)
    raise TwoSuchTimesError if came_back == shown else NoSuchTimeError


def told_from_utc(instant: datetime) -> str:
    """How far the zone of an aware instant is from UTC then: `UTC-5`, `UTC+5:30`."""
    apart = instant.utcoffset() or timedelta(0)
    hours, minutes = divmod(abs(apart) // timedelta(minutes=1), 60)
    return f"UTC{'-' if apart < timedelta(0) else '+'}{hours}" + (f":{minutes:02d}" if minutes else "")
