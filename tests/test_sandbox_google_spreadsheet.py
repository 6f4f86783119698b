"""spreadsheets.create and spreadsheets.get: what is shown, how it is trimmed and masked; protection; the one read."""

from __future__ import annotations

import time
from typing import Any

import gspread
import pytest

from bot.sandbox.credentials import BOT, SECRETARIAT
from tests.support.google_stage import GoogleStage, refused, stage, text, told
from tests.support.sandbox import gspread_for, person_credentials, share

__all__ = ["stage"]

SHEETS = "https://sheets.googleapis.com/v4/spreadsheets"
PROTECTED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection "
    "if you need to edit."
)
ONE_READ = (
    "spreadsheetId,properties(title,locale,timeZone),namedRanges,developerMetadata,sheets(properties(sheetId,title,index,"
    "hidden,gridProperties),merges,developerMetadata,data(startRow,startColumn,rowMetadata/developerMetadata,rowData/values("
    "userEnteredValue,effectiveValue,formattedValue,hyperlink,chipRuns,textFormatRuns(startIndex,format/link),"
    "effectiveFormat/numberFormat)))"
)


def test_a_new_spreadsheet_has_one_tab_and_googles_defaults(stage: GoogleStage) -> None:
    made = stage.person.http_client.request("post", SHEETS, json={"properties": {"title": "ก"}}).json()

    properties = made["properties"]
    assert (properties["title"], properties["locale"], properties["timeZone"]) == ("ก", "en_US", "Etc/GMT")
    assert set(properties) >= {"defaultFormat", "spreadsheetTheme"}
    assert made["spreadsheetUrl"] == f"https://docs.google.com/spreadsheets/d/{made['spreadsheetId']}/edit"
    grid = {"rowCount": 1000, "columnCount": 26}
    tab = {"sheetId": 0, "title": "Sheet1", "index": 0, "sheetType": "GRID", "gridProperties": grid}
    assert made["sheets"] == [{"properties": tab}]


def test_a_spreadsheet_is_created_with_tabs_and_cells(stage: GoogleStage) -> None:
    data = [{"startRow": 1, "rowData": [{"values": [text("x")]}]}]
    tabs = [{"properties": {"title": "หนึ่ง"}, "data": data}, {"properties": {"sheetId": 9, "title": "สอง"}}]
    made = stage.person.http_client.request("post", SHEETS, json={"sheets": tabs}).json()
    share(stage.person, made["spreadsheetId"])

    assert [tab["properties"]["sheetId"] for tab in made["sheets"]] == [0, 9]
    assert stage.values(made["spreadsheetId"], "หนึ่ง") == [[], ["x"]]


def test_a_service_account_cannot_create_one(stage: GoogleStage) -> None:
    with refused() as refusal:
        stage.bot.http_client.request("post", SHEETS, json={})
    assert told(refusal)[0] == 403


def test_grid_data_is_shown_only_when_asked_for(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    read = stage.bot.http_client.spreadsheets_get

    assert "data" not in read(workbook_id, {})["sheets"][0]
    assert "data" in read(workbook_id, {"includeGridData": "true"})["sheets"][0]
    masked: Any = {"includeGridData": "true", "fields": "sheets/properties/title"}
    assert read(workbook_id, masked) == {"sheets": [{"properties": {"title": "Sheet1"}}]}


def test_empty_cells_are_trimmed_at_the_ends_only(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    stage.type_in(workbook_id, "B3", "x")

    mask = "sheets/data(startRow,startColumn,rowData/values/formattedValue)"
    whole = stage.look(workbook_id, mask)["sheets"][0]["data"]
    parts = stage.look(workbook_id, mask, ranges=["B2:D4", "A1"])["sheets"][0]["data"]

    assert whole == [{"rowData": [{}, {}, {"values": [{}, {"formattedValue": "x"}]}]}]
    assert parts == [{"startRow": 1, "startColumn": 1, "rowData": [{}, {"values": [{"formattedValue": "x"}]}]}, {}]


def test_only_tabs_that_a_range_names_are_shown(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    stage.batch(workbook_id, addSheet={"properties": {"sheetId": 5, "title": "สอง"}})

    shown = stage.look(workbook_id, "sheets/properties/sheetId", ranges=["สอง"])

    assert shown == {"sheets": [{"properties": {"sheetId": 5}}]}


def test_a_wrong_mask_is_refused(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    for mask in ("sheets/colour", "sheets(properties", "a,,b"):
        with refused() as refusal:
            stage.look(workbook_id, mask)
        assert told(refusal) == (400, "Request contains an invalid argument.")


def test_the_one_read_is_one_quick_call(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    grid = {"rowCount": 60, "columnCount": 8}
    lines = [{"values": [text(f"ข้อความ {row} {column}") for column in range(8)]} for row in range(60)]
    for tab in range(1, 7):
        stage.batch(
            workbook_id,
            {"addSheet": {"properties": {"sheetId": tab, "title": f"แท็บ {tab}", "gridProperties": grid}}},
            {"updateCells": {"start": {"sheetId": tab}, "rows": lines, "fields": "userEnteredValue"}},
        )
    stage.control("delete", "calls")

    timings = []
    for _ in range(5):
        begun = time.perf_counter()
        shown = stage.look(workbook_id, ONE_READ)
        timings.append(time.perf_counter() - begun)

    calls = stage.control("get", "calls").json()
    assert calls == [{"method": "GET", "path": f"/v4/spreadsheets/{workbook_id}", "status": 200}] * 5
    assert len(shown["sheets"][6]["data"][0]["rowData"]) == 60
    assert min(timings) < 0.2, "about 0.02 s on an idle machine"


def test_a_lost_answer_comes_after_the_work(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    stage.sandbox.faults.arm("lost-answer")
    with pytest.raises(OSError, match=r"Connection aborted|Connection reset"):
        stage.type_in(workbook_id, "A1", "x")

    assert stage.values(workbook_id, "A1") == [["x"]]


def protect(stage: GoogleStage, workbook_id: str, **protected: Any) -> None:
    owner = stage.person.http_client
    owner.batch_update(workbook_id, {"requests": [{"addProtectedRange": {"protectedRange": protected}}]})


def test_a_protected_range_is_closed_to_others(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    protect(stage, workbook_id, range={"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1})

    with refused() as by_value:
        stage.type_in(workbook_id, "A1", "x")
    with refused() as by_batch:
        stage.batch(workbook_id, repeatCell={"range": {"sheetId": 0}, "cell": {"note": "n"}, "fields": "note"})
    stage.type_in(workbook_id, "A2", "x")
    stage.person.open_by_key(workbook_id).sheet1.update([["เจ้าของ"]], "A1")

    assert told(by_value) == (400, PROTECTED)
    assert told(by_batch) == (400, f"Invalid requests[0].repeatCell: {PROTECTED}")
    assert stage.values(workbook_id, "A1:A2") == [["เจ้าของ"], ["x"]]


def test_a_protected_tab_may_leave_cells_open_but_no_rows(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    free = {"startRowIndex": 1, "endRowIndex": 5, "startColumnIndex": 2, "endColumnIndex": 3}
    protect(stage, workbook_id, range={"sheetId": 0}, unprotectedRanges=[free])
    rows = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}

    stage.type_in(workbook_id, "C2", "x")
    for kind, content in (
        ("insertDimension", {"range": rows}),
        ("deleteDimension", {"range": rows}),
        ("updateSheetProperties", {"properties": {"title": "ใหม่"}, "fields": "title"}),
        ("mergeCells", {"range": {"sheetId": 0, "endRowIndex": 2}}),
    ):
        with refused() as refusal:
            stage.batch(workbook_id, **{kind: content})
        assert told(refusal) == (400, f"Invalid requests[0].{kind}: {PROTECTED}")


def test_editors_may_and_a_warning_stops_nobody(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    protect(stage, workbook_id, range={"endRowIndex": 1}, editors={"users": [BOT]})
    protect(stage, workbook_id, range={"endRowIndex": 1}, warningOnly=True)

    stage.type_in(workbook_id, "A1", "x")

    shown = stage.look(workbook_id, "sheets/protectedRanges(range,editors,requestingUserCanEdit,warningOnly)")
    assert shown["sheets"][0]["protectedRanges"] == [
        {"range": {"endRowIndex": 1}, "editors": {"users": [BOT, SECRETARIAT]}, "requestingUserCanEdit": True},
        {
            "range": {"endRowIndex": 1},
            "warningOnly": True,
            "editors": {"users": [SECRETARIAT]},
            "requestingUserCanEdit": True,
        },
    ]


def test_the_bots_own_protection_names_it_as_an_editor(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    (reply,) = stage.batch(workbook_id, addProtectedRange={"protectedRange": {"range": {"sheetId": 0}, "editors": {}}})
    protected = reply["addProtectedRange"]["protectedRange"]

    assert protected == {
        "protectedRangeId": protected["protectedRangeId"],
        "range": {},
        "requestingUserCanEdit": True,
        "editors": {},
    }
    kept = stage.look(workbook_id, "sheets/protectedRanges/editors")
    assert kept == {"sheets": [{"protectedRanges": [{"editors": {"users": [BOT, SECRETARIAT]}}]}]}
    stage.batch(workbook_id, deleteProtectedRange={"protectedRangeId": protected["protectedRangeId"]})
    assert stage.look(workbook_id, "sheets/protectedRanges") == {"sheets": [{}]}


def test_in_a_copy_only_the_copier_may_edit_what_was_protected(stage: GoogleStage) -> None:
    template = stage.workbook()
    protect(stage, template, range={"sheetId": 0}, editors={"users": [BOT]})
    officer = gspread_for(stage.sandbox, person_credentials(stage.sandbox, "officer@agency.example"))
    share(stage.person, template, "officer@agency.example", "reader")
    copied: gspread.Spreadsheet = officer.copy(template)
    share(officer, copied.id)

    with refused() as refusal:
        stage.type_in(copied.id, "A1", "x")
    assert told(refusal) == (400, PROTECTED)
