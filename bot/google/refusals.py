"""From Google's error replies to our errors. Sheets and Drive word theirs differently; front ends answer in HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.google import errors

RETRIED_STATUSES = frozenset({408, 429, 500, 502, 503, 504})
_RETRIED_REASONS = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "backendError"})
_QUOTA_REASONS = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "dailyLimitExceeded", "quotaExceeded"})
_BY_REASON: Mapping[str, type[errors.GoogleError]] = {
    "storageQuotaExceeded": errors.NoStorageError,
    "insufficientFilePermissions": errors.NotSharedError,
    "forbidden": errors.NotSharedError,
    "appNotAuthorizedToFile": errors.NotSharedError,
    "domainPolicy": errors.SharingRefusedError,
    "sharingRateLimitExceeded": errors.SharingRefusedError,
    "invalidSharingRequest": errors.SharingRefusedError,
    "insufficientPermissions": errors.CredentialsRefusedError,
    "ACCESS_TOKEN_SCOPE_INSUFFICIENT": errors.CredentialsRefusedError,
    "accessNotConfigured": errors.ApiDisabledError,
    "SERVICE_DISABLED": errors.ApiDisabledError,
}
_BY_SENTENCE: Mapping[str, type[errors.GoogleError]] = {
    "protected cell or object": errors.ProtectedCellsError,
    "already exists": errors.AlreadyExistsError,
    "not supported for this document": errors.NotASpreadsheetError,
    "insufficient authentication scopes": errors.CredentialsRefusedError,
    "is disabled": errors.ApiDisabledError,
}
_BY_STATUS: Mapping[int, type[errors.GoogleError]] = {
    401: errors.CredentialsRefusedError,
    403: errors.NotSharedError,
    404: errors.NotFoundError,
}
_LONGEST_DETAIL = 300


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error reply: its status, Google's sentence, the reasons it names, and how long it asks to wait (seconds)."""

    status: int
    message: str
    reasons: frozenset[str]
    retry_after: float = 0

    @property
    def passes(self) -> bool:
        """Whether the same request may succeed later."""
        return self.status in RETRIED_STATUSES or (self.status == 403 and bool(self.reasons & _RETRIED_REASONS))

    @property
    def is_untouched(self) -> bool:
        """Whether the request was turned away for its rate, so that surely nothing was done."""
        return self.status == 429 or (self.status == 403 and bool(self.reasons & _QUOTA_REASONS))

    def error(self) -> errors.GoogleError:
        """The error to raise when there is nothing left to try."""
        if self.is_untouched:
            return errors.QuotaExceededError(self.message, status=self.status, retry_after=self.retry_after)
        if self.passes:
            return errors.TransientError(self.message, status=self.status)
        return self._kind()(self.message, status=self.status)

    def _kind(self) -> type[errors.GoogleError]:
        for reason in sorted(self.reasons & _BY_REASON.keys()):
            return _BY_REASON[reason]
        for sentence, kind in _BY_SENTENCE.items():
            if sentence in self.message:
                return kind
        return _BY_STATUS.get(self.status, errors.RefusedError)


def refusal_from(status: int, body: Any, retry_after: str | None = None) -> Refusal:
    """The refusal in an error reply; `body` is its decoded JSON, None where it was none."""
    error = body.get("error") if isinstance(body, Mapping) else None
    if not isinstance(error, Mapping):
        return Refusal(status, str(error or "the reply was no JSON"), frozenset(), _seconds(retry_after))
    told = [each for name in ("errors", "details") for each in error.get(name) or () if isinstance(each, Mapping)]
    reasons = frozenset(str(each["reason"]) for each in told if "reason" in each)
    return Refusal(status, str(error.get("message", ""))[:_LONGEST_DETAIL], reasons, _seconds(retry_after))


def _seconds(retry_after: str | None) -> float:
    """A Retry-After in seconds; a date, which Google does not send, counts as none."""
    return float(retry_after) if retry_after and retry_after.isascii() and retry_after.isdigit() else 0.0
