"""Drive: files and their owners, searching, sharing, and the refusals of each."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot.sandbox.credentials import BOT, SECRETARIAT
from tests.support.google_stage import DRIVE, GoogleStage, refused, stage, told
from tests.support.sandbox import bot_credentials, gspread_for, person_credentials, running_sandbox, share

__all__ = ["stage"]

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"
NO_QUOTA = "Service Accounts do not have storage quota. Leverage shared drives"


def create(stage: GoogleStage, **body: Any) -> Any:
    return stage.person.http_client.request("post", f"{DRIVE}/files", json=body).json()


def names(stage: GoogleStage, **parameters: Any) -> list[str]:
    return [file["name"] for file in stage.drive("files", **parameters)["files"]]


def test_a_service_account_may_neither_create_nor_copy(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()

    for attempt in (partial(stage.bot.create, "x"), partial(stage.bot.copy, workbook_id)):
        with refused() as refusal:
            attempt()
        error = refusal.value.response.json()["error"]
        assert (error["code"], error["message"][: len(NO_QUOTA)]) == (403, NO_QUOTA)
        assert [(each["domain"], each["reason"]) for each in error["errors"]] == [
            ("usageLimits", "storageQuotaExceeded")
        ]


def test_a_new_file_is_told_briefly_unless_more_is_asked_for(stage: GoogleStage) -> None:
    made = create(stage, name="ก", mimeType=SPREADSHEET)

    assert made == {"kind": "drive#file", "id": made["id"], "name": "ก", "mimeType": SPREADSHEET}


def test_a_file_is_told_as_far_as_google_has_it(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()

    file = stage.drive(f"files/{workbook_id}", fields="*")

    assert (file["ownedByMe"], file["owners"][0]["emailAddress"], file["shared"]) == (False, SECRETARIAT, True)
    assert (file["capabilities"]["canEdit"], file["capabilities"]["canDelete"]) == (True, False)
    assert file["webViewLink"] == f"https://docs.google.com/spreadsheets/d/{workbook_id}/edit?usp=drivesdk"
    assert {"headRevisionId", "md5Checksum", "size", "parents"} & set(file) == set()


def test_a_copy_belongs_to_who_made_it_and_holds_the_same(stage: GoogleStage) -> None:
    workbook_id = stage.workbook("ต้นแบบ")
    stage.type_in(workbook_id, "A1", "ก")
    stage.batch(workbook_id, addSheet={"properties": {"sheetId": 77, "title": "สอง"}})
    applicant = gspread_for(stage.sandbox, person_credentials(stage.sandbox, "officer@agency.example"))
    share(stage.person, workbook_id, "officer@agency.example", "reader")

    copied = applicant.copy(workbook_id)

    assert [(tab.id, tab.title) for tab in copied.worksheets()] == [(0, "Sheet1"), (77, "สอง")]
    assert (copied.title, copied.sheet1.acell("A1").value) == ("Copy of ต้นแบบ", "ก")
    assert stage.drive(f"files/{copied.id}", applicant, fields="owners/emailAddress") == {
        "owners": [{"emailAddress": "officer@agency.example"}]
    }
    assert [p["role"] for p in copied.list_permissions()] == ["owner"]


def test_a_file_that_is_not_shared_is_not_there(stage: GoogleStage) -> None:
    hidden = stage.person.create("ลับ").id

    with refused() as refusal:
        stage.drive(f"files/{hidden}")
    assert told(refusal) == (404, f"File not found: {hidden}.")
    assert refusal.value.response.json()["error"]["errors"] == [
        {
            "message": f"File not found: {hidden}.",
            "domain": "global",
            "reason": "notFound",
            "locationType": "parameter",
            "location": "fileId",
        }
    ]
    with refused() as refusal:
        stage.bot.http_client.spreadsheets_get(hidden, {})
    assert told(refusal) == (403, "The caller does not have permission")
    with refused() as refusal:
        stage.bot.http_client.spreadsheets_get("nothing", {})
    assert told(refusal) == (404, "Requested entity was not found.")


def test_a_reader_reads_and_may_not_write(stage: GoogleStage) -> None:
    workbook_id = stage.person.create("อ่านอย่างเดียว").id
    share(stage.person, workbook_id, role="reader")

    assert stage.values(workbook_id, "A1") == []
    with refused() as refusal:
        stage.type_in(workbook_id, "A1", "x")
    assert told(refusal) == (403, "The caller does not have permission")


def test_a_link_opens_a_file_without_listing_it(stage: GoogleStage) -> None:
    open_id = stage.person.create("เปิดด้วยลิงก์").id
    stage.person.insert_permission(open_id, None, "anyone", "reader")

    assert stage.values(open_id, "A1") == []
    assert names(stage) == []


def test_permissions_are_listed_changed_and_taken_back(stage: GoogleStage) -> None:
    workbook_id = stage.person.create("ก").id
    made = stage.person.insert_permission(workbook_id, BOT, "user", "reader").json()
    address = f"{DRIVE}/files/{workbook_id}/permissions/{made['id']}"

    changed = stage.person.http_client.request("patch", address, json={"role": "writer"}).json()
    listed = stage.person.list_permissions(workbook_id)
    stage.person.remove_permission(workbook_id, made["id"])

    assert made == {"kind": "drive#permission", "id": made["id"], "type": "user", "role": "reader"}
    assert changed == {**made, "role": "writer"}
    assert [(each["emailAddress"], each["role"]) for each in listed] == [(SECRETARIAT, "owner"), (BOT, "writer")]
    with refused() as refusal:
        stage.values(workbook_id, "A1")
    assert told(refusal)[0] == 403


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"role": "writer"}, "The permission type field is required."),
        ({"type": "user", "role": "boss", "emailAddress": "a@b.c"}, "The permission role field is required."),
        ({"type": "user", "role": "writer"}, "The emailAddress field is required for permissions of type user."),
    ],
)
def test_a_permission_for_nobody_is_refused(stage: GoogleStage, body: dict[str, str], message: str) -> None:
    workbook_id = stage.person.create("ก").id

    with refused() as refusal:
        stage.person.http_client.request("post", f"{DRIVE}/files/{workbook_id}/permissions", json=body)
    assert told(refusal) == (400, message)


def test_what_a_folder_grants_holds_for_the_files_in_it(stage: GoogleStage) -> None:
    folder = create(stage, name="ปี 2565", mimeType=FOLDER)["id"]
    share(stage.person, folder)
    create(stage, name="ในโฟลเดอร์", mimeType=SPREADSHEET, parents=[folder])
    create(stage, name="นอกโฟลเดอร์", mimeType=SPREADSHEET)

    assert names(stage, q=f"'{folder}' in parents") == ["ในโฟลเดอร์"]
    assert names(stage, q=f'parents in "{folder}"') == ["ในโฟลเดอร์"]
    assert names(stage, orderBy="name") == ["ปี 2565", "ในโฟลเดอร์"]


def test_files_are_found_by_what_the_query_says(stage: GoogleStage) -> None:
    first = stage.workbook("Human Rights 2565")
    moment = stage.sandbox.clock.now()
    stage.sandbox.clock.advance(timedelta(minutes=5))
    second = stage.workbook("O'Brien's plan")
    body = {"trashed": True, "appProperties": {"registry": "7"}}
    stage.person.http_client.request("patch", f"{DRIVE}/files/{second}", json=body)

    def found(query: str) -> list[str]:
        return [file["id"] for file in stage.drive("files", q=query, orderBy="createdTime")["files"]]

    assert found(f"mimeType='{SPREADSHEET}'") == [first, second]
    assert found(f"mimeType != '{SPREADSHEET}'") == []
    assert found("trashed = false") == [first]
    assert found("name contains 'rights'") == [first]
    assert found("name contains 'ights'") == []
    assert found("name = 'O\\'Brien\\'s plan'") == [second]
    assert found(f"modifiedTime > '{moment.isoformat()}'") == [second]
    assert found(f"modifiedTime > '{moment:%Y-%m-%dT%H:%M:%S.%f}' and trashed=false") == []
    assert found("not trashed = true and (name contains 'Human' or name contains 'plan')") == [first]
    assert found("appProperties has { key='registry' and value='7' }") == [second]
    assert found(f"'{SECRETARIAT}' in owners and 'me' in writers and sharedWithMe = true") == [first, second]


@pytest.mark.parametrize("query", ["name", "name ~ 'x'", "trashed = maybe", "modifiedTime > 'soon'", "(name = 'x'"])
def test_a_query_that_means_nothing_is_refused(stage: GoogleStage, query: str) -> None:
    with refused() as refusal:
        stage.drive("files", q=query)
    assert told(refusal) == (400, "Invalid Value")


def test_a_long_list_comes_in_pages(stage: GoogleStage) -> None:
    for number in range(5):
        share(stage.person, create(stage, name=f"{number}", mimeType=SPREADSHEET)["id"])

    pages: list[list[str]] = []
    token = ""
    while len(pages) < 5:
        page = stage.drive("files", pageSize=2, orderBy="name desc", pageToken=token or None)
        pages.append([file["name"] for file in page["files"]])
        token = page.get("nextPageToken", "")
        if not token:
            break

    assert pages == [["4", "3"], ["2", "1"], ["0"]]


def test_renaming_in_drive_and_in_sheets_is_one(stage: GoogleStage) -> None:
    workbook_id = stage.workbook("เก่า")
    stage.person.http_client.request("patch", f"{DRIVE}/files/{workbook_id}", json={"name": "ใหม่"})
    assert stage.look(workbook_id, "properties/title") == {"properties": {"title": "ใหม่"}}

    properties = {"properties": {"title": "ใหม่กว่า"}, "fields": "title"}
    stage.batch(workbook_id, updateSpreadsheetProperties=properties)
    assert stage.drive(f"files/{workbook_id}", fields="name") == {"name": "ใหม่กว่า"}


def test_only_the_owner_deletes(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()

    with refused() as refusal:
        stage.bot.del_spreadsheet(workbook_id)
    assert told(refusal)[0] == 403
    stage.person.del_spreadsheet(workbook_id)
    with refused() as refusal:
        stage.values(workbook_id, "A1")
    assert told(refusal)[0] == 404


def test_a_file_that_is_no_spreadsheet_is_not_opened_as_one(stage: GoogleStage) -> None:
    xlsx = create(stage, name="แบบ.xlsx", mimeType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    share(stage.person, xlsx["id"])

    with refused() as refusal:
        stage.values(xlsx["id"], "A1")
    assert told(refusal) == (400, "This operation is not supported for this document")


def test_what_drive_does_not_know_is_refused(stage: GoogleStage) -> None:
    with refused() as refusal:
        stage.drive("files", fields="files(id,colour)")
    assert told(refusal) == (400, "Invalid field selection files.colour")
    with refused() as refusal:
        stage.drive("files", colour="red")
    assert told(refusal)[0] == 400
    with refused() as refusal:
        create(stage, name="ก", colour="red")
    assert told(refusal)[0] == 400
    with refused() as refusal:
        stage.drive("about")
    assert told(refusal) == (400, "The 'fields' parameter is required for this method.")


def test_everything_is_there_after_a_restart(tmp_path: Any) -> None:
    with running_sandbox(tmp_path) as sandbox:
        person = gspread_for(sandbox, person_credentials(sandbox))
        workbook = person.create("ก")
        share(person, workbook.id)
        workbook.sheet1.update([["ค่า"]], "B2")
    with running_sandbox(tmp_path) as sandbox:
        bot = gspread_for(sandbox, bot_credentials(sandbox))

        assert bot.open_by_key(workbook.id).sheet1.acell("B2").value == "ค่า"
