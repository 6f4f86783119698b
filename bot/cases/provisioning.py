"""How an agency comes by its workbook: a port with three adapters.

The agency copies the master itself (`CopyLink`), the bot copies it into a shared drive (`IntoDrive`), or a person of
the secretariat does, who may own files (`AsPerson`). A copy is marked in the request that makes it, so that one whose
answer was lost, or that was not recorded before a crash, is found again instead of made twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from bot.cases.agency_entry import Entry
from bot.google.errors import FolderUnfitError, NoStorageError, TransientError
from bot.google.file_ids import copy_link
from bot.google.file_state import FOLDER, DriveFile, look_at
from bot.google.identities import Identities
from bot.google.provisioning import Provisioning
from bot.google.transport import Transport

MARK = "tonbaebAgency"
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Made:
    """A workbook that is there for an agency, and the account that reads it."""

    file_id: str
    identity: str
    drive: str = ""


@dataclass(frozen=True, slots=True)
class ToCopy:
    """It is the agency's turn: open the link, share the copy with the address, and send its link back."""

    link: str
    address: str


class Provider(Protocol):
    """One way to a workbook. `title` is what the new workbook is called."""

    @property
    def makes_workbooks(self) -> bool:
        """Whether anything is made or shared at Google this way. One agency at a time: `Enrolment` sees to that."""

    def provide(self, entry: Entry, master: str, title: str) -> Made | ToCopy:
        """The agency's workbook, or what the agency has to do for it."""

    def share(self, made: Made, email: str) -> bool:
        """Let someone type in a workbook that was made this way; False where that is its owner's to do."""


class CopyLink:
    """The agency copies the master itself, and its copy is its own."""

    makes_workbooks = False

    def __init__(self, identities: Identities) -> None:
        self._identities = identities

    def provide(self, entry: Entry, master: str, title: str) -> ToCopy:
        del title  # the agency names its own copy
        return ToCopy(copy_link(master), self._identities.chosen_for(entry.code))

    def share(self, made: Made, email: str) -> bool:
        del made, email
        return False  # whoever owns a copy shares it


class IntoDrive:
    """The bot copies the master into a folder of a shared drive, or into the drive itself."""

    makes_workbooks = True

    def __init__(self, makers: Identities, folder: str, *, notify: bool = False) -> None:
        self._makers = makers
        self._folder = folder
        self._notify = notify
        self._drives: dict[str, str] = {}

    def provide(self, entry: Entry, master: str, title: str) -> Made:
        identity = self._makers.chosen_for(entry.code)
        maker = self._makers.served_by(identity)
        drive = self._drive_as_seen_by(maker)
        made = _copied_once(Provisioning(maker), master, title, entry.code, self._folder, drive)
        return Made(made, identity, drive)

    def share(self, made: Made, email: str) -> bool:
        Provisioning(self._makers.served_by(made.identity)).share(made.file_id, email, notify=self._notify)
        return True

    def _drive_as_seen_by(self, maker: Transport) -> str:
        if maker.identity not in self._drives:
            self._drives[maker.identity] = drive_of(maker, self._folder)
        return self._drives[maker.identity]


class AsPerson:
    """A person who consented copies the master, owns the copy if no shared drive does, and shares it with the bot."""

    makes_workbooks = True

    def __init__(
        self, person: Transport, identities: Identities, *, folder: str | None = None, notify: bool = False
    ) -> None:
        self._person = person
        self._provisioning = Provisioning(person)
        self._identities = identities
        self._folder = folder
        self._notify = notify

    def provide(self, entry: Entry, master: str, title: str) -> Made:
        identity = self._identities.chosen_for(entry.code)
        made = _copied_once(self._provisioning, master, title, entry.code, self._folder, self._drive)
        self._provisioning.share(made, identity)
        return Made(made, identity, self._drive)

    def share(self, made: Made, email: str) -> bool:
        self._provisioning.share(made.file_id, email, notify=self._notify)
        return True

    @cached_property
    def _drive(self) -> str:
        return _folder_of(self._person, self._folder).drive if self._folder else ""


def created_once(
    provisioning: Provisioning, title: str, marks: Mapping[str, str], *, folder: str | None, drive: str
) -> str:
    """A new spreadsheet with these marks: the one that is there already, else one that is made now; its file id."""
    found = provisioning.find(marks, drive=drive)
    if found is not None:
        return found
    try:
        return provisioning.create(title, folder=folder, marks=marks)
    except TransientError:
        made = provisioning.find(marks, drive=drive)
        if made is None:
            raise
        return made


def drive_of(maker: Transport, folder: str) -> str:
    """The shared drive of a folder that the maker may put files into; a service account can own none elsewhere."""
    drive = _folder_of(maker, folder).drive
    if not drive:
        raise NoStorageError("the folder lies in no shared drive")
    return drive


def mark_of(code: str) -> dict[str, str]:
    """What marks the workbook of an agency; of one length, since Drive limits marks to 124 bytes."""
    return {MARK: hashlib.sha256(code.encode()).hexdigest()}


def _folder_of(maker: Transport, folder: str) -> DriveFile:
    found = look_at(maker, folder)
    if found is None or found.mime_type != FOLDER or not found.can_edit:
        raise FolderUnfitError(f"{folder}, {maker.identity}")
    return found


def _copied_once(provisioning: Provisioning, master: str, title: str, code: str, folder: str | None, drive: str) -> str:
    """The agency's copy: the one that is there already, else a new one."""
    marks = mark_of(code)
    found = provisioning.find(marks, drive=drive)
    if found is not None:
        return found
    try:
        return provisioning.copy(master, title[:_LONGEST_TITLE], folder=folder, marks=marks)
    except TransientError:
        made = provisioning.find(marks, drive=drive)
        if made is None:
            raise
        return made
