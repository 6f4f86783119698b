"""`tonbaeb deadlines`, `tonbaeb deadlines --from PROGRAMME`, `tonbaeb deadlines add ID ...` and `... remove ID`."""

from __future__ import annotations

from argparse import Namespace
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from bot.cases import deadline_entry
from bot.cli.complaint import CannotError
from bot.cli.starting import installation, told_kindly, with_schema
from bot.conversation.dates import closing_time, time_left
from bot.store import deadlines
from scoring import programmes
from scoring.deadlines import Deadline, due_on

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
        deadline_entry.enter(session, _deadline(asked), by=asked.by, now=now)
    if asked.act == "remove":
        _remove(session, asked.id, asked.by, now)


def _enter_stated(session: Session, programme_id: str, by: str, now: datetime) -> None:
    if not deadline_entry.enter_stated(session, programme_id, by=by, now=now):
        raise CannotError(
            f"โปรแกรม {programme_id} ไม่ได้ระบุกำหนดส่งไว้ โปรดเพิ่มเองด้วย tonbaeb deadlines add "
            f"({programme_id} states no deadlines: enter them with add)"
        )


def _deadline(asked: Namespace) -> Deadline:
    deadline = Deadline(
        id=asked.id,
        programme=asked.programme,
        title_th=asked.title_th,
        title_en=asked.title_en,
        closes_at=asked.closes.astimezone(UTC),
        source_text=asked.source,
        source_zone=asked.zone,
    )
    if deadline.requirement is not None and not _is_last_day(deadline):
        raise CannotError(
            f"{asked.id} ใช้เป็นรหัสไม่ได้ เพราะ {asked.programme} ไม่มีรายการ {deadline.requirement} ที่มีวันครบกำหนด "
            f"โปรดใช้รหัสที่ไม่มี / (no requirement of {asked.programme} has that last day: use an id without a slash)"
        )
    return deadline


def _is_last_day(deadline: Deadline) -> bool:
    return deadline.programme in programmes.ids() and bool(due_on(programmes.load(deadline.programme), deadline))


def _remove(session: Session, deadline_id: str, by: str, now: datetime) -> None:
    standing = [deadline.id for deadline in deadlines.standing(session)]
    if deadline_id not in standing:
        raise CannotError(
            f"ไม่มีกำหนดส่ง {deadline_id} ที่มีอยู่คือ {', '.join(standing) or 'ไม่มี'} (no deadline {deadline_id} stands)"
        )
    deadline_entry.remove(session, deadline_id, by=by, now=now)


def _lines(deadline: Deadline, now: datetime) -> list[str]:
    return [
        f"{deadline.id}  {deadline.title_th}",
        f"    {closing_time(deadline)} ({time_left(deadline, now)})  รุ่น {deadline.version}",
        *([f"    ตามประกาศ: {deadline.source_text} ({deadline.source_zone})"] if deadline.source_text else []),
    ]
