"""The work of several identities: each workbook is read by its own, each change log is polled by its own."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from bot.cases.change_poll import ChangePoll
from bot.cases.drive_logs import DriveLog, logs_of
from bot.cases.invitations import Invitations
from bot.cases.reconciliation import Reconciliation
from bot.cases.timing import USUAL, Timing
from bot.cases.workbook_pass import WorkbookPass
from bot.clock import Clock
from bot.google.drive_changes import DriveChanges
from bot.google.drive_files import DriveFiles
from bot.google.errors import GoogleError
from bot.google.identities import Identities
from bot.google.workbooks import Workbooks
from bot.jobs.services import Scored
from bot.logs import fields, where
from bot.store import drive_pages
from bot.store.database import Database
from bot.store.workbooks import Claim

log = logging.getLogger(__name__)


class PassByIdentity:
    """Scores a workbook as the identity it was shared with."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        identities: Identities,
        invitations: Invitations,
        timing: Timing = USUAL,
    ) -> None:
        self._identities = identities
        self._passes = {
            each.identity: WorkbookPass(database, clock, Workbooks(each), each.identity, invitations, timing)
            for each in identities
        }

    def __call__(self, claim: Claim) -> Scored:
        return self._passes[self._identities.served_by(claim.identity).identity](claim)


class ChangePolls:
    """Polls the log of each identity and of each shared drive with workbooks, and once a day goes through its files.

    One that cannot be polled keeps no other waiting; the first error is raised when all had their turn.
    """

    def __init__(self, database: Database, clock: Clock, identities: Identities, timing: Timing = USUAL) -> None:
        self._database = database
        self._clock = clock
        self._identities = identities
        self._timing = timing

    def __call__(self) -> None:
        with self._database.reading() as session:
            logs = logs_of(session, self._identities)
        self._poll_each(logs)

    def pushed(self) -> None:
        """Poll the logs about which Drive called; a call that comes from now on is heeded again."""
        with self._database.writing() as session:
            pushed = drive_pages.take_pushed(session)
            logs = [each for each in logs_of(session, self._identities) if each in pushed]
        self._poll_each(logs)

    def _poll_each(self, logs: Iterable[DriveLog]) -> None:
        errors = [error for identity, drive in logs if (error := self._poll(identity, drive)) is not None]
        if errors:
            raise errors[0]

    def _poll(self, identity: str, drive: str) -> GoogleError | None:
        transport, others = self._identities.served_by(identity), self._identities.others(identity)
        changes, files = DriveChanges(transport, drive=drive or None), DriveFiles(transport, drive=drive)
        try:
            ChangePoll(self._database, self._clock, changes, identity, self._timing, drive=drive, others=others)()
            Reconciliation(self._database, self._clock, files.listing, identity, drive)()
        except GoogleError as error:
            log.warning("changes not asked for", extra=fields(identity=identity, drive=drive, problem=where(error)))
            return error
        return None
