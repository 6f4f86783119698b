"""Google's own client and gspread's: what one does and sees on the sandbox, the other does and sees as well."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.sandbox.credentials import BOT
from bot.sandbox.google.methods import known_methods
from tests.support.google_stage import GoogleStage, google_stage, stage, text
from tests.support.sandbox import bot_credentials, person_credentials

pytest.importorskip("googleapiclient", reason="google-api-python-client is not installed")
from tests.support.two_clients import Ask, by_googles_client, by_gspread

__all__ = ["stage"]

FILE_ID = re.compile(r"\b1[A-Za-z0-9_-]{43}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
GRID = "sheets(properties(sheetId,title,gridProperties),data(startRow,rowData/values(formattedValue,userEnteredValue)))"


def workbook_steps(person: Ask, bot: Ask) -> Iterator[Any]:
    """A person makes a workbook; the bot builds in it, and reads and writes it."""
    made = person(
        "sheets.spreadsheets.create", {"properties": {"title": "แบบ", "locale": "th_TH"}}, fields="spreadsheetId"
    )
    yield made
    book = {"spreadsheetId": made["spreadsheetId"]}
    permission = {"type": "user", "role": "writer", "emailAddress": BOT}
    yield person("drive.permissions.create", permission, fileId=made["spreadsheetId"], sendNotificationEmail=False)
    cells = [{"values": [text("ก"), {"userEnteredValue": {"boolValue": True}}]}]
    body = {
        "requests": [
            {"addSheet": {"properties": {"sheetId": 7, "title": "ผล/ตรวจ: 1"}}},
            {"updateCells": {"start": {"sheetId": 7}, "rows": cells, "fields": "userEnteredValue"}},
            {"addProtectedRange": {"protectedRange": {"protectedRangeId": 3, "range": {"sheetId": 7}}}},
        ],
        "includeSpreadsheetInResponse": True,
        "responseIncludeGridData": True,
        "responseRanges": ["'ผล/ตรวจ: 1'!A1:B2"],
    }
    yield bot("sheets.spreadsheets.batchUpdate", body, **book, fields=f"replies,updatedSpreadsheet({GRID})")
    values = {"values": [["31/12/2564", "=1+1", None, 5]]}
    typed = {"valueInputOption": "USER_ENTERED", "includeValuesInResponse": True}
    yield bot("sheets.spreadsheets.values.update", values, **book, range="Sheet1!B2", **typed)
    yield bot("sheets.spreadsheets.values.append", values, **book, range="'ผล/ตรวจ: 1'!A1", valueInputOption="RAW")
    yield bot(
        "sheets.spreadsheets.values.batchGet", **book, ranges=["Sheet1!A:C", "'ผล/ตรวจ: 1'"], majorDimension="COLUMNS"
    )
    yield bot("sheets.spreadsheets.get", **book, ranges=["Sheet1!B2:C2", "'ผล/ตรวจ: 1'!A1"], fields=GRID)
    yield bot("sheets.spreadsheets.get", **book, includeGridData=False)
    data = {"valueInputOption": "RAW", "data": [{"range": "A9", "values": [["x"]]}]}
    yield bot("sheets.spreadsheets.values.batchUpdate", data, **book)
    yield bot("sheets.spreadsheets.values.clear", {}, **book, range="A9")
    yield bot("sheets.spreadsheets.values.batchClear", {"ranges": ["A9", "A8"]}, **book)
    yield bot("sheets.spreadsheets.values.get", **book, range="Sheet1", valueRenderOption="UNFORMATTED_VALUE")


def drive_steps(person: Ask, bot: Ask) -> Iterator[Any]:
    """Files are made, shared, copied, found by pages, followed by the log of changes, binned and deleted."""
    drive = person("drive.drives.create", {"name": "รางวัล"}, requestId="1", fields="id,name")
    yield drive["name"]
    yield person("drive.drives.get", driveId=drive["id"], fields="name")
    yield person("drive.drives.list", pageSize=10, fields="drives(name)")
    token = bot("drive.changes.getStartPageToken", supportsAllDrives=True)["startPageToken"]
    sheet = "application/vnd.google-apps.spreadsheet"
    wish = {"id": "c-1", "type": "web_hook", "address": "http://127.0.0.1:9/", "token": "t"}
    channel = bot("drive.changes.watch", wish, pageToken=token, fields="kind,id,resourceId,resourceUri,token")
    yield channel
    yield bot("drive.channels.stop", {"id": "c-1", "resourceId": channel["resourceId"]})
    files = [person("drive.files.create", {"name": name, "mimeType": sheet})["id"] for name in ("ก", "ข", "ค")]
    for file_id in files:
        permission = {"type": "user", "role": "writer", "emailAddress": BOT}
        yield person("drive.permissions.create", permission, fileId=file_id, sendNotificationEmail=False, fields="*")
    yield person("drive.files.copy", {"name": "สำเนา"}, fileId=files[0], fields="id,name,owners/emailAddress")
    yield person("drive.files.update", {"appProperties": {"k": "1"}}, fileId=files[1], fields="*")
    page: dict[str, Any] = {"nextPageToken": None}
    while "nextPageToken" in page:
        found = {
            "pageSize": 2,
            "orderBy": "name",
            "fields": "nextPageToken,files(id,name,version)",
            "q": "trashed=false",
        }
        page = bot(
            "drive.files.list", **found, **({"pageToken": page["nextPageToken"]} if page["nextPageToken"] else {})
        )
        yield page
    page = {"nextPageToken": token}
    while "nextPageToken" in page:
        page = bot("drive.changes.list", pageToken=page["nextPageToken"], pageSize=2, includeRemoved=True, fields="*")
        yield page
    listed = person("drive.permissions.list", fileId=files[2], fields="permissions(id,role,emailAddress)")
    yield listed
    mine = listed["permissions"][1]["id"]
    yield person("drive.permissions.update", {"role": "reader"}, fileId=files[2], permissionId=mine)
    yield person("drive.permissions.get", fileId=files[2], permissionId=mine, fields="role")
    yield person("drive.permissions.delete", fileId=files[2], permissionId=mine)
    yield person("drive.files.update", {"trashed": True}, fileId=files[0], fields="trashed")
    yield person("drive.files.delete", fileId=files[1])
    yield bot("drive.changes.list", pageToken=page["newStartPageToken"], fields="changes(removed,file(name,trashed))")
    yield bot("drive.about.get", fields="user,storageQuota")


def refused_steps(person: Ask, bot: Ask) -> Iterator[Any]:
    """What is refused, each in another way."""
    made = person("drive.files.create", {"name": "ก", "mimeType": "application/vnd.google-apps.spreadsheet"})["id"]
    yield bot("drive.files.get", fileId=made)
    yield bot("drive.files.create", {"name": "x"})
    yield bot("drive.files.list", q="name ~ 'x'")
    yield bot("drive.files.list", fields="files/colour")
    yield bot("drive.changes.list", pageToken="yesterday")
    wish = {"id": "c-1", "type": "web_hook", "address": "http://tonbaeb.example.go.th/"}
    yield bot("drive.changes.watch", wish, pageToken="1")
    yield bot("drive.channels.stop", {"id": "c-1", "resourceId": "r"})
    yield bot("sheets.spreadsheets.get", spreadsheetId=made)
    yield bot("sheets.spreadsheets.get", spreadsheetId="nothing")
    yield person("sheets.spreadsheets.get", spreadsheetId=made, fields="colour")
    yield person("sheets.spreadsheets.values.get", spreadsheetId=made, range="ไม่มี!A1")
    wrong: dict[str, Any] = {"requests": [{"addSheet": {"properties": {"title": "Sheet1", "colour": 1}}}]}
    yield person("sheets.spreadsheets.batchUpdate", wrong, spreadsheetId=made)
    del wrong["requests"][0]["addSheet"]["properties"]["colour"]
    yield person("sheets.spreadsheets.batchUpdate", wrong, spreadsheetId=made)


def without_chance(told: list[Any]) -> Any:
    """The transcript with the ids of files numbered as they came up, and with no moments."""
    seen: dict[str, str] = {}

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: plain(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [plain(each) for each in value]
        if not isinstance(value, str):
            return value
        return MOMENT.sub("moment", FILE_ID.sub(lambda found: seen.setdefault(found.group(), f"<{len(seen)}>"), value))

    return plain(told)


@pytest.mark.parametrize("steps", [workbook_steps, drive_steps, refused_steps])
def test_both_clients_are_told_the_same(steps: Any) -> None:
    transcripts = []
    for client in (by_gspread, by_googles_client):
        with google_stage() as fresh:
            person = client(fresh.sandbox, person_credentials(fresh.sandbox))
            bot = client(fresh.sandbox, bot_credentials(fresh.sandbox))
            transcripts.append(without_chance(list(steps(person, bot))))

    assert len(transcripts[0]) > 10
    assert transcripts[0] == transcripts[1]
    refusals = [step["refused"] for step in transcripts[0] if isinstance(step, dict) and "refused" in step]
    assert refusals == (
        [404, 403, 400, 400, 400, 400, 404, 403, 404, 400, 400, 400, 400] if steps is refused_steps else []
    )


def test_each_client_reads_what_the_other_wrote(stage: GoogleStage) -> None:
    workbook_id = stage.workbook("สองทาง")
    theirs = by_googles_client(stage.sandbox, bot_credentials(stage.sandbox))
    stage.type_in(workbook_id, "A1", "31/12/2564")
    body = {"valueInputOption": "RAW", "data": [{"range": "B1", "values": [["ข"]]}]}
    theirs("sheets.spreadsheets.values.batchUpdate", body, spreadsheetId=workbook_id)

    assert theirs("sheets.spreadsheets.get", spreadsheetId=workbook_id, fields=GRID) == stage.look(workbook_id, GRID)
    assert stage.values(workbook_id, "A1:C1") == [["31/12/2564", "ข"]]
    asked: dict[str, Any] = {"pageToken": "1", "fields": "changes(fileId,file(name,version))"}
    assert theirs("drive.changes.list", **asked) == stage.drive("changes", **asked)


def test_every_method_that_the_sandbox_speaks_is_called_by_both() -> None:
    """So that none can be added without being tried by the second client; comments it has none."""
    stories = "".join(inspect.getsource(steps) for steps in (workbook_steps, drive_steps, refused_steps))

    called = set(re.findall(r'"((?:sheets|drive)\.[\w.]+)"', stories))
    assert called == set(known_methods()) - {"drive.comments.list"}
