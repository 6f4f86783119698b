"""Taking what is judged: at the deadline of an agency's programme, or when the agency says that it has handed in.

Copy, seal and messages are one transaction with the reading. What counts, and why, is told in docs/architecture.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.cases import season
from bot.cases.season import Wish
from bot.cases.timing import Timing
from bot.cases.views import agency_view
from bot.conversation import announcements
from bot.season.moves import Act
from bot.store import audit, chats, closings, deadlines, outbox, readings, seals, workbooks
from bot.store.agencies import Agency
from bot.store.closings import Closing
from bot.store.outbox import Draft
from bot.store.readings import Reading
from bot.store.seals import HANDED_IN, Basis, Seal
from scoring.deadlines import Deadline

JUDGED = "judged"
REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a workbook: when it was asked for, and whether its box "handed in" is ticked (None: no box)."""

    file_id: str
    asked_at: datetime
    ticked: bool | None


def after_reading(
    session: Session, agency: Agency, reading: Reading, look: Look, timing: Timing, *, now: datetime
) -> None:
    """Take what is judged from a reading, if its deadline has closed or its box was ticked since the last one."""
    newly = look.ticked is not None and workbooks.note_box(session, look.file_id, ticked=look.ticked, now=now)
    due = [each for each in closings.awaited(session, look.file_id) if _is_after(look, each, timing)]
    deadline = _first_standing(session, agency, due)
    closings.settle(due, now)
    if seals.standing(session, agency.code) is not None:
        return
    if deadline is not None:
        _seal_at_closing(session, agency, reading, look, deadline, timing, now)
    elif newly:
        _seal(session, agency, reading, None, look.asked_at, "read", now)


def after_file(session: Session, agency: Agency, reading: Reading, read_at: datetime, *, now: datetime) -> bool:
    """Take what is judged from a file whose box is ticked; False where something is judged already.

    Each file is sent anew, so its box needs no untick first. One that was read before an officer let the agency edit
    again closes nothing.
    """
    last = seals.last(session, agency.code)
    if last is not None and (last.reopened_at is None or last.reopened_at > read_at):
        return False
    _seal(session, agency, reading, None, read_at, "read", now)
    return True


def without_reading(session: Session, agency: Agency, file_id: str, asked_at: datetime, *, now: datetime) -> None:
    """The workbook could not be read after its deadline: the last reading before the instant is judged, if any."""
    due = [each for each in closings.awaited(session, file_id) if each.closes_at <= asked_at]
    deadline = _first_standing(session, agency, due)
    closings.settle(due, now)
    if deadline is not None:
        seal_unread(session, agency, deadline, now=now)


def seal_unread(session: Session, agency: Agency, deadline: Deadline, *, now: datetime) -> None:
    """Judge the last reading before a deadline of an agency whose workbook is out of reach; nothing without one."""
    reading = readings.latest_by(session, agency.code, deadline.closes_at)
    if reading is not None and seals.standing(session, agency.code) is None:
        _seal(session, agency, reading, deadline, reading.at, "unread", now)


def reopen(session: Session, agency: Agency, reason: str, *, by: str, now: datetime, who: str = "") -> int | None:
    """Let an agency's edits count again; tells how many chats are told, None where nothing was closed.

    Raises `season.RefusedError` where the agency has passed or was decided about, and then nothing is changed.
    `who` is the officer's hashed LINE id where it is done in chat.
    """
    seal = seals.standing(session, agency.code, lock=True)
    if seal is None:
        return None
    season.do(session, agency, Wish(Act.REOPEN, by, reason), now)
    seal.reopened_at, seal.reopened_by, seal.reopened_because = now, by, reason
    session.flush()
    noted = {"seal": seal.id, "reason": reason, **({"who": who} if who else {})}
    audit.note(session, by, "reopen", agency.code, now=now, **noted)
    outbox.cancel_about(session, _subject(seal), "reopened", now)
    in_use = workbooks.of_agency(session, agency.code)
    if in_use is not None:
        workbooks.mark_dirty(session, [in_use.file_id], now)
    return _tell(session, agency, seal, REOPENED, announcements.reopened(agency.name, reason), now)


def _is_after(look: Look, closing: Closing, timing: Timing) -> bool:
    return look.asked_at >= closing.closes_at + timing.closing_delay


def _first_standing(session: Session, agency: Agency, due: list[Closing]) -> Deadline | None:
    """The first of these deadlines that was neither moved nor removed and still is one of the agency's programme."""
    found = (deadlines.find(session, each.deadline_id, each.version) for each in due if each.agency_code == agency.code)
    return next((each for each in found if each is not None and each.programme == agency.programme), None)


def _seal_at_closing(
    session: Session, agency: Agency, reading: Reading, look: Look, deadline: Deadline, timing: Timing, now: datetime
) -> None:
    before = readings.latest_by(session, agency.code, deadline.closes_at)
    if look.asked_at <= deadline.closes_at + timing.read_late:
        _seal(session, agency, reading, deadline, look.asked_at, "read", now)
    elif before is not None and _is_same(before, reading):
        _seal(session, agency, before, deadline, look.asked_at, "unchanged", now)
    else:
        _seal(session, agency, reading, deadline, look.asked_at, "late", now)


def _is_same(before: Reading, reading: Reading) -> bool:
    content = ("file_id", "programme", "input_hash")
    return all(getattr(before, name) == getattr(reading, name) for name in content)


def _seal(
    session: Session,
    agency: Agency,
    reading: Reading,
    deadline: Deadline | None,
    read_at: datetime,
    basis: Basis,
    now: datetime,
) -> None:
    cause = deadline.id if deadline else HANDED_IN
    name = readings.free_name(session, reading.file_id, cause)
    copy = readings.freeze(session, reading, name, now=now, read_late=basis == "late")
    seal = Seal(
        agency_code=agency.code,
        cause=cause,
        title=deadline.title_th if deadline else "",
        closes_at=deadline.closes_at if deadline else None,
        reading_id=copy.id,
        scored_id=copy.id,
        read_at=read_at,
        basis=basis,
        sealed_at=now,
    )
    season.note_system_move(session, agency, Act.SUBMIT, deadline.title_th if deadline else "ส่งแล้ว", now)
    seals.put(session, seal)
    audit.note(session, "system", "freeze", agency.code, now=now, seal=seal.id, cause=cause, basis=basis)
    _tell(session, agency, seal, JUDGED, announcements.judged(agency_view(session, agency, now)), now)


def _tell(
    session: Session, agency: Agency, seal: Seal, kind: str, messages: list[dict[str, object]], now: datetime
) -> int:
    """Queue a message about a seal to every private chat of the agency, once."""
    told = 0
    for chat in chats.to_tell_results(session, agency.code):
        draft = Draft(
            dedup_key=f"{kind}:{seal.id}:{chat.id}",
            chat_id=chat.id,
            kind=kind,
            messages=messages,
            reason=f"{'แจ้งสิ่งที่ใช้ตัดสิน' if kind == JUDGED else 'เปิดให้แก้ไข'} {agency.code}",
            subject=_subject(seal),
            agency_code=agency.code,
        )
        told += outbox.queue_message(session, draft, now)
    return told


def _subject(seal: Seal) -> str:
    return f"seal:{seal.id}"
