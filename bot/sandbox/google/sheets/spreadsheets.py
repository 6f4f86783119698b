"""spreadsheets.create and spreadsheets.get."""

from __future__ import annotations

from typing import Any

from bot.sandbox.google.calls import Call
from bot.sandbox.google.edit import Edit, begin
from bot.sandbox.google.errors import BatchError, invalid, unspoken
from bot.sandbox.google.files import SPREADSHEET
from bot.sandbox.google.ranges import parse_a1
from bot.sandbox.google.sheets import batch
from bot.sandbox.google.sheets.view import shown_workbook

_SHEET_PARTS = {"properties", "data", "merges"}


def get(call: Call, spreadsheet_id: str) -> dict[str, Any]:
    office = call.office
    workbook = office.workbook(spreadsheet_id, call.identity)
    ranges = call.parameters.get("ranges")
    boxes = [parse_a1(workbook, each) for each in ranges] if ranges else None
    file = office.files.get(spreadsheet_id)
    assert file is not None, "an opened workbook has its file"
    with_grid = call.flag("includeGridData")
    return shown_workbook(workbook, boxes, call.mask, call.identity.email, file.owner, with_grid=with_grid)


def create(call: Call) -> dict[str, Any]:
    """A new spreadsheet in the caller's Drive, with the tabs and cells of the body."""
    title = call.body.get("properties", {}).get("title", "Untitled spreadsheet")
    file = call.office.create(call.identity, title, SPREADSHEET, [])
    edit = begin(call.office, call.office.opened(file.id), call.identity.email)
    try:
        _fill(edit, call.body)
    except BatchError as error:
        call.office.forget(file)
        raise invalid(str(error)) from error
    call.office.save(edit.workbook, call.identity.email, call.path, call.method)
    return shown_workbook(edit.workbook, None, None, file.owner, file.owner, with_grid=False)


def _fill(edit: Edit, body: dict[str, Any]) -> None:
    properties = body.get("properties", {})
    if properties:
        _do(edit, "updateSpreadsheetProperties", {"properties": properties, "fields": "*"})
    sheets = body.get("sheets", [])
    if sheets:
        edit.workbook.sheets.clear()
        for sheet in sheets:
            _add_tab(edit, sheet)
    for named in body.get("namedRanges", []):
        _do(edit, "addNamedRange", {"namedRange": named})
    for metadata in body.get("developerMetadata", []):
        _do(edit, "createDeveloperMetadata", {"developerMetadata": metadata})


def _add_tab(edit: Edit, given: dict[str, Any]) -> None:
    for name in given:
        if name not in _SHEET_PARTS:
            raise unspoken(f"sheets.{name} in spreadsheets.create")
    first = {} if edit.workbook.sheets else {"sheetId": 0}
    reply = _do(edit, "addSheet", {"properties": {**first, **given.get("properties", {})}})
    sheet_id = reply["addSheet"]["properties"]["sheetId"]
    for grid in given.get("data", []):
        start = {"sheetId": sheet_id, "rowIndex": grid.get("startRow", 0), "columnIndex": grid.get("startColumn", 0)}
        _do(edit, "updateCells", {"start": start, "rows": grid.get("rowData", []), "fields": "*"})
    for merge in given.get("merges", []):
        _do(edit, "mergeCells", {"range": {**merge, "sheetId": sheet_id}})


def _do(edit: Edit, kind: str, request: dict[str, Any]) -> dict[str, Any]:
    return batch.KINDS[kind](edit, request) or {}
