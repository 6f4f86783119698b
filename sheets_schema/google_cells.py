"""Google's reply to the one read, as tabs of cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from sheets_schema.cells import EMPTY, Cell, CellValue, Tab
from sheets_schema.links import hyperlink_of

FIELDS = (
    "spreadsheetId,properties(title,locale,timeZone),sheets("
    "properties(sheetId,title,index,hidden,gridProperties/columnCount),protectedRanges/protectedRangeId,"
    "data(startRow,startColumn,rowData/values("
    "userEnteredValue/formulaValue,effectiveValue,formattedValue,hyperlink,"
    "chipRuns/chip/richLinkProperties/uri,textFormatRuns/format/link/uri,effectiveFormat/numberFormat/type)))"
)
"""The field mask of the one read: everything the tabs need in one request, and nothing else."""

_DAY_ZERO = date(1899, 12, 30)
_DAYS = frozenset({"DATE", "DATE_TIME"})
_LINKING = frozenset({"hyperlink", "textFormatRuns", "chipRuns"})
"""The fields of a cell in which a link may be, a formula apart; most cells have none of them."""
_SAYING = _LINKING | {"userEnteredValue", "effectiveValue", "formattedValue"}
"""The fields without which a cell is empty, however it looks."""
_NOTHING: Mapping[str, Any] = MappingProxyType({})


def tabs_from(reply: Mapping[str, Any]) -> list[Tab]:
    """The tabs of a `Spreadsheet` that was asked for with `FIELDS`, in the order of the workbook."""
    return [_tab(sheet) for sheet in reply.get("sheets", ())]


def sheets_in(reply: Mapping[str, Any]) -> dict[int, str]:
    """The title of every tab by its id."""
    properties = (sheet["properties"] for sheet in reply.get("sheets", ()))
    return {each["sheetId"]: each["title"] for each in properties}


def widths_in(reply: Mapping[str, Any]) -> dict[int, int]:
    """How many columns every tab has, by its id."""
    properties = (sheet["properties"] for sheet in reply.get("sheets", ()))
    return {each["sheetId"]: each.get("gridProperties", {}).get("columnCount", 0) for each in properties}


def protections_in(reply: Mapping[str, Any]) -> frozenset[int]:
    """The ids of everything that is protected."""
    sheets = reply.get("sheets", ())
    return frozenset(each["protectedRangeId"] for sheet in sheets for each in sheet.get("protectedRanges", ()))


def cell_from(data: Mapping[str, Any]) -> Cell:
    """One `CellData` as a cell."""
    if _SAYING.isdisjoint(data):
        return EMPTY
    effective = data.get("effectiveValue", _NOTHING)
    shown = data.get("formattedValue", "")
    calculated = "formulaValue" in data.get("userEnteredValue", ())
    links = _links(data) if calculated or not _LINKING.isdisjoint(data) else ()
    if "stringValue" in effective:
        return Cell(effective["stringValue"], shown, links)
    if "errorValue" in effective:
        return Cell(None, shown, links, _error(effective["errorValue"], shown))
    if not effective:
        return Cell(None, shown, links)
    kind = data.get("effectiveFormat", {}).get("numberFormat", {}).get("type")
    return Cell(_value(effective, kind), shown, links, per_cent="numberValue" in effective and kind == "PERCENT")


def _text_from(data: Mapping[str, Any]) -> str:
    text: str = data.get("effectiveValue", _NOTHING).get("stringValue", "")
    return text


def _tab(sheet: Mapping[str, Any]) -> Tab:
    properties = sheet["properties"]
    grids = sheet.get("data") or [{}]
    return Tab(properties["title"], properties["sheetId"], _rows(grids[0]), cell_from, _text_from)


def _rows(grid: Mapping[str, Any]) -> list[Sequence[Any]]:
    """The raw cells by row and column of the tab; Google leaves out where a grid starts when that is 0."""
    rows: list[Sequence[Any]] = [row.get("values", ()) for row in grid.get("rowData", ())]
    if margin := [None] * grid.get("startColumn", 0):
        rows = [[*margin, *cells] for cells in rows]
    return [()] * grid.get("startRow", 0) + rows


def _value(effective: Mapping[str, Any], kind: str | None) -> CellValue | None:
    if "boolValue" in effective:
        return bool(effective["boolValue"])
    number: int | float | None = effective.get("numberValue")
    return _day(number) if number is not None and kind in _DAYS else number


def _day(serial: float) -> date | int | float:
    """The day of a serial number; the number itself where no calendar reaches."""
    try:
        return _DAY_ZERO + timedelta(days=serial // 1)
    except (OverflowError, ValueError):
        return serial


def _error(error: Mapping[str, Any], shown: str) -> str:
    """The error as a person sees it; `LOADING` for one that only needs time."""
    kind = str(error.get("type", "ERROR"))
    return kind if kind == "LOADING" else shown or f"#{kind}"


def _links(data: Mapping[str, Any]) -> tuple[str, ...]:
    found = [data["hyperlink"]] if "hyperlink" in data else []
    for run in data.get("textFormatRuns", ()):
        found += _uri(run.get("format", {}).get("link"))
    for run in data.get("chipRuns", ()):
        found += _uri(run.get("chip", {}).get("richLinkProperties"))
    formula = data.get("userEnteredValue", {}).get("formulaValue")
    if formula and (address := hyperlink_of(formula)):
        found.append(address)
    return tuple(found if len(found) == 1 else dict.fromkeys(found))


def _uri(link: Mapping[str, str] | None) -> list[str]:
    return [link["uri"]] if link and link.get("uri") else []
