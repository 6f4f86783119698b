"""All spreadsheets within reach as Drive lists them: what is known of each without reading it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.google.transport import DRIVE, Transport

FIELDS = "nextPageToken,incompleteSearch,files(id,version,modifiedTime,trashed,lastModifyingUser/me)"
_FILES = f"{DRIVE}/drive/v3/files"
_PAGE_SIZE = 1000
_QUERY = "mimeType='application/vnd.google-apps.spreadsheet'"


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A spreadsheet as it stands in the list.

    `version` grows with every change; `own`: the last edit was ours; `in_bin`: trashed, so that Sheets still reads it.
    """

    file_id: str
    version: str
    modified_at: datetime
    own: bool
    in_bin: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """The files by their id. Where it is not `complete`, a file that is not in it may be there all the same."""

    files: Mapping[str, ListedFile]
    complete: bool


class DriveFiles:
    """What one identity sees, in one shared drive or in all that is its own or shared with it."""

    def __init__(self, transport: Transport, *, drive: str = "") -> None:
        self._transport = transport
        self._corpus = {"corpora": "drive", "driveId": drive} if drive else {"corpora": "user"}

    def listing(self) -> Listing:
        """Every spreadsheet, in one request for a thousand."""
        files: dict[str, ListedFile] = {}
        complete, token = True, ""
        while True:
            page = self._page(token)
            files |= {each["id"]: _file(each) for each in page.get("files", ())}
            complete = complete and not page.get("incompleteSearch")
            token = page.get("nextPageToken", "")
            if not token:
                return Listing(files, complete)

    def _page(self, token: str) -> dict[str, Any]:
        params = {
            "q": _QUERY,
            "pageSize": str(_PAGE_SIZE),
            "supportsAllDrives": "true",
            "includeItemsFromAllDrives": "true",
            "spaces": "drive",
            "fields": FIELDS,
            **self._corpus,
            **({"pageToken": token} if token else {}),
        }
        return self._transport.ask("get", _FILES, params=params)


def _file(entry: Mapping[str, Any]) -> ListedFile:
    return ListedFile(
        file_id=entry["id"],
        version=str(entry["version"]),
        modified_at=datetime.fromisoformat(entry["modifiedTime"]),
        own=entry.get("lastModifyingUser", {}).get("me") is True,
        in_bin=entry.get("trashed") is True,
    )
