"""What a person does in a sheet over the control API, and what the page is given to draw."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.credentials import SECRETARIAT
from tests.support.google_stage import GoogleStage, stage, text

__all__ = ["stage"]


@pytest.fixture
def workbook_id(stage: GoogleStage) -> str:
    return stage.workbook("ก")


def type_in(stage: GoogleStage, workbook_id: str, row: int, column: int, typed: str) -> tuple[int, Any]:
    answer = stage.control("post", f"spreadsheets/{workbook_id}/cells", sheetId=0, row=row, column=column, input=typed)
    return answer.status_code, answer.json()


def validate(stage: GoogleStage, workbook_id: str, kind: str, *values: str, **rule: Any) -> None:
    condition = {"type": kind, "values": [{"userEnteredValue": value} for value in values]}
    one_cell = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
    stage.batch(workbook_id, setDataValidation={"range": one_cell, "rule": {"condition": condition, **rule}})


def test_the_workbooks_are_listed(stage: GoogleStage, workbook_id: str) -> None:
    listed = stage.control("get", "spreadsheets").json()

    assert listed == {"spreadsheets": [{"id": workbook_id, "name": "ก", "owner": SECRETARIAT}]}


def test_typing_is_parsed_and_makes_the_revision_grow(stage: GoogleStage, workbook_id: str) -> None:
    before = stage.control("get", "revision").json()["revision"]

    status, answer = type_in(stage, workbook_id, 1, 2, "31/12/2564")

    assert (status, answer["revision"] > before) == (200, True)
    assert stage.values(workbook_id, "C2", valueRenderOption="UNFORMATTED_VALUE") == [[242888]]
    assert type_in(stage, workbook_id, 1, 2, "")[0] == 200
    assert stage.values(workbook_id, "C2") == []


def test_a_strict_list_takes_its_values_only(stage: GoogleStage, workbook_id: str) -> None:
    validate(stage, workbook_id, "ONE_OF_LIST", "ใช่", "ไม่ใช่", strict=True, inputMessage="เลือกจากรายการ")

    assert type_in(stage, workbook_id, 0, 0, "บางที") == (400, {"message": "เลือกจากรายการ"})
    assert type_in(stage, workbook_id, 0, 0, "ใช่")[0] == 200
    assert type_in(stage, workbook_id, 0, 0, "")[0] == 200
    stage.type_in(workbook_id, "A1", "บางที")
    assert stage.values(workbook_id, "A1") == [["บางที"]], "the API is not held to it"


def test_a_strict_checkbox_takes_truth_values_only(stage: GoogleStage, workbook_id: str) -> None:
    validate(stage, workbook_id, "BOOLEAN", strict=True)

    assert type_in(stage, workbook_id, 0, 0, "x")[0] == 400
    assert type_in(stage, workbook_id, 0, 0, "TRUE")[0] == 200


def test_rows_are_inserted_and_deleted(stage: GoogleStage, workbook_id: str) -> None:
    type_in(stage, workbook_id, 0, 0, "ก")
    type_in(stage, workbook_id, 1, 0, "ข")
    address = f"spreadsheets/{workbook_id}/rows"

    stage.control("post", address, sheetId=0, act="insert", row=1)
    assert stage.values(workbook_id, "A1:A3") == [["ก"], [], ["ข"]]
    stage.control("post", address, sheetId=0, act="delete", row=0)
    assert stage.values(workbook_id, "A1:A3") == [[], ["ข"]]


def test_wrong_wishes_are_refused(stage: GoogleStage, workbook_id: str) -> None:
    assert type_in(stage, "nothing", 0, 0, "x")[0] == 404
    assert type_in(stage, workbook_id, 1000, 0, "x")[0] == 400
    assert stage.control("post", f"spreadsheets/{workbook_id}/rows", sheetId=0, act="burn", row=1).status_code == 400
    assert stage.control("post", f"spreadsheets/{workbook_id}/rows", sheetId=0, act="insert").status_code == 400


def test_the_page_is_given_all_it_draws(stage: GoogleStage, workbook_id: str) -> None:
    green = {"rgbColor": {"red": 0.8, "green": 1, "blue": 0.8}}
    style = {"backgroundColorStyle": green, "textFormat": {"bold": True}, "wrapStrategy": "WRAP"}
    cell = {**text("https://a.go.th"), "userEnteredFormat": style, "note": "คำแนะนำ"}
    corner = {"sheetId": 0, "endRowIndex": 1, "endColumnIndex": 2}
    hide = {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 3, "endIndex": 4}}
    grid = {"rowCount": 5, "columnCount": 2, "frozenRowCount": 1}
    stage.batch(
        workbook_id,
        {"updateSheetProperties": {"properties": {"gridProperties": grid}, "fields": "gridProperties"}},
        {"updateCells": {"start": {"sheetId": 0}, "rows": [{"values": [cell]}], "fields": "*"}},
        {"updateDimensionProperties": {**hide, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}},
        {"addProtectedRange": {"protectedRange": {"range": corner}}},
        {"mergeCells": {"range": corner, "mergeType": "MERGE_ALL"}},
    )
    validate(stage, workbook_id, "ONE_OF_RANGE", "=Sheet1!$A$1:$A$2", strict=True)

    (tab,) = stage.control("get", f"spreadsheets/{workbook_id}").json()["tabs"]

    cells = tab.pop("cells")
    assert tab == {
        "sheetId": 0,
        "title": "Sheet1",
        "hidden": False,
        "rowCount": 5,
        "columnCount": 2,
        "frozenRows": 1,
        "frozenColumns": 0,
        "columnWidths": [100, 100],
        "rowHeights": [21] * 5,
        "hiddenRows": [3],
        "hiddenColumns": [],
        "merges": [{"row": 0, "column": 0, "rows": 1, "columns": 2}],
    }
    assert cells == [
        {
            "row": 0,
            "column": 0,
            "formattedValue": "https://a.go.th",
            "userEnteredValue": {"stringValue": "https://a.go.th"},
            "hyperlink": "https://a.go.th",
            "format": {
                "background": "#ccffcc",
                "color": "#000000",
                "bold": True,
                "italic": False,
                "wrap": True,
                "align": None,
                "verticalAlign": "bottom",
                "fontSize": 10,
                "numberFormat": None,
            },
            "validation": {"type": "list", "values": ["https://a.go.th"], "strict": True, "inputMessage": None},
            "note": "คำแนะนำ",
            "protected": True,
        }
    ]
