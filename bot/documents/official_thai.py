"""Numbers and days as official Thai papers write them."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from sheets_schema.thai import BUDDHIST_ERA, MONTHS, bangkok_date, thai_digits

DASH = "–"


def long_date(instant: datetime) -> str:
    """`๑ มีนาคม ๒๕๖๕`: the day in Bangkok."""
    day = bangkok_date(instant)
    return thai_digits(f"{day.day} {MONTHS[day.month - 1]} {day.year + BUDDHIST_ERA}")


def two_decimals(points: Fraction) -> str:
    """`66.67`, rounded half up."""
    hundredths = (points * 200 + 1) // 2
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def thai_points(points: Fraction | None) -> str:
    """`๖๖.๖๗`; a dash where there are none."""
    return DASH if points is None else thai_digits(two_decimals(points))


def thai_level(level: int | None) -> str:
    """`๓`; a dash where none was given."""
    return DASH if level is None else thai_digits(str(level))
