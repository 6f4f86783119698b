"""When the health of links changes, the workbooks that hold them tell it: they are marked, to be read and answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.cases.link_findings import agencies_holding, names_in_use
from bot.clock import Clock
from bot.store import evidence_links, workbooks
from bot.store.database import Database

FORGOTTEN_AFTER = timedelta(days=2)
"""A link that was just entered may stand in a reading that is being written."""


@dataclass(frozen=True, slots=True)
class LinkNews:
    """Keeps workbooks and links in step. Without `checks` links are not looked at, and nothing is told of them."""

    database: Database
    clock: Clock
    checks: bool

    def spread(self) -> int:
        """Mark the workbooks whose links changed in what is told of them; tells how many agencies that concerns.

        The news is put down as told in the transaction that marks them, so that a crash tells it again.
        """
        if not self.checks:
            self._tell_nothing_more()
        with self.database.reading() as session:
            names = evidence_links.changed(session)
            codes = agencies_holding(session, names) if names else []
        if names:
            with self.database.writing() as session:
                books = [book for code in codes if (book := workbooks.of_agency(session, code)) is not None]
                workbooks.mark_dirty(session, [book.file_id for book in books], self.clock.now())
                evidence_links.note_told(session, names)
        return len(codes)

    def forget_unused(self) -> int:
        """Forget links that stand in no workbook any more; tells how many."""
        before = self.clock.now() - FORGOTTEN_AFTER
        with self.database.reading() as session:
            used = names_in_use(session)
        with self.database.writing() as session:
            return evidence_links.forget_unused(session, used, before)

    def _tell_nothing_more(self) -> None:
        """Warnings that nobody renews must not stand."""
        with self.database.writing() as session:
            evidence_links.take_back_all(session, self.clock.now())
