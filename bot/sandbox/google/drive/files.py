"""files.list, get, create, copy, update and delete; and about.get."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.google.calls import Api, Call
from bot.sandbox.google.drive.search import invalid_value, read_query
from bot.sandbox.google.drive.view import FILE_BRIEF, shown_file
from bot.sandbox.google.errors import ApiError, drive_not_found, file_forbidden, file_not_found, unspoken
from bot.sandbox.google.files import FOLDER, File, can_trash, is_direct
from bot.sandbox.google.identity import shown_user
from bot.sandbox.google.masks import WHOLE, below, parse

_ORDERS: dict[str, Callable[[File], Any]] = {
    "createdTime": lambda file: file.created,
    "modifiedTime": lambda file: file.modified,
    "recency": lambda file: file.modified,
    "name": lambda file: file.name.casefold(),
    "name_natural": lambda file: file.name.casefold(),
    "folder": lambda file: file.mime_type != FOLDER,
    "starred": lambda file: not file.starred,
}
_LIST_BRIEF = {**parse("kind,incompleteSearch,nextPageToken"), "files": FILE_BRIEF}


def register(api: Api) -> None:
    api.serve("drive.files.list", _list, _LIST_BRIEF)
    api.serve("drive.files.get", _get, FILE_BRIEF)
    api.serve("drive.files.create", _create, FILE_BRIEF)
    api.serve("drive.files.copy", _copy, FILE_BRIEF)
    api.serve("drive.files.update", _update, FILE_BRIEF)
    api.serve("drive.files.delete", _delete)
    api.serve("drive.comments.list", _comments)
    api.serve("drive.about.get", _about)


def known_file(call: Call, file_id: str, *, edit: bool = False) -> File:
    """A file that the call may name: one in a shared drive only for clients that say they know of such."""
    file = call.office.file(file_id, call.identity, edit=edit)
    if file.drive_id and not call.flag("supportsAllDrives"):
        raise file_not_found(file_id)
    return file


def shown(call: Call, file: File) -> dict[str, Any]:
    mask = FILE_BRIEF if call.mask is None else call.mask
    return shown_file(call.office.files, file, call.identity.email, mask)


def _get(call: Call, file_id: str) -> dict[str, Any]:
    return shown(call, known_file(call, file_id))


def _create(call: Call) -> dict[str, Any]:
    body = call.body
    mime_type = body.get("mimeType", "application/octet-stream")
    file = call.office.create(call.identity, body.get("name", "Untitled"), mime_type, body.get("parents", []))
    _describe(file, body)
    call.office.files.save(file)
    return shown(call, file)


def _copy(call: Call, file_id: str) -> dict[str, Any]:
    source = known_file(call, file_id)
    if source.mime_type == FOLDER:
        raise ApiError(403, "This file cannot be copied by the user.", reason="cannotCopyFile")
    name = call.body.get("name") or f"Copy of {source.name}"
    file = call.office.create(call.identity, name, source.mime_type, call.body.get("parents", []))
    file.properties, file.app_properties = dict(source.properties), dict(source.app_properties)
    _describe(file, call.body)
    call.office.copy_content(source, file, call.identity.email)
    call.office.files.save(file)
    return shown(call, file)


def _update(call: Call, file_id: str) -> dict[str, Any]:
    file = known_file(call, file_id, edit=True)
    if "trashed" in call.body and not can_trash(call.office.files.role(file, call.identity.email)):
        raise file_forbidden()
    _move(call, file)
    if "name" in call.body:
        call.office.rename(file, call.body["name"])
    file.trashed = call.body.get("trashed", file.trashed)
    _describe(file, call.body)
    call.office.files.edited(file, call.identity.email, call.office.now())
    call.office.sandbox.touch()
    return shown(call, file)


def _delete(call: Call, file_id: str) -> None:
    file = known_file(call, file_id)
    if call.office.files.role(file, call.identity.email) not in ("owner", "organizer"):
        raise file_forbidden()
    call.office.forget(file)


def _list(call: Call) -> dict[str, Any]:
    office, asking = call.office, call.identity.email
    office.files.settle(office.now())
    drive = _drive_asked_for(call)
    test = read_query(call.text("q"), office.files, asking) if call.text("q") else None
    found = [file for file in office.files.every() if _listed(call, file, drive) and (test is None or test(file))]
    found = _ordered(found, call.text("orderBy", "modifiedTime desc"))
    if call.text("pageToken") and call.strikes("page-token-refused"):
        raise invalid_value("pageToken")
    start, size = _page_start(call.text("pageToken")), call.number("pageSize", 100)
    mask = FILE_BRIEF if call.mask is None else below(call.mask, "files")
    page = found[start : start + size] if mask is not None else []
    reply: dict[str, Any] = {"kind": "drive#fileList", "incompleteSearch": False}
    if start + size < len(found):
        reply["nextPageToken"] = f"~!!~{start + size}"
    return {**reply, "files": [shown_file(office.files, file, asking, mask or WHOLE) for file in page]}


def _comments(call: Call, file_id: str) -> dict[str, Any]:
    """None: nobody can comment in the sandbox. gspread asks when it copies."""
    call.office.file(file_id, call.identity)
    return {"kind": "drive#commentList", "comments": []}


def _about(call: Call) -> dict[str, Any]:
    if call.mask is None:
        place = {"locationType": "parameter", "location": "fields"}
        message = "The 'fields' parameter is required for this method."
        raise ApiError(400, message, reason="required", location=place)
    limit = "0" if call.identity.is_service else str(15 * 2**30)
    quota = {"limit": limit, "usage": "0", "usageInDrive": "0", "usageInDriveTrash": "0"}
    user = shown_user(call.identity.email, call.identity.email)
    return {"kind": "drive#about", "user": user, "storageQuota": quota, "canCreateDrives": False}


def _describe(file: File, body: dict[str, Any]) -> None:
    """Take over what a client may say of a file; a property set to null would be deleted, which is not spoken."""
    file.description = body.get("description", file.description)
    file.starred = body.get("starred", file.starred)
    file.properties.update(body.get("properties", {}))
    file.app_properties.update(body.get("appProperties", {}))


def _move(call: Call, file: File) -> None:
    gone = call.text("removeParents").split(",")
    added = [each for each in call.text("addParents").split(",") if each]
    for folder_id in added:
        call.office.file(folder_id, call.identity, edit=True)
    file.parents = [each for each in file.parents if each not in gone and not added] + added


def _listed(call: Call, file: File, drive: str) -> bool:
    """Whether the account has the file in the Drive that was asked for: by name or by folder, not by a mere link."""
    role = call.office.files.role(file, call.identity.email, by_link=False)
    if role is None or file.deleted or file.id == file.drive_id or (drive and file.drive_id != drive):
        return False
    told = call.flag("includeItemsFromAllDrives") and call.flag("supportsAllDrives")
    everywhere = drive or call.text("corpora") == "allDrives"
    return not file.drive_id or bool(told and (everywhere or is_direct(file, call.identity.email)))


def _drive_asked_for(call: Call) -> str:
    """The shared drive to search alone, empty for none; whoever names one must be its member."""
    corpora, drive = call.text("corpora", "user"), call.text("driveId")
    if call.text("spaces", "drive") != "drive":
        raise unspoken("spaces other than drive")
    if corpora not in ("user", "allDrives", "drive"):
        raise unspoken(f"the corpora {corpora}")
    if (corpora == "drive") != bool(drive):
        raise invalid_value("driveId" if drive else "corpora")
    root = call.office.files.get(drive) if drive else None
    if drive and (root is None or call.office.files.role(root, call.identity.email) is None):
        raise drive_not_found(drive)
    return drive


def _ordered(found: list[File], order_by: str) -> list[File]:
    """Sorted by several keys: the last key first, since sorting keeps what is equal in its order."""
    for key in reversed(order_by.split(",")):
        name, _, direction = key.strip().partition(" ")
        if name not in _ORDERS or direction not in ("", "desc"):
            raise invalid_value("orderBy")
        found = sorted(found, key=_ORDERS[name], reverse=direction == "desc")
    return found


def _page_start(token: str) -> int:
    digits = token.removeprefix("~!!~")
    if token and not digits.isdigit():
        raise invalid_value("pageToken")
    return int(digits or 0)
