"""Asking Drive what changed since the last time, and marking those workbooks dirty.

The page token is saved in the transaction that marks them, so that a crash asks for the same changes again. Own writes
do not wake the reader. An unchanged workbook costs nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.clock import Clock
from bot.google.drive_changes import Change, DriveChanges
from bot.store import drive_pages, workbooks
from bot.store.database import Database

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
        *,
        drive: str = "",
        others: Collection[str] = (),
    ) -> None:
        self._database = database
        self._clock = clock
        self._changes = changes
        self._identity = identity
        self._drive = drive
        self._others = frozenset(others)

    def __call__(self) -> None:
        with self._database.reading() as session:
            token = drive_pages.token_of(session, self._identity, self._drive)
        if token is None:
            self._save(self._changes.start_token(), ())
            return
        for _ in range(MOST_PAGES):
            page = self._changes.since(token)
            if page.token != token:
                self._save(page.token, page.changes)
            if page.is_last:
                return
            token = page.token

    def _save(self, token: str, changes: Sequence[Change]) -> None:
        now = self._clock.now()
        within_reach = [change.file_id for change in changes if not change.gone]
        by_others = [change.file_id for change in changes if not change.own and change.by not in self._others]
        with self._database.writing() as session:
            # A workbook shared again was last edited by us perhaps: whoever edited it, it is back.
            workbooks.bring_back(session, within_reach, now, identity=self._identity)
            workbooks.mark_dirty(session, workbooks.not_of(session, by_others, self._others), now)
            drive_pages.save_token(session, self._identity, token, drive=self._drive, now=now)
