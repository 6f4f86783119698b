"""Asking Drive what changed since the last time, and marking those workbooks dirty.

The page token is saved in the transaction that marks them, so that a crash asks for the same changes again. Own writes
do not wake the reader. An unchanged workbook costs nothing, and one in which someone types is read when they pause.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence

from bot.cases.timing import USUAL, Timing
from bot.clock import Clock
from bot.google.drive_changes import Change, DriveChanges
from bot.google.errors import GoogleError
from bot.logs import fields
from bot.store import closings, control_sheets, drive_pages, workbooks
from bot.store.control_sheets import Signs
from bot.store.database import Database

IN_BIN = (
    "ไฟล์อยู่ในถังขยะ กรุณากู้คืนใน Google ไดรฟ์ แล้วระบบจะอ่านต่อเอง / "
    "it lies in the bin: restore it in Drive, and it is read again"
)
LOST = frozenset({400, 404, 410})
"""What Drive answers to a page token that it does not know (any more)."""

log = logging.getLogger(__name__)

MOST_PAGES = 50
"""Pages of a thousand changes taken in one poll; the next poll goes on from there."""


class ChangePoll:
    """Polls the change log of one identity, or of one shared `drive` as it sees it.

    `others` are the bot's other identities: their workbooks are their own polls' affair, and their edits are ours.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        changes: DriveChanges,
        identity: str,
        timing: Timing = USUAL,
        *,
        drive: str = "",
        others: Collection[str] = (),
    ) -> None:
        self._database = database
        self._clock = clock
        self._changes = changes
        self._identity = identity
        self._timing = timing
        self._drive = drive
        self._others = frozenset(others)

    def __call__(self) -> None:
        with self._database.reading() as session:
            token = drive_pages.token_of(session, self._identity, self._drive)
        if token is None:
            self._save(self._changes.start_token(), ())
            return
        try:
            self._follow(token)
        except GoogleError as error:
            if error.status not in LOST:
                raise
            self._start_anew(error)

    def _follow(self, token: str) -> None:
        for _ in range(MOST_PAGES):
            page = self._changes.since(token)
            if page.token != token:
                self._save(page.token, page.changes)
            if page.is_last:
                return
            token = page.token

    def _start_anew(self, error: GoogleError) -> None:
        """Drive does not know the token any more: go on from now, and have the list of files gone through."""
        log.warning("page token lost", extra=fields(problem=str(error)))
        self._save(self._changes.start_token(), (), gap=True)

    def _save(self, token: str, changes: Sequence[Change], *, gap: bool = False) -> None:
        now = self._clock.now()
        within_reach = [change.file_id for change in changes if not change.gone]
        in_bin = [change.file_id for change in changes if change.in_bin]
        by_others = [change.file_id for change in changes if not change.own and change.by not in self._others]
        with self._database.writing() as session:
            # A workbook shared again was last edited by us perhaps: whoever edited it, it is back.
            workbooks.bring_back(session, within_reach, now, identity=self._identity)
            # Sheets reads on what lies in the bin; but whoever put it there no longer hands it in.
            unawaited = [file_id for file_id in in_bin if not closings.awaited(session, file_id)]
            workbooks.note_in_bin(session, unawaited, IN_BIN, now)
            pauses = {"quiet": self._timing.quiet, "longest": self._timing.longest}
            workbooks.note_changes(session, workbooks.not_of(session, by_others, self._others), now, **pauses)
            versions = {change.file_id: change.version for change in changes if change.version}
            workbooks.note_versions(session, versions)
            signs = Signs(within_reach, in_bin, by_others, versions)
            control_sheets.note_signs(session, signs, now, others=self._others, **pauses)
            drive_pages.save_token(session, self._identity, token, drive=self._drive, now=now)
            if gap:
                drive_pages.note_reconciled(session, self._identity, drive=self._drive, now=None)
