"""Requests on the spreadsheet and its tabs: properties, addSheet, deleteSheet, duplicateSheet."""

from __future__ import annotations

import copy
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.sandbox.google.blank import sheet_properties
from bot.sandbox.google.edit import Edit, chosen_id
from bot.sandbox.google.errors import BatchError
from bot.sandbox.google.masks import WHOLE, Mask
from bot.sandbox.google.sheets.content import field_mask
from bot.sandbox.google.workbook import Sheet

_READ_ONLY = {"spreadsheetTheme", "defaultFormat"}
MOST_TABS = 200
MOST_CELLS = 10_000_000


def update_spreadsheet_properties(edit: Edit, request: dict[str, Any]) -> None:
    mask = field_mask("SpreadsheetProperties", request.get("fields"))
    given = request.get("properties", {})
    for name in mask or given:
        if name in _READ_ONLY:
            continue
        if name not in given:
            raise BatchError(f"properties.{name} must not be empty.")
        edit.workbook.properties[name] = given[name]
    _check_zone(edit.workbook.properties["timeZone"])


def update_sheet_properties(edit: Edit, request: dict[str, Any]) -> None:
    given = request.get("properties", {})
    mask = field_mask("SheetProperties", request.get("fields"))
    sheet = edit.tab(given.get("sheetId", 0))
    edit.guard_tab(sheet)
    wanted = mask or dict.fromkeys(given, WHOLE)
    if "title" in wanted:
        _retitle(edit, sheet, given.get("title", ""))
    if "gridProperties" in wanted:
        _set_grid(sheet, given.get("gridProperties", {}), wanted["gridProperties"])
    if "index" in wanted:
        _move_tab(edit, sheet, given.get("index", 0))
    for name in ("hidden", "rightToLeft", "tabColor", "tabColorStyle"):
        if name in wanted:
            _set_or_clear(sheet.properties, name, given.get(name))
    _check_one_is_shown(edit, "You can't hide all the sheets in a document.")


def add_sheet(edit: Edit, request: dict[str, Any]) -> dict[str, Any]:
    given = dict(request.get("properties", {}))
    if given.get("sheetType", "GRID") != "GRID":
        raise BatchError("The sandbox makes tabs of the type GRID only.")
    if len(edit.workbook.sheets) >= MOST_TABS:
        raise BatchError(f"This action would increase the number of sheets above the limit of {MOST_TABS} sheets.")
    taken = [sheet.id for sheet in edit.workbook.sheets]
    sheet_id = chosen_id(given.pop("sheetId", None), taken, "A sheet")
    title = given.pop("title", "") or _free_title(edit)
    _check_title(edit, title)
    sheet = Sheet(sheet_properties(sheet_id, title))
    _set_grid(sheet, given.pop("gridProperties", {}), {})
    place = given.pop("index", len(taken))
    sheet.properties.update({k: v for k, v in given.items() if v})
    _insert_tab(edit, sheet, place)
    return {"addSheet": {"properties": copy.deepcopy(sheet.properties)}}


def delete_sheet(edit: Edit, request: dict[str, Any]) -> None:
    sheet = edit.workbook.sheet(request.get("sheetId", 0))
    if sheet is None:
        raise BatchError(f"No sheet with id: {request.get('sheetId', 0)}")
    edit.guard_tab(sheet)
    workbook = edit.workbook
    workbook.sheets.remove(sheet)
    _check_one_is_shown(edit, "You can't remove all the visible sheets in a document.")
    workbook.named_ranges = [each for each in workbook.named_ranges if each["range"].get("sheetId", 0) != sheet.id]
    workbook.metadata = [each for each in workbook.metadata if _metadata_sheet(each) != sheet.id]
    workbook.number_tabs()


def duplicate_sheet(edit: Edit, request: dict[str, Any]) -> dict[str, Any]:
    source = edit.tab(request.get("sourceSheetId", 0))
    taken = [sheet.id for sheet in edit.workbook.sheets]
    sheet_id = chosen_id(request.get("newSheetId"), taken, "A sheet")
    title = request.get("newSheetName") or _copy_title(edit, source.title)
    _check_title(edit, title)
    twin = source.copy()
    twin.properties.update(sheetId=sheet_id, title=title)
    twin.protected_ranges = [_moved_protection(edit, each, sheet_id) for each in source.protected_ranges]
    twin.merges = [{**merge, "sheetId": sheet_id} for merge in source.merges]
    for rule in twin.conditional_formats:
        rule["ranges"] = [{**each, "sheetId": sheet_id} for each in rule["ranges"]]
    twin.banded_ranges = []
    _insert_tab(edit, twin, request.get("insertSheetIndex", 0))
    return {"duplicateSheet": {"properties": copy.deepcopy(twin.properties)}}


def check_size(edit: Edit) -> None:
    """Google's limit for one file."""
    if sum(sheet.row_count * sheet.column_count for sheet in edit.workbook.sheets) > MOST_CELLS:
        raise BatchError(
            "This action would increase the number of cells in the workbook above the limit of 10000000 cells."
        )


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BatchError(f"Invalid time zone: {name}") from error


def _moved_protection(edit: Edit, protected: dict[str, Any], sheet_id: int) -> dict[str, Any]:
    taken = [each["protectedRangeId"] for sheet in edit.workbook.sheets for each in sheet.protected_ranges]
    moved = {**protected, "protectedRangeId": chosen_id(None, taken, "A protected range")}
    moved["range"] = {**protected.get("range", {}), "sheetId": sheet_id}
    if "unprotectedRanges" in protected:
        moved["unprotectedRanges"] = [{**each, "sheetId": sheet_id} for each in protected["unprotectedRanges"]]
    return moved


def _set_grid(sheet: Sheet, given: dict[str, Any], mask: Mask) -> None:
    grid = sheet.properties["gridProperties"]
    for name in mask or given:
        if name not in ("rowCount", "columnCount"):
            _set_or_clear(grid, name, given.get(name))
    wanted = {name: given.get(name, 0) for name in mask or given}
    rows = wanted.get("rowCount", sheet.row_count)
    columns = wanted.get("columnCount", sheet.column_count)
    if rows < 1 or columns < 1:
        raise BatchError("gridProperties.rowCount and gridProperties.columnCount must be greater than 0.")
    if grid.get("frozenRowCount", 0) >= rows or grid.get("frozenColumnCount", 0) >= columns:
        raise BatchError("You can't freeze all visible rows or columns on the sheet.")
    sheet.resize(rows, columns)


def _set_or_clear(properties: dict[str, Any], name: str, value: Any) -> None:
    """False, 0 and nothing are told by absence, as Google tells them."""
    if value:
        properties[name] = value
    else:
        properties.pop(name, None)


def _retitle(edit: Edit, sheet: Sheet, title: str) -> None:
    if edit.workbook.titled(title) is not sheet:
        _check_title(edit, title)
    sheet.properties["title"] = title


def _check_title(edit: Edit, title: str) -> None:
    if not title:
        raise BatchError("You can't leave the sheet name blank.")
    if len(title) > 100:
        raise BatchError("The sheet name cannot be greater than 100 characters.")
    if edit.workbook.titled(title) is not None:
        raise BatchError(f'A sheet with the name "{title}" already exists. Please enter another name.')


def _free_title(edit: Edit) -> str:
    number = len(edit.workbook.sheets) + 1
    while edit.workbook.titled(f"Sheet{number}"):
        number += 1
    return f"Sheet{number}"


def _copy_title(edit: Edit, title: str) -> str:
    wanted, number = f"Copy of {title}", 1
    while edit.workbook.titled(wanted):
        number += 1
        wanted = f"Copy of {title} {number}"
    return wanted


def _move_tab(edit: Edit, sheet: Sheet, index: int) -> None:
    """The new place counts as if the tab still stood at its old one."""
    old = edit.workbook.sheets.index(sheet)
    edit.workbook.sheets.remove(sheet)
    _insert_tab(edit, sheet, index - 1 if index > old else index)


def _insert_tab(edit: Edit, sheet: Sheet, index: int) -> None:
    if index < 0:
        raise BatchError(f"Invalid index: {index}")
    edit.workbook.sheets.insert(index, sheet)
    edit.workbook.number_tabs()


def _check_one_is_shown(edit: Edit, message: str) -> None:
    if all(sheet.properties.get("hidden") for sheet in edit.workbook.sheets):
        raise BatchError(message)


def _metadata_sheet(metadata: dict[str, Any]) -> int | None:
    location: dict[str, Any] = metadata["location"]
    if "dimensionRange" in location:
        return int(location["dimensionRange"].get("sheetId", 0))
    return location.get("sheetId")
