"""The sandbox against Google's own discovery documents, and a second, independent client against the first."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.google.messages import Messages, drive_messages, sheets_messages
from tests.support.google_stage import DRIVE, GoogleStage, stage, text
from tests.support.sandbox import bot_credentials, person_credentials

googleapiclient = pytest.importorskip("googleapiclient", reason="google-api-python-client is not installed")
from googleapiclient import discovery_cache  # noqa: E402  only there once the line above has passed
from googleapiclient.discovery import build  # noqa: E402  as above
from googleapiclient.errors import HttpError  # noqa: E402  as above

__all__ = ["stage"]

PLAIN = {
    ("string", ""): "string",
    ("string", "int64"): "string",
    ("string", "date-time"): "string",
    ("string", "google-datetime"): "string",
    ("string", "google-fieldmask"): "mask",
    ("boolean", ""): "boolean",
    ("integer", "int32"): "int",
    ("number", "double"): "number",
    ("number", "float"): "number",
    ("any", ""): "any",
}


def document(name: str) -> dict[str, Any]:
    folder = Path(discovery_cache.__file__).parent / "documents"
    schemas: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["schemas"]
    return schemas


def kind_of(described: dict[str, Any]) -> str:
    """A field of a discovery document in the words of the sandbox's own list."""
    if "$ref" in described:
        return str(described["$ref"])
    if described["type"] == "array":
        return f"[{kind_of(described['items'])}]"
    if described["type"] == "object":
        return f"{{{kind_of(described['additionalProperties'])}}}" if "additionalProperties" in described else "any"
    if "enum" in described:
        return "|".join(described["enum"])
    return PLAIN[described["type"], described.get("format", "")]


@pytest.mark.parametrize(("name", "messages"), [("sheets.v4", sheets_messages()), ("drive.v3", drive_messages())])
def test_every_message_is_what_google_describes(name: str, messages: Messages) -> None:
    schemas = document(name)
    for kind, fields in messages.types.items():
        described = {field: kind_of(shape) for field, shape in schemas[kind].get("properties", {}).items()}
        ours = {field: described[field] if told == "unspoken" else told for field, told in fields.items()}
        assert ours == described, kind


def second_client(stage: GoogleStage, api: str, version: str, credentials: Any) -> Any:
    options = {"api_endpoint": stage.sandbox.root + ("/drive/v3/" if api == "drive" else "/")}
    return build(api, version, credentials=credentials, client_options=options, static_discovery=True)


def test_googles_other_client_reads_what_gspread_wrote(stage: GoogleStage) -> None:
    workbook_id = stage.workbook("สองทาง")
    stage.type_in(workbook_id, "A1", "31/12/2564")
    sheets = second_client(stage, "sheets", "v4", bot_credentials(stage.sandbox)).spreadsheets()
    mask = "properties(title,locale),sheets/data/rowData/values(formattedValue,effectiveFormat/numberFormat)"

    assert sheets.get(spreadsheetId=workbook_id, fields=mask).execute() == stage.look(workbook_id, mask)
    assert sheets.values().get(spreadsheetId=workbook_id, range="Sheet1!A1:B2").execute() == {
        "range": "Sheet1!A1:B2",
        "majorDimension": "ROWS",
        "values": [["31/12/2564"]],
    }


def test_gspread_reads_what_googles_other_client_wrote(stage: GoogleStage) -> None:
    person = person_credentials(stage.sandbox)
    sheets = second_client(stage, "sheets", "v4", person).spreadsheets()
    drive = second_client(stage, "drive", "v3", person)
    made = sheets.create(body={"properties": {"title": "ก"}}, fields="spreadsheetId").execute()
    workbook_id = made["spreadsheetId"]
    permission = {"type": "user", "role": "writer", "emailAddress": "tonbaeb-bot@sandbox.iam.gserviceaccount.com"}
    drive.permissions().create(fileId=workbook_id, body=permission, sendNotificationEmail=False).execute()
    request = {
        "updateCells": {"start": {"sheetId": 0}, "rows": [{"values": [text("ข")]}], "fields": "userEnteredValue"}
    }
    sheets.batchUpdate(spreadsheetId=workbook_id, body={"requests": [request]}).execute()
    sheets.values().append(
        spreadsheetId=workbook_id, range="A1", valueInputOption="RAW", body={"values": [["ค"]]}
    ).execute()

    assert stage.bot.open_by_key(workbook_id).sheet1.get_all_values() == [["ข"], ["ค"]]
    changes = drive.changes().list(pageToken="1", fields="changes/file/name").execute()
    assert changes == {"changes": [{"file": {"name": "ก"}}]} == stage.changes("1", "changes/file/name")


def test_both_clients_are_refused_alike(stage: GoogleStage) -> None:
    drive = second_client(stage, "drive", "v3", bot_credentials(stage.sandbox))

    with pytest.raises(HttpError) as refusal:
        drive.files().create(body={"name": "ก"}).execute()
    assert refusal.value.status_code == 403
    assert refusal.value.error_details[0]["reason"] == "storageQuotaExceeded"


def test_every_answer_is_one_that_google_may_give(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    stage.type_in(workbook_id, "A1", '=HYPERLINK("https://a.go.th","ก")')
    stage.type_in(workbook_id, "B2", "=1+1")
    place = {"dimensionRange": {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 1}}
    marked = {"metadataKey": "k", "visibility": "DOCUMENT", "location": place}
    body: dict[str, Any] = {
        "requests": [
            {"addSheet": {"properties": {"title": "สอง"}}},
            {"addProtectedRange": {"protectedRange": {"range": {"sheetId": 0}}}},
            {"addNamedRange": {"namedRange": {"name": "x", "range": {"sheetId": 0}}}},
            {"createDeveloperMetadata": {"developerMetadata": marked}},
            {"duplicateSheet": {"sourceSheetId": 0}},
        ],
        "includeSpreadsheetInResponse": True,
        "responseIncludeGridData": True,
    }
    client = stage.bot.http_client
    sheets, drive = sheets_messages(), drive_messages()

    for messages, kind, answer in (
        (sheets, "BatchUpdateSpreadsheetResponse", client.batch_update(workbook_id, body)),
        (sheets, "Spreadsheet", client.spreadsheets_get(workbook_id, {"includeGridData": "true"})),
        (sheets, "ValueRange", client.values_get(workbook_id, "A1:B2")),
        (
            sheets,
            "AppendValuesResponse",
            client.values_append(workbook_id, "A1", {"valueInputOption": "RAW"}, {"values": [["x"]]}),
        ),
        (sheets, "ClearValuesResponse", client.values_clear(workbook_id, "A1")),
        (drive, "File", stage.drive(f"files/{workbook_id}", stage.person, fields="*")),
        (drive, "FileList", stage.drive("files", fields="*")),
        (drive, "ChangeList", stage.changes("1")),
        (drive, "PermissionList", client.request("get", f"{DRIVE}/files/{workbook_id}/permissions?fields=*").json()),
        (drive, "About", stage.drive("about", fields="*")),
    ):
        assert messages.conform(kind, answer) == answer, kind
