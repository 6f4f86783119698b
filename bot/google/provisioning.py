"""Making workbooks for agencies: by a person's sign-in, or by the bot into a shared drive.

A service account can own no files. So `NoStorageError` is what Google answers when the bot is to copy into anything but
a shared drive; its words name the cure.
"""

from __future__ import annotations

from typing import Any

from bot.google.errors import NotFoundError
from bot.google.file_ids import is_file_id
from bot.google.transport import DRIVE, Transport

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
_FILES = f"{DRIVE}/drive/v3/files"


class Provisioning:
    """Creates, copies and shares files with one sign-in. None of it is tried twice unless Google surely did nothing."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, title: str, *, folder: str | None = None) -> str:
        """The id of a new, empty spreadsheet, in a folder or (a person's) My Drive."""
        described = {"name": title, "mimeType": SPREADSHEET, **_in(folder)}
        params = {"supportsAllDrives": "true", "fields": "id"}
        return str(self._transport.ask("post", _FILES, params=params, json=described)["id"])

    def copy(self, template_id: str, title: str, *, folder: str | None = None) -> str:
        """The id of a copy of the template."""
        params = {"supportsAllDrives": "true", "fields": "id"}
        described = {"name": title, **_in(folder)}
        return str(self._transport.ask("post", f"{_file(template_id)}/copy", params=params, json=described)["id"])

    def share(self, file_id: str, email: str, *, role: str = "writer", notify: bool = False) -> None:
        """Give someone access. Google keeps only the last of several changes at once: one at a time for a file."""
        params = {"supportsAllDrives": "true", "sendNotificationEmail": str(notify).lower(), "fields": "id"}
        permission = {"type": "user", "role": role, "emailAddress": email}
        self._transport.ask("post", f"{_file(file_id)}/permissions", params=params, json=permission)


def _file(file_id: str) -> str:
    if not is_file_id(file_id):
        raise NotFoundError("no id of a file")
    return f"{_FILES}/{file_id}"


def _in(folder: str | None) -> dict[str, Any]:
    return {"parents": [folder]} if folder else {}
