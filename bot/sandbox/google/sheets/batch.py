"""spreadsheets.batchUpdate: an ordered list of requests, done all together or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.google.calls import Call
from bot.sandbox.google.edit import Edit, begin
from bot.sandbox.google.errors import BatchError, invalid
from bot.sandbox.google.ranges import parse_a1
from bot.sandbox.google.sheets import content, dimensions, looks, marks, tabs
from bot.sandbox.google.sheets.view import shown_workbook

Kind = Callable[[Edit, dict[str, Any]], dict[str, Any] | None]

KINDS: dict[str, Kind] = {
    "updateSpreadsheetProperties": tabs.update_spreadsheet_properties,
    "updateSheetProperties": tabs.update_sheet_properties,
    "addSheet": tabs.add_sheet,
    "deleteSheet": tabs.delete_sheet,
    "duplicateSheet": tabs.duplicate_sheet,
    "updateCells": content.update_cells,
    "repeatCell": content.repeat_cell,
    "setDataValidation": content.set_data_validation,
    "sortRange": content.sort_range,
    "updateDimensionProperties": dimensions.update_dimension_properties,
    "insertDimension": dimensions.insert_dimension,
    "deleteDimension": dimensions.delete_dimension,
    "appendDimension": dimensions.append_dimension,
    "moveDimension": dimensions.move_dimension,
    "autoResizeDimensions": dimensions.auto_resize_dimensions,
    "mergeCells": looks.merge_cells,
    "unmergeCells": looks.unmerge_cells,
    "updateBorders": looks.update_borders,
    "addBanding": looks.add_banding,
    "addConditionalFormatRule": looks.add_conditional_format_rule,
    "setBasicFilter": looks.set_basic_filter,
    "clearBasicFilter": looks.clear_basic_filter,
    "addNamedRange": marks.add_named_range,
    "deleteNamedRange": marks.delete_named_range,
    "addProtectedRange": marks.add_protected_range,
    "deleteProtectedRange": marks.delete_protected_range,
    "createDeveloperMetadata": marks.create_developer_metadata,
}


def batch_update(call: Call, spreadsheet_id: str) -> dict[str, Any]:
    workbook = call.office.workbook(spreadsheet_id, call.identity, edit=True)
    requests = call.body.get("requests", [])
    if not requests:
        raise invalid("Must specify at least one request.")
    edit = begin(call.office, workbook, call.identity.email)
    replies = [_one(edit, place, request) for place, request in enumerate(requests)]
    reply: dict[str, Any] = {"spreadsheetId": spreadsheet_id, "replies": replies}
    if call.body.get("includeSpreadsheetInResponse"):
        reply["updatedSpreadsheet"] = _updated(call, edit)
    call.office.save(edit.workbook, call.identity.email, call.path, call.method)
    return reply


def _one(edit: Edit, place: int, request: dict[str, Any]) -> dict[str, Any]:
    if len(request) != 1:
        raise invalid(f"Invalid requests[{place}]: Exactly one kind of request must be set.")
    kind, content_of_request = next(iter(request.items()))
    try:
        reply = KINDS[kind](edit, content_of_request)
        tabs.check_size(edit)
    except BatchError as error:
        raise invalid(f"Invalid requests[{place}].{kind}: {error}") from error
    return reply or {}


def _updated(call: Call, edit: Edit) -> dict[str, Any]:
    """The spreadsheet after the edit. Here responseIncludeGridData alone decides whether cells are told."""
    ranges = call.body.get("responseRanges")
    boxes = [parse_a1(edit.workbook, each) for each in ranges] if ranges else None
    with_grid = bool(call.body.get("responseIncludeGridData"))
    return shown_workbook(edit.workbook, boxes, None, edit.email, edit.owner, with_grid=with_grid)
