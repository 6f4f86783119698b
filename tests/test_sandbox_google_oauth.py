"""Tokens: what the sandbox grants to google-auth, and what it refuses."""

from __future__ import annotations

from datetime import timedelta

import google.auth.transport.requests
import pytest
import requests
from google.auth.exceptions import RefreshError

from bot.sandbox.credentials import BOT, service_account_info
from bot.sandbox.google.identity import issue_token
from tests.support.google_stage import GoogleStage, refused, stage, told
from tests.support.sandbox import bot_credentials, client_towards, gspread_for, person_credentials, session_for

__all__ = ["stage"]

UNAUTHENTICATED = "Request had invalid authentication credentials."


def test_a_service_account_gets_a_token_for_its_own_address(stage: GoogleStage) -> None:
    about = stage.drive("about", fields="user(emailAddress,me)")

    assert about == {"user": {"emailAddress": BOT, "me": True}}


def test_a_person_gets_a_token_for_a_refresh_token(stage: GoogleStage) -> None:
    about = stage.drive("about", stage.person, fields="user/emailAddress")

    assert about == {"user": {"emailAddress": "secretariat@sandbox.example"}}


def test_an_assertion_signed_with_another_key_is_no_grant(stage: GoogleStage) -> None:
    other = service_account_info(stage.sandbox, "other@sandbox.iam.gserviceaccount.com")
    forged = bot_credentials(stage.sandbox)
    forged = type(forged).from_service_account_info({**other, "client_email": BOT}, scopes=["x"])

    with pytest.raises(RefreshError, match=r"invalid_grant: Invalid JWT Signature\."):
        forged.refresh(google.auth.transport.requests.Request())


def test_an_assertion_of_an_unknown_account_is_no_grant(stage: GoogleStage) -> None:
    info = {**service_account_info(stage.sandbox), "client_email": "nobody@sandbox.example"}
    stranger = type(bot_credentials(stage.sandbox)).from_service_account_info(info, scopes=["x"])

    with pytest.raises(RefreshError, match="account not found"):
        stranger.refresh(google.auth.transport.requests.Request())


def test_a_wrong_refresh_token_is_no_grant(stage: GoogleStage) -> None:
    person = person_credentials(stage.sandbox)
    person._refresh_token = "1//revoked"

    with pytest.raises(RefreshError, match=r"invalid_grant: Token has been expired or revoked\."):
        person.refresh(google.auth.transport.requests.Request())


@pytest.mark.parametrize("form", [{}, {"grant_type": "password"}, {"grant_type": "refresh_token"}])
def test_any_other_grant_is_refused_as_oauth_refuses(stage: GoogleStage, form: dict[str, str]) -> None:
    answer = requests.post(f"{stage.sandbox.root}/token", data=form, timeout=5)

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer ya29.unknown"}, {"Authorization": "Basic eA=="}])
def test_a_call_without_a_known_token_is_told_as_each_api_tells_it(stage: GoogleStage, headers: dict[str, str]) -> None:
    sheets = requests.get(f"{stage.sandbox.root}/v4/spreadsheets/x", headers=headers, timeout=5)
    drive = requests.get(f"{stage.sandbox.root}/drive/v3/files", headers=headers, timeout=5)

    assert sheets.status_code == drive.status_code == 401
    error = sheets.json()["error"]
    assert (error["code"], error["status"], error["message"][:47]) == (401, "UNAUTHENTICATED", UNAUTHENTICATED)
    assert "errors" not in error
    assert drive.json()["error"]["errors"][0]["reason"] == "authError"


def test_a_token_dies_after_an_hour_of_real_time(stage: GoogleStage) -> None:
    token = issue_token(stage.sandbox, BOT, ["https://www.googleapis.com/auth/drive"])
    document = stage.sandbox.shelf.get("google.token", token)
    assert document is not None
    headers = {"Authorization": f"Bearer {token}"}
    stage.sandbox.clock.advance(timedelta(days=400))

    alive = requests.get(f"{stage.sandbox.root}/drive/v3/files", headers=headers, timeout=5)
    stage.sandbox.shelf.put("google.token", token, {**document, "expiry": document["expiry"] - 3601})
    dead = requests.get(f"{stage.sandbox.root}/drive/v3/files", headers=headers, timeout=5)

    assert (alive.status_code, dead.status_code) == (200, 401)


def test_google_auth_refreshes_after_a_401_by_itself(stage: GoogleStage) -> None:
    session = session_for(bot_credentials(stage.sandbox))
    address = f"{stage.sandbox.root}/drive/v3/files"
    assert session.get(address).status_code == 200
    for token in stage.sandbox.shelf.all("google.token"):
        stage.sandbox.shelf.delete("google.token", token)

    assert session.get(address).status_code == 200


def test_a_token_with_too_narrow_scopes_is_refused(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    narrow = bot_credentials(stage.sandbox, scopes=["https://www.googleapis.com/auth/drive.metadata.readonly"])
    client = client_towards(stage.sandbox.root)(narrow)

    assert client.request("get", "https://www.googleapis.com/drive/v3/files").json()["files"] != []
    with refused() as refusal:
        client.spreadsheets_get(workbook_id, {})
    assert told(refusal) == (403, "Request had insufficient authentication scopes.")


def test_each_service_account_is_a_user_of_its_own(stage: GoogleStage) -> None:
    workbook_id = stage.workbook()
    second = gspread_for(stage.sandbox, bot_credentials(stage.sandbox, "second@sandbox.iam.gserviceaccount.com"))

    with refused() as refusal:
        second.http_client.spreadsheets_get(workbook_id, {})
    assert told(refusal) == (403, "The caller does not have permission")
