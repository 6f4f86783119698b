"""Days in words: the Buddhist Era in Thai, the Common Era in English."""

from __future__ import annotations

from datetime import date

BUDDHIST_ERA = 543
MONTHS_SHORT = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)
_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def thai_date(day: date) -> str:
    """`4 ธ.ค. 2564`."""
    return f"{day.day} {MONTHS_SHORT[day.month - 1]} {day.year + BUDDHIST_ERA}"


def english_date(day: date) -> str:
    """`4 Dec 2021`."""
    return f"{day.day} {_ENGLISH[day.month - 1]} {day.year}"
