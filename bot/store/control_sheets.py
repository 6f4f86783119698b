"""The secretariat's control workbook in Google Sheets: whether it waits to be read, and what was last seen in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base
from bot.store.workbooks import LEASE

Rows = Mapping[str, list[dict[str, str]]]
"""What each row said when sheet and store last agreed on it, by tab."""


class ControlSheet(Base):
    """One spreadsheet; that one is in use which was not let go. It is dirty while `dirty_since` is set, and `marks`
    grows with every sign of a change. `told` is a digest of what the store held when it was last told there.
    """

    __tablename__ = "control_sheets"

    file_id: Mapped[str] = mapped_column(primary_key=True)
    identity: Mapped[str]
    drive: Mapped[str]
    url: Mapped[str]
    seen: Mapped[dict[str, Any]]
    told: Mapped[str]
    dirty_since: Mapped[datetime | None]
    marks: Mapped[int]
    not_before: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int]
    last_read_at: Mapped[datetime | None]
    last_problem: Mapped[str | None]
    drive_version: Mapped[str | None]
    gone_at: Mapped[datetime | None]
    let_go_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class ControlClaim:
    """The control workbook, which this worker alone may read. `marks` are the changes it had when it was taken."""

    file_id: str
    identity: str
    marks: int
    attempts: int


@dataclass(frozen=True, slots=True)
class Signs:
    """What a change log tells, by file ids: what can be reached, what lies in the bin, what others edited, versions."""

    within_reach: Collection[str]
    in_bin: Collection[str]
    edited: Collection[str]
    versions: Mapping[str, str]


def in_use(session: Session) -> ControlSheet | None:
    """The control workbook, in reach or not; None where none is connected."""
    query = select(ControlSheet).where(ControlSheet.let_go_at.is_(None))
    return session.scalars(query.order_by(ControlSheet.created_at.desc()).limit(1)).first()


def connect(
    session: Session, file_id: str, *, identity: str, drive: str, url: str, seen: Rows, now: datetime
) -> ControlSheet:
    """Use this workbook from now on, dirty so that it is read; the one before it is let go.

    One that is in use already keeps what was seen in it.
    """
    for other in session.scalars(select(ControlSheet).where(ControlSheet.file_id != file_id)):
        other.let_go_at = other.let_go_at or now
    sheet = session.get(ControlSheet, file_id)
    if sheet is None or sheet.let_go_at is not None:
        started = {"seen": dict(seen), "told": "", "marks": 0, "attempts": 0, "not_before": now, "created_at": now}
        sheet = session.merge(ControlSheet(file_id=file_id, identity=identity, drive=drive, url=url, **started))
    sheet.identity, sheet.drive, sheet.url = identity, drive, url
    sheet.gone_at, sheet.let_go_at, sheet.claimed_until = None, None, None
    mark_dirty(session, now)
    return sheet


def mark_dirty(session: Session, now: datetime) -> None:
    """It is to be read now."""
    sheet = in_use(session)
    if sheet is not None and sheet.gone_at is None:
        sheet.dirty_since = sheet.dirty_since or now
        sheet.marks, sheet.not_before, sheet.attempts = sheet.marks + 1, now, 0
    session.flush()


def note_signs(
    session: Session, signs: Signs, now: datetime, *, others: Collection[str], quiet: timedelta, longest: timedelta
) -> None:
    """Heed what the log of one identity tells, unless the workbook is one of the `others`'.

    It is read `quiet` after the last sign of an edit, at most `longest` after the first. Taken out of the bin or shared
    again, it comes back by itself.
    """
    sheet = in_use(session)
    if sheet is None or sheet.identity in others:
        return
    sheet.drive_version = signs.versions.get(sheet.file_id, sheet.drive_version)
    if sheet.file_id in signs.in_bin:
        note_gone(session, sheet.file_id, None, now)
    elif sheet.gone_at is not None and sheet.file_id in signs.within_reach:
        sheet.gone_at = None
        mark_dirty(session, now)
    elif sheet.gone_at is None and sheet.file_id in signs.edited:
        first = sheet.dirty_since or now
        if sheet.dirty_since is None or sheet.not_before > now:
            sheet.not_before = min(now + quiet, max(now, first + longest))
        sheet.dirty_since, sheet.marks, sheet.attempts = first, sheet.marks + 1, 0
    session.flush()


def claim(session: Session, now: datetime, lease: timedelta = LEASE) -> ControlClaim | None:
    """Take it, where it is due and held by no one."""
    sheet = session.scalars(_due(now).limit(1).with_for_update(skip_locked=True)).first()
    if sheet is None:
        return None
    sheet.claimed_until, sheet.attempts = now + lease, sheet.attempts + 1
    return ControlClaim(sheet.file_id, sheet.identity, sheet.marks, sheet.attempts)


def anything_due(session: Session, now: datetime) -> bool:
    return session.scalars(_due(now).limit(1)).first() is not None


def remember(session: Session, file_id: str, seen: Rows) -> None:
    """Keep what rows and store agree on, as soon as they do: a crash after it repeats nothing."""
    session.get_one(ControlSheet, file_id).seen = dict(seen)


def settle(session: Session, taken: ControlClaim, *, told: str, problem: str | None, now: datetime) -> None:
    """It was read and answered; changed meanwhile, it stays dirty."""
    sheet = session.get_one(ControlSheet, taken.file_id, with_for_update=True, populate_existing=True)
    sheet.told, sheet.last_problem, sheet.last_read_at, sheet.claimed_until = told, problem, now, None
    if sheet.marks == taken.marks:
        sheet.dirty_since, sheet.attempts = None, 0


def put_off(session: Session, taken: ControlClaim, until: datetime, problem: str) -> None:
    """It could not be read now: it stays dirty and is tried again at `until`, at once if it changes before that."""
    sheet = session.get_one(ControlSheet, taken.file_id, with_for_update=True, populate_existing=True)
    sheet.claimed_until, sheet.last_problem = None, problem
    if sheet.marks == taken.marks:
        sheet.not_before = until


def note_gone(session: Session, file_id: str, problem: str | None, now: datetime) -> None:
    """It was deleted, lies in the bin or is no longer shared with us."""
    sheet = session.get_one(ControlSheet, file_id)
    sheet.gone_at, sheet.dirty_since, sheet.claimed_until = now, None, None
    sheet.last_problem = problem or sheet.last_problem


def _due(now: datetime) -> Select[ControlSheet]:
    return select(ControlSheet).where(
        ControlSheet.let_go_at.is_(None),
        ControlSheet.gone_at.is_(None),
        ControlSheet.dirty_since.is_not(None),
        ControlSheet.not_before <= now,
        or_(ControlSheet.claimed_until.is_(None), ControlSheet.claimed_until <= now),
    )
