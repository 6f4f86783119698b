"""How the desk writes points and instants, and how long it is until one."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

from flask import Flask

from bot.conversation.dates import left_until
from bot.web.language import language
from sheets_schema.thai import BANGKOK, bangkok_date, thai_instant


def show(app: Flask) -> None:
    """Give the templates `points`, `instant`, `last_moment`, `left` and `fraction`."""
    app.jinja_env.globals.update(points=points, instant=instant, last_moment=last_moment, left=left, fraction=Fraction)


def points(value: Fraction | None) -> str:
    """Two decimals, rounded half up; a dash where there are none."""
    if value is None:
        return "–"
    hundredths = (value * 200 + 1) // 2
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def instant(value: datetime | None) -> str:
    """In Bangkok's time: `4 ธ.ค. 2564 11.59 น.`, or `4 Dec 2021 11:59`."""
    if value is None:
        return "–"
    if language() == "th":
        return thai_instant(value)
    there = value.astimezone(BANGKOK)
    return f"{there.day} {there:%b %Y %H:%M}"


def last_moment(until: datetime | None) -> str:
    """The last minute before an instant from which on it is too late."""
    return instant(until - timedelta(minutes=1) if until else None)


def left(until: datetime, now: datetime) -> str:
    """How long it is until then: `อีก 3 วัน`, or `3 days left`."""
    days = (bangkok_date(until - timedelta(minutes=1)) - bangkok_date(now)).days
    return left_until(until, now) if language() == "th" else f"{days} days left" if days else "today"
