"""drives.create, get and list: shared drives, which own their files themselves."""

from __future__ import annotations

from typing import Any

from bot.sandbox.google.calls import Api, Call
from bot.sandbox.google.drive.search import invalid_value
from bot.sandbox.google.errors import ApiError, drive_not_found
from bot.sandbox.google.files import File
from bot.sandbox.google.masks import parse

_BRIEF = parse("kind,id,name")


def register(api: Api) -> None:
    api.serve("drive.drives.create", _create, _BRIEF)
    api.serve("drive.drives.get", _get, _BRIEF)
    api.serve("drive.drives.list", _list, {**parse("kind,nextPageToken"), "drives": _BRIEF})


def root_of(call: Call, drive_id: str) -> File:
    """The top of a shared drive that the account is a member of; ApiError 404 for any other."""
    root = call.office.files.get(drive_id)
    if root is None or root.drive_id != root.id or call.office.files.role(root, call.identity.email) is None:
        raise drive_not_found(drive_id)
    return root


def _create(call: Call) -> dict[str, Any]:
    if not call.text("requestId"):
        raise invalid_value("requestId")
    if call.identity.is_service:
        raise ApiError(
            403, "The user does not have permission to create shared drives.", reason="userCannotCreateTeamDrives"
        )
    return _shown(call.office.create_drive(call.identity, call.body.get("name", "Untitled")))


def _get(call: Call, drive_id: str) -> dict[str, Any]:
    return _shown(root_of(call, drive_id))


def _list(call: Call) -> dict[str, Any]:
    files = call.office.files
    roots = [file for file in files.every() if file.drive_id == file.id and not file.deleted]
    mine = [_shown(root) for root in roots if files.role(root, call.identity.email)]
    return {"kind": "drive#driveList", "drives": mine}


def _shown(root: File) -> dict[str, Any]:
    return {"kind": "drive#drive", "id": root.id, "name": root.name, "createdTime": root.created, "hidden": False}
