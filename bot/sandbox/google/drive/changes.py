"""changes.getStartPageToken and changes.list: the log by which clients learn what was changed.

A change is a state, not a difference: a file stands in the log once, at the place of its last change.
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.google.calls import Api, Call
from bot.sandbox.google.change_log import ChangeLog, Entry
from bot.sandbox.google.drive.drives import root_of
from bot.sandbox.google.drive.search import invalid_value
from bot.sandbox.google.drive.view import FILE_BRIEF, shown_file
from bot.sandbox.google.masks import WHOLE, below, parse

_BRIEF = {
    **parse("kind,nextPageToken,newStartPageToken"),
    "changes": {**parse("kind,removed,fileId,time,type,changeType"), "file": FILE_BRIEF},
}


def register(api: Api) -> None:
    api.serve("drive.changes.getStartPageToken", _start)
    api.serve("drive.changes.list", _list, _BRIEF)


def _start(call: Call) -> dict[str, Any]:
    _drive_asked_for(call)
    call.office.files.settle(call.office.now())
    token = str(call.office.files.last_change + 1)
    return {"kind": "drive#startPageToken", "startPageToken": token}


def _list(call: Call) -> dict[str, Any]:
    log = log_asked_for(call)
    call.office.files.settle(call.office.now())
    entries = log.since(call.office.files, place_of(call))
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


def log_asked_for(call: Call) -> ChangeLog:
    """The log that a call means: of the account, or of the shared drive that it names."""
    return ChangeLog(
        email=call.identity.email,
        drive=_drive_asked_for(call),
        removals=call.flag("includeRemoved", default=True),
        my_drive_only=call.flag("restrictToMyDrive"),
        all_drives=call.flag("includeItemsFromAllDrives"),
    )


def place_of(call: Call) -> int:
    """Where a page token points to in the log."""
    token = call.text("pageToken")
    if not token.isdigit() or call.strikes("page-token-refused"):
        raise invalid_value("pageToken")
    return int(token)


def _shown(call: Call, entry: Entry) -> dict[str, Any]:
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
