"""`tonbaeb deadlines`, `... --from PROGRAMME`, `... add ID`, `... change ID` and `... remove ID`."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.cases import deadline_entry
from bot.cli.complaint import CannotError
from bot.cli.starting import installation, told_kindly, with_schema
from bot.conversation.dates import closing_time, closing_time_at_source, duration, time_left
from bot.jobs.reminders import sending_time
from bot.store import deadlines
from scoring import programmes
from scoring.deadlines import Deadline, due_on, reminders_of
from scoring.zones import NoSuchTimeError, TwoSuchTimesError, instant_of, zone_of
from sheets_schema.thai import thai_instant

BANGKOK = "Asia/Bangkok"
_NONE = "ยังไม่มีกำหนดส่ง (no deadlines stand)"


@told_kindly
def run(asked: Namespace) -> int:
    """Enter or remove what is asked for, if anything, and list what stands."""
    started = with_schema(installation(needs=()))
    now = started.clock.now()
    with started.database.writing() as session:
        _change(session, asked, now)
        standing = deadlines.standing(session)
    print("\n".join(line for deadline in standing for line in _lines(deadline, now)) or _NONE)
    return 0


def _change(session: Session, asked: Namespace, now: datetime) -> None:
    if asked.stated_by:
        _enter_stated(session, asked.stated_by, asked.by, now)
    if asked.act == "add":
        _enter(session, deadline_entry.with_its_own_steps(session, _new(asked)), asked, now)
    if asked.act == "change":
        _enter(session, _standing(session, asked.id), asked, now)
    if asked.act == "remove":
        _remove(session, asked.id, asked.by, now)


def _enter_stated(session: Session, programme_id: str, by: str, now: datetime) -> None:
    if not deadline_entry.enter_stated(session, programme_id, by=by, now=now):
        raise CannotError(
            f"โปรแกรม {programme_id} ไม่ได้ระบุกำหนดส่งไว้ โปรดเพิ่มเองด้วย tonbaeb deadlines add "
            f"({programme_id} states no deadlines: enter them with add)"
        )


def _new(asked: Namespace) -> Deadline:
    deadline = Deadline(
        id=asked.id,
        programme=asked.programme,
        title_th=asked.title_th,
        title_en=asked.title_en,
        closes_at=_instant(asked, BANGKOK),
        source_text="",
        source_zone=BANGKOK,
    )
    if deadline.requirement is not None and not _is_last_day(deadline):
        raise CannotError(
            f"{asked.id} ใช้เป็นรหัสไม่ได้ เพราะ {asked.programme} ไม่มีรายการ {deadline.requirement} ที่มีวันครบกำหนด "
            f"โปรดใช้รหัสที่ไม่มี / (no requirement of {asked.programme} has that last day: use an id without a slash)"
        )
    return deadline


def _enter(session: Session, deadline: Deadline, asked: Namespace, now: datetime) -> None:
    """Enter a deadline with what was asked for; the rest stays as it is."""
    wanted = {
        "title_th": asked.title_th,
        "title_en": asked.title_en,
        "closes_at": None if asked.closes is None else _instant(asked, deadline.source_zone),
        "source_text": asked.source,
        "source_zone": asked.zone,
        "offsets": asked.remind,
    }
    changes: dict[str, Any] = {name: value for name, value in wanted.items() if value is not None}
    deadline_entry.enter(session, replace(deadline, **changes), by=asked.by, now=now)


def _instant(asked: Namespace, zone_before: str) -> datetime:
    """What was given as the closing, in UTC; a time without an offset is one in the zone that was given with it."""
    closes: datetime = asked.closes
    if closes.tzinfo is not None:
        return closes.astimezone(UTC)
    if asked.zone is None:
        asked.wrong_usage(
            f"{closes.isoformat()} has no offset: write one (+07:00), or give its --zone ({zone_before}?)"
        )
    zone = zone_of(asked.zone)
    if zone is None:
        raise CannotError(
            f"ไม่รู้จักเขตเวลา {asked.zone} โปรดใช้ชื่อเช่น America/New_York หรือระบุส่วนต่างต่อท้ายเวลา เช่น -05:00 "
            f"(no such zone: use a name like America/New_York, or write the offset behind the time)"
        )
    try:
        return instant_of(closes, zone)
    except (NoSuchTimeError, TwoSuchTimesError) as error:
        how_often = "ไม่มีอยู่จริง (never comes)" if isinstance(error, NoSuchTimeError) else "มีสองครั้ง (comes twice)"
        raise CannotError(
            f"เวลา {closes.isoformat()} ใน {asked.zone} {how_often} เพราะเป็นคืนที่ปรับเวลาฤดูร้อน "
            f"โปรดระบุส่วนต่างจาก UTC ต่อท้าย เช่น -04:00 หรือ -05:00 (summer time is switched then: write the offset)"
        ) from error


def _is_last_day(deadline: Deadline) -> bool:
    return deadline.programme in programmes.ids() and bool(due_on(programmes.load(deadline.programme), deadline))


def _remove(session: Session, deadline_id: str, by: str, now: datetime) -> None:
    deadline_entry.remove(session, _standing(session, deadline_id).id, by=by, now=now)


def _standing(session: Session, deadline_id: str) -> Deadline:
    standing = {deadline.id: deadline for deadline in deadlines.standing(session)}
    if deadline_id not in standing:
        raise CannotError(
            f"ไม่มีกำหนดส่ง {deadline_id} ที่มีอยู่คือ {', '.join(standing) or 'ไม่มี'} (no deadline {deadline_id} stands)"
        )
    return standing[deadline_id]


def _lines(deadline: Deadline, now: datetime) -> list[str]:
    there = closing_time_at_source(deadline)
    return [
        f"{deadline.id}  {deadline.title_th}",
        f"    {closing_time(deadline)} ({time_left(deadline, now)})  รุ่น {deadline.version}",
        *([f"    ตามประกาศ: {deadline.source_text}"] if deadline.source_text else []),
        *([f"    เวลาของต้นทาง: {there}"] if there else []),
        *([f"    {_reminders(deadline, now)}"] if deadline.is_open(now) else []),
    ]


def _reminders(deadline: Deadline, now: datetime) -> str:
    """How long before it is reminded of, and when next."""
    steps = " ".join(duration(reminder.offset) for reminder in reminders_of(deadline))
    ahead = sorted(time for time in map(sending_time, reminders_of(deadline)) if time > now)
    following = f" ครั้งถัดไป {thai_instant(ahead[0])}" if ahead else " ครบทุกครั้งแล้ว"
    return f"เตือนก่อน: {steps}{following}" if steps else "ไม่เตือน"
