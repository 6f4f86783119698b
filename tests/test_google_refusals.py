from __future__ import annotations

from typing import Any

import pytest

from bot.google import errors
from bot.google.refusals import refusal_from


def sheets_says(message: str, *reasons: str) -> dict[str, Any]:
    return {"error": {"message": message, "details": [{"reason": each} for each in reasons]}}


def drive_says(reason: str) -> dict[str, Any]:
    return {"error": {"message": "…", "errors": [{"domain": "global", "reason": reason, "message": "…"}]}}


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, sheets_says("You are trying to edit a protected cell or object."), errors.ProtectedCellsError),
        (400, sheets_says("This operation is not supported for this document"), errors.NotASpreadsheetError),
        (400, sheets_says('A sheet with the name "ผลตรวจ" already exists.'), errors.AlreadyExistsError),
        (400, sheets_says("Invalid requests[0]"), errors.RefusedError),
        (401, sheets_says("Request had invalid authentication credentials."), errors.CredentialsRefusedError),
        (403, sheets_says("The caller does not have permission"), errors.NotSharedError),
        (403, sheets_says("…", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"), errors.CredentialsRefusedError),
        (403, sheets_says("…", "SERVICE_DISABLED"), errors.ApiDisabledError),
        (403, drive_says("storageQuotaExceeded"), errors.NoStorageError),
        (403, drive_says("insufficientFilePermissions"), errors.NotSharedError),
        (403, drive_says("domainPolicy"), errors.SharingRefusedError),
        (403, drive_says("dailyLimitExceeded"), errors.QuotaExceededError),
        (404, drive_says("notFound"), errors.NotFoundError),
        (501, {"error": {"message": "the sandbox does not speak GET /x"}}, errors.RefusedError),
    ],
)
def test_a_lasting_refusal_has_its_error_and_is_not_tried_again(
    status: int, body: Any, error: type[errors.GoogleError]
) -> None:
    refusal = refusal_from(status, body)

    assert type(refusal.error()) is error
    assert refusal.passes is False


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (429, sheets_says("Quota exceeded"), errors.QuotaExceededError),
        (403, drive_says("userRateLimitExceeded"), errors.QuotaExceededError),
        (403, drive_says("backendError"), errors.TransientError),
        (502, None, errors.TransientError),
        (503, sheets_says("The service is currently unavailable."), errors.TransientError),
        (504, ["odd"], errors.TransientError),
    ],
)
def test_a_passing_refusal_may_be_tried_again(status: int, body: Any, error: type[errors.GoogleError]) -> None:
    refusal = refusal_from(status, body)

    assert refusal.passes is True
    assert type(refusal.error()) is error


def test_the_wait_that_google_asks_for_is_handed_on() -> None:
    error = refusal_from(429, sheets_says("Quota exceeded"), "120").error()

    assert isinstance(error, errors.QuotaExceededError)
    assert error.retry_after == 120
    assert refusal_from(429, None, "Wed, 21 Oct 2026 07:28:00 GMT").retry_after == 0


@pytest.mark.parametrize("kind", errors.GoogleError.__subclasses__())
def test_every_error_names_its_cure_in_thai_and_english(kind: type[errors.GoogleError]) -> None:
    told = str(kind("Google's own words"))

    assert kind.thai in told
    assert kind.english in told
    assert "Google's own words" in told
