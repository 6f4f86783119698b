"""Dates as Thai officers write them."""

from __future__ import annotations

import re
from datetime import date, datetime

from sheets_schema.normalise import comparable
from sheets_schema.thai import BUDDHIST_ERA, MONTHS, MONTHS_SHORT

_FIRST_BUDDHIST_YEAR = 2401
_NUMERIC = re.compile(r"(\d{1,2}) ?([/.\-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_NAMED = re.compile(r"(?:วันที่ ?)?(\d{1,2}) ?([^\d\s]+) ?(?:พ\.ศ\. ?|ค\.ศ\. ?)?(\d{4}|\d{2})", re.ASCII)
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_BY_NAME = {
    name.replace(".", ""): number
    for names in (MONTHS, MONTHS_SHORT, _ENGLISH)
    for number, name in enumerate(names, start=1)
}


def date_in(value: object) -> date | None:
    """The date that a cell's value states, None if it states none.

    Reads 31/12/2564, 31/12/64, 31 ธ.ค. 2564, 31 ธันวาคม 2564, 2021-12-31, Thai digits and real dates. A year above
    2400 and a two-digit year are Buddhist Era.
    """
    if isinstance(value, datetime):
        return _in_common_era(value.year, value.month, value.day)
    if isinstance(value, date):
        return _in_common_era(value.year, value.month, value.day)
    return _date_in_text(comparable(value)) if isinstance(value, str) else None


def _date_in_text(text: str) -> date | None:
    if iso := _ISO.fullmatch(text):
        year, month, day = iso.groups()
        return _in_common_era(int(year), int(month), int(day))
    if numeric := _NUMERIC.fullmatch(text):
        day, _, month, year = numeric.groups()
        return _in_common_era(_full_year(year), int(month), int(day))
    if named := _NAMED.fullmatch(text):
        day, name, year = named.groups()
        number = _MONTH_BY_NAME.get(name.replace(".", ""))
        return _in_common_era(_full_year(year), number, int(day)) if number else None
    return None


def _full_year(written: str) -> int:
    return int(written) + 2500 if len(written) == 2 else int(written)


def _in_common_era(year: int, month: int, day: int) -> date | None:
    try:
        return date(year - BUDDHIST_ERA if year >= _FIRST_BUDDHIST_YEAR else year, month, day)
    except ValueError:
        return None
