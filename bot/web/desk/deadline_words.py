"""When a deadline closes and how long that is, in this request's language. Days are calendar days in Bangkok."""

from __future__ import annotations

from datetime import datetime

from bot.conversation.dates import closing_time, closing_time_at_source, time_left
from bot.web.language import language
from scoring.deadlines import Deadline
from scoring.zones import told_from_utc, zone_of
from sheets_schema.thai import BANGKOK, bangkok_date


def closes_in_words(deadline: Deadline) -> str:
    """`Thu 31 March 2022 23:59`: the last minute that is in time, in Bangkok."""
    if language() == "th":
        return closing_time(deadline)
    return _minute(deadline.last_minute.astimezone(BANGKOK))


def source_in_words(deadline: Deadline) -> str:
    """The same minute on the clocks of the source, where these differ; else blank."""
    thai = closing_time_at_source(deadline)
    if language() == "th" or not thai:
        return thai
    zone, stated = zone_of(deadline.source_zone), deadline.source_zone
    if zone is None:
        return f"time of {stated}"
    there = deadline.last_minute.astimezone(zone)
    return f"{_minute(there)} {stated if 'UTC' in stated else f'{stated} ({told_from_utc(there)})'}"


def left_in_words(deadline: Deadline, now: datetime) -> str:
    """`9 days left`, `tomorrow`, `3 hours left`, `20 minutes left`, `closed`, or of a report `overdue`."""
    if language() == "th":
        return time_left(deadline, now)
    if not deadline.is_open(now):
        return "closed" if deadline.requirement is None else "overdue"
    days = (bangkok_date(deadline.last_minute) - bangkok_date(now)).days
    if days:
        return "tomorrow" if days == 1 else f"{days} days left"
    minutes = max(1, int((deadline.closes_at - now).total_seconds() // 60))
    return _counted(minutes // 60, "hour") if minutes >= 60 else _counted(minutes, "minute")


def _minute(at: datetime) -> str:
    return f"{at:%a} {at.day} {at:%B %Y %H:%M}"


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'} left"
