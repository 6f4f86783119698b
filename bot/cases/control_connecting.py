"""Connecting the secretariat's control workbook at Google: made anew, or built in an empty Sheet that people share.

Done again after a crash at any point it finishes the same file: a new one is found by its mark, and one that is built
already is taken as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.cases.alone import Alone
from bot.cases.control_contents import contents, reference
from bot.cases.control_overview import overview
from bot.cases.masters import is_empty
from bot.cases.provisioning import created_once
from bot.clock import Clock
from bot.google.errors import AlreadyExistsError, NotEmptyError
from bot.google.file_ids import workbook_url
from bot.google.provisioning import Provisioning
from bot.google.transport import Transport
from bot.google.workbooks import Workbooks
from bot.store import audit, control_sheets
from bot.store.control_sheets import Rows
from bot.store.database import Database
from sheets_schema.control.google import TITLE, control_requests
from sheets_schema.control.reader import as_rows, read_control, seen_in
from sheets_schema.google_cells import tabs_from

MARK = {"tonbaebControl": "1"}


@dataclass(frozen=True)
class ControlConnecting:
    """Makes, builds and remembers the control workbook; `by` is who decided it."""

    database: Database
    clock: Clock
    by: str

    def make(self, maker: Transport, reader: Transport, *, folder: str | None, drive: str) -> str:
        """A new one in a folder of a shared drive, or owned by the person who makes it; its file id."""

        def made() -> str:
            provisioning = Provisioning(maker)
            file_id = created_once(provisioning, TITLE, MARK, folder=folder, drive=drive)
            if maker.identity != reader.identity:
                provisioning.share(file_id, reader.identity)
            return file_id

        return self._connected(made, reader, drive)

    def use(self, file_id: str, reader: Transport, *, drive: str) -> str:
        """One that people made: empty, or built before. Raises `NotEmptyError` for any other."""
        return self._connected(lambda: file_id, reader, drive)

    def _connected(self, provide: Callable[[], str], reader: Transport, drive: str) -> str:
        with Alone(self.database, self.clock).at("control workbook"):
            file_id = provide()
            seen = self._built(file_id, Workbooks(reader), reader.identity)
            now, url = self.clock.now(), workbook_url(file_id)
            with self.database.writing() as session:
                control_sheets.connect(
                    session, file_id, identity=reader.identity, drive=drive, url=url, seen=seen, now=now
                )
                audit.note(session, self.by, "connect control workbook", file_id, now=now)
        return file_id

    def _built(self, file_id: str, google: Workbooks, bot: str) -> Rows:
        """Build it unless it is there; what its rows say, as far as that is known."""
        tabs = tabs_from(google.read(file_id))
        control = read_control(tabs)
        if control.rows:
            return as_rows(control.seen)
        if len(tabs) > 1 or not is_empty(tabs[0]):
            raise NotEmptyError
        with self.database.reading() as session:
            filled, lines = contents(session), overview(session, {}, (), now=self.clock.now())
        requests = control_requests(filled, reference(), lines, bot=bot, default_sheet=tabs[0].id or 0)
        try:
            google.build(file_id, requests)
        except AlreadyExistsError:
            if not read_control(tabs_from(google.read(file_id))).rows:
                raise  # else the answer to the first try was lost
        return as_rows(seen_in(filled))
