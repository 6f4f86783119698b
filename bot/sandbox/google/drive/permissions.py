"""permissions.create, list, get, update and delete: who may do what with a file."""

from __future__ import annotations

from typing import Any

from bot.sandbox.google.calls import Api, Call
from bot.sandbox.google.drive.files import known_file
from bot.sandbox.google.drive.view import shown_permission
from bot.sandbox.google.errors import ApiError, file_forbidden, unspoken
from bot.sandbox.google.files import File, can_edit
from bot.sandbox.google.identity import permission_id
from bot.sandbox.google.masks import parse
from bot.sandbox.google.sharing import give, take_back

_BRIEF = parse("kind,id,type,role")
_ROLES = ("reader", "commenter", "writer", "owner")
_DRIVE_ROLES = ("reader", "commenter", "writer", "fileOrganizer", "organizer")
_TYPES = {"user": "emailAddress", "group": "emailAddress", "domain": "domain", "anyone": ""}


def register(api: Api) -> None:
    api.serve("drive.permissions.list", _list, {**parse("kind,nextPageToken"), "permissions": _BRIEF})
    api.serve("drive.permissions.get", _get, _BRIEF)
    api.serve("drive.permissions.create", _create, _BRIEF)
    api.serve("drive.permissions.update", _update, _BRIEF)
    api.serve("drive.permissions.delete", _delete)


def _list(call: Call, file_id: str) -> dict[str, Any]:
    file = known_file(call, file_id, edit=True)
    shown = [shown_permission(each) for each in file.permissions.values()]
    return {"kind": "drive#permissionList", "permissions": shown}


def _get(call: Call, file_id: str, permission: str) -> dict[str, Any]:
    file = known_file(call, file_id, edit=True)
    return shown_permission(_found(file, permission))


def _create(call: Call, file_id: str) -> dict[str, Any]:
    file = known_file(call, file_id, edit=True)
    permission = _described(call.body, file)
    if permission["role"] == "owner":
        raise unspoken("the transfer of ownership")
    known = file.permissions.get(permission["id"])
    if known is not None and known["role"] == "owner":
        return shown_permission(known)
    give(call.office.files, file, permission, call.office.now())
    call.office.sandbox.touch()
    return shown_permission(permission)


def _update(call: Call, file_id: str, permission: str) -> dict[str, Any]:
    file = known_file(call, file_id, edit=True)
    found = _found(file, permission)
    role = _role(call.body, file)
    if role == "owner":
        raise unspoken("the transfer of ownership")
    if found["role"] == "owner":
        raise file_forbidden()
    found["role"] = role
    call.office.files.log(file, call.office.now())
    call.office.sandbox.touch()
    return shown_permission(found)


def _delete(call: Call, file_id: str, permission: str) -> None:
    file = known_file(call, file_id)
    mine = permission == permission_id(call.identity.email)
    if not mine and not can_edit(call.office.files.role(file, call.identity.email)):
        raise file_forbidden()
    found = _found(file, permission)
    if found["role"] == "owner":
        raise file_forbidden()
    take_back(call.office.files, file, permission, call.office.now())
    call.office.sandbox.touch()


def _described(body: dict[str, Any], file: File) -> dict[str, Any]:
    """A permission as it is kept, or ApiError 400 where the body names nobody or nothing."""
    kind = body.get("type", "")
    if kind not in _TYPES:
        raise ApiError(400, "The permission type field is required.", reason="required")
    permission = {"type": kind, "role": _role(body, file)}
    named = _TYPES[kind]
    if not named:
        found = body.get("allowFileDiscovery", False)
        return {"id": "anyoneWithLink", **permission, "allowFileDiscovery": found}
    if not body.get(named):
        message = f"The {named} field is required for permissions of type {kind}."
        raise ApiError(400, message, reason="invalid")
    return {"id": permission_id(body[named]), **permission, named: body[named]}


def _role(body: dict[str, Any], file: File) -> str:
    role = str(body.get("role", ""))
    if role not in (_DRIVE_ROLES if file.drive_id else _ROLES):
        raise ApiError(400, "The permission role field is required.", reason="required")
    return role


def _found(file: File, permission: str) -> dict[str, Any]:
    if permission not in file.permissions:
        place = {"locationType": "parameter", "location": "permissionId"}
        raise ApiError(404, f"Permission not found: {permission}.", location=place)
    return file.permissions[permission]
