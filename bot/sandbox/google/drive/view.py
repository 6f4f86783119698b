"""A file as Drive shows it to one account; only what is asked for is worked out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.google.files import FOLDER, SPREADSHEET, File, Files, can_edit, can_trash
from bot.sandbox.google.identity import shown_user
from bot.sandbox.google.masks import Mask, parse

FILE_BRIEF: Mask = parse("kind,id,name,mimeType")

_Part = Callable[[Files, File, str], Any]


def shown_file(files: Files, file: File, asking: str, mask: Mask) -> dict[str, Any]:
    """Those fields of `file` that `mask` names and that Google would have for it (no hashes, no size)."""
    names = _PARTS if not mask or "*" in mask else [name for name in mask if name in _PARTS]
    shown = {name: _PARTS[name](files, file, asking) for name in names}
    return {name: value for name, value in shown.items() if value not in (None, {}, [], "")}


def shown_permission(permission: dict[str, Any]) -> dict[str, Any]:
    shown = {"kind": "drive#permission", **permission}
    if permission["type"] in ("user", "group"):
        name = permission["emailAddress"].partition("@")[0]
        shown.update(displayName=name, deleted=False, pendingOwner=False)
    return shown


def _capabilities(files: Files, file: File, asking: str) -> dict[str, bool]:
    role = files.role(file, asking)
    edits, trashes = can_edit(role), can_trash(role)
    return {
        "canEdit": edits,
        "canComment": edits or role == "commenter",
        "canCopy": file.mime_type != FOLDER,
        "canDownload": True,
        "canRename": edits,
        "canShare": edits,
        "canTrash": trashes,
        "canUntrash": trashes,
        "canDelete": role in ("owner", "organizer"),
        "canReadRevisions": edits,
        "canAddChildren": edits and file.mime_type == FOLDER,
        "canListChildren": file.mime_type == FOLDER,
        "canModifyContent": edits,
    }


def _parents(files: Files, file: File, asking: str) -> list[str]:
    """Only folders that the account may see itself."""
    if asking == file.owner:
        return file.parents
    return [each for each in file.parents if (folder := files.get(each)) and files.role(folder, asking)]


def _permissions(files: Files, file: File, asking: str) -> list[dict[str, Any]] | None:
    if not can_edit(files.role(file, asking)):
        return None
    return [shown_permission(each) for each in file.permissions.values()]


def _link(_: Files, file: File, __: str) -> str:
    if file.mime_type == SPREADSHEET:
        return f"https://docs.google.com/spreadsheets/d/{file.id}/edit?usp=drivesdk"
    if file.mime_type == FOLDER:
        return f"https://drive.google.com/drive/folders/{file.id}"
    return f"https://drive.google.com/file/d/{file.id}/view?usp=drivesdk"


_PARTS: dict[str, _Part] = {
    "kind": lambda *_: "drive#file",
    "id": lambda _, file, __: file.id,
    "name": lambda _, file, __: file.name,
    "mimeType": lambda _, file, __: file.mime_type,
    "description": lambda _, file, __: file.description,
    "starred": lambda _, file, __: file.starred,
    "trashed": lambda _, file, __: file.trashed,
    "explicitlyTrashed": lambda _, file, __: file.trashed,
    "parents": _parents,
    "properties": lambda _, file, __: file.properties,
    "appProperties": lambda _, file, __: file.app_properties,
    "spaces": lambda *_: ["drive"],
    "version": lambda _, file, __: str(file.version),
    "webViewLink": _link,
    "createdTime": lambda _, file, __: file.created,
    "modifiedTime": lambda _, file, __: file.modified,
    "modifiedByMe": lambda _, file, asking: asking in file.modified_times,
    "modifiedByMeTime": lambda _, file, asking: file.modified_times.get(asking),
    "sharedWithMeTime": lambda _, file, asking: file.shared_times.get(asking),
    "driveId": lambda _, file, __: file.drive_id,
    "owners": lambda _, file, asking: [shown_user(file.owner, asking)] if file.owner else None,
    "ownedByMe": lambda _, file, asking: None if file.drive_id else file.owner == asking,
    "lastModifyingUser": lambda _, file, asking: shown_user(file.modified_by, asking),
    "shared": lambda _, file, __: bool(file.drive_id) or len(file.permissions) > 1,
    "capabilities": _capabilities,
    "permissions": _permissions,
    "permissionIds": lambda files, file, asking: [each["id"] for each in _permissions(files, file, asking) or []],
    "writersCanShare": lambda *_: True,
    "viewersCanCopyContent": lambda *_: True,
    "copyRequiresWriterPermission": lambda *_: False,
    "isAppAuthorized": lambda *_: True,
}
