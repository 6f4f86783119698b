"""Requests on what is known of ranges: names, protections and developer metadata."""

from __future__ import annotations

import re
import secrets
from typing import Any

from bot.sandbox.google.edit import Edit, chosen_id
from bot.sandbox.google.errors import PROTECTED, BatchError
from bot.sandbox.google.ranges import kept, whole
from bot.sandbox.google.sheets.dimensions import span
from bot.sandbox.google.sheets.view import shown_protection
from bot.sandbox.google.workbook import Sheet

_RANGE_NAME = re.compile(r"^(?!(?i:true|false)$)(?![A-Za-z]{1,3}[0-9]+$)[^\W\d]\w{0,249}$")


def add_named_range(edit: Edit, request: dict[str, Any]) -> dict[str, Any]:
    given = request.get("namedRange", {})
    name = given.get("name", "")
    if not _RANGE_NAME.match(name):
        raise BatchError(f"The name of the named range, {name!r}, is invalid.")
    edit.box(given.get("range"))
    known = edit.workbook.named_ranges
    if any(each["name"].casefold() == name.casefold() for each in known):
        raise BatchError(f"A named range with the name {name} already exists.")
    range_id = given.get("namedRangeId") or str(secrets.randbelow(2**31))
    if any(each["namedRangeId"] == range_id for each in known):
        raise BatchError(f"A named range with ID {range_id} already exists. Please enter another ID.")
    named = {"namedRangeId": range_id, "name": name, "range": kept(given["range"])}
    known.append(named)
    return {"addNamedRange": {"namedRange": named}}


def add_protected_range(edit: Edit, request: dict[str, Any]) -> dict[str, Any]:
    """Whoever protects a range may go on editing it, named among the editors or not; so may the owner of the file. The
    reply names the editors as they were sent, a later read all of them.
    """
    given = {k: v for k, v in request.get("protectedRange", {}).items() if v and k != "requestingUserCanEdit"}
    sheet = _protected_tab(edit, given)
    taken = [each["protectedRangeId"] for tab in edit.workbook.sheets for each in tab.protected_ranges]
    range_id = chosen_id(given.pop("protectedRangeId", None), taken, "A protected range")
    editors = {name: value for name, value in given.pop("editors", {}).items() if value}
    if given.get("warningOnly") and editors.get("users"):
        raise BatchError("warningOnly and editors must not be set together.")
    protected = {"protectedRangeId": range_id, **given}
    for name in ("range", "unprotectedRanges"):
        if name in given:
            protected[name] = kept(given[name]) if name == "range" else [kept(each) for each in given[name]]
    users = dict.fromkeys([*editors.get("users", []), edit.email, edit.owner])
    protected["editors"] = {**editors, "users": list(users)}
    sheet.protected_ranges.append(protected)
    shown = shown_protection(edit.workbook, protected, edit.email, edit.owner)
    return {"addProtectedRange": {"protectedRange": {**shown, "editors": editors}}}


def delete_named_range(edit: Edit, request: dict[str, Any]) -> None:
    range_id = request.get("namedRangeId", "")
    left = [each for each in edit.workbook.named_ranges if each["namedRangeId"] != range_id]
    if len(left) == len(edit.workbook.named_ranges):
        raise BatchError(f"No named range with ID: {range_id}")
    edit.workbook.named_ranges = left


def delete_protected_range(edit: Edit, request: dict[str, Any]) -> None:
    range_id = request.get("protectedRangeId", 0)
    for sheet in edit.workbook.sheets:
        for protected in sheet.protected_ranges:
            if protected["protectedRangeId"] == range_id:
                if not edit.may_edit(protected):
                    raise BatchError(PROTECTED)
                sheet.protected_ranges.remove(protected)
                return
    raise BatchError(f"No protected range with ID: {range_id}")


def create_developer_metadata(edit: Edit, request: dict[str, Any]) -> dict[str, Any]:
    given = request.get("developerMetadata", {})
    if not given.get("metadataKey"):
        raise BatchError("developerMetadata.metadataKey must be set.")
    if given.get("visibility") not in ("DOCUMENT", "PROJECT"):
        raise BatchError("developerMetadata.visibility must be set.")
    taken = [each["metadataId"] for each in edit.workbook.metadata]
    metadata_id = chosen_id(given.get("metadataId"), taken, "Developer metadata")
    location = _location(edit, given.get("location", {}))
    metadata = {"metadataId": metadata_id, **given, "location": location}
    edit.workbook.metadata.append(metadata)
    return {"createDeveloperMetadata": {"developerMetadata": metadata}}


def _protected_tab(edit: Edit, given: dict[str, Any]) -> Sheet:
    if ("range" in given) == ("namedRangeId" in given):
        raise BatchError("Exactly one of protectedRange.range and protectedRange.namedRangeId must be set.")
    grid_range = given.get("range")
    if grid_range is None:
        named = [n for n in edit.workbook.named_ranges if n["namedRangeId"] == given["namedRangeId"]]
        if not named:
            raise BatchError(f"No named range with ID: {given['namedRangeId']}")
        grid_range = named[0]["range"]
    box = edit.box(grid_range)
    if given.get("unprotectedRanges") and box != whole(box.sheet):
        raise BatchError("unprotectedRanges may only be set on a protected sheet.")
    for each in given.get("unprotectedRanges", []):
        if edit.box(each).sheet is not box.sheet:
            raise BatchError("unprotectedRanges must lie on the protected sheet.")
    return box.sheet


def _location(edit: Edit, given: dict[str, Any]) -> dict[str, Any]:
    named = [name for name in ("spreadsheet", "sheetId", "dimensionRange") if name in given]
    if len(named) != 1:
        raise BatchError("developerMetadata.location must name the spreadsheet, a sheet, a row or a column.")
    if named == ["spreadsheet"]:
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if named == ["sheetId"]:
        return {"locationType": "SHEET", "sheetId": edit.tab(given["sheetId"]).id}
    sheet, dimension, first, last = span(edit, given["dimensionRange"])
    if last - first != 1:
        raise BatchError("developerMetadata.location.dimensionRange must name one row or one column.")
    place = {"sheetId": sheet.id, "dimension": dimension, "startIndex": first, "endIndex": last}
    return {"locationType": dimension[:-1], "dimensionRange": kept(place)}
