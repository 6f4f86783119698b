"""spreadsheets.batchUpdate, kind by kind, and that it is done wholly or not at all."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.google_stage import GoogleStage, refused, stage, text, told

__all__ = ["stage"]


@pytest.fixture
def workbook_id(stage: GoogleStage) -> str:
    return stage.workbook()


def area(top: int, bottom: int, left: int, right: int, sheet_id: int = 0) -> dict[str, int]:
    corners = {"startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": left, "endColumnIndex": right}
    return {"sheetId": sheet_id, **corners}


def rows(*lines: str) -> list[dict[str, Any]]:
    """One line per row, a letter per cell; "." is an empty cell."""
    return [{"values": [{} if letter == "." else text(letter) for letter in line]} for line in lines]


def fill(stage: GoogleStage, workbook_id: str, *lines: str) -> None:
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    stage.batch(workbook_id, updateCells={"start": start, "rows": rows(*lines), "fields": "*"})


def lines(stage: GoogleStage, workbook_id: str) -> list[str]:
    return ["".join(cell or "." for cell in row) for row in stage.values(workbook_id, "Sheet1")]


def span(first: int, last: int, dimension: str = "ROWS") -> dict[str, Any]:
    return {"sheetId": 0, "dimension": dimension, "startIndex": first, "endIndex": last}


def test_a_whole_template_is_made_in_one_ordered_call(stage: GoogleStage, workbook_id: str) -> None:
    replies = stage.batch(
        workbook_id,
        {
            "addSheet": {
                "properties": {"sheetId": 10, "title": "ก", "gridProperties": {"rowCount": 9, "columnCount": 4}}
            }
        },
        {"deleteSheet": {"sheetId": 0}},
        {"updateCells": {"start": {"sheetId": 10}, "rows": rows("ab"), "fields": "userEnteredValue"}},
        {"addNamedRange": {"namedRange": {"namedRangeId": "n1", "name": "x", "range": area(0, 1, 0, 1, 10)}}},
        {
            "updateSheetProperties": {
                "properties": {"sheetId": 10, "hidden": False, "gridProperties": {"frozenRowCount": 1}},
                "fields": "hidden,gridProperties.frozenRowCount",
            }
        },
    )

    grid = {"rowCount": 9, "columnCount": 4}
    properties = {"sheetId": 10, "title": "ก", "index": 1, "sheetType": "GRID", "gridProperties": grid}
    named = {"namedRangeId": "n1", "name": "x", "range": area(0, 1, 0, 1, 10)}
    assert replies == [
        {"addSheet": {"properties": properties}},
        {},
        {},
        {"addNamedRange": {"namedRange": named}},
        {},
    ]
    shown = stage.look(workbook_id, "sheets/properties,namedRanges")
    assert shown["sheets"] == [
        {"properties": {**properties, "index": 0, "gridProperties": {**grid, "frozenRowCount": 1}}}
    ]


def test_one_wrong_request_undoes_all(stage: GoogleStage, workbook_id: str) -> None:
    fill(stage, workbook_id, "ab")
    with refused() as refusal:
        stage.batch(
            workbook_id,
            {"updateCells": {"start": {"sheetId": 0}, "rows": rows("xy"), "fields": "*"}},
            {"updateCells": {"start": {"sheetId": 9}, "rows": rows("xy"), "fields": "*"}},
        )

    assert told(refusal) == (400, "Invalid requests[1].updateCells: No grid with id: 9")
    assert lines(stage, workbook_id) == ["ab"]


@pytest.mark.parametrize(
    ("kind", "content", "message"),
    [
        ("addSheet", {"properties": {"title": "sheet1"}}, 'A sheet with the name "sheet1" already exists.'),
        ("addSheet", {"properties": {"sheetId": 0}}, "A sheet with ID 0 already exists."),
        ("deleteSheet", {"sheetId": 0}, "You can't remove all the"),
        ("deleteSheet", {"sheetId": 5}, "No sheet with id: 5"),
        (
            "updateSheetProperties",
            {"properties": {"hidden": True}, "fields": "hidden"},
            "You can't hide all the sheets",
        ),
        ("updateSheetProperties", {"properties": {"hidden": True}}, "At least one field must be listed in 'fields'."),
        (
            "updateSpreadsheetProperties",
            {"properties": {"timeZone": "../x"}, "fields": "timeZone"},
            "Invalid time zone:",
        ),
        ("addSheet", {"properties": {"index": -1}}, "Invalid index: -1"),
        ("appendDimension", {"dimension": "ROWS", "length": -5000}, "length must be greater than 0."),
        (
            "updateCells",
            {"start": {"rowIndex": -3}, "rows": rows("a"), "fields": "*"},
            "start must not have a negative",
        ),
        ("updateCells", {"start": {"rowIndex": 1000}, "rows": rows("a"), "fields": "*"}, "Attempting to write row"),
        ("updateCells", {"rows": [], "fields": "*"}, "Exactly one of range and start must be set."),
        ("updateCells", {"range": {}, "fields": "colour"}, "Invalid field: colour"),
        (
            "updateCells",
            {"range": area(0, 1, 0, 1), "rows": rows("ab"), "fields": "*"},
            "Attempting to write column: 1",
        ),
        ("repeatCell", {"range": {}, "cell": {"userEnteredValue": {"formulaValue": "1"}}, "fields": "*"}, "CellData."),
        ("deleteDimension", {"range": span(999, 1001)}, "Cannot work on a row that doesn't exist."),
        ("addNamedRange", {"namedRange": {"name": "A1", "range": {}}}, "The name of the named range"),
        ("deleteProtectedRange", {"protectedRangeId": 5}, "No protected range with ID: 5"),
        ("deleteNamedRange", {"namedRangeId": "5"}, "No named range with ID: 5"),
        ("setDataValidation", {"range": {}, "rule": {"condition": {"type": "ONE_OF_LIST"}}}, "rule.condition.values"),
        (
            "addProtectedRange",
            {"protectedRange": {"range": area(0, 1, 0, 1), "unprotectedRanges": [{}]}},
            "unprotected",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_in_googles_words(
    stage: GoogleStage, workbook_id: str, kind: str, content: dict[str, Any], message: str
) -> None:
    with refused() as refusal:
        stage.batch(workbook_id, **{kind: content})

    assert told(refusal)[0] == 400
    assert told(refusal)[1].startswith(f"Invalid requests[0].{kind}: {message}")


def test_a_request_of_no_known_shape_is_refused(stage: GoogleStage, workbook_id: str) -> None:
    for request, message in (
        (
            {"updateCell": {}},
            "Invalid JSON payload received. Unknown name \"updateCell\" at 'requests[0]': Cannot find field.",
        ),
        ({"addChart": {}}, "the sandbox does not speak the field requests[0].add_chart"),
        ({}, "Invalid requests[0]: Exactly one kind of request must be set."),
        ({"deleteSheet": {"sheetId": "x"}}, "Invalid value at 'requests[0].delete_sheet.sheet_id' (TYPE_INT32), \"x\""),
    ):
        with refused() as refusal:
            stage.batch(workbook_id, request)
        assert told(refusal)[1] == message
    with refused() as refusal:
        stage.batch(workbook_id)
    assert told(refusal) == (400, "Must specify at least one request.")


def test_ids_of_the_caller_are_honoured_and_refused_the_second_time(stage: GoogleStage, workbook_id: str) -> None:
    metadata = {
        "metadataId": 7,
        "metadataKey": "version",
        "metadataValue": "3",
        "visibility": "DOCUMENT",
        "location": {"spreadsheet": True},
    }
    first = {
        "addSheet": {"properties": {"sheetId": 5, "title": "ก"}},
        "addNamedRange": {"namedRange": {"namedRangeId": "n", "name": "x", "range": {"sheetId": 5}}},
        "addProtectedRange": {"protectedRange": {"protectedRangeId": 6, "range": {"sheetId": 5}}},
        "createDeveloperMetadata": {"developerMetadata": metadata},
    }
    stage.batch(workbook_id, **first)

    for kind, content in first.items():
        with refused() as refusal:
            stage.batch(workbook_id, **{kind: content})
        assert told(refusal)[0] == 400
        assert "already exists" in told(refusal)[1]


def test_a_range_is_cleared_where_the_rows_do_not_reach(stage: GoogleStage, workbook_id: str) -> None:
    fill(stage, workbook_id, "abc", "def", "ghi")
    stage.batch(workbook_id, updateCells={"range": area(0, 2, 0, 2), "rows": rows("x"), "fields": "userEnteredValue"})

    assert lines(stage, workbook_id) == ["x.c", "..f", "ghi"]


def test_only_the_named_fields_are_touched(stage: GoogleStage, workbook_id: str) -> None:
    start = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}
    style = {"userEnteredFormat": {"textFormat": {"bold": True, "italic": True}, "wrapStrategy": "WRAP"}}
    stage.batch(
        workbook_id,
        updateCells={"start": start, "rows": [{"values": [{**text("a"), **style, "note": "n"}]}], "fields": "*"},
    )
    stage.batch(
        workbook_id,
        repeatCell={
            "range": area(0, 1, 0, 1),
            "cell": {"userEnteredFormat": {"textFormat": {"fontSize": 12}}},
            "fields": "userEnteredFormat.textFormat(bold,fontSize),note",
        },
    )

    assert stage.cell(workbook_id, "A1", "formattedValue,userEnteredFormat,note") == {
        "formattedValue": "a",
        "userEnteredFormat": {"textFormat": {"italic": True, "fontSize": 12}, "wrapStrategy": "WRAP"},
    }


def test_a_new_value_ends_the_links_within_the_old(stage: GoogleStage, workbook_id: str) -> None:
    runs = [
        {"format": {"link": {"uri": "https://a.go.th"}}},
        {"startIndex": 1, "format": {"link": {"uri": "https://b.go.th"}}},
    ]
    start = {"sheetId": 0}
    cell = {**text("กข"), "textFormatRuns": runs}
    stage.batch(workbook_id, updateCells={"start": start, "rows": [{"values": [cell]}], "fields": "*"})
    assert stage.cell(workbook_id, "A1", "textFormatRuns,hyperlink") == {"textFormatRuns": runs}

    stage.type_in(workbook_id, "A1", "ค")
    assert stage.cell(workbook_id, "A1", "textFormatRuns,formattedValue") == {"formattedValue": "ค"}


def test_rows_and_columns_come_and_go_with_all_that_names_them(stage: GoogleStage, workbook_id: str) -> None:
    fill(stage, workbook_id, "abc", "def", "ghi")
    place = {"dimensionRange": span(2, 3)}
    stage.batch(
        workbook_id,
        {"addNamedRange": {"namedRange": {"namedRangeId": "n", "name": "x", "range": area(1, 3, 0, 2)}}},
        {"mergeCells": {"range": area(2, 3, 1, 3), "mergeType": "MERGE_ALL"}},
        {
            "createDeveloperMetadata": {
                "developerMetadata": {"metadataId": 4, "metadataKey": "k", "visibility": "DOCUMENT", "location": place}
            }
        },
        {"insertDimension": {"range": span(1, 3)}},
        {"insertDimension": {"range": span(0, 1, "COLUMNS")}},
        {"deleteDimension": {"range": span(3, 4)}},
    )

    assert lines(stage, workbook_id) == [".abc", "", "", ".gh"]
    shown = stage.look(
        workbook_id, "namedRanges/range,sheets(merges,properties/gridProperties,data/rowMetadata/developerMetadata)"
    )
    without_id = {k: v for k, v in area(3, 4, 1, 3).items() if k != "sheetId"}
    merged = {k: v for k, v in area(3, 4, 2, 4).items() if k != "sheetId"}
    assert shown["namedRanges"] == [{"range": without_id}]
    assert shown["sheets"][0]["merges"] == [merged]
    assert shown["sheets"][0]["properties"]["gridProperties"] == {"rowCount": 1001, "columnCount": 27}
    marked = [row for row, shape in enumerate(shown["sheets"][0]["data"][0]["rowMetadata"]) if shape]
    assert marked == [3]


def test_rows_are_moved_sorted_and_appended(stage: GoogleStage, workbook_id: str) -> None:
    fill(stage, workbook_id, "ca", "ab", ".c", "bd")
    stage.batch(workbook_id, moveDimension={"source": span(0, 1), "destinationIndex": 3})
    assert lines(stage, workbook_id) == ["ab", ".c", "ca", "bd"]

    stage.batch(workbook_id, sortRange={"range": area(0, 4, 0, 2), "sortSpecs": [{"sortOrder": "DESCENDING"}]})
    assert lines(stage, workbook_id) == ["ca", "bd", "ab", ".c"]

    stage.batch(workbook_id, appendDimension={"sheetId": 0, "dimension": "COLUMNS", "length": 2})
    grid = stage.look(workbook_id, "sheets/properties/gridProperties/columnCount")
    assert grid["sheets"][0]["properties"]["gridProperties"] == {"columnCount": 28}


def test_an_inserted_row_takes_format_and_validation_from_its_neighbour(stage: GoogleStage, workbook_id: str) -> None:
    rule = {"condition": {"type": "BOOLEAN"}, "strict": True}
    stage.batch(
        workbook_id,
        {"setDataValidation": {"range": area(0, 1, 0, 1), "rule": rule}},
        {"insertDimension": {"range": span(1, 2), "inheritFromBefore": True}},
    )

    assert stage.cell(workbook_id, "A2", "dataValidation") == {"dataValidation": rule}


def test_merging_keeps_the_first_cell_only(stage: GoogleStage, workbook_id: str) -> None:
    fill(stage, workbook_id, "abc", "def")
    stage.batch(workbook_id, mergeCells={"range": area(0, 2, 0, 2), "mergeType": "MERGE_ROWS"})
    with refused() as refusal:
        stage.batch(workbook_id, unmergeCells={"range": area(0, 1, 1, 2)})
    stage.batch(workbook_id, unmergeCells={"range": area(0, 1, 0, 2)})

    assert lines(stage, workbook_id) == ["a.c", "d.f"]
    assert told(refusal)[1].endswith("You must select all cells in a merged range to merge or unmerge them.")
    assert len(stage.look(workbook_id, "sheets/merges")["sheets"][0]["merges"]) == 1


def test_a_duplicated_tab_is_a_tab_of_its_own(stage: GoogleStage, workbook_id: str) -> None:
    fill(stage, workbook_id, "ab")
    (reply,) = stage.batch(workbook_id, duplicateSheet={"sourceSheetId": 0, "newSheetId": 8, "insertSheetIndex": 1})
    stage.type_in(workbook_id, "'Copy of Sheet1'!A1", "x")

    properties = reply["duplicateSheet"]["properties"]
    assert (properties["sheetId"], properties["title"], properties["index"]) == (8, "Copy of Sheet1", 1)
    assert lines(stage, workbook_id) == ["ab"]
    assert stage.values(workbook_id, "Copy of Sheet1") == [["x", "b"]]


def test_looks_are_kept_and_shown(stage: GoogleStage, workbook_id: str) -> None:
    line = {"style": "SOLID"}
    blue = {"rgbColor": {"blue": 1}}
    rule = {"ranges": [area(0, 5, 0, 1)], "booleanRule": {"condition": {"type": "NOT_BLANK"}, "format": {}}}
    stage.batch(
        workbook_id,
        {"updateBorders": {"range": area(0, 2, 0, 1), "top": line, "innerHorizontal": line}},
        {
            "addBanding": {
                "bandedRange": {
                    "bandedRangeId": 3,
                    "range": area(0, 5, 0, 2),
                    "rowProperties": {"firstBandColorStyle": blue},
                }
            }
        },
        {"addConditionalFormatRule": {"rule": rule, "index": 0}},
        {"setBasicFilter": {"filter": {"range": area(0, 5, 0, 2)}}},
        {
            "updateDimensionProperties": {
                "range": span(0, 1),
                "properties": {"hiddenByUser": True, "pixelSize": 40},
                "fields": "hiddenByUser,pixelSize",
            }
        },
        {"autoResizeDimensions": {"dimensions": span(0, 2, "COLUMNS")}},
    )

    shown = stage.look(workbook_id, "sheets(bandedRanges/bandedRangeId,conditionalFormats/ranges,basicFilter)")[
        "sheets"
    ][0]
    ranged = {k: v for k, v in area(0, 5, 0, 1).items() if k != "sheetId"}
    assert shown == {
        "conditionalFormats": [{"ranges": [ranged]}],
        "basicFilter": {"range": {**ranged, "endColumnIndex": 2}},
        "bandedRanges": [{"bandedRangeId": 3}],
    }
    stage.batch(workbook_id, {"setBasicFilter": {"filter": {"range": {}}}})
    whole = {"startRowIndex": 0, "endRowIndex": 1000, "startColumnIndex": 0, "endColumnIndex": 26}
    assert stage.look(workbook_id, "sheets/basicFilter") == {"sheets": [{"basicFilter": {"range": whole}}]}
    stage.batch(workbook_id, clearBasicFilter={"sheetId": 0})
    assert stage.look(workbook_id, "sheets/basicFilter") == {"sheets": [{}]}
    borders = stage.cell(workbook_id, "A2", "userEnteredFormat/borders")
    assert borders == {"userEnteredFormat": {"borders": {"top": line}}}
    sizes = stage.look(workbook_id, "sheets/data/rowMetadata", ranges=["A1:A2"])["sheets"][0]["data"][0]["rowMetadata"]
    assert sizes == [{"pixelSize": 40, "hiddenByUser": True}, {"pixelSize": 21}]


def test_the_reply_shows_the_inputs_after_the_write(stage: GoogleStage, workbook_id: str) -> None:
    fill(stage, workbook_id, "ab")
    body = {
        "requests": [{"updateCells": {"start": {"sheetId": 0, "rowIndex": 5}, "rows": rows("z"), "fields": "*"}}],
        "includeSpreadsheetInResponse": True,
        "responseRanges": ["Sheet1!A1:B1"],
        "responseIncludeGridData": True,
    }

    answer = stage.bot.http_client.batch_update(workbook_id, body)

    (sheet,) = answer["updatedSpreadsheet"]["sheets"]
    assert [cell["formattedValue"] for cell in sheet["data"][0]["rowData"][0]["values"]] == ["a", "b"]
    body["responseIncludeGridData"] = False
    assert "data" not in stage.bot.http_client.batch_update(workbook_id, body)["updatedSpreadsheet"]["sheets"][0]
