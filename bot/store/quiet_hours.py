"""At night, 20.00 to 08.00 in Bangkok, nobody is sent what they did not ask for. Pure functions of time."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")
EVENING = time(20)
MORNING = time(8)


def end_of_quiet(instant: datetime) -> datetime | None:
    """When the quiet hours end that `instant` lies in; None by day."""
    local = instant.astimezone(BANGKOK)
    if MORNING <= local.time() < EVENING:
        return None
    day = local.date() + timedelta(days=1 if local.time() >= EVENING else 0)
    return datetime.combine(day, MORNING, BANGKOK)


def waking_time(instant: datetime, expires_at: datetime | None) -> datetime:
    """`instant`, or the end of its quiet hours; unchanged where the message would be of no use by then."""
    morning = end_of_quiet(instant)
    if morning is None or (expires_at is not None and morning >= expires_at):
        return instant
    return morning


def next_month(instant: datetime) -> datetime:
    """The first instant of the next month in Bangkok."""
    local = instant.astimezone(BANGKOK)
    year, month = (local.year + 1, 1) if local.month == 12 else (local.year, local.month + 1)
    return datetime(year, month, 1, tzinfo=BANGKOK)
