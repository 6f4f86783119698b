"""What a person sees and does in a sheet: the control API of the sandbox's page. They act as the file's owner."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify, request

from bot.sandbox.google.edit import Edit, begin
from bot.sandbox.google.errors import ApiError, BatchError, entity_not_found
from bot.sandbox.google.files import SPREADSHEET, File
from bot.sandbox.google.office import Office
from bot.sandbox.google.page_view import drawn
from bot.sandbox.google.ranges import tab
from bot.sandbox.google.sheets.dimensions import delete_dimension, insert_dimension
from bot.sandbox.google.sheets.values import typed_cell
from bot.sandbox.google.validity import refusal

Act = Callable[[Edit, dict[str, Any]], None]


def blueprint(office: Office) -> Blueprint:
    routes = Blueprint("person", __name__, url_prefix="/sandbox/api/spreadsheets")

    @routes.get("")
    def listing() -> dict[str, Any]:
        with office.sandbox.lock:
            files = [file for file in office.files.every() if not file.deleted and file.mime_type == SPREADSHEET]
            return {"spreadsheets": [{"id": file.id, "name": file.name, "owner": file.owner} for file in files]}

    @routes.get("/<spreadsheet_id>")
    def whole(spreadsheet_id: str) -> dict[str, Any]:
        with office.sandbox.lock:
            return drawn(office.opened(_known(office, spreadsheet_id)))

    @routes.post("/<spreadsheet_id>/cells")
    def type_into(spreadsheet_id: str) -> Response:
        return _act(office, spreadsheet_id, _type)

    @routes.post("/<spreadsheet_id>/rows")
    def rows(spreadsheet_id: str) -> Response:
        return _act(office, spreadsheet_id, _rows)

    @routes.errorhandler(ApiError)
    def refuse(error: ApiError) -> tuple[Response, int]:
        return jsonify({"message": error.message}), error.code

    @routes.errorhandler(BatchError)
    def refuse_act(error: BatchError) -> tuple[Response, int]:
        return jsonify({"message": str(error)}), 400

    return routes


def _known(office: Office, spreadsheet_id: str) -> str:
    file = office.files.get(spreadsheet_id)
    if file is None or file.mime_type != SPREADSHEET:
        raise entity_not_found()
    return spreadsheet_id


def _act(office: Office, spreadsheet_id: str, act: Act) -> Response:
    wish = request.get_json()
    with office.sandbox.lock:
        workbook = office.opened(_known(office, spreadsheet_id))
        file = office.files.get(spreadsheet_id)
        assert file is not None
        person = file.owner or _officer(file)
        edit = begin(office, workbook, person)
        act(edit, wish)
        office.save(edit.workbook, person, request.path, request.method)
    return jsonify({"revision": office.sandbox.revision})


def _officer(file: File) -> str:
    """Whoever a file of a shared drive was shared with first, else someone of the drive."""
    named = (each["emailAddress"] for each in file.permissions.values() if each["type"] == "user")
    return next(named, "member@sandbox.example")


def _type(edit: Edit, wish: dict[str, Any]) -> None:
    sheet, row, column = tab(edit.workbook, _int(wish, "sheetId")), _int(wish, "row"), _int(wish, "column")
    if not (0 <= row < sheet.row_count and 0 <= column < sheet.column_count):
        raise BatchError(f"row {row}, column {column} lies outside the grid.")
    old = sheet.cell(row, column)
    cell = typed_cell(edit, old, str(wish.get("input", "")), "USER_ENTERED")
    message = refusal(edit.workbook, cell)
    if message:
        raise BatchError(message)
    sheet.put(row, column, cell)


def _rows(edit: Edit, wish: dict[str, Any]) -> None:
    row = _int(wish, "row")
    span = {"sheetId": _int(wish, "sheetId"), "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
    if wish.get("act") == "insert":
        insert_dimension(edit, {"range": span})
    elif wish.get("act") == "delete":
        delete_dimension(edit, {"range": span})
    else:
        raise BatchError('act must be "insert" or "delete".')


def _int(wish: dict[str, Any], name: str) -> int:
    value = wish.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise BatchError(f"{name} must be a whole number.")
    return value
