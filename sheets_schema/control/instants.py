"""When a deadline closes and when one is reminded of it, as the control workbook says it. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scoring.zones import NoSuchTimeError, TwoSuchTimesError, instant_of, zone_of
from sheets_schema.dates import date_in
from sheets_schema.normalise import comparable
from sheets_schema.thai import BUDDHIST_ERA

_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?::(\d{2}(?:\.\d+)?))? ?(?:น\.?)? ?([+-]\d{2}:\d{2})?", re.ASCII)
_STEP = re.compile(r"(\d{1,6}) ?(d|h|m|วัน|ชั่วโมง|ชม\.?|นาที)", re.ASCII)
_UNITS = {"d": 1440, "วัน": 1440, "h": 60, "ชั่วโมง": 60, "ชม": 60, "ชม.": 60, "m": 1, "นาที": 1}
NO_REMINDERS = "ไม่เตือน"
_MOST_STEPS, _LONGEST = 12, timedelta(days=366)


class InstantError(Exception):
    """A cell that says no day, time, zone or steps; `column` says which, the text what is expected."""

    def __init__(self, column: str, expected: str) -> None:
        self.column = column
        super().__init__(expected)


def clock_in(text: str) -> str | None:
    """The time of day in one form, with its offset where one is told; None where the text says no time."""
    at = _TIME.fullmatch(comparable(text))
    if at is None:
        return None
    hour, minute, second, offset = at.groups()
    return f"{int(hour):02d}:{minute}:{second or '00'}{offset or ''}"


def instant_in(day: str, clock: str, zone: str) -> datetime:
    """The instant in UTC. Raises `InstantError`."""
    date, at, where = date_in(day), clock_in(clock), zone_of(zone)
    if date is None:
        raise InstantError("date", "วัน/เดือน/ปี พ.ศ. เช่น 31/3/2565")
    if where is None:
        raise InstantError("zone", "ชื่อเขตเวลา เช่น Asia/Bangkok หรือ America/New_York")
    try:
        local = time.fromisoformat(at or "")
    except ValueError as error:
        raise InstantError("time", "เวลา 00:00 ถึง 23:59 เช่น 16:30") from error
    told = datetime.combine(date, local)
    try:
        return told.astimezone(UTC) if told.tzinfo else instant_of(told, where)
    except (NoSuchTimeError, TwoSuchTimesError) as error:
        raise InstantError("time", "เวลาพร้อมส่วนต่างจาก UTC เช่น 01:30-05:00 เพราะเป็นคืนที่ปรับเวลาฤดูร้อน") from error


def written_instant(instant: datetime, zone: str) -> tuple[str, str]:
    """Day (Buddhist Era) and time that `instant_in` reads back as this instant."""
    local = instant.astimezone(zone_of(zone) or ZoneInfo("Asia/Bangkok"))
    day, clock = (
        f"{local.day}/{local.month}/{local.year + BUDDHIST_ERA}",
        local.replace(tzinfo=None).isoformat().partition("T")[2],
    )
    clock = clock.removesuffix(":00") if clock.count(":") > 1 else clock
    try:
        if instant_in(day, clock, zone) == instant:
            return day, clock
    except InstantError:
        pass  # told with its offset below
    return day, clock + local.isoformat()[-6:]


def steps_in(text: str) -> tuple[timedelta, ...]:
    """How long before one is reminded. Raises `InstantError`."""
    if comparable(text) in {"", "none", NO_REMINDERS}:
        return ()
    found = [_STEP.fullmatch(part.strip()) for part in comparable(text).split(",")]
    steps = [timedelta(minutes=int(step[1]) * _UNITS[step[2]]) for step in found if step]
    if (
        len(steps) < len(found)
        or len(steps) > _MOST_STEPS
        or not all(timedelta(0) < each <= _LONGEST for each in steps)
    ):
        raise InstantError("offsets", "เช่น 30d, 7d, 3h (วัน ชั่วโมง) คั่นด้วยจุลภาค ไม่เกิน 12 ครั้ง หรือ “ไม่เตือน”")
    return tuple(dict.fromkeys(steps))


def written_steps(steps: Collection[timedelta]) -> str:
    """The steps as `steps_in` reads them, the longest first."""
    return ", ".join(_step(step // timedelta(minutes=1)) for step in sorted(steps, reverse=True)) or NO_REMINDERS


def _step(minutes: int) -> str:
    of = next((size, unit) for size, unit in ((1440, "d"), (60, "h"), (1, "m")) if minutes % size == 0)
    return f"{minutes // of[0]}{of[1]}"
