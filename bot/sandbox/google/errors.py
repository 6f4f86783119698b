"""Refusals as Google words them: Sheets and Drive each have their own form of body."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

PROTECTED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove "
    "protection if you need to edit."
)
NO_QUOTA = (
    "Service Accounts do not have storage quota. Leverage shared drives "
    "(https://developers.google.com/workspace/drive/api/guides/about-shareddrives), or use OAuth delegation "
    "(http://support.google.com/a/answer/7281227) instead."
)

BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest"

_STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}
_REASON = {
    400: "invalid",
    401: "authError",
    403: "insufficientFilePermissions",
    404: "notFound",
    429: "rateLimitExceeded",
    500: "internalError",
    501: "notImplemented",
    503: "backendError",
    504: "gatewayTimeout",
}


@dataclass
class ApiError(Exception):
    """A refusal. `reason`, `domain` and `location` are told by Drive only, `details` by Sheets only."""

    code: int
    message: str
    reason: str = ""
    domain: str = "global"
    location: dict[str, str] = field(default_factory=dict)
    details: list[dict[str, Any]] = field(default_factory=list)
    status: str = ""

    def as_sheets_says(self) -> dict[str, Any]:
        error = {"code": self.code, "message": self.message, "status": self.status or _STATUS[self.code]}
        return {"error": {**error, "details": self.details} if self.details else error}

    def as_drive_says(self) -> dict[str, Any]:
        reason = self.reason or _REASON[self.code]
        detail = {"message": self.message, "domain": self.domain, "reason": reason, **self.location}
        error: dict[str, Any] = {"code": self.code, "message": self.message, "errors": [detail]}
        if self.code == 401:
            error["status"] = _STATUS[401]
        return {"error": error}


class BatchError(ValueError):
    """One request of a batch cannot be done; the batch says which one it was."""


def invalid(message: str) -> ApiError:
    return ApiError(400, message)


def invalid_argument(faults: list[tuple[str, str]]) -> ApiError:
    """A request that does not fit its description; each fault is a field and a sentence on it."""
    violations = [{**({"field": field} if field else {}), "description": sentence} for field, sentence in faults]
    detail = {"@type": BAD_REQUEST, "fieldViolations": violations}
    return ApiError(400, "\n".join(sentence for _, sentence in faults), reason="badRequest", details=[detail])


def invalid_parameter(name: str, message: str, reason: str) -> ApiError:
    """A parameter that Drive refuses."""
    return ApiError(400, message, reason, location={"locationType": "parameter", "location": name})


def unspoken(what: str) -> ApiError:
    return ApiError(501, f"the sandbox does not speak {what}")


def entity_not_found() -> ApiError:
    return ApiError(404, "Requested entity was not found.")


def caller_forbidden() -> ApiError:
    return ApiError(403, "The caller does not have permission")


def not_a_spreadsheet() -> ApiError:
    """For an Excel file that lies in Drive, for one."""
    return ApiError(400, "This operation is not supported for this document", status="FAILED_PRECONDITION")


def file_not_found(file_id: str) -> ApiError:
    place = {"locationType": "parameter", "location": "fileId"}
    return ApiError(404, f"File not found: {file_id}.", location=place)


def drive_not_found(drive_id: str) -> ApiError:
    place = {"locationType": "parameter", "location": "driveId"}
    return ApiError(404, f"Shared drive not found: {drive_id}", location=place)


def file_forbidden() -> ApiError:
    message = "The user does not have sufficient permissions for this file."
    return ApiError(403, message, reason="insufficientFilePermissions")


def storage_quota_exceeded() -> ApiError:
    return ApiError(403, NO_QUOTA, reason="storageQuotaExceeded", domain="usageLimits")
