"""What a switched-on fault tells instead of the answer, in the words of the service that was asked."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request

from bot.sandbox.faults import ArmedFault
from bot.sandbox.google.errors import NO_QUOTA, PROTECTED, ApiError

_HTML = "<!DOCTYPE html><html lang=en><title>Error 502 (Server Error)!!1</title><p><b>502.</b></html>"
_SENTENCES = {
    400: "The request is invalid (sandbox fault).",
    401: "Request had invalid authentication credentials.",
    403: "The caller does not have permission",
    429: "Quota exceeded for quota metric 'Read requests' (sandbox fault).",
    500: "Internal error encountered.",
    503: "The service is currently unavailable.",
    504: "Deadline expired before operation could complete.",
}
_OF_REASONS = {
    "rateLimitExceeded": "Rate Limit Exceeded",
    "userRateLimitExceeded": "User Rate Limit Exceeded",
    "dailyLimitExceeded": "Daily Limit Exceeded",
    "storageQuotaExceeded": NO_QUOTA,
    "insufficientFilePermissions": "The user does not have sufficient permissions for this file.",
    "appNotAuthorizedToFile": "The user has not granted the app access to the file.",
    "domainPolicy": "The domain administrators have disabled Drive apps.",
    "teamDriveFileLimitExceeded": "The file limit for this shared drive has been exceeded.",
    "sharingRateLimitExceeded": 'Rate limit exceeded. User message: "Sorry, cannot share at this time."',
    "invalidSharingRequest": 'Bad Request. User message: "The file was shared, but the e-mail could not be sent."',
}
_USAGE_LIMITS = {"rateLimitExceeded", "userRateLimitExceeded", "dailyLimitExceeded", "storageQuotaExceeded"}


def told(armed: ArmedFault) -> Response:
    """The reply to the request in hand."""
    if armed.fault == "502-html":
        return Response(_HTML, status=502, mimetype="text/html")
    if armed.fault == "400-protected":
        return _refusal(ApiError(400, PROTECTED))
    code, _, reason = armed.fault.partition("-")
    if reason in _OF_REASONS:
        domain = "usageLimits" if reason in _USAGE_LIMITS else "global"
        return _refusal(ApiError(int(code), _OF_REASONS[reason], reason, domain))
    response = _refusal(ApiError(int(code), _SENTENCES[int(code)]))
    if armed.fault == "429":
        response.headers["Retry-After"] = f"{armed.seconds or 1:.0f}"
    return response


def unavailable() -> Response:
    return _refusal(ApiError(503, _SENTENCES[503]))


def _refusal(error: ApiError) -> Response:
    body: dict[str, Any] = error.as_sheets_says()
    if request.path.startswith("/drive/"):
        body = error.as_drive_says()
    if request.path.startswith("/v2/"):
        body = {"message": error.message}
    response = jsonify(body)
    response.status_code = error.code
    return response
