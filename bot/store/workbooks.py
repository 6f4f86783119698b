"""The agencies' workbooks: which were changed and wait to be read, and what was last read from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ForeignKey, Select, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base, rows_changed

LEASE = timedelta(minutes=10)
"""How long a worker may hold a workbook. Longer than Google's 180 s for one request, with its retries."""
MOST_INTERRUPTED = 5
ASIDE = timedelta(days=1)
"""What ended the process that read it so often is read again after so long, or as soon as it changes."""
INTERRUPTED = (
    "ระบบหยุดทำงานทุกครั้งที่อ่านแผ่นงานนี้ จึงพักไว้ก่อน โปรดดูบันทึก (log) แล้วสั่งให้คะแนนใหม่ / "
    "the process ended each time that it read this, so it is set aside: look at the log, then rescore"
)


class Workbook(Base):
    """One spreadsheet. It is dirty while `dirty_since` is set; `marks` grows with every sign of a change.

    `handed_in_at` is when its box "handed in" was first read as ticked, None while it is not. `drive_version` is the
    version that Drive last told of. `let_go_at`: the secretariat no longer wants it read, so that it does not come
    back by itself. `interrupted` is how often in a row a process ended without a word while it had it in hand.
    """

    __tablename__ = "workbooks"

    file_id: Mapped[str] = mapped_column(primary_key=True)
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"), index=True)
    identity: Mapped[str]
    drive: Mapped[str]
    url: Mapped[str]
    template_version: Mapped[str | None]
    dirty_since: Mapped[datetime | None] = mapped_column(index=True)
    marks: Mapped[int]
    not_before: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int]
    interrupted: Mapped[int] = mapped_column(server_default="0")
    scored_hash: Mapped[str | None]
    feedback_hash: Mapped[str | None]
    last_read_at: Mapped[datetime | None]
    last_problem: Mapped[str | None]
    handed_in_at: Mapped[datetime | None]
    gone_at: Mapped[datetime | None]
    drive_version: Mapped[str | None]
    let_go_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Claim:
    """A workbook that this worker alone may read until `until`. `marks` are the changes it had when it was taken."""

    file_id: str
    agency_code: str
    identity: str
    marks: int
    attempts: int
    scored_hash: str | None
    feedback_hash: str | None
    until: datetime


def connect(
    session: Session, file_id: str, agency_code: str, *, identity: str, drive: str = "", url: str, now: datetime
) -> Workbook:
    """Enter a workbook of an agency, dirty so that it is read; one known already is read again."""
    workbook = session.get(Workbook, file_id)
    if workbook is None:
        workbook = Workbook(file_id=file_id, marks=0, attempts=0, not_before=now, created_at=now)
        session.add(workbook)
    workbook.agency_code, workbook.identity, workbook.drive, workbook.url = agency_code, identity, drive, url
    workbook.gone_at, workbook.let_go_at = None, None
    session.flush()
    mark_dirty(session, [file_id], now)
    return workbook


def of_agency(session: Session, agency_code: str) -> Workbook | None:
    """The workbook in use: the one last connected that can still be reached, if any."""
    query = select(Workbook).where(Workbook.agency_code == agency_code, Workbook.gone_at.is_(None))
    return session.scalars(query.order_by(Workbook.created_at.desc(), Workbook.file_id).limit(1)).first()


def all_of_agency(session: Session, agency_code: str) -> list[Workbook]:
    """Every workbook that the agency ever had, the oldest first."""
    query = select(Workbook).where(Workbook.agency_code == agency_code)
    return list(session.scalars(query.order_by(Workbook.created_at, Workbook.file_id)))


def last_of_agency(session: Session, agency_code: str) -> Workbook | None:
    """The workbook last connected, in reach or not, unless it was let go."""
    query = select(Workbook).where(Workbook.agency_code == agency_code, Workbook.let_go_at.is_(None))
    return session.scalars(query.order_by(Workbook.created_at.desc(), Workbook.file_id).limit(1)).first()


def find(session: Session, file_id: str) -> Workbook | None:
    return session.get(Workbook, file_id)


def all_in_use(session: Session) -> list[Workbook]:
    return list(session.scalars(select(Workbook).where(Workbook.gone_at.is_(None)).order_by(Workbook.file_id)))


def of_identity(session: Session, identity: str, drive: str = "") -> list[Workbook]:
    """The workbooks that an identity reads, in its own log or in that of a shared drive, those that are gone too."""
    query = select(Workbook).where(Workbook.identity == identity, Workbook.drive == drive)
    return list(session.scalars(query.order_by(Workbook.file_id)))


def in_use_by_agency(session: Session) -> dict[str, Workbook]:
    """The workbook in use of every agency that has one, by the agency's code."""
    chosen: dict[str, Workbook] = {}
    for book in sorted(all_in_use(session), key=lambda book: book.created_at, reverse=True):
        chosen.setdefault(book.agency_code, book)
    return chosen


class WorkbookInBrief(NamedTuple):
    """What a long list tells of a workbook in use."""

    agency_code: str
    last_read_at: datetime | None
    last_problem: str | None


def in_use_briefly(session: Session) -> dict[str, WorkbookInBrief]:
    """The same for long lists, without the whole rows."""
    columns = (Workbook.agency_code, Workbook.last_read_at, Workbook.last_problem)
    query = select(*columns).where(Workbook.gone_at.is_(None)).order_by(Workbook.created_at, Workbook.file_id.desc())
    return {row[0]: WorkbookInBrief(*row) for row in session.execute(query)}


def all_kept(session: Session) -> list[Workbook]:
    """Every workbook that was not let go, in reach or not, the oldest first."""
    return list(session.scalars(select(Workbook).where(Workbook.let_go_at.is_(None)).order_by(Workbook.created_at)))


def mark_dirty(session: Session, file_ids: Iterable[str], now: datetime) -> int:
    """Note that these were changed and are to be read now; ids that are no workbooks of ours are passed over."""
    return rows_changed(
        session,
        update(Workbook)
        .where(Workbook.file_id.in_(list(file_ids)), Workbook.gone_at.is_(None))
        .values(
            dirty_since=func.coalesce(Workbook.dirty_since, now),
            marks=Workbook.marks + 1,
            not_before=now,
            attempts=0,
            interrupted=0,
        )
        .execution_options(synchronize_session="fetch"),
    )


def note_changes(
    session: Session, file_ids: Iterable[str], now: datetime, *, quiet: timedelta, longest: timedelta
) -> int:
    """Note that these were changed and are to be read once nobody types any more; tells how many are ours.

    That is `quiet` after this sign of a change, at most `longest` after the first. What is due already stays due.
    """
    changed = select(Workbook).where(Workbook.file_id.in_(list(file_ids)), Workbook.gone_at.is_(None))
    found = list(session.scalars(changed.order_by(Workbook.file_id).with_for_update()))
    for workbook in found:
        first = workbook.dirty_since or now
        if workbook.dirty_since is None or workbook.not_before > now:
            workbook.not_before = min(now + quiet, max(now, first + longest))
        workbook.dirty_since, workbook.marks = first, workbook.marks + 1
        workbook.attempts, workbook.interrupted = 0, 0
    session.flush()
    return len(found)


def note_versions(session: Session, versions: Mapping[str, str]) -> None:
    """Note the versions that Drive told of, by file id; ids that are no workbooks of ours are passed over."""
    told = select(Workbook).where(Workbook.file_id.in_(list(versions)))
    for workbook in session.scalars(told.order_by(Workbook.file_id)):
        workbook.drive_version = versions[workbook.file_id]
    session.flush()


def claim_dirty(session: Session, now: datetime, lease: timedelta = LEASE) -> Claim | None:
    """Take the workbook that has been dirty for longest and is held by no one; None where nothing is due."""
    workbook = _next_due(session, now)
    if workbook is None:
        return None
    workbook.claimed_until = now + lease
    workbook.attempts += 1
    return Claim(
        workbook.file_id,
        workbook.agency_code,
        workbook.identity,
        workbook.marks,
        workbook.attempts,
        workbook.scored_hash,
        workbook.feedback_hash,
        now + lease,
    )


def _next_due(session: Session, now: datetime) -> Workbook | None:
    """Those that a worker had in hand when it ended too often are set aside on the way."""
    while (workbook := session.scalars(_due(now).limit(1).with_for_update(skip_locked=True)).first()) is not None:
        if workbook.claimed_until is None:
            return workbook
        workbook.interrupted += 1
        if workbook.interrupted < MOST_INTERRUPTED:
            return workbook
        workbook.claimed_until, workbook.not_before, workbook.last_problem = None, now + ASIDE, INTERRUPTED
        session.flush()
    return None


def anything_due(session: Session, now: datetime) -> bool:
    return session.scalars(_due(now).limit(1)).first() is not None


def settle(
    session: Session, claim: Claim, *, scored_hash: str, feedback_hash: str | None, problem: str | None, now: datetime
) -> bool:
    """Note what was read. A workbook that was changed meanwhile stays dirty; False says so."""
    workbook = session.get_one(Workbook, claim.file_id, with_for_update=True, populate_existing=True)
    workbook.scored_hash, workbook.feedback_hash = scored_hash, feedback_hash
    workbook.last_read_at, workbook.last_problem, workbook.claimed_until = now, problem, None
    workbook.interrupted = 0
    clean = workbook.marks == claim.marks
    if clean:
        workbook.dirty_since, workbook.attempts = None, 0
    return clean


def note_box(session: Session, file_id: str, *, ticked: bool, now: datetime) -> bool:
    """Note whether the box by which one hands in is ticked; tells whether it was ticked since the last reading."""
    workbook = session.get_one(Workbook, file_id)
    newly = ticked and workbook.handed_in_at is None
    if newly or not ticked:
        workbook.handed_in_at = now if ticked else None
    return newly


def put_off(session: Session, claim: Claim, until: datetime, problem: str) -> None:
    """It could not be read now: it stays dirty and is tried again at `until`, at once if it changes before that."""
    workbook = session.get_one(Workbook, claim.file_id, with_for_update=True, populate_existing=True)
    workbook.claimed_until, workbook.last_problem, workbook.interrupted = None, problem, 0
    if workbook.marks == claim.marks:
        workbook.not_before = until


def note_gone(session: Session, file_id: str, problem: str, now: datetime) -> None:
    """It was deleted or is no longer shared with us; connecting it again brings it back."""
    workbook = session.get_one(Workbook, file_id)
    workbook.gone_at, workbook.dirty_since, workbook.last_problem = now, None, problem


def note_in_bin(session: Session, file_ids: Iterable[str], problem: str, now: datetime) -> None:
    """Those of these that were in use lie in the bin; taken out of it they come back by themselves."""
    query = select(Workbook.file_id).where(Workbook.file_id.in_(list(file_ids)), Workbook.gone_at.is_(None))
    for file_id in session.scalars(query.order_by(Workbook.file_id)):
        note_gone(session, file_id, problem, now)


def let_go(session: Session, file_id: str, because: str, now: datetime) -> None:
    """It is not read any more, whoever edits it; connecting it again brings it back."""
    note_gone(session, file_id, because, now)
    session.get_one(Workbook, file_id).let_go_at = now


def bring_back(session: Session, file_ids: Iterable[str], now: datetime, *, identity: str) -> int:
    """Those of these that were gone can be reached again, by this identity, and are read; tells how many."""
    gone = (Workbook.gone_at.is_not(None), Workbook.let_go_at.is_(None))
    back = select(Workbook).where(Workbook.file_id.in_(list(file_ids)), *gone)
    returned = list(session.scalars(back))
    for workbook in returned:
        workbook.gone_at, workbook.identity = None, identity
    session.flush()
    return mark_dirty(session, [workbook.file_id for workbook in returned], now)


def not_of(session: Session, file_ids: Iterable[str], identities: Collection[str]) -> list[str]:
    """Those of these workbooks that belong to none of these identities."""
    query = select(Workbook.file_id).where(Workbook.file_id.in_(list(file_ids)))
    return list(session.scalars(query.where(Workbook.identity.not_in(list(identities))) if identities else query))


def drives_in_use(session: Session) -> list[tuple[str, str]]:
    """The shared drives in which workbooks lie, each with an identity that reads there."""
    query = select(Workbook.identity, Workbook.drive).where(Workbook.gone_at.is_(None), Workbook.drive != "")
    return [
        (identity, drive) for identity, drive in session.execute(query.distinct().order_by(*query.selected_columns))
    ]


def _due(now: datetime) -> Select[Workbook]:
    return (
        select(Workbook)
        .where(
            Workbook.dirty_since.is_not(None),
            Workbook.gone_at.is_(None),
            Workbook.not_before <= now,
            or_(Workbook.claimed_until.is_(None), Workbook.claimed_until <= now),
        )
        .order_by(Workbook.dirty_since, Workbook.file_id)
    )
