"""spreadsheets.values as gspread uses it: ranges, render options, ragged rows, appending and clearing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.google_stage import GoogleStage, refused, stage, told

__all__ = ["stage"]


@pytest.fixture
def workbook_id(stage: GoogleStage) -> str:
    return stage.workbook()


def put(stage: GoogleStage, workbook_id: str, a1: str, values: Any, option: str = "RAW", **body: Any) -> Any:
    parameters: Any = {"valueInputOption": option}
    return stage.bot.http_client.values_update(workbook_id, a1, parameters, {"values": values, **body})


def test_an_empty_range_has_no_values(stage: GoogleStage, workbook_id: str) -> None:
    answer = stage.bot.http_client.values_get(workbook_id, "D4")

    assert answer == {"range": "Sheet1!D4", "majorDimension": "ROWS"}


def test_rows_are_ragged_and_empty_ends_are_left_out(stage: GoogleStage, workbook_id: str) -> None:
    put(stage, workbook_id, "A1", [["ก", "", "ข"], [], ["ค"], [""]])

    assert stage.values(workbook_id, "A1:E9") == [["ก", "", "ข"], [], ["ค"]]
    assert stage.values(workbook_id, "A1:E9", majorDimension="COLUMNS") == [["ก", "", "ค"], [], ["ข"]]


def test_raw_is_never_parsed(stage: GoogleStage, workbook_id: str) -> None:
    values = ["=1+1", "31/12/2564", "007", "TRUE", 5, True]
    put(stage, workbook_id, "A1", [values])

    assert stage.values(workbook_id, "A1:F1", valueRenderOption="UNFORMATTED_VALUE") == [values]
    assert stage.cell(workbook_id, "A1", "userEnteredValue") == {"userEnteredValue": {"stringValue": "=1+1"}}


def test_typed_values_are_told_in_three_ways(stage: GoogleStage, workbook_id: str) -> None:
    put(stage, workbook_id, "A1", [["31/12/2564", "12%", '=HYPERLINK("https://a.go.th","ก")', "=A1"]], "USER_ENTERED")

    def told_as(**parameters: Any) -> list[Any]:
        row: list[Any] = stage.values(workbook_id, "A1:D1", **parameters)[0]
        return row

    assert told_as() == ["31/12/2564", "12%", "ก", "#NAME?"]
    assert told_as(valueRenderOption="UNFORMATTED_VALUE") == [242888, 0.12, "ก", "#NAME?"]
    as_text = told_as(valueRenderOption="UNFORMATTED_VALUE", dateTimeRenderOption="FORMATTED_STRING")
    assert as_text == ["31/12/2564", 0.12, "ก", "#NAME?"]
    formulas = told_as(valueRenderOption="FORMULA", dateTimeRenderOption="FORMATTED_STRING")
    assert formulas == [242888, 0.12, '=HYPERLINK("https://a.go.th","ก")', "=A1"]


def test_a_typed_date_carries_a_date_format(stage: GoogleStage, workbook_id: str) -> None:
    stage.type_in(workbook_id, "A1", "3/12/2021")

    assert stage.cell(workbook_id, "A1", "effectiveValue,effectiveFormat/numberFormat") == {
        "effectiveValue": {"numberValue": 44533},
        "effectiveFormat": {"numberFormat": {"type": "DATE", "pattern": "d/m/yyyy"}},
    }


@pytest.mark.parametrize(
    ("asked", "told_range"),
    [
        ("'Sheet1'!A1:B2", "Sheet1!A1:B2"),
        ("B2:A1", "Sheet1!A1:B2"),
        ("sheet1!a1", "Sheet1!A1"),
        ("Sheet1", "Sheet1!A1:Z1000"),
        ("Sheet1!A:A", "Sheet1!A1:A1000"),
        ("A5:B", "Sheet1!A5:B1000"),
        ("2:3", "Sheet1!A2:Z3"),
        ("$C$3", "Sheet1!C3"),
        ("Y999:AD1010", "Sheet1!Y999:Z1000"),
        ("สรุป ผล!A1", "'สรุป ผล'!A1"),
        ("'สรุป ผล'", "'สรุป ผล'!A1:C4"),
        ("the_total", "'สรุป ผล'!B2"),
        ("'d3'!A1", "'D3'!A1"),
    ],
)
def test_a_range_is_told_as_google_writes_it(stage: GoogleStage, workbook_id: str, asked: str, told_range: str) -> None:
    grid = {"rowCount": 4, "columnCount": 3}
    named = {"sheetId": 5, "startRowIndex": 1, "endRowIndex": 2, "startColumnIndex": 1, "endColumnIndex": 2}
    stage.batch(
        workbook_id,
        addSheet={"properties": {"sheetId": 5, "title": "สรุป ผล", "gridProperties": grid}},
        addNamedRange={"namedRange": {"name": "the_total", "range": named}},
        duplicateSheet={"sourceSheetId": 0, "newSheetName": "D3", "insertSheetIndex": 2},
    )

    assert stage.bot.http_client.values_get(workbook_id, asked)["range"] == told_range


@pytest.mark.parametrize("asked", ["ไม่มี!A1", "A0", "!A1", "A1:B2:C3", "ZZZZ1"])
def test_a_range_that_names_nothing_is_refused(stage: GoogleStage, workbook_id: str, asked: str) -> None:
    with refused() as refusal:
        stage.values(workbook_id, asked)
    assert told(refusal) == (400, f"Unable to parse range: {asked}")


def test_one_wrong_range_fails_the_whole_batch(stage: GoogleStage, workbook_id: str) -> None:
    with refused() as refusal:
        stage.bot.http_client.values_batch_get(workbook_id, ["A1", "ไม่มี!A1"])
    assert told(refusal) == (400, "Unable to parse range: ไม่มี!A1")


def test_a_range_beyond_the_grid_is_refused(stage: GoogleStage, workbook_id: str) -> None:
    with refused() as refusal:
        stage.values(workbook_id, "A1001")
    message = "Range (Sheet1!A1001) exceeds grid limits. Max rows: 1000, max columns: 26"
    assert told(refusal) == (400, message)


def test_values_must_fit_their_range(stage: GoogleStage, workbook_id: str) -> None:
    with refused() as refusal:
        put(stage, workbook_id, "A1:B1", [["ก"], ["ข"]])
    message = "Requested writing within range [Sheet1!A1:B1], but tried writing to row [2]"
    assert told(refusal) == (400, message)


def test_an_input_option_is_needed(stage: GoogleStage, workbook_id: str) -> None:
    with refused() as refusal:
        stage.bot.http_client.values_update(workbook_id, "A1", {}, {"values": [["ก"]]})
    assert told(refusal) == (400, "'valueInputOption' is required but not specified")


def test_null_skips_a_cell_and_an_empty_text_clears_it(stage: GoogleStage, workbook_id: str) -> None:
    put(stage, workbook_id, "A1", [["ก", "ข"]])
    answer = put(stage, workbook_id, "A1:B1", [[None, ""]])

    assert stage.values(workbook_id, "A1:B1") == [["ก"]]
    counted = [answer[f"updated{name}"] for name in ("Range", "Rows", "Columns", "Cells")]
    assert counted == ["Sheet1!A1:B1", 1, 1, 1], "a cell that was skipped is none that was updated"


def test_a_batch_of_values_is_counted_together(stage: GoogleStage, workbook_id: str) -> None:
    data = [{"range": "A1", "values": [["ก", "ข"]]}, {"range": "A2", "majorDimension": "COLUMNS", "values": [["ค", 4]]}]
    body = {"valueInputOption": "RAW", "data": data, "includeValuesInResponse": True}

    answer = stage.bot.http_client.values_batch_update(workbook_id, body)

    counted = {name: answer[name] for name in answer if name.startswith("total")}
    assert counted == {
        "totalUpdatedRows": 3,
        "totalUpdatedColumns": 2,
        "totalUpdatedCells": 4,
        "totalUpdatedSheets": 1,
    }
    assert answer["responses"][1]["updatedData"] == {
        "range": "Sheet1!A2:A3",
        "majorDimension": "ROWS",
        "values": [["ค"], ["4"]],
    }


def test_appending_goes_below_the_table(stage: GoogleStage, workbook_id: str) -> None:
    sheet = stage.bot.open_by_key(workbook_id).sheet1
    first: Any = sheet.append_row(["ก", "ข"])
    second: Any = sheet.append_rows([["ค"], ["ง"]])

    assert "tableRange" not in first
    assert (second["tableRange"], second["updates"]["updatedRange"]) == ("Sheet1!A1:B1", "Sheet1!A2:A3")


def test_appending_makes_a_full_grid_grow(stage: GoogleStage, workbook_id: str) -> None:
    sheet = stage.bot.open_by_key(workbook_id).sheet1
    sheet.resize(rows=1, cols=1)
    sheet.append_row(["ก"])
    sheet.append_row(["ข", "ค"])

    assert sheet.get_all_values() == [["ก", ""], ["ข", "ค"]]
    grid = stage.look(workbook_id, "sheets/properties/gridProperties")["sheets"][0]["properties"]["gridProperties"]
    assert grid == {"rowCount": 2, "columnCount": 2}


def test_clearing_takes_values_and_leaves_formats(stage: GoogleStage, workbook_id: str) -> None:
    sheet = stage.bot.open_by_key(workbook_id).sheet1
    sheet.update([["ก"]], "A1")
    sheet.format("A1", {"textFormat": {"bold": True}})

    assert sheet.batch_clear(["A1:B2"])["clearedRanges"] == ["Sheet1!A1:B2"]
    assert sheet.clear()["clearedRange"] == "Sheet1!A1:Z1000"
    assert stage.cell(workbook_id, "A1") == {
        "userEnteredFormat": {"textFormat": {"bold": True}},
        "effectiveFormat": stage.cell(workbook_id, "A1")["effectiveFormat"],
    }


def test_what_sheets_does_not_know_is_refused(stage: GoogleStage, workbook_id: str) -> None:
    with refused() as refusal:
        stage.values(workbook_id, "A1", colour="red")
    assert told(refusal)[1].startswith('Invalid JSON payload received. Unknown name "colour": Cannot bind query')
    with refused() as refusal:
        put(stage, workbook_id, "A1", [["ก"]], colour="red")
    unknown = "Invalid JSON payload received. Unknown name \"colour\" at 'data': Cannot find field."
    assert told(refusal) == (400, unknown)
    with refused() as refusal:
        stage.values(workbook_id, "A1", valueRenderOption="LOUD")
    assert told(refusal)[0] == 400
