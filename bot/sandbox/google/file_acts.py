"""What a person does to a whole workbook in Drive, as its owner: the bin, sharing, an .xlsx in its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify, request

from bot.sandbox.credentials import BOT
from bot.sandbox.google.errors import ApiError, BatchError
from bot.sandbox.google.files import File
from bot.sandbox.google.identity import permission_id
from bot.sandbox.google.office import Office
from bot.sandbox.google.sharing import give, take_back

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Act = Callable[[Office, File, dict[str, Any]], dict[str, Any]]


def blueprint(office: Office) -> Blueprint:
    routes = Blueprint("file_acts", __name__, url_prefix="/sandbox/api/spreadsheets")

    @routes.post("/<spreadsheet_id>/file")
    def act(spreadsheet_id: str) -> Response:
        wish = request.get_json()
        with office.sandbox.lock:
            file = office.files.get(spreadsheet_id)
            if file is None or wish.get("act") not in ACTS:
                raise BatchError(f"act must be one of {', '.join(ACTS)}, on a file that is there.")
            told = ACTS[wish["act"]](office, file, wish)
            office.sandbox.touch()
        return jsonify({"revision": office.sandbox.revision, **told})

    @routes.errorhandler(BatchError)
    @routes.errorhandler(ApiError)
    def refuse(error: Exception) -> tuple[Response, int]:
        return jsonify({"message": str(error)}), 400

    return routes


def _bin(office: Office, file: File, wish: dict[str, Any]) -> dict[str, Any]:
    file.trashed = wish["act"] == "trash"
    office.files.edited(file, file.owner, office.now())
    return {}


def _delete(office: Office, file: File, _: dict[str, Any]) -> dict[str, Any]:
    office.forget(file)
    return {}


def _share(office: Office, file: File, wish: dict[str, Any]) -> dict[str, Any]:
    """With the bot, as a writer, unless the wish names someone else or another role."""
    email, role = str(wish.get("email", BOT)), str(wish.get("role", "writer"))
    if role not in ("reader", "commenter", "writer"):
        raise BatchError("role must be reader, commenter or writer.")
    permission = {"id": permission_id(email), "type": "user", "role": role, "emailAddress": email}
    give(office.files, file, permission, office.now())
    return {}


def _unshare(office: Office, file: File, wish: dict[str, Any]) -> dict[str, Any]:
    found = permission_id(str(wish.get("email", BOT)))
    if file.permissions.get(found, {}).get("role", "owner") == "owner":
        raise BatchError("the file is not shared with that account, or is its own.")
    take_back(office.files, file, found, office.now())
    return {}


def _replace(office: Office, file: File, wish: dict[str, Any]) -> dict[str, Any]:
    """The sheet goes to the bin; an Excel file of its name, shared with the same people, lies where it lay."""
    _bin(office, file, {**wish, "act": "trash"})
    excel = office.files.add(f"{file.name}.xlsx", EXCEL, file.owner, list(file.parents), office.now())
    for permission in file.permissions.values():
        if permission["role"] != "owner":
            give(office.files, excel, dict(permission), office.now())
    return {"id": excel.id}


ACTS: dict[str, Act] = {
    "trash": _bin,
    "untrash": _bin,
    "delete": _delete,
    "share": _share,
    "unshare": _unshare,
    "replace-with-xlsx": _replace,
}
