"""What changed in Drive since a page token: no workbook is read to learn that nothing happened to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.google.transport import DRIVE, Transport

FIELDS = (
    "nextPageToken,newStartPageToken,changes(fileId,removed,time,changeType,"
    "file(id,name,mimeType,trashed,version,modifiedTime,lastModifyingUser(me,emailAddress),capabilities/canEdit))"
)
CHANGES = f"{DRIVE}/drive/v3/changes"
_PAGE_SIZE = 1000


@dataclass(frozen=True, slots=True)
class Change:
    """The present state of a file that changed; several edits fold into one entry.

    `gone`: deleted, trashed or no longer shared with us; `in_bin`: trashed, so that Sheets still reads it. `own`: the
    last edit was ours, so what we know still holds. An edit by someone unknown is never ours. `by` is the e-mail
    address of whoever made it, where Drive tells it. `at` is when Drive noted it, up to minutes after the edit itself.
    `version` grows with every change, blank where the file is out of reach.
    """

    file_id: str
    name: str
    mime_type: str
    gone: bool
    own: bool
    by: str
    can_edit: bool
    at: datetime
    version: str = ""
    in_bin: bool = False


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """Some changes, and the token to go on from once they are safely stored. `is_last`: nothing waits behind it."""

    changes: tuple[Change, ...]
    token: str
    is_last: bool


class DriveChanges:
    """The change log of one identity, or of one shared drive as that identity sees it. Tokens never expire."""

    def __init__(self, transport: Transport, *, drive: str | None = None) -> None:
        self._transport = transport
        self._drive = {"driveId": drive} if drive else {}

    def start_token(self) -> str:
        """The token of this moment: later changes come after it."""
        params = {"supportsAllDrives": "true", **self._drive}
        return str(self._transport.ask("get", f"{CHANGES}/startPageToken", params=params)["startPageToken"])

    def since(self, token: str) -> ChangesPage:
        """One page of what changed since the token, in one request."""
        params = {**log_params(token, self._drive), "pageSize": str(_PAGE_SIZE), "fields": FIELDS}
        return _page(self._transport.ask("get", CHANGES, params=params))


def log_params(token: str, drive: Mapping[str, str]) -> dict[str, str]:
    """What names a log from a page token on: everything shared with the account, losses too, or one shared drive."""
    return {
        "pageToken": token,
        "supportsAllDrives": "true",
        "includeItemsFromAllDrives": "true",
        "includeRemoved": "true",
        "restrictToMyDrive": "false",
        "spaces": "drive",
        **drive,
    }


def _page(reply: Mapping[str, Any]) -> ChangesPage:
    entries = (each for each in reply.get("changes", ()) if each.get("changeType", "file") == "file")
    token = reply.get("nextPageToken") or reply["newStartPageToken"]
    return ChangesPage(tuple(_change(each) for each in entries), str(token), "nextPageToken" not in reply)


def _change(entry: Mapping[str, Any]) -> Change:
    file = entry.get("file", {})
    editor = file.get("lastModifyingUser", {})
    return Change(
        file_id=entry["fileId"],
        name=file.get("name", ""),
        mime_type=file.get("mimeType", ""),
        gone=bool(entry.get("removed") or file.get("trashed")),
        own=editor.get("me") is True,
        by=str(editor.get("emailAddress", "")),
        can_edit=file.get("capabilities", {}).get("canEdit") is True,
        at=datetime.fromisoformat(entry["time"]),
        version=str(file.get("version", "")),
        in_bin=not entry.get("removed") and file.get("trashed") is True,
    )
