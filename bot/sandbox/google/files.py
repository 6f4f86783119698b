"""The files of Drive: who owns them, who may do what with them, and when they were last changed."""

from __future__ import annotations

import secrets
from copy import deepcopy
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.google.identity import permission_id
from bot.sandbox.state import Shelf

FILES = "google.file"
SPREADSHEET = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"
LAG = timedelta(minutes=3)

ROLES = ("reader", "commenter", "writer", "fileOrganizer", "organizer", "owner")


@dataclass
class File:
    """One file. Times are ISO texts in UTC; `change` is the place of its last change in the log of changes.

    `removed_from` keeps, for each account that lost access, the place of that loss in the log. `late` is an edit that
    Drive does not know of yet: when it is due, and what it will then tell. `drive_id` is the shared drive it lies in,
    which owns it: it then has no `owner`. The top of a shared drive is a folder with the drive's id.
    """

    id: str
    name: str
    mime_type: str
    owner: str
    created: str
    modified: str
    modified_by: str
    parents: list[str]
    permissions: dict[str, dict[str, Any]]
    version: int = 1
    change: int = 0
    changed: str = ""
    trashed: bool = False
    deleted: bool = False
    starred: bool = False
    description: str = ""
    properties: dict[str, str] = field(default_factory=dict)
    app_properties: dict[str, str] = field(default_factory=dict)
    modified_times: dict[str, str] = field(default_factory=dict)
    shared_times: dict[str, str] = field(default_factory=dict)
    removed_from: dict[str, dict[str, Any]] = field(default_factory=dict)
    late: dict[str, str] | None = None
    drive_id: str = ""


class Files:
    """All files, held in memory and written through to the shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._files = {key: File(**document) for key, document in shelf.all(FILES).items()}
        places = [file.change for file in self._files.values()]
        places += [lost["change"] for file in self._files.values() for lost in file.removed_from.values()]
        self.last_change = max(places, default=0)

    def get(self, file_id: str) -> File | None:
        file = self._files.get(file_id)
        return None if file is None or file.deleted else file

    def every(self) -> list[File]:
        """All files, deleted ones too: changes are told of them as well."""
        return list(self._files.values())

    def add(self, name: str, mime_type: str, maker: str, parents: list[str], now: datetime) -> File:
        """A new file of its maker's, or of the shared drive that its folder lies in."""
        moment = stamp(now)
        drive_id = next((folder.drive_id for folder in map(self.get, parents) if folder), "")
        owner = "" if drive_id else maker
        file = File(
            id=_new_id(),
            name=name,
            mime_type=mime_type,
            owner=owner,
            created=moment,
            modified=moment,
            modified_by=maker,
            parents=parents or [root_folder(owner)],
            permissions={} if drive_id else {permission_id(owner): _permission(owner, "owner")},
            drive_id=drive_id,
        )
        file.modified_times[maker] = moment
        self._files[file.id] = file
        self.log(file, now)
        return file

    def add_drive(self, name: str, maker: str, now: datetime) -> File:
        """A new shared drive, by its top folder; its maker manages it."""
        root = self.add(name, FOLDER, maker, [], now)
        del self._files[root.id]
        root.id = root.drive_id = f"0A{secrets.token_urlsafe(14)}PVA"[:19]
        root.owner, root.parents = "", []
        root.permissions = {permission_id(maker): _permission(maker, "organizer")}
        self._files[root.id] = root
        self.save(root)
        return root

    def add_twin(self, file: File, now: datetime) -> File:
        """Another file, as if it had been made, shared and edited as this one was; its content is kept elsewhere."""
        twin = replace(deepcopy(file), id=_new_id(), late=None, removed_from={})
        self._files[twin.id] = twin
        self.log(twin, now)
        return twin

    def edited(self, file: File, email: str, now: datetime, *, lag: timedelta = timedelta(0)) -> None:
        """Content was changed by `email`. A lagging Drive learns of it later."""
        if lag:
            due = file.late["due"] if file.late else stamp(now + lag)
            file.late = {"due": due, "modified": stamp(now), "by": email}
            self.save(file)
            return
        file.modified = max(file.modified, stamp(now))
        file.modified_by = email
        file.modified_times[email] = file.modified
        self.log(file, now)

    def log(self, file: File, now: datetime) -> None:
        """Something about the file changed: its version grows and it moves to the end of the log."""
        file.version += 1
        file.change = self._next_change()
        file.changed = stamp(now)
        self.save(file)

    def lost(self, file: File, email: str, now: datetime) -> None:
        """`email` may no longer see the file."""
        file.removed_from[email] = {"change": self._next_change(), "time": stamp(now)}
        self.save(file)

    def settle(self, now: datetime) -> None:
        """Let Drive learn of the late edits that are due."""
        for file in self._files.values():
            if file.late is not None and file.late["due"] <= stamp(now):
                late, file.late = file.late, None
                self.edited(file, late["by"], datetime.fromisoformat(late["modified"]))

    def save(self, file: File) -> None:
        self._shelf.put(FILES, file.id, asdict(file))

    def role(self, file: File, email: str, *, by_link: bool = True) -> str | None:
        """The strongest role of `email`, that from the folders above included."""
        roles = [each["role"] for each in file.permissions.values() if _fits(each, email, by_link)]
        for folder in map(self.get, file.parents):
            above = self.role(folder, email, by_link=by_link) if folder else None
            roles += [above.replace("owner", "writer")] if above else []
        return max(roles, key=ROLES.index, default=None)

    def _next_change(self) -> int:
        self.last_change += 1
        return self.last_change


def can_edit(role: str | None) -> bool:
    return role in ("writer", "fileOrganizer", "organizer", "owner")


def can_trash(role: str | None) -> bool:
    return role in ("fileOrganizer", "organizer", "owner")


def is_direct(file: File, email: str) -> bool:
    """Whether the file itself, not only its shared drive, is shared with the account."""
    return any(_fits(each, email, by_link=False) for each in file.permissions.values())


def root_folder(email: str) -> str:
    """The id of an account's My Drive."""
    return f"0A{permission_id(email)}"


def stamp(moment: datetime) -> str:
    """RFC 3339 with milliseconds, as Drive writes times."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def _permission(email: str, role: str) -> dict[str, Any]:
    return {"id": permission_id(email), "type": "user", "role": role, "emailAddress": email}


def _new_id() -> str:
    return f"1{secrets.token_urlsafe(32)}"[:44]


def _fits(permission: dict[str, Any], email: str, by_link: bool) -> bool:
    if permission["type"] == "user":
        return bool(permission["emailAddress"].casefold() == email.casefold())
    if permission["type"] == "domain":
        return email.casefold().endswith("@" + permission["domain"].casefold())
    return by_link and permission["type"] == "anyone"
