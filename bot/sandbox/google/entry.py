"""Reading what is typed: the USER_ENTERED rules for numbers, truth values, dates, percentages and formulas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

_NUMBER = re.compile(r"^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][+-]?\d+)?$", re.ASCII)
_NUMERIC_DATE = re.compile(r"^(\d{1,4})([/.-])(\d{1,2})(?:\2(\d{1,4}))?$", re.ASCII)
_ISO_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}(?: |$)", re.ASCII)  # such a date is shown as it was typed
_WORDED_DATE = re.compile(r"^(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{2}|\d{4})$", re.ASCII)
_TIME = re.compile(r"^(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AaPp][Mm]))?$", re.ASCII)
_MONTHS = ["january", "february", "march", "april", "may", "june"]
_MONTHS += ["july", "august", "september", "october", "november", "december"]

SERIAL_EPOCH = date(1899, 12, 30)
DATE_PATTERNS = {"en_US": "m/d/yyyy"}
DAY_FIRST_DATE = "d/m/yyyy"  # th_TH and nearly every other locale


@dataclass(frozen=True)
class Entry:
    """What was understood: an ExtendedValue, and the number format that the way of writing it implies."""

    value: dict[str, Any] | None
    number_format: dict[str, str] | None = None


def date_pattern(locale: str) -> str:
    return DATE_PATTERNS.get(locale, DAY_FIRST_DATE)


def read_typed(text: str, locale: str, *, today: date, as_text: bool = False) -> Entry:
    """What a person's typing means; `as_text` for a cell formatted as plain text, which keeps every letter."""
    if text == "":
        return Entry(None)
    if as_text:
        return Entry({"stringValue": text})
    if text.startswith("'"):
        return Entry({"stringValue": text[1:]})
    if text.startswith("=") and len(text) > 1:
        return Entry({"formulaValue": text})
    if text.strip().upper() in ("TRUE", "FALSE"):
        return Entry({"boolValue": text.strip().upper() == "TRUE"})
    return _number(text.strip()) or _moment(text.strip(), locale, today) or Entry({"stringValue": text})


def serial(day: date) -> int:
    """Days since 30 December 1899, as spreadsheets count."""
    return (day - SERIAL_EPOCH).days


def _number(text: str) -> Entry | None:
    if text.endswith("%"):
        inner = _number(text[:-1].strip())
        if inner is None or inner.value is None or inner.number_format:
            return None
        pattern = "0.00%" if "." in text else "0%"
        share = float(f"{inner.value['numberValue']}e-2")
        return Entry({"numberValue": share}, {"type": "PERCENT", "pattern": pattern})
    if not _NUMBER.match(text) or not any(letter.isdigit() for letter in text):
        return None
    value = float(text.replace(",", ""))
    if value in (float("inf"), float("-inf")):
        return None
    return Entry({"numberValue": int(value) if value == int(value) else value}, _implied_format(text))


def _implied_format(text: str) -> dict[str, str] | None:
    if "e" in text.lower():
        return {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    if "," in text:
        return {"type": "NUMBER", "pattern": "#,##0.00" if "." in text else "#,##0"}
    return None


def _moment(text: str, locale: str, today: date) -> Entry | None:
    """A date, a time of day, or both with a space between."""
    pattern = "yyyy-mm-dd" if _ISO_DATE.match(text) else date_pattern(locale)
    day = _day(text, locale, today)
    if day is not None:
        return Entry({"numberValue": serial(day)}, {"type": "DATE", "pattern": pattern})
    clock = _fraction(text)
    if clock is not None:
        return Entry({"numberValue": clock}, {"type": "TIME", "pattern": "h:mm:ss"})
    before, _, after = text.partition(" ")
    day, clock = _day(before, locale, today), _fraction(after)
    if day is None or clock is None:
        return None
    return Entry({"numberValue": serial(day) + clock}, {"type": "DATE_TIME", "pattern": f"{pattern} h:mm:ss"})


def _day(text: str, locale: str, today: date) -> date | None:
    worded = _WORDED_DATE.match(text)
    if worded:
        day, name, year = worded.groups()
        month = _month(name.lower())
        return _calendar(_full_year(year), month, int(day)) if month else None
    match = _NUMERIC_DATE.match(text)
    return _numeric_day(match, locale, today) if match else None


def _numeric_day(match: re.Match[str], locale: str, today: date) -> date | None:
    first, mark, second, third = match.groups()
    if third is None:
        if mark == ".":  # 1.5 is a number
            return None
        third = str(today.year)
    elif len(first) == 4:
        return _calendar(int(first), int(second), int(third)) if len(third) <= 2 else None
    if len(first) > 2 or len(third) == 3:
        return None
    day, month = (second, first) if locale == "en_US" else (first, second)
    return _calendar(_full_year(third), int(month), int(day))


def _month(name: str) -> int | None:
    """A month by its English name, or by the first three letters of it."""
    for number, month in enumerate(_MONTHS, start=1):
        if name in (month, month[:3]):
            return number
    return None


def _full_year(digits: str) -> int:
    """Two digits mean 2000 to 2029 or 1930 to 1999, as Google takes them."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 30 else 1900)


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _fraction(text: str) -> float | None:
    """A time of day as a part of the day."""
    match = _TIME.match(text)
    if not match:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[:3])
    half = (match.group(4) or "").lower()
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half == "pm" else 0)
    if hours > 23 or minutes > 59 or seconds > 59:
        return None
    return (hours * 3600 + minutes * 60 + seconds) / 86_400
