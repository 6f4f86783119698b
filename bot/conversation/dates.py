"""How near a day is, in words. Days are calendar days in Bangkok."""

from __future__ import annotations

from datetime import datetime, timedelta

from scoring.deadlines import Deadline
from scoring.zones import told_from_utc, zone_of
from sheets_schema.thai import BANGKOK, bangkok_date, thai_date, thai_date_with_weekday, thai_instant, thai_time

WEEKDAYS_SHORT = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")


def closing_time(deadline: Deadline) -> str:
    """`วันเสาร์ที่ 4 ธ.ค. 2564 11.59 น.`: the last minute that is in time."""
    day = bangkok_date(deadline.last_minute)
    return f"{thai_date_with_weekday(day)} {thai_time(deadline.last_minute)}"


def closing_time_short(deadline: Deadline) -> str:
    """`ส. 4 ธ.ค. 2564 11.59 น.`."""
    day = bangkok_date(deadline.last_minute)
    return f"{WEEKDAYS_SHORT[day.weekday()]} {thai_instant(deadline.last_minute)}"


def closing_time_at_source(deadline: Deadline) -> str:
    """`ศ. 3 ธ.ค. 2564 23.59 น. EST (UTC-5)`: the same minute on the clocks of the source, where these differ from
    Bangkok's; a zone that is not understood is told as it is stated.
    """
    zone = zone_of(deadline.source_zone)
    if zone is None:
        return f"เวลา {deadline.source_zone}" if deadline.source_zone.strip() else ""
    there = deadline.last_minute.astimezone(zone)
    if there.utcoffset() == there.astimezone(BANGKOK).utcoffset():
        return ""
    stated, told = deadline.source_zone, told_from_utc(there)
    clock = f"{thai_date(there.date())} {there.hour:02d}.{there.minute:02d} น."
    return f"{WEEKDAYS_SHORT[there.weekday()]} {clock} {stated if 'UTC' in stated else f'{stated} ({told})'}"


def closing_word(deadline: Deadline) -> str:
    """What happens then: a call closes, a report is due."""
    return "ปิดรับ" if deadline.requirement is None else "ครบกำหนด"


def time_left(deadline: Deadline, now: datetime) -> str:
    """`อีก 9 วัน`, `พรุ่งนี้`, `อีก 3 ชั่วโมง`, `อีก 20 นาที`, `ปิดรับแล้ว`, or of a report `เลยกำหนดแล้ว`."""
    if not deadline.is_open(now):
        return "ปิดรับแล้ว" if deadline.requirement is None else "เลยกำหนดแล้ว"
    return left_until(deadline.closes_at, now)


def left_until(closes_at: datetime, now: datetime) -> str:
    """The same of an instant that has not come yet, the first that is too late."""
    days = (bangkok_date(closes_at - timedelta(minutes=1)) - bangkok_date(now)).days
    if days == 0:
        return _within_today(closes_at - now)
    return "พรุ่งนี้" if days == 1 else f"อีก {days} วัน"


def duration(span: timedelta) -> str:
    """`30 วัน`, `3 ชั่วโมง`, `90 นาที`: in the largest unit of which it is a whole number."""
    for unit, name in ((timedelta(days=1), "วัน"), (timedelta(hours=1), "ชั่วโมง")):
        if not span % unit:
            return f"{span // unit} {name}"
    return f"{span // timedelta(minutes=1)} นาที"


def is_urgent(deadline: Deadline, now: datetime) -> bool:
    """Whether it is open and closes within a week."""
    return deadline.is_open(now) and deadline.closes_at - now <= timedelta(days=7)


def _within_today(left: timedelta) -> str:
    hours = int(left.total_seconds() // 3600)
    minutes = max(1, int(left.total_seconds() // 60))
    return f"อีก {hours} ชั่วโมง" if hours else f"อีก {minutes} นาที"
