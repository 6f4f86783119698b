"""Once a day: what does Drive know of our workbooks that its change log did not tell us?

A list of files costs one request for a thousand and nothing at Sheets. Only what differs is read.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.cases.change_poll import IN_BIN
from bot.clock import Clock
from bot.google.drive_files import ListedFile, Listing
from bot.logs import fields
from bot.store import closings, control_sheets, drive_pages, workbooks
from bot.store.control_sheets import Signs
from bot.store.database import Database
from bot.store.workbooks import Workbook

EVERY = timedelta(days=1)

log = logging.getLogger(__name__)


class Reconciliation:
    """Called with each poll; does its work where a day has passed, or where the change log was lost."""

    def __init__(
        self, database: Database, clock: Clock, listing: Callable[[], Listing], identity: str, drive: str = ""
    ) -> None:
        self._database = database
        self._clock = clock
        self._listing = listing
        self._identity = identity
        self._drive = drive

    def __call__(self) -> None:
        now = self._clock.now()
        with self._database.reading() as session:
            last = drive_pages.reconciled_at(session, self._identity, self._drive)
        if last is not None and now - last < EVERY:
            return
        listing = self._listing()
        with self._database.writing() as session:
            missed = self._missed(session, listing, now)
            self._look_at_control(session, listing, now)
            drive_pages.note_reconciled(session, self._identity, drive=self._drive, now=now)
        log.info("reconciled with Drive", extra=fields(listed=len(listing.files), missed=missed))

    def _missed(self, session: Session, listing: Listing, now: datetime) -> int:
        """Mark what was missed, and keep what Drive says now; tells how many there were."""
        books = workbooks.of_identity(session, self._identity, self._drive)
        in_bin = {file_id for file_id, file in listing.files.items() if file.in_bin}
        here = listing.files.keys() - in_bin
        returned = [book.file_id for book in books if book.gone_at is not None and book.file_id in here]
        in_use = [book for book in books if book.gone_at is None]
        # What a deadline awaits is read from the bin too, as change_poll.py has it.
        thrown = [book.file_id for book in in_use if book.file_id in in_bin]
        thrown = [file_id for file_id in thrown if not closings.awaited(session, file_id)]
        workbooks.note_in_bin(session, thrown, IN_BIN, now)
        missed = [book.file_id for book in in_use if _is_missed(book, listing, now)]
        known = {book.file_id for book in books} & listing.files.keys()
        workbooks.note_versions(session, {file_id: listing.files[file_id].version for file_id in known})
        back = workbooks.bring_back(session, returned, now, identity=self._identity)
        return back + workbooks.mark_dirty(session, missed, now)

    def _look_at_control(self, session: Session, listing: Listing, now: datetime) -> None:
        """The control workbook's part of the list, told as its change log would have."""
        sheet = control_sheets.in_use(session)
        if sheet is None or (sheet.identity, sheet.drive) != (self._identity, self._drive):
            return
        found = listing.files.get(sheet.file_id)
        if found is None:
            return
        is_changed = not found.own and found.version != sheet.drive_version
        edited, in_bin = ([sheet.file_id] if each else [] for each in (is_changed, found.in_bin))
        within_reach = [] if found.in_bin else [sheet.file_id]
        signs = Signs(within_reach, in_bin, edited, {sheet.file_id: found.version})
        at_once = timedelta(0)
        control_sheets.note_signs(session, signs, now, others=(), quiet=at_once, longest=at_once)


def _is_missed(book: Workbook, listing: Listing, now: datetime) -> bool:
    """Whether Drive knows of something that we do not, or a reading that was due was not made for a day."""
    found = listing.files.get(book.file_id)
    if found is not None and _is_changed(book, found):
        return True
    if found is None and book.drive_version is not None and listing.complete:
        return True
    day_ago = now - EVERY
    unread = book.last_read_at is None or book.last_read_at <= day_ago
    return unread and book.dirty_since is not None and book.dirty_since <= day_ago


def _is_changed(book: Workbook, found: ListedFile) -> bool:
    """Our own last edit is no change: it was written after a reading. A version never seen is judged by its time."""
    if found.own:
        return False
    if book.drive_version is None:
        return book.last_read_at is None or found.modified_at > book.last_read_at
    return found.version != book.drive_version
