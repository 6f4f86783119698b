"""changes.getStartPageToken and changes.list: the log by which clients learn what was changed.

A change is a state, not a difference: a file stands in the log once, at the place of its last change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.sandbox.google.calls import Api, Call
from bot.sandbox.google.drive.drives import root_of
from bot.sandbox.google.drive.search import invalid_value
from bot.sandbox.google.drive.view import FILE_BRIEF, shown_file
from bot.sandbox.google.files import File, is_direct
from bot.sandbox.google.masks import WHOLE, below, parse

_BRIEF = {
    **parse("kind,nextPageToken,newStartPageToken"),
    "changes": {**parse("kind,removed,fileId,time,type,changeType"), "file": FILE_BRIEF},
}


@dataclass(frozen=True)
class _Entry:
    place: int
    time: str
    file: File
    removed: bool


def register(api: Api) -> None:
    api.serve("drive.changes.getStartPageToken", _start)
    api.serve("drive.changes.list", _list, _BRIEF)


def _start(call: Call) -> dict[str, Any]:
    _drive_asked_for(call)
    call.office.files.settle(call.office.now())
    token = str(call.office.files.last_change + 1)
    return {"kind": "drive#startPageToken", "startPageToken": token}


def _list(call: Call) -> dict[str, Any]:
    drive = _drive_asked_for(call)
    call.office.files.settle(call.office.now())
    token = call.text("pageToken")
    if not token.isdigit() or call.strikes("page-token-refused"):
        raise invalid_value("pageToken")
    entries = _entries(call, int(token), drive)
    size = call.number("pageSize", 100)
    reply: dict[str, Any] = {"kind": "drive#changeList"}
    if len(entries) > size:
        reply["nextPageToken"] = str(entries[size].place)
    else:
        reply["newStartPageToken"] = str(call.office.files.last_change + 1)
    page = entries[:size]
    if call.strikes("changes-reordered"):
        page.reverse()
    if call.strikes("changes-duplicate"):
        page = [each for each in page for _ in range(2)]
    return {**reply, "changes": [_shown(call, entry) for entry in page]}


def _entries(call: Call, first: int, drive: str) -> list[_Entry]:
    found = [_entry(call, file, first, drive) for file in call.office.files.every()]
    return sorted((entry for entry in found if entry is not None), key=lambda entry: entry.place)


def _entry(call: Call, file: File, first: int, drive: str) -> _Entry | None:
    """What the account learns of a file since `first`, if anything. A shared drive has a log of its own."""
    asking = call.identity.email
    if file.id == file.drive_id or (drive and file.drive_id != drive):
        return None
    lost = file.removed_from.get(drive or asking)
    if lost is not None:
        told = call.flag("includeRemoved", default=True) and lost["change"] >= first
        return _Entry(lost["change"], lost["time"], file, removed=True) if told else None
    if file.change < first or file.deleted:
        return None
    if call.flag("restrictToMyDrive") and file.owner != asking:
        return None
    if call.office.files.role(file, asking, by_link=False) is None:
        return None
    if file.drive_id and not drive and not (call.flag("includeItemsFromAllDrives") and is_direct(file, asking)):
        return None
    return _Entry(file.change, file.changed, file, removed=False)


def _shown(call: Call, entry: _Entry) -> dict[str, Any]:
    change: dict[str, Any] = {
        "kind": "drive#change",
        "removed": entry.removed,
        "fileId": entry.file.id,
        "time": entry.time,
        "type": "file",
        "changeType": "file",
    }
    mask = FILE_BRIEF if call.mask is None else below(call.mask, "changes", "file")
    if not entry.removed and mask is not None:
        change["file"] = shown_file(call.office.files, entry.file, call.identity.email, mask or WHOLE)
    return change


def _drive_asked_for(call: Call) -> str:
    """The shared drive whose log is asked for, empty for the account's own."""
    drive = call.text("driveId") or call.text("teamDriveId")
    if drive:
        root_of(call, drive)
    return drive
