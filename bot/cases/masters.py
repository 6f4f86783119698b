"""The master of each programme at Google, which agencies' workbooks are copied from: making it and finding it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

from bot.cases.alone import Alone
from bot.cases.provisioning import created_once
from bot.clock import Clock
from bot.google.errors import NotEmptyError
from bot.google.file_ids import file_id_in
from bot.google.provisioning import Provisioning
from bot.google.transport import Transport
from bot.google.workbooks import Workbooks
from bot.store import audit, master_templates
from bot.store.database import Database
from scoring import programmes
from sheets_schema.cells import Tab
from sheets_schema.google_cells import tabs_from
from sheets_schema.google_template import template_requests
from sheets_schema.locate import programme_named_in

MARK = "tonbaebMaster"


@dataclass(frozen=True)
class Masters:
    """The masters that are known: those that a setting names (links by programme) before those that were made here."""

    database: Database
    clock: Clock
    named: Mapping[str, str]

    def of(self, programme: str) -> str | None:
        """The file id of a programme's master."""
        if programme in self.named:
            return file_id_in(self.named[programme])
        with self.database.reading() as session:
            found = master_templates.of(session, programme)
            return None if found is None else found.file_id

    def use(self, programme: str, file_id: str, *, by: str) -> None:
        """Copy from this file from now on, whatever it holds."""
        self._remember(programme, file_id, "", by)

    def make(self, programme: str, transport: Transport, *, folder: str | None, drive: str, by: str) -> str:
        """The master of a programme as its template is now: the one that is there, else a new one; its file id.

        After a crash at any point the same call finishes the same file.
        """
        version = _version(programme)
        with self._alone(programme):
            with self.database.reading() as session:
                known = master_templates.of(session, programme)
            if known is not None and known.version == version:
                return known.file_id
            marks = {MARK: hashlib.sha256(f"{programme} {version}".encode()).hexdigest()}
            title = programmes.words(programme).programme("name")
            file_id = created_once(Provisioning(transport), title, marks, folder=folder, drive=drive)
            self._build_in(programme, file_id, transport, by)
            return file_id

    def build_in(self, programme: str, file_id: str, transport: Transport, *, by: str) -> None:
        """Build the template in an empty spreadsheet, unless it is there already, and let everyone copy it."""
        with self._alone(programme):
            self._build_in(programme, file_id, transport, by)

    def _alone(self, programme: str) -> AbstractContextManager[None]:
        """Two commands that make the same master wait for each other; BusyError where that takes long."""
        return Alone(self.database, self.clock).at(f"master of {programme}")

    def _build_in(self, programme: str, file_id: str, transport: Transport, by: str) -> None:
        workbooks = Workbooks(transport)
        tabs = tabs_from(workbooks.read(file_id))
        if programme_named_in(tabs) != programme:
            if len(tabs) > 1 or not is_empty(tabs[0]):
                raise NotEmptyError
            words, blank = programmes.words(programme), tabs[0].id or 0
            workbooks.build(file_id, template_requests(programmes.load(programme), words, default_sheet=blank))
        Provisioning(transport).open_to_copying(file_id)
        self._remember(programme, file_id, _version(programme), by)

    def _remember(self, programme: str, file_id: str, version: str, by: str) -> None:
        now = self.clock.now()
        with self.database.writing() as session:
            master_templates.remember(session, programme, file_id, version=version, now=now)
            audit.note(session, by, "master template", programme, now=now, file=file_id)


def is_empty(tab: Tab) -> bool:
    """Whether nothing stands in a tab, whatever it looks like."""
    cells = (tab.as_cell(raw) for row in tab.rows for raw in row if raw is not None)
    return all(cell.value is None and not cell.error for cell in cells)


def _version(programme: str) -> str:
    """What the template of a programme is now: a digest of the requests that build it."""
    requests = template_requests(programmes.load(programme), programmes.words(programme))
    return hashlib.sha256(json.dumps(requests, ensure_ascii=False).encode()).hexdigest()
