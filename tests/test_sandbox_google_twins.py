"""Many workbooks made like one: each is a file of its own, and stays as it is when another is edited."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.sandbox.credentials import BOT
from tests.support.google_stage import GoogleStage, stage
from tests.support.sandbox import bot_credentials, gspread_for, person_credentials, running_sandbox

__all__ = ["stage"]


def twins(stage: GoogleStage, workbook_id: str, count: object) -> tuple[int, Any]:
    answer = stage.control("post", f"spreadsheets/{workbook_id}/twins", count=count)
    return answer.status_code, answer.json().get("ids", answer.json())


def test_twins_have_the_content_and_the_shares_of_the_one_they_are_made_like(stage: GoogleStage) -> None:
    workbook_id = stage.workbook("ก")
    stage.type_in(workbook_id, "A1", "เหมือนกัน")

    status, made = twins(stage, workbook_id, 3)

    assert (status, len({workbook_id, *made})) == (200, 4)
    assert [stage.values(each, "A1") for each in made] == [[["เหมือนกัน"]]] * 3
    assert [stage.look(each, "spreadsheetId")["spreadsheetId"] for each in made] == made


def test_twins_part_when_one_is_edited(stage: GoogleStage) -> None:
    workbook_id = stage.workbook("ก")
    stage.type_in(workbook_id, "A1", "ก่อน")
    _, (first, second) = twins(stage, workbook_id, 2)

    stage.type_in(workbook_id, "A1", "ต้นแบบ")
    stage.type_in(first, "A1", "แฝด")

    assert [stage.values(each, "A1") for each in (workbook_id, first, second)] == [[["ต้นแบบ"]], [["แฝด"]], [["ก่อน"]]]


def test_twins_stand_in_the_log_of_changes_as_edited_by_who_edited_the_first(stage: GoogleStage) -> None:
    workbook_id = stage.workbook("ก")
    token = stage.start_token()

    _, made = twins(stage, workbook_id, 2)

    told = stage.changes(token, "changes(fileId,file/lastModifyingUser/emailAddress)")["changes"]
    assert told == [{"fileId": each, "file": {"lastModifyingUser": {"emailAddress": BOT}}} for each in made]


def test_no_workbook_has_no_twins_and_no_number_makes_none(stage: GoogleStage) -> None:
    assert twins(stage, "1unknown", 1) == (404, {"message": "Requested entity was not found."})
    assert twins(stage, stage.workbook("ก"), 0)[0] == 400
    assert twins(stage, stage.workbook("ก"), "สอง")[0] == 400


def test_twins_outlive_a_restart(tmp_path: Path) -> None:
    with running_sandbox(tmp_path) as sandbox:
        person = gspread_for(sandbox, person_credentials(sandbox))
        stage = GoogleStage(sandbox, person, gspread_for(sandbox, bot_credentials(sandbox)))
        workbook_id = stage.workbook("ก")
        stage.type_in(workbook_id, "A1", "เหมือนกัน")
        _, (made,) = twins(stage, workbook_id, 1)

    with running_sandbox(tmp_path) as sandbox:
        again = gspread_for(sandbox, bot_credentials(sandbox)).http_client
        assert again.values_get(made, "A1")["values"] == [["เหมือนกัน"]]
