"""Putting the closing of deadlines in motion, and looking again once Drive is settled."""

from __future__ import annotations

import logging
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.cases import freezing
from bot.cases.timing import Timing
from bot.clock import Clock
from bot.logs import fields, where
from bot.store import agencies, closings, deadlines, seals, troubles, workbooks
from bot.store.agencies import Agency
from bot.store.database import Database
from bot.store.troubles import Trouble
from scoring.deadlines import Deadline

KIND = "closing"

log = logging.getLogger(__name__)


class ClosingTime:
    """Called every few seconds. What it has done is in the database: a pause only makes it come later."""

    def __init__(self, database: Database, clock: Clock, timing: Timing) -> None:
        self._database = database
        self._clock = clock
        self._timing = timing

    def __call__(self) -> None:
        now = self._clock.now()
        with self._database.reading() as session:
            if not self._is_anything_due(session, now):
                return
        with self._database.writing() as session:
            for deadline in deadlines.to_close(session, now - self._timing.closing_delay):
                _close(session, deadline, now)
            for trouble in _due_again(session, now):
                _try_again(session, trouble, now)
            self._look_again(session, now)

    def _is_anything_due(self, session: Session, now: datetime) -> bool:
        closed = deadlines.to_close(session, now - self._timing.closing_delay)
        again = closings.to_look_at_again(session, now - self._timing.look_again)
        return bool(closed or again or _due_again(session, now))

    def _look_again(self, session: Session, now: datetime) -> None:
        """Read those once more that were not read since Drive must have learnt of every edit before the instant."""
        for closing in closings.to_look_at_again(session, now - self._timing.look_again):
            book = workbooks.find(session, closing.file_id)
            settled = closing.closes_at + self._timing.look_again
            if book is not None and (book.last_read_at is None or book.last_read_at < settled):
                workbooks.mark_dirty(session, [closing.file_id], now)
            closing.looked_again_at = now


def _due_again(session: Session, now: datetime) -> list[Trouble]:
    return [trouble for trouble in troubles.of_kind(session, KIND) if not trouble.waits(now)]


def _close(session: Session, deadline: Deadline, now: datetime) -> None:
    """Await a reading of the workbook of every agency in the deadline's programme that is still open."""
    closed, books = seals.all_standing(session), workbooks.in_use_by_agency(session)
    awaited = []
    for agency in agencies.active(session):
        if agency.programme != deadline.programme or agency.code in closed:
            continue
        book = books.get(agency.code)
        if book is None:
            _seal_unread(session, agency, deadline, now)
        else:
            closings.await_reading(session, deadline, book.file_id, agency.code)
            awaited.append(book.file_id)
    workbooks.mark_dirty(session, awaited, now)
    deadlines.note_closing(session, deadline)


def _seal_unread(session: Session, agency: Agency, deadline: Deadline, now: datetime) -> None:
    """Where it breaks, that is undone and told, and tried again at the next ticks: the others must not wait for it."""
    try:
        with session.begin_nested():
            freezing.seal_unread(session, agency, deadline, now=now)
    except SQLAlchemyError:
        raise
    except Exception as error:  # noqa: BLE001 # whatever broke, the others' inputs must be taken
        times = troubles.note(session, KIND, agency.code, where(error), now, about=deadline.id).times
        told = fields(agency=agency.code, problem=where(error), times=times)
        log.error("inputs not taken", extra=told)  # noqa: TRY400 # its text may quote what the agency entered
    else:
        troubles.over(session, KIND, [agency.code], about=deadline.id)


def _try_again(session: Session, trouble: Trouble, now: datetime) -> None:
    agency, deadline = agencies.find(session, trouble.subject), deadlines.by_id(session, trouble.about)
    if agency is None or not agency.active or deadline is None or deadline.is_open(now):
        troubles.over(session, KIND, [trouble.subject], about=trouble.about)
    else:
        _seal_unread(session, agency, deadline, now)
