"""The log of changes: what an account learns of files, and when."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox.credentials import BOT, SECRETARIAT
from tests.support.google_stage import DRIVE, GoogleStage, refused, stage, told
from tests.support.sandbox import bot_credentials, gspread_for, share

__all__ = ["stage"]

FIELDS = "nextPageToken,newStartPageToken,changes(fileId,removed,file(name,trashed,lastModifyingUser(me,emailAddress)))"


def told_changes(stage: GoogleStage, token: str) -> list[tuple[str, bool, bool | None]]:
    """File, whether it was removed, and whether the bot changed it last."""
    changes = stage.changes(token, FIELDS)["changes"]
    return [
        (each["fileId"], each["removed"], each.get("file", {}).get("lastModifyingUser", {}).get("me"))
        for each in changes
    ]


def test_nothing_changed_means_no_changes_and_the_same_token(stage: GoogleStage) -> None:
    stage.workbook()
    token = stage.start_token()

    assert stage.changes(token) == {"kind": "drive#changeList", "newStartPageToken": token, "changes": []}


def test_several_edits_fold_into_one_change(stage: GoogleStage) -> None:
    first, second = stage.workbook(), stage.workbook()
    token = stage.start_token()
    for value in ("1", "2", "3"):
        stage.type_in(first, "A1", value)
    stage.control("post", f"spreadsheets/{second}/cells", sheetId=0, row=0, column=0, input="x")

    assert told_changes(stage, token) == [(first, False, True), (second, False, False)]
    assert told_changes(stage, stage.changes(token)["newStartPageToken"]) == []
    assert len(told_changes(stage, token)) == 2, "a token stays good"


def test_an_edit_makes_version_and_time_grow(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    fields = "version,modifiedTime,lastModifyingUser/emailAddress,modifiedByMe"
    before = stage.drive(f"files/{workbook_id}", fields=fields)
    stage.sandbox.clock.advance(timedelta(hours=1))
    stage.control("post", f"spreadsheets/{workbook_id}/cells", sheetId=0, row=0, column=0, input="x")

    after = stage.drive(f"files/{workbook_id}", fields=fields)

    assert int(after["version"]) > int(before["version"])
    assert after["modifiedTime"] > before["modifiedTime"]
    assert before["lastModifyingUser"] == {"emailAddress": BOT}
    assert after["lastModifyingUser"] == {"emailAddress": SECRETARIAT}


def test_reading_changes_nothing(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    token = stage.start_token()
    stage.look(workbook_id, "*")
    stage.values(workbook_id, "A1:B2")

    assert told_changes(stage, token) == []


def test_a_refused_edit_is_no_change(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    token = stage.start_token()
    with refused():
        stage.batch(workbook_id, {"addSheet": {"properties": {"title": "ใหม่"}}}, {"deleteSheet": {"sheetId": 9}})

    assert told_changes(stage, token) == []
    assert stage.look(workbook_id, "sheets/properties/title") == {"sheets": [{"properties": {"title": "Sheet1"}}]}


def test_sharing_shows_a_file_and_taking_it_back_removes_it(stage: GoogleStage) -> None:
    workbook_id = stage.person.create("ก").id
    token = stage.start_token()
    share(stage.person, workbook_id)
    assert told_changes(stage, token) == [(workbook_id, False, False)]

    token = stage.start_token()
    mine = next(p for p in stage.person.list_permissions(workbook_id) if p["role"] == "writer")
    stage.person.remove_permission(workbook_id, str(mine["id"]))
    stage.control("post", f"spreadsheets/{workbook_id}/cells", sheetId=0, row=0, column=0, input="x")

    assert told_changes(stage, token) == [(workbook_id, True, None)]
    assert stage.changes(token, FIELDS, includeRemoved=False)["changes"] == []


def test_trashing_is_a_change_and_deleting_a_removal(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    token = stage.start_token()
    stage.person.http_client.request("patch", f"{DRIVE}/files/{workbook_id}", json={"trashed": True})
    trashed = stage.changes(token, "changes(removed,file/trashed)")
    stage.person.del_spreadsheet(workbook_id)

    assert trashed == {"changes": [{"removed": False, "file": {"trashed": True}}]}
    assert told_changes(stage, token) == [(workbook_id, True, None)]


def test_another_account_learns_nothing_of_what_it_may_not_see(stage: GoogleStage) -> None:
    stage.workbook()
    other = gspread_for(stage.sandbox, bot_credentials(stage.sandbox, "second@sandbox.iam.gserviceaccount.com"))

    assert stage.changes("1", client=other)["changes"] == []
    assert stage.changes("1", restrictToMyDrive=True)["changes"] == []
    assert len(stage.changes("1", client=stage.person, restrictToMyDrive=True)["changes"]) == 1


def test_changes_come_in_pages(stage: GoogleStage) -> None:
    workbooks = [stage.workbook() for _ in range(3)]

    first = stage.changes("1", FIELDS, pageSize=2)
    second = stage.changes(first["nextPageToken"], FIELDS, pageSize=2)

    assert [each["fileId"] for each in first["changes"] + second["changes"]] == workbooks
    assert "newStartPageToken" not in first
    assert "nextPageToken" not in second


def test_a_lagging_drive_tells_of_an_edit_three_minutes_later(stage: GoogleStage) -> None:
    late, prompt = stage.workbook(), stage.workbook()
    token = stage.start_token()
    stage.sandbox.faults.arm("drive-lag")
    stage.type_in(late, "A1", "x")
    edited = stage.sandbox.clock.now()
    stage.type_in(prompt, "A1", "x")

    at_once = stage.changes(token)
    stage.sandbox.clock.advance(timedelta(minutes=2, seconds=50))
    just_before = stage.changes(at_once["newStartPageToken"])
    stage.sandbox.clock.advance(timedelta(seconds=10))
    afterwards = stage.changes(just_before["newStartPageToken"])

    assert stage.values(late, "A1") == [["x"]], "Sheets itself knows at once"
    assert [each["fileId"] for each in at_once["changes"]] == [prompt]
    assert just_before["changes"] == []
    assert [each["fileId"] for each in afterwards["changes"]] == [late]
    assert afterwards["changes"][0]["file"]["modifiedTime"][:19] <= edited.isoformat()[:19]


def test_a_wrong_token_is_refused(stage: GoogleStage) -> None:
    with refused() as refusal:
        stage.changes("yesterday")
    assert told(refusal) == (400, "Invalid Value")
