"""Thai digits, Buddhist Era dates and the months' names, in both directions."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from scoring.days import BUDDHIST_ERA, MONTHS_SHORT, thai_date

__all__ = [
    "BANGKOK",
    "BUDDHIST_ERA",
    "MONTHS",
    "MONTHS_SHORT",
    "WEEKDAYS",
    "arabic_digits",
    "bangkok_date",
    "thai_date",
    "thai_date_with_weekday",
    "thai_digits",
    "thai_instant",
    "thai_time",
]

BANGKOK = ZoneInfo("Asia/Bangkok")
MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def arabic_digits(text: str) -> str:
    """The text with Thai digits written as 0-9."""
    return text.translate(_TO_ARABIC)


def thai_digits(text: str) -> str:
    """The text with 0-9 written as Thai digits, as formal documents want them."""
    return text.translate(_TO_THAI)


def thai_date_with_weekday(day: date) -> str:
    """`วันเสาร์ที่ 4 ธ.ค. 2564`."""
    return f"วัน{WEEKDAYS[day.weekday()]}ที่ {thai_date(day)}"


def thai_time(instant: datetime) -> str:
    """`11.59 น.` in Bangkok, of an aware instant."""
    local = instant.astimezone(BANGKOK)
    return f"{local.hour:02d}.{local.minute:02d} น."


def thai_instant(instant: datetime) -> str:
    """`4 ธ.ค. 2564 11.59 น.` in Bangkok, of an aware instant."""
    return f"{thai_date(instant.astimezone(BANGKOK).date())} {thai_time(instant)}"


def bangkok_date(instant: datetime) -> date:
    """The calendar day in Bangkok of an aware instant."""
    return instant.astimezone(BANGKOK).date()
