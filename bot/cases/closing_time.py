"""Putting the closing of deadlines in motion, and looking again once Drive is settled."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.cases import freezing
from bot.cases.timing import Timing
from bot.clock import Clock
from bot.store import agencies, closings, deadlines, seals, workbooks
from bot.store.database import Database
from scoring.deadlines import Deadline


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
            self._look_again(session, now)

    def _is_anything_due(self, session: Session, now: datetime) -> bool:
        closed = deadlines.to_close(session, now - self._timing.closing_delay)
        return bool(closed or closings.to_look_at_again(session, now - self._timing.look_again))

    def _look_again(self, session: Session, now: datetime) -> None:
        """Read those once more that were not read since Drive must have learnt of every edit before the instant."""
        for closing in closings.to_look_at_again(session, now - self._timing.look_again):
            book = workbooks.find(session, closing.file_id)
            settled = closing.closes_at + self._timing.look_again
            if book is not None and (book.last_read_at is None or book.last_read_at < settled):
                workbooks.mark_dirty(session, [closing.file_id], now)
            closing.looked_again_at = now


def _close(session: Session, deadline: Deadline, now: datetime) -> None:
    """Await a reading of the workbook of every agency in the deadline's programme that is still open."""
    closed, books = seals.all_standing(session), workbooks.in_use_by_agency(session)
    awaited = []
    for agency in agencies.active(session):
        if agency.programme != deadline.programme or agency.code in closed:
            continue
        book = books.get(agency.code)
        if book is None:
            freezing.seal_unread(session, agency, deadline, now=now)
        else:
            closings.await_reading(session, deadline, book.file_id, agency.code)
            awaited.append(book.file_id)
    workbooks.mark_dirty(session, awaited, now)
    deadlines.note_closing(session, deadline)
