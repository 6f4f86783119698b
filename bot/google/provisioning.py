"""Making workbooks for agencies: by a person's sign-in, or by the bot into a shared drive.

A service account can own no files. So `NoStorageError` is what Google answers when the bot is to copy into anything but
a shared drive; its words name the cure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.google.errors import NotFoundError
from bot.google.file_ids import is_file_id
from bot.google.transport import DRIVE, Transport

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
_FILES = f"{DRIVE}/drive/v3/files"
_NO_MARKS: Mapping[str, str] = {}


class Provisioning:
    """Creates, copies and shares files with one sign-in. None of it is tried twice unless Google surely did nothing.

    `marks` are texts that only this project's clients see (Drive calls them appProperties; name and value together at
    most 124 bytes). They are set in the request that makes the file, so that it is found again if its answer is lost.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, title: str, *, folder: str | None = None, marks: Mapping[str, str] = _NO_MARKS) -> str:
        """The id of a new, empty spreadsheet, in a folder or (a person's) My Drive."""
        described = {"name": title, "mimeType": SPREADSHEET, **_in(folder), **_marked(marks)}
        params = {"supportsAllDrives": "true", "fields": "id"}
        return str(self._transport.ask("post", _FILES, params=params, json=described)["id"])

    def copy(
        self, template_id: str, title: str, *, folder: str | None = None, marks: Mapping[str, str] = _NO_MARKS
    ) -> str:
        """The id of a copy of the template."""
        params = {"supportsAllDrives": "true", "fields": "id"}
        described = {"name": title, **_in(folder), **_marked(marks)}
        return str(self._transport.ask("post", f"{_file(template_id)}/copy", params=params, json=described)["id"])

    def find(self, marks: Mapping[str, str], *, drive: str = "") -> str | None:
        """The oldest file with these marks, in a shared drive or among the files that the sign-in owns."""
        asked = " and ".join(
            f"appProperties has {{ key='{name}' and value='{value}' }}" for name, value in marks.items()
        )
        within = {"corpora": "drive", "driveId": drive} if drive else {"corpora": "user"}
        query = asked if drive else f"'me' in owners and {asked}"
        params = {
            "q": f"{query} and trashed = false",
            "orderBy": "createdTime",
            "pageSize": "1",
            "supportsAllDrives": "true",
            "includeItemsFromAllDrives": "true",
            "fields": "files(id)",
            **within,
        }
        found = self._transport.ask("get", _FILES, params=params).get("files", [])
        return str(found[0]["id"]) if found else None

    def share(self, file_id: str, email: str, *, role: str = "writer", notify: bool = False) -> None:
        """Give someone access. Google keeps only the last of several changes at once: one at a time for a file."""
        permission = {"type": "user", "role": role, "emailAddress": email}
        self._permit(file_id, permission, {"sendNotificationEmail": str(notify).lower()})

    def open_to_copying(self, file_id: str) -> None:
        """Let everyone who has the link read, and so copy, a file."""
        self._permit(file_id, {"type": "anyone", "role": "reader"}, {})

    def _permit(self, file_id: str, permission: Mapping[str, Any], how: Mapping[str, str]) -> None:
        params = {"supportsAllDrives": "true", **how, "fields": "id"}
        self._transport.ask("post", f"{_file(file_id)}/permissions", params=params, json=permission)


def _file(file_id: str) -> str:
    if not is_file_id(file_id):
        raise NotFoundError("no id of a file")
    return f"{_FILES}/{file_id}"


def _in(folder: str | None) -> dict[str, Any]:
    return {"parents": [folder]} if folder else {}


def _marked(marks: Mapping[str, str]) -> dict[str, Any]:
    return {"appProperties": dict(marks)} if marks else {}
