"""How the desk writes points and instants."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from flask import Flask

from bot.web.language import language
from sheets_schema.thai import BANGKOK, thai_instant


def show(app: Flask) -> None:
    """Give the templates `points`, `instant` and `fraction`."""
    app.jinja_env.globals.update(points=points, instant=instant, fraction=Fraction)


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
