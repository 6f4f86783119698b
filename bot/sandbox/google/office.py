"""The Google stand-in as one object: files, workbooks and what an edit sets going."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.google.blank import new_workbook
from bot.sandbox.google.channels import Channels
from bot.sandbox.google.errors import (
    caller_forbidden,
    entity_not_found,
    file_forbidden,
    file_not_found,
    not_a_spreadsheet,
    storage_quota_exceeded,
)
from bot.sandbox.google.files import FOLDER, LAG, SPREADSHEET, File, Files, can_edit
from bot.sandbox.google.identity import Identity
from bot.sandbox.google.quota import Quota
from bot.sandbox.google.workbook import Workbook, from_document, to_document
from bot.sandbox.state import Sandbox

WORKBOOKS = "google.workbook"
LIKE = "like"
"""In the place of a workbook's content: the key on the shelf of the content that it shares until it is edited."""


class Office:
    """Files and workbooks of one sandbox. Its callers hold the sandbox's lock."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.files = Files(sandbox.shelf)
        self.channels = Channels(sandbox.shelf, self.files)
        self.quota = Quota()
        self._opened: dict[str, Workbook] = {}

    def now(self) -> datetime:
        return self.sandbox.clock.now()

    def file(self, file_id: str, identity: Identity, *, edit: bool = False) -> File:
        """A file as Drive opens it: 404 for whoever may not see it, 403 for whoever may only read."""
        self.files.settle(self.now())
        file = self.files.get(file_id)
        role = self.files.role(file, identity.email) if file else None
        if file is None or role is None:
            raise file_not_found(file_id)
        if edit and not can_edit(role):
            raise file_forbidden()
        return file

    def workbook(self, workbook_id: str, identity: Identity, *, edit: bool = False) -> Workbook:
        """A workbook as Sheets opens it. It is the live one: an edit works on a copy and then saves that."""
        file = self.files.get(workbook_id)
        if file is None:
            raise entity_not_found()
        role = self.files.role(file, identity.email)
        if role is None or (edit and not can_edit(role)):
            raise caller_forbidden()
        if file.mime_type != SPREADSHEET:
            raise not_a_spreadsheet()
        return self.opened(workbook_id)

    def opened(self, workbook_id: str) -> Workbook:
        if workbook_id not in self._opened:
            document = self.sandbox.shelf.get(WORKBOOKS, workbook_id)
            assert document is not None, "a spreadsheet file has its workbook"
            self._opened[workbook_id] = self._like(document) if LIKE in document else from_document(document)
            self._opened[workbook_id].id = workbook_id
        return self._opened[workbook_id]

    def save(self, workbook: Workbook, email: str, path: str = "", method: str = "") -> None:
        """Keep an edited workbook; Drive learns who did it, at once or as late as an armed fault makes it."""
        self._keep(workbook)
        file = self.files.get(workbook.id)
        assert file is not None, "a workbook has its file"
        file.name = workbook.properties["title"]
        late = self.sandbox.faults.strike(path, method, among={"drive-lag"})
        lag = (timedelta(seconds=late.seconds) or LAG) if late else timedelta(0)
        self.files.edited(file, email, self.now(), lag=lag)
        self.sandbox.touch()

    def create(self, identity: Identity, name: str, mime_type: str, parents: list[str]) -> File:
        """A new file, with an empty workbook where it is a spreadsheet. Service accounts may not own one."""
        folders = [self.file(folder_id, identity, edit=True) for folder_id in parents]
        if identity.is_service and not any(folder.drive_id for folder in folders):
            raise storage_quota_exceeded()
        if any(folder.mime_type != FOLDER for folder in folders):
            raise file_forbidden()
        file = self.files.add(name, mime_type, identity.email, parents, self.now())
        if mime_type == SPREADSHEET:
            self._keep(new_workbook(file.id, name))
        self.sandbox.touch()
        return file

    def create_drive(self, identity: Identity, name: str) -> File:
        self.sandbox.touch()
        return self.files.add_drive(name, identity.email, self.now())

    def copy_content(self, source: File, target: File, copier: str) -> None:
        """Fill a copy. As with Google, only the one who copies may edit what is protected."""
        if source.mime_type != SPREADSHEET:
            return
        workbook = self.opened(source.id).copy()
        workbook.id = target.id
        workbook.properties["title"] = target.name
        for sheet in workbook.sheets:
            for protected in sheet.protected_ranges:
                if "editors" in protected:
                    protected["editors"] = {"users": [copier]}
        self._keep(workbook)

    def add_twins(self, file: File, count: int) -> list[File]:
        """So many files like this workbook's. Their content is kept once: a twin gets its own when it is edited."""
        pattern = f"pattern {file.id} {file.version}"
        self.sandbox.shelf.put(WORKBOOKS, pattern, to_document(self.opened(file.id)))
        with self.sandbox.shelf.at_once():
            twins = [self.files.add_twin(file, self.now()) for _ in range(count)]
            for twin in twins:
                self.sandbox.shelf.put(WORKBOOKS, twin.id, {LIKE: pattern})
        self.sandbox.touch()
        return twins

    def rename(self, file: File, name: str) -> None:
        file.name = name
        if file.mime_type == SPREADSHEET:
            workbook = self.opened(file.id).copy()
            workbook.properties["title"] = name
            self._keep(workbook)

    def forget(self, file: File) -> None:
        """Delete a file for good; whoever saw it is told that it was removed."""
        seers = [each["emailAddress"] for each in file.permissions.values() if each["type"] == "user"]
        file.deleted = True
        for reader in [*seers, *filter(None, [file.drive_id])]:
            self.files.lost(file, reader, self.now())
        self._opened.pop(file.id, None)
        self.sandbox.shelf.delete(WORKBOOKS, file.id)
        self.sandbox.touch()

    def _like(self, document: dict[str, Any]) -> Workbook:
        return self.opened(document[LIKE]).copy()

    def _keep(self, workbook: Workbook) -> None:
        self._opened[workbook.id] = workbook
        self.sandbox.shelf.put(WORKBOOKS, workbook.id, to_document(workbook))
