"""Deadlines as people entered them. Moving one makes a new version and cancels the reminders of the old one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store import outbox
from bot.store.base import Base
from scoring.deadlines import Deadline, reminders_of


class DeadlineRow(Base):
    """One deadline; `offsets` are the hours before it at which one is reminded.

    `entered_at` is when this version was entered, `closed_version` the version whose closing was last put in motion.
    """

    __tablename__ = "deadlines"

    id: Mapped[str] = mapped_column(primary_key=True)
    programme: Mapped[str]
    title_th: Mapped[str]
    title_en: Mapped[str]
    closes_at: Mapped[datetime] = mapped_column(index=True)
    source_text: Mapped[str]
    source_zone: Mapped[str]
    version: Mapped[int]
    offsets: Mapped[list[Any]]
    entered_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    closed_version: Mapped[int | None]


def subject(deadline: Deadline) -> str:
    """What the reminders of this version of a deadline are about, in the outbox."""
    return f"deadline:{deadline.id}:v{deadline.version}"


def enter(session: Session, deadline: Deadline, now: datetime) -> Deadline:
    """Enter or change a deadline. The version is counted here: it grows when the instant changes, or it stands again.

    Other steps of the same version only add and take away reminders: none that went out is repeated.
    """
    row = session.get(DeadlineRow, deadline.id, with_for_update=True)
    if row is None:
        row = DeadlineRow(id=deadline.id, version=1, entered_at=now)
        session.add(row)
    elif row.closes_at != deadline.closes_at or row.removed_at is not None:
        outbox.cancel_about(session, subject(_deadline(row)), "deadline moved", now)
        row.version, row.entered_at = row.version + 1, now
    else:
        _cancel_steps_not_in(session, replace(deadline, version=row.version), now)
    row.programme, row.title_th, row.title_en = deadline.programme, deadline.title_th, deadline.title_en
    row.closes_at, row.offsets = deadline.closes_at, _hours(deadline)
    row.source_text, row.source_zone = deadline.source_text, deadline.source_zone
    row.removed_at = None
    session.flush()
    return _deadline(row)


def remove(session: Session, deadline_id: str, now: datetime) -> None:
    """The deadline no longer stands; its reminders that were not sent are cancelled."""
    row = session.get_one(DeadlineRow, deadline_id, with_for_update=True)
    outbox.cancel_about(session, subject(_deadline(row)), "deadline removed", now)
    row.removed_at = now


def standing(session: Session) -> list[Deadline]:
    """All deadlines that were not removed, closed ones too, the earliest first."""
    query = select(DeadlineRow).where(DeadlineRow.removed_at.is_(None))
    return [_deadline(row) for row in session.scalars(query.order_by(DeadlineRow.closes_at, DeadlineRow.id))]


def ever_entered(session: Session) -> list[tuple[Deadline, datetime, bool]]:
    """Every deadline with the instant of its last change, and whether it was removed then; the earliest first."""
    rows = session.scalars(select(DeadlineRow).order_by(DeadlineRow.closes_at, DeadlineRow.id))
    return [(_deadline(row), row.removed_at or row.entered_at, row.removed_at is not None) for row in rows]


def still_open(session: Session, now: datetime) -> list[Deadline]:
    """The deadlines that one can still meet, the nearest first."""
    return [deadline for deadline in standing(session) if deadline.is_open(now)]


def to_close(session: Session, closed_by: datetime) -> list[Deadline]:
    """Those that closed at `closed_by` or before and whose closing was not put in motion, the earliest first.

    The last day of a single requirement closes no workbook, nor does a deadline that had passed when it was entered.
    """
    query = select(DeadlineRow).where(
        DeadlineRow.removed_at.is_(None),
        DeadlineRow.closes_at <= closed_by,
        DeadlineRow.entered_at < DeadlineRow.closes_at,
        or_(DeadlineRow.closed_version.is_(None), DeadlineRow.closed_version != DeadlineRow.version),
    )
    found = map(_deadline, session.scalars(query.order_by(DeadlineRow.closes_at, DeadlineRow.id)))
    return [deadline for deadline in found if deadline.requirement is None]


def note_closing(session: Session, deadline: Deadline) -> None:
    """Its closing is in motion: every workbook that it concerns is awaited (in the same transaction)."""
    session.get_one(DeadlineRow, deadline.id).closed_version = deadline.version


def by_id(session: Session, deadline_id: str) -> Deadline | None:
    """The deadline, where it stands."""
    row = session.get(DeadlineRow, deadline_id)
    return None if row is None or row.removed_at is not None else _deadline(row)


def find(session: Session, deadline_id: str, version: int) -> Deadline | None:
    """The deadline, where it stands in this version."""
    deadline = by_id(session, deadline_id)
    return deadline if deadline is not None and deadline.version == version else None


def _cancel_steps_not_in(session: Session, deadline: Deadline, now: datetime) -> None:
    """Cancel what waits for a step that this deadline has no more."""
    steps = {reminder.step for reminder in reminders_of(deadline)}
    waiting = outbox.pending_about(session, subject(deadline))
    gone = [key for key in waiting if step_of(key) not in steps]
    if gone:
        outbox.cancel_keys(session, gone, "no longer a step of the deadline", now)


def step_of(key: str) -> str:
    """The step in the key of a reminder to a chat: what stands before the chat's id."""
    return key.rsplit(":", 2)[1]


def _hours(deadline: Deadline) -> list[Any]:
    return [offset.total_seconds() / 3600 for offset in deadline.offsets]


def _deadline(row: DeadlineRow) -> Deadline:
    return Deadline(
        id=row.id,
        programme=row.programme,
        title_th=row.title_th,
        title_en=row.title_en,
        closes_at=row.closes_at,
        source_text=row.source_text,
        source_zone=row.source_zone,
        version=row.version,
        offsets=tuple(timedelta(hours=hours) for hours in row.offsets),
    )
