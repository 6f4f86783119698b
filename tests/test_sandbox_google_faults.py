"""Every switch of the Google side: what it tells, whether the work was done, and whom it strikes."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import gspread
import pytest
import requests

from bot.sandbox.credentials import BOT
from bot.sandbox.faults import DRIVE_REASONS, KNOWN_FAULTS, Faults
from bot.sandbox.page.views import STATIC
from tests.support.called_address import wait_until
from tests.support.google_stage import GoogleStage, refused, stage, told

__all__ = ["stage"]


def changed(stage: GoogleStage, token: str) -> list[tuple[str, bool]]:
    return [(each["fileId"], each["removed"]) for each in stage.changes(token)["changes"]]


def act(stage: GoogleStage, workbook_id: str, name: str, **more: Any) -> Any:
    return stage.control("post", f"spreadsheets/{workbook_id}/file", act=name, **more).json()


@pytest.mark.parametrize("reason", DRIVE_REASONS)
def test_drive_refuses_for_the_reason_that_is_switched_on(stage: GoogleStage, reason: str) -> None:
    stage.sandbox.faults.arm(f"403-{reason}")
    with refused() as refusal:
        stage.drive("files")

    error = refusal.value.response.json()["error"]
    assert (error["code"], error["errors"][0]["reason"]) == (403, reason)
    assert stage.drive("files", fields="files/id") == {"files": []}


def test_a_refusal_of_drives_never_strikes_sheets(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    stage.sandbox.faults.arm("403-domainPolicy")
    stage.sandbox.faults.arm("400-protected")

    assert stage.values(workbook_id, "A1") == []
    with refused() as refusal:
        stage.type_in(workbook_id, "A1", "x")
    assert told(refusal)[1].startswith("You are trying to edit a protected cell or object.")
    with refused() as refusal:
        stage.drive("files")
    assert refusal.value.response.json()["error"]["errors"][0]["reason"] == "domainPolicy"


@pytest.mark.parametrize(("fault", "seconds", "asked"), [("429", 0, "1"), ("429", 30, "30"), ("429-bare", 0, None)])
def test_a_rate_limit_says_how_long_to_wait_or_not(
    stage: GoogleStage, fault: str, seconds: float, asked: str | None
) -> None:
    stage.sandbox.faults.arm(fault, seconds=seconds)
    answer = requests.get(f"{stage.sandbox.root}/v4/spreadsheets/x", timeout=5)

    assert (answer.status_code, answer.headers.get("Retry-After")) == (429, asked)
    assert answer.json()["error"]["status"] == "RESOURCE_EXHAUSTED"


def test_an_expired_token_is_renewed_by_the_client_itself(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    stage.sandbox.faults.arm("401", path="/v4/")

    assert stage.values(workbook_id, "A1") == []


@pytest.mark.parametrize(("fault", "code"), [("503-after-work", 503), ("lost-answer", 0)])
def test_a_refusal_may_come_although_the_work_was_done(stage: GoogleStage, fault: str, code: int) -> None:
    workbook_id = stage.workbook()
    before = len(stage.sandbox.calls)
    stage.sandbox.faults.arm(fault, path="/v4/")
    with pytest.raises((gspread.exceptions.APIError, requests.ConnectionError)):
        stage.type_in(workbook_id, "A1", "x")

    assert stage.values(workbook_id, "A1") == [["x"]]
    wait_until(lambda: len(stage.sandbox.calls) == before + 2)  # a lost answer is noted when its connection is closed
    assert sorted(call["status"] for call in list(stage.sandbox.calls)[before:]) == sorted([code, 200])


def test_a_slow_answer_is_a_good_one(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    stage.sandbox.faults.arm("slow", seconds=0.3)
    begun = time.perf_counter()
    stage.type_in(workbook_id, "A1", "x")

    assert time.perf_counter() - begun > 0.3
    assert stage.values(workbook_id, "A1") == [["x"]]


def test_a_file_may_be_shared_although_the_request_is_called_invalid(stage: GoogleStage) -> None:
    workbook_id = stage.person.create("ก").id
    stage.sandbox.faults.arm("400-invalidSharingRequest")
    with refused() as refusal:
        stage.person.insert_permission(workbook_id, BOT, "user", "writer")

    assert refusal.value.response.json()["error"]["errors"][0]["reason"] == "invalidSharingRequest"
    assert stage.values(workbook_id, "A1") == []


def test_changes_may_come_twice_or_backwards_and_tokens_stay_good(stage: GoogleStage) -> None:
    token = stage.start_token()
    first, second = stage.workbook(), stage.workbook()
    order = [(first, False), (second, False)]

    stage.sandbox.faults.arm("changes-duplicate")
    assert changed(stage, token) == [order[0], order[0], order[1], order[1]]
    stage.sandbox.faults.arm("changes-reordered")
    assert changed(stage, token) == order[::-1]
    assert changed(stage, token) == order


def test_a_page_token_may_be_refused(stage: GoogleStage) -> None:
    token = stage.start_token()
    stage.sandbox.faults.arm("page-token-refused")
    with refused() as refusal:
        stage.changes(token)

    assert told(refusal) == (400, "Invalid Value")
    assert refusal.value.response.json()["error"]["errors"][0]["location"] == "pageToken"
    assert changed(stage, token) == []


def test_a_lag_lasts_as_long_as_was_said(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    token = stage.start_token()
    stage.sandbox.faults.arm("drive-lag", seconds=600)
    stage.type_in(workbook_id, "A1", "x")
    stage.sandbox.clock.advance(timedelta(seconds=590))
    assert changed(stage, token) == []

    stage.sandbox.clock.advance(timedelta(seconds=10))
    assert changed(stage, token) == [(workbook_id, False)]


def test_seconds_below_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="seconds must be 0 or more"):
        Faults().arm("slow", seconds=-1)


def test_a_quota_counts_reads_and_writes_of_each_account_by_the_minute(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    minute = stage.sandbox.clock.now().replace(second=0, microsecond=0)
    stage.sandbox.clock.set(minute + timedelta(minutes=1))
    assert stage.control("post", "quota", read=2, write=1).json() == {"limits": {"read": 2, "write": 1}}

    stage.values(workbook_id, "A1")
    stage.values(workbook_id, "A1")
    stage.type_in(workbook_id, "A1", "x")
    with refused() as read:
        stage.values(workbook_id, "A1")
    with refused() as write:
        stage.type_in(workbook_id, "A1", "y")
    assert stage.person.http_client.values_get(workbook_id, "A1")["values"] == [["x"]], "another account has its own"
    stage.sandbox.clock.set(minute + timedelta(minutes=2))

    assert stage.values(workbook_id, "A1") == [["x"]]
    assert (read.value.response.status_code, "Retry-After" in read.value.response.headers) == (429, False)
    assert told(write)[1].startswith("Quota exceeded for quota metric 'Write requests' and limit 'Write requests per")
    assert read.value.response.json()["error"]["details"][0]["reason"] == "RATE_LIMIT_EXCEEDED"
    assert stage.control("delete", "quota").json() == {"limits": {}}
    assert stage.control("post", "quota", read=0).status_code == 400


def test_the_quota_of_sheets_is_none_of_drives(stage: GoogleStage) -> None:
    stage.control("post", "quota", read=1)
    for _ in range(3):
        stage.drive("files")


def test_a_person_bins_and_restores_a_workbook(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    token = stage.start_token()
    act(stage, workbook_id, "trash")
    trashed = stage.changes(token, "changes(removed,file/trashed)")["changes"]
    assert stage.values(workbook_id, "A1") == [], "Sheets reads what lies in the bin"
    act(stage, workbook_id, "untrash")

    assert trashed == [{"removed": False, "file": {"trashed": True}}]
    assert stage.drive(f"files/{workbook_id}", fields="trashed") == {"trashed": False}


def test_a_person_takes_back_what_was_shared_and_shares_again(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    token = stage.start_token()
    act(stage, workbook_id, "unshare")
    with refused() as refusal:
        stage.values(workbook_id, "A1")
    assert told(refusal) == (403, "The caller does not have permission")
    assert changed(stage, token) == [(workbook_id, True)]
    assert "not shared" in act(stage, workbook_id, "unshare")["message"]

    act(stage, workbook_id, "share", role="reader")
    assert stage.values(workbook_id, "A1") == []
    with refused() as refusal:
        stage.type_in(workbook_id, "A1", "x")
    assert told(refusal)[0] == 403


def test_a_person_puts_an_excel_file_in_a_workbooks_place(stage: GoogleStage) -> None:
    workbook_id = stage.workbook("แบบประเมิน")
    made = act(stage, workbook_id, "replace-with-xlsx")["id"]

    listed = stage.drive("files", fields="files(id,name,trashed)", orderBy="name")["files"]
    assert listed == [
        {"id": workbook_id, "name": "แบบประเมิน", "trashed": True},
        {"id": made, "name": "แบบประเมิน.xlsx", "trashed": False},
    ]
    with refused() as refusal:
        stage.values(made, "A1")
    assert told(refusal) == (400, "This operation is not supported for this document")


def test_a_person_deletes_a_workbook_for_good(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    token = stage.start_token()
    act(stage, workbook_id, "delete")

    assert changed(stage, token) == [(workbook_id, True)]
    assert "act must be one of" in act(stage, workbook_id, "trash")["message"]


def test_the_page_has_a_switch_for_every_fault_that_is_known() -> None:
    text = (Path(STATIC) / "js" / "faults.js").read_text(encoding="utf-8")

    assert set(re.findall(r'^  \["([\w-]+)", "', text, re.MULTILINE)) == KNOWN_FAULTS
