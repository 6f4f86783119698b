"""Sheets v4: spreadsheets.create, get and batchUpdate, and spreadsheets.values."""

from __future__ import annotations

from flask import Blueprint

from bot.sandbox.google.calls import Api, Handler, Method
from bot.sandbox.google.messages import sheets_messages
from bot.sandbox.google.office import Office
from bot.sandbox.google.sheets import batch, spreadsheets, values

_READ = ("spreadsheets", "spreadsheets.readonly", "drive", "drive.readonly", "drive.file")
_WRITE = ("spreadsheets", "drive", "drive.file")
_NONE: set[str] = set()
_RENDERING = {"majorDimension", "valueRenderOption", "dateTimeRenderOption"}
_WRITING = {"valueInputOption", "includeValuesInResponse"}
_WRITING |= {"responseValueRenderOption", "responseDateTimeRenderOption"}
_GET = {"ranges", "includeGridData", "excludeTablesInBandedRanges", "commentsViewMode"}


def blueprint(office: Office) -> Blueprint:
    routes = Blueprint("sheets", __name__, url_prefix="/v4")
    api = Api(routes, office, sheets_messages(), "sheets")
    _serve_spreadsheets(api)
    _serve_values(api)
    return routes


def _serve_spreadsheets(api: Api) -> None:
    def serve(rule: str, verb: str, handler: Handler, sent: str, told: str, parameters: set[str] = _NONE) -> None:
        scopes = _READ if verb == "GET" else _WRITE
        api.serve(rule, verb, Method(handler, frozenset(parameters), scopes, sent, told))

    serve("/spreadsheets", "POST", spreadsheets.create, "Spreadsheet", "Spreadsheet")
    serve("/spreadsheets/<spreadsheet_id>", "GET", spreadsheets.get, "", "Spreadsheet", _GET)
    rule = "/spreadsheets/<spreadsheet_id>:batchUpdate"
    kinds = ("BatchUpdateSpreadsheetRequest", "BatchUpdateSpreadsheetResponse")
    serve(rule, "POST", batch.batch_update, *kinds)


def _serve_values(api: Api) -> None:
    def serve(rest: str, verb: str, handler: Handler, sent: str, told: str, parameters: set[str] = _NONE) -> None:
        scopes = _READ if verb == "GET" else _WRITE
        method = Method(handler, frozenset(parameters), scopes, sent, told)
        api.serve(f"/spreadsheets/<spreadsheet_id>/values{rest}", verb, method)

    serve(":batchGet", "GET", values.batch_get, "", "BatchGetValuesResponse", {"ranges", *_RENDERING})
    serve(":batchUpdate", "POST", values.batch_update, "BatchUpdateValuesRequest", "BatchUpdateValuesResponse")
    serve(":batchClear", "POST", values.batch_clear, "BatchClearValuesRequest", "BatchClearValuesResponse")
    serve("/<path:range_>", "GET", values.get, "", "ValueRange", _RENDERING)
    serve("/<path:range_>", "PUT", values.update, "ValueRange", "UpdateValuesResponse", _WRITING)
    appending = {"insertDataOption", *_WRITING}
    serve("/<path:range_>:append", "POST", values.append, "ValueRange", "AppendValuesResponse", appending)
    serve("/<path:range_>:clear", "POST", values.clear, "ClearValuesRequest", "ClearValuesResponse")
