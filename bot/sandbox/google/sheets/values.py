"""spreadsheets.values: reading, writing, appending and clearing plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.google.calls import Call
from bot.sandbox.google.cells import CELL_LETTERS, with_number_format, with_value
from bot.sandbox.google.display import MOMENT_TYPES
from bot.sandbox.google.edit import Edit, begin
from bot.sandbox.google.entry import read_typed
from bot.sandbox.google.errors import BatchError, invalid
from bot.sandbox.google.ranges import Box, parse_a1, quoted
from bot.sandbox.google.sheets.region import last_region
from bot.sandbox.google.workbook import Cell


@dataclass(frozen=True)
class Rendering:
    """How values are told: valueRenderOption, dateTimeRenderOption, majorDimension."""

    value: str = "FORMATTED_VALUE"
    moment: str = "SERIAL_NUMBER"
    major: str = "ROWS"


@dataclass(frozen=True)
class Written:
    """The box that was written to, and the cells of it that were given a value: a null leaves its cell alone."""

    box: Box
    cells: list[tuple[int, int]] = field(default_factory=list)


def get(call: Call, spreadsheet_id: str, range_: str) -> dict[str, Any]:
    workbook = call.office.workbook(spreadsheet_id, call.identity)
    return shown_values(parse_a1(workbook, range_), _rendering(call))


def batch_get(call: Call, spreadsheet_id: str) -> dict[str, Any]:
    workbook = call.office.workbook(spreadsheet_id, call.identity)
    boxes = [parse_a1(workbook, each) for each in call.parameters.get("ranges", [])]
    shown = [shown_values(box, _rendering(call)) for box in boxes]
    return {"spreadsheetId": spreadsheet_id, **({"valueRanges": shown} if shown else {})}


def update(call: Call, spreadsheet_id: str, range_: str) -> dict[str, Any]:
    named = call.body.get("range", range_)
    if named != range_:
        raise invalid(f"Requested writing within range [{range_}], but the body names [{named}]")
    edit = _begin(call, spreadsheet_id)
    option = call.text("valueInputOption", "INPUT_VALUE_OPTION_UNSPECIFIED")
    written = write(edit, parse_a1(edit.workbook, range_), call.body, option)
    reply = _updated(edit, written)
    if call.flag("includeValuesInResponse"):
        reply["updatedData"] = shown_values(written.box, _response_rendering(call))
    _save(call, edit)
    return reply


def batch_update(call: Call, spreadsheet_id: str) -> dict[str, Any]:
    edit = _begin(call, spreadsheet_id)
    option = call.body.get("valueInputOption", "INPUT_VALUE_OPTION_UNSPECIFIED")
    rendering = Rendering(
        call.body.get("responseValueRenderOption", "FORMATTED_VALUE"),
        call.body.get("responseDateTimeRenderOption", "SERIAL_NUMBER"),
    )
    parts = call.body.get("data", [])
    written = [write(edit, parse_a1(edit.workbook, part.get("range", "")), part, option) for part in parts]
    responses = [_updated(edit, each) for each in written]
    if call.body.get("includeValuesInResponse"):
        for response, each in zip(responses, written, strict=True):
            response["updatedData"] = shown_values(each.box, rendering)
    _save(call, edit)
    return {"spreadsheetId": spreadsheet_id, **_totals(written), "responses": responses}


def append(call: Call, spreadsheet_id: str, range_: str) -> dict[str, Any]:
    """Write below the last table in the range; the grid grows where it must."""
    edit = _begin(call, spreadsheet_id)
    option = call.text("valueInputOption", "INPUT_VALUE_OPTION_UNSPECIFIED")
    asked = parse_a1(edit.workbook, range_)
    table = last_region(asked)
    row, column = (table.bottom, table.left) if table else (asked.top, asked.left)
    rows = _rows(call.body)
    sheet = asked.sheet
    if call.text("insertDataOption", "OVERWRITE") == "INSERT_ROWS" and row < sheet.row_count:
        sheet.resize(sheet.row_count + len(rows), sheet.column_count)
        sheet.cells[row:row] = [[] for _ in rows] if row < len(sheet.cells) else []
    width = column + max(map(len, rows), default=0)
    sheet.resize(max(sheet.row_count, row + len(rows)), max(sheet.column_count, width))
    start = Box(sheet, row, row + 1, column, column + 1)
    written = write(edit, start, call.body, option)
    updates = _updated(edit, written)
    if call.flag("includeValuesInResponse"):
        updates["updatedData"] = shown_values(written.box, _response_rendering(call))
    _save(call, edit)
    told = {"tableRange": table.a1()} if table else {}
    return {"spreadsheetId": spreadsheet_id, **told, "updates": updates}


def clear(call: Call, spreadsheet_id: str, range_: str) -> dict[str, Any]:
    return {"spreadsheetId": spreadsheet_id, "clearedRange": _clear(call, spreadsheet_id, [range_])[0]}


def batch_clear(call: Call, spreadsheet_id: str) -> dict[str, Any]:
    ranges = call.body.get("ranges", [])
    return {"spreadsheetId": spreadsheet_id, "clearedRanges": _clear(call, spreadsheet_id, ranges)}


def shown_values(box: Box, rendering: Rendering) -> dict[str, Any]:
    """A ValueRange: rows are ragged, empty ends are left out, and so is `values` where there is none."""
    rows = [
        [_rendered(cell, rendering) for cell in row[box.left : box.right]]
        for row in box.sheet.cells[box.top : box.bottom]
    ]
    if rendering.major == "COLUMNS":
        width = max(map(len, rows), default=0)
        rows = [[row[at] if at < len(row) else "" for row in rows] for at in range(width)]
    rows = [_trimmed(row, "") for row in rows]
    rows = _trimmed(rows, [])
    shown = {"range": box.a1(), "majorDimension": rendering.major}
    return {**shown, "values": rows} if rows else shown


def write(edit: Edit, box: Box, body: dict[str, Any], option: str) -> Written:
    """Put the body's values into the box, which a single cell only begins."""
    if option not in ("RAW", "USER_ENTERED"):
        raise invalid("'valueInputOption' is required but not specified")
    rows = _rows(body)
    single = (box.bottom - box.top, box.right - box.left) == (1, 1)
    bottom, right = box.top + len(rows), box.left + max(map(len, rows), default=0)
    limits = (box.sheet.row_count, box.sheet.column_count) if single else (box.bottom, box.right)
    if bottom > limits[0] or right > limits[1]:
        _refuse_overflow(box, bottom, right, limits)
    written = Written(Box(box.sheet, box.top, bottom, box.left, right))
    edit_guard(edit, written.box)
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if value is not None:
                place = (box.top + row, box.left + column)
                box.sheet.put(*place, typed_cell(edit, box.sheet.cell(*place), value, option))
                written.cells.append(place)
    return written


def edit_guard(edit: Edit, box: Box) -> None:
    try:
        edit.guard(box)
    except BatchError as error:
        raise invalid(str(error)) from error


def typed_cell(edit: Edit, old: Cell | None, value: Any, option: str) -> Cell:
    """The cell after a value came in, RAW or as if someone had typed it."""
    locale = edit.workbook.locale
    if not isinstance(value, str | int | float | bool):
        raise invalid("Invalid values: a list_value or struct_value cannot be put into a cell.")
    if isinstance(value, bool):
        return with_value(old, {"boolValue": value}, locale)
    if isinstance(value, int | float):
        return with_value(old, {"numberValue": value}, locale)
    if len(value) > CELL_LETTERS:
        raise invalid(f"Your input contains more than the maximum of {CELL_LETTERS} characters in a single cell.")
    if option == "RAW":
        return with_value(old, {"stringValue": value} if value else None, locale)
    known_format = (old or {}).get("userEnteredFormat", {}).get("numberFormat", {})
    entry = read_typed(value, locale, today=edit.today, as_text=known_format.get("type") == "TEXT")
    cell = with_value(old, entry.value, locale)
    return with_number_format(cell, entry.number_format, locale) if entry.number_format else cell


def _begin(call: Call, spreadsheet_id: str) -> Edit:
    workbook = call.office.workbook(spreadsheet_id, call.identity, edit=True)
    return begin(call.office, workbook, call.identity.email)


def _save(call: Call, edit: Edit) -> None:
    call.office.save(edit.workbook, call.identity.email, call.path, call.method)


def _rendering(call: Call) -> Rendering:
    major = "COLUMNS" if call.text("majorDimension") == "COLUMNS" else "ROWS"
    moment = call.text("dateTimeRenderOption", "SERIAL_NUMBER")
    return Rendering(call.text("valueRenderOption", "FORMATTED_VALUE"), moment, major)


def _response_rendering(call: Call) -> Rendering:
    moment = call.text("responseDateTimeRenderOption", "SERIAL_NUMBER")
    return Rendering(call.text("responseValueRenderOption", "FORMATTED_VALUE"), moment)


def _rendered(cell: Cell | None, rendering: Rendering) -> Any:
    if cell is None or "effectiveValue" not in cell:
        return ""
    if rendering.value == "FORMATTED_VALUE":
        return cell["formattedValue"]
    if rendering.value == "FORMULA" and "formulaValue" in cell["userEnteredValue"]:
        return cell["userEnteredValue"]["formulaValue"]
    value = cell["effectiveValue"]
    kind = cell.get("userEnteredFormat", {}).get("numberFormat", {}).get("type")
    as_text = rendering.value == "UNFORMATTED_VALUE" and rendering.moment == "FORMATTED_STRING"
    if "errorValue" in value or (as_text and kind in MOMENT_TYPES):
        return cell["formattedValue"]
    return next(iter(value.values()))


def _trimmed(values: list[Any], blank: Any) -> list[Any]:
    end = len(values)
    while end and values[end - 1] == blank and not isinstance(values[end - 1], bool | int):
        end -= 1
    return values[:end]


def _rows(body: dict[str, Any]) -> list[list[Any]]:
    """The values row by row, whichever way they were sent."""
    values = body.get("values", [])
    if body.get("majorDimension") != "COLUMNS":
        return list(values)
    height = max(map(len, values), default=0)
    return [[column[row] if row < len(column) else None for column in values] for row in range(height)]


def _refuse_overflow(box: Box, bottom: int, right: int, limits: tuple[int, int]) -> None:
    place = f"row [{limits[0] + 1}]" if bottom > limits[0] else f"column [{right}]"
    name = f"{quoted(box.sheet.title)}!{box.a1().rpartition('!')[2]}"
    raise invalid(f"Requested writing within range [{name}], but tried writing to {place}")


def _updated(edit: Edit, written: Written) -> dict[str, Any]:
    """Only cells that were given a value count, and the rows and columns that they stand in."""
    reply: dict[str, Any] = {"spreadsheetId": edit.workbook.id, "updatedRange": written.box.a1()}
    if written.cells:
        rows, columns = {row for row, _ in written.cells}, {column for _, column in written.cells}
        reply.update(updatedRows=len(rows), updatedColumns=len(columns), updatedCells=len(written.cells))
    return reply


def _totals(written: list[Written]) -> dict[str, int]:
    cells = {(each.box.sheet.id, row, column) for each in written for row, column in each.cells}
    return {
        "totalUpdatedRows": len({(sheet, row) for sheet, row, _ in cells}),
        "totalUpdatedColumns": len({(sheet, column) for sheet, _, column in cells}),
        "totalUpdatedCells": len(cells),
        "totalUpdatedSheets": len({sheet for sheet, _, __ in cells}),
    }


def _clear(call: Call, spreadsheet_id: str, ranges: list[str]) -> list[str]:
    """Take the values away; formats, notes and validations stay."""
    edit = _begin(call, spreadsheet_id)
    boxes = [parse_a1(edit.workbook, each) for each in ranges]
    for box in boxes:
        edit_guard(edit, box)
        for row, column in box.cells():
            cell = box.sheet.cell(row, column)
            if cell:
                box.sheet.put(row, column, with_value(cell, None, edit.workbook.locale))
    _save(call, edit)
    return [box.a1() for box in boxes]
