"""How a value is shown: Google's formattedValue for the number formats that people use."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from bot.sandbox.google.entry import SERIAL_EPOCH, date_pattern

MOMENT_TYPES = ("DATE", "TIME", "DATE_TIME")
ERROR_TEXTS = {"NAME": "#NAME?", "REF": "#REF!", "DIVIDE_BY_ZERO": "#DIV/0!", "N_A": "#N/A", "VALUE": "#VALUE!"}

_MOMENT_SIGN = re.compile(r"y+|m+|d+|h+|s+|am/pm|\"[^\"]*\"|\\.|.", re.IGNORECASE | re.DOTALL)
_NUMBER_PATTERN = re.compile(r"[#0,]*[#0](?:\.[#0]*)?|\.[#0]+")
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTHS = ["January", "February", "March", "April", "May", "June"]
_MONTHS += ["July", "August", "September", "October", "November", "December"]


def shown(value: dict[str, Any], number_format: dict[str, str] | None, locale: str) -> str:
    """The text that a person sees for an effective value."""
    if "stringValue" in value:
        return str(value["stringValue"])
    if "boolValue" in value:
        return "TRUE" if value["boolValue"] else "FALSE"
    if "errorValue" in value:
        return ERROR_TEXTS.get(value["errorValue"]["type"], "#ERROR!")
    return _number_shown(value["numberValue"], number_format or {}, locale)


def plain_number(number: float) -> str:
    """As a cell without a number format shows it: at most ten significant digits."""
    text = f"{number:.10g}"
    if "e" not in text:
        return text
    mantissa, _, exponent = text.partition("e")
    return f"{mantissa}E{int(exponent):+03d}"


def _number_shown(number: float, number_format: dict[str, str], locale: str) -> str:
    kind, pattern = number_format.get("type", ""), number_format.get("pattern", "")
    if kind in MOMENT_TYPES:
        return _moment_shown(number, pattern or _moment_pattern(kind, locale))
    if kind == "SCIENTIFIC":
        mantissa, _, exponent = f"{number:.2E}".partition("E")
        return f"{mantissa}E{int(exponent):+03d}"
    pattern = pattern or {"PERCENT": "0.00%", "NUMBER": "#,##0.00", "CURRENCY": "#,##0.00"}.get(kind, "")
    if not _NUMBER_PATTERN.search(pattern):
        return plain_number(number)
    return _patterned(number, pattern.split(";")[0])


def _patterned(number: float, pattern: str) -> str:
    found = _NUMBER_PATTERN.search(pattern)
    assert found is not None
    digits = found.group()
    _, _, fraction = digits.partition(".")
    scaled = Decimal(repr(number)) * (100 if "%" in pattern else 1)
    rounded = scaled.quantize(Decimal(1).scaleb(-len(fraction)), rounding=ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in digits else f"{rounded:f}"
    if fraction.endswith("#"):
        text = text.rstrip("0").rstrip(".")
    return (pattern[: found.start()] + text + pattern[found.end() :]).replace('"', "")


def _moment_pattern(kind: str, locale: str) -> str:
    day = date_pattern(locale)
    return {"DATE": day, "TIME": "h:mm:ss", "DATE_TIME": f"{day} h:mm:ss"}[kind]


def _moment_shown(number: float, pattern: str) -> str:
    seconds = round(number * 86_400)
    try:
        moment = datetime.combine(SERIAL_EPOCH, datetime.min.time()) + timedelta(seconds=seconds)
    except OverflowError:
        return plain_number(number)
    signs = _MOMENT_SIGN.findall(pattern)
    return "".join(_piece(signs, place, moment) for place in range(len(signs)))


def _piece(signs: list[str], place: int, moment: datetime) -> str:
    """What one piece of a pattern stands for at that moment; what is no sign stands for itself."""
    sign = signs[place]
    in_halves = any(each.lower() == "am/pm" for each in signs)
    meanings = {
        "y": f"{moment.year:04d}" if len(sign) > 2 else f"{moment.year % 100:02d}",
        "m": _minute_or_month(signs, place, moment),
        "d": _padded(moment.day, sign) if len(sign) < 3 else _named(_DAYS[moment.weekday()], sign),
        "h": _padded((moment.hour + 11) % 12 + 1 if in_halves else moment.hour, sign),
        "s": _padded(moment.second, sign),
        "a": "AM" if moment.hour < 12 else "PM",
    }
    return meanings.get(sign[0].lower(), sign.strip('"').lstrip("\\"))


def _minute_or_month(signs: list[str], place: int, moment: datetime) -> str:
    """ "m" stands for minutes next to hours or seconds, else for the month."""
    sign = signs[place]
    letters = [each[0].lower() for each in signs[:place] if each[0].isalpha()]
    following = [each[0].lower() for each in signs[place + 1 :] if each[0].isalpha()]
    if letters[-1:] == ["h"] or following[:1] == ["s"]:
        return _padded(moment.minute, sign)
    if len(sign) < 3:
        return _padded(moment.month, sign)
    return _named(_MONTHS[moment.month - 1], sign)


def _named(name: str, sign: str) -> str:
    return name[:3] if len(sign) == 3 else name


def _padded(number: int, sign: str) -> str:
    return f"{number:02d}" if len(sign) > 1 else str(number)
