"""Shared drives in the sandbox: they own their files, have a log of their own, and are hidden from clients of old."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.credentials import BOT, SECRETARIAT
from tests.support.google_stage import DRIVE, GoogleStage, refused, stage, told

__all__ = ["stage"]

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
KNOWS_DRIVES: dict[str, Any] = {"supportsAllDrives": "true"}
ALL_DRIVES: dict[str, Any] = {"supportsAllDrives": "true", "includeItemsFromAllDrives": "true"}


def post(client: Any, path: str, body: dict[str, Any], **parameters: str) -> Any:
    return client.http_client.request("post", f"{DRIVE}/{path}", json=body, params=parameters).json()


def drive_with_bot(stage: GoogleStage, role: str = "fileOrganizer") -> str:
    drive = post(stage.person, "drives", {"name": "รางวัล"}, requestId="r1")["id"]
    member = {"type": "user", "role": role, "emailAddress": BOT}
    post(stage.person, f"files/{drive}/permissions", member, supportsAllDrives="true", sendNotificationEmail="false")
    return str(drive)


def made_in(stage: GoogleStage, drive: str, name: str = "ก") -> str:
    body = {"name": name, "mimeType": SPREADSHEET, "parents": [drive]}
    return str(post(stage.bot, "files", body, supportsAllDrives="true")["id"])


def test_a_service_account_makes_files_in_a_shared_drive_which_owns_them(stage: GoogleStage) -> None:
    drive = drive_with_bot(stage)

    made = stage.drive(f"files/{made_in(stage, drive)}", fields="*", **ALL_DRIVES)

    assert (made["driveId"], made["parents"], made["lastModifyingUser"]["emailAddress"]) == (drive, [drive], BOT)
    assert made["capabilities"]["canEdit"]
    assert {"owners", "ownedByMe"} & set(made) == set()


def test_members_see_the_drive_and_others_do_not(stage: GoogleStage) -> None:
    drive = drive_with_bot(stage)
    hidden = post(stage.person, "drives", {"name": "ลับ"}, requestId="r2")["id"]

    assert [each["id"] for each in stage.drive("drives")["drives"]] == [drive]
    with refused() as refusal:
        stage.drive(f"drives/{hidden}")
    assert told(refusal) == (404, f"Shared drive not found: {hidden}")


def test_a_client_that_does_not_speak_of_shared_drives_does_not_find_their_files(stage: GoogleStage) -> None:
    file_id = made_in(stage, drive_with_bot(stage))

    with refused() as refusal:
        stage.drive(f"files/{file_id}")
    assert told(refusal) == (404, f"File not found: {file_id}.")
    assert stage.drive("files", q=f"mimeType = '{SPREADSHEET}'")["files"] == []


def test_a_search_names_the_drive_or_all_of_them(stage: GoogleStage) -> None:
    drive = drive_with_bot(stage)
    file_id = made_in(stage, drive)

    ways: list[dict[str, Any]] = [{"corpora": "drive", "driveId": drive}, {"corpora": "allDrives"}]
    for corpora in ways:
        assert [each["id"] for each in stage.drive("files", **corpora, **ALL_DRIVES)["files"]] == [file_id]
    assert stage.drive("files", corpora="user", **ALL_DRIVES)["files"] == []


@pytest.mark.parametrize("wrong", [{"corpora": "drive"}, {"driveId": "0Anything"}])
def test_a_drive_and_its_corpora_are_named_together(stage: GoogleStage, wrong: dict[str, Any]) -> None:
    with refused() as refusal:
        stage.drive("files", **wrong, **ALL_DRIVES)
    assert told(refusal) == (400, "Invalid Value")


def test_what_happens_in_a_drive_stands_in_its_own_log(stage: GoogleStage) -> None:
    drive = drive_with_bot(stage)
    file_id = made_in(stage, drive)
    token = stage.start_token()

    stage.bot.http_client.request("patch", f"{DRIVE}/files/{file_id}", json={"name": "ข"}, params=KNOWS_DRIVES)

    assert stage.changes(token, **ALL_DRIVES)["changes"] == []
    found = stage.changes(token, driveId=drive, **ALL_DRIVES)["changes"]
    assert [(each["fileId"], each["removed"]) for each in found] == [(file_id, False)]


def test_a_file_of_a_drive_that_is_shared_with_someone_stands_in_their_log_too(stage: GoogleStage) -> None:
    file_id = made_in(stage, drive_with_bot(stage))
    token = stage.start_token(stage.person)
    guest = {"type": "user", "role": "writer", "emailAddress": SECRETARIAT}

    post(stage.bot, f"files/{file_id}/permissions", guest, supportsAllDrives="true", sendNotificationEmail="false")

    found = stage.changes(token, client=stage.person, **ALL_DRIVES)["changes"]
    assert [each["fileId"] for each in found] == [file_id]


def test_a_mere_contributor_may_not_put_files_into_the_bin(stage: GoogleStage) -> None:
    file_id = made_in(stage, drive_with_bot(stage, "writer"))

    with refused() as refusal:
        stage.bot.http_client.request("patch", f"{DRIVE}/files/{file_id}", json={"trashed": True}, params=KNOWS_DRIVES)
    assert told(refusal)[0] == 403


def test_a_service_account_makes_no_drive(stage: GoogleStage) -> None:
    with refused() as refusal:
        post(stage.bot, "drives", {"name": "x"}, requestId="r3")
    assert told(refusal)[0] == 403
