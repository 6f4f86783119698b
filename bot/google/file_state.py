"""What Drive tells of one file, without opening it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.google.errors import NotFoundError, NotSharedError
from bot.google.file_ids import is_file_id
from bot.google.provisioning import SPREADSHEET
from bot.google.transport import DRIVE, Transport

FOLDER = "application/vnd.google-apps.folder"
EXCEL = frozenset({"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.ms-excel"})
_FIELDS = "id,name,mimeType,trashed,driveId,appProperties,capabilities/canEdit"


@dataclass(frozen=True, slots=True)
class DriveFile:
    """A file as an account sees it. `drive` is the shared drive it lies in, empty for none; `marks` are ours."""

    file_id: str
    name: str
    mime_type: str
    trashed: bool
    can_edit: bool
    drive: str
    marks: Mapping[str, str]

    @property
    def is_spreadsheet(self) -> bool:
        return self.mime_type == SPREADSHEET

    @property
    def is_excel(self) -> bool:
        return self.mime_type in EXCEL


def look_at(transport: Transport, file_id: str) -> DriveFile | None:
    """A file, in one request; None where it is not there for this account, which Drive tells in one way only."""
    if not is_file_id(file_id):
        return None
    params = {"supportsAllDrives": "true", "fields": _FIELDS}
    try:
        return _file(transport.ask("get", f"{DRIVE}/drive/v3/files/{file_id}", params=params))
    except (NotFoundError, NotSharedError):
        return None


def _file(told: Mapping[str, Any]) -> DriveFile:
    return DriveFile(
        file_id=told["id"],
        name=told.get("name", ""),
        mime_type=told.get("mimeType", ""),
        trashed=told.get("trashed") is True,
        can_edit=told.get("capabilities", {}).get("canEdit") is True,
        drive=told.get("driveId", ""),
        marks=told.get("appProperties", {}),
    )
