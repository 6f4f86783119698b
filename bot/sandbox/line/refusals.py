"""What the stand-in says when it refuses a request, in LINE's words (LINE reference, error messages)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

RATE_LIMITED = "The API rate limit has been exceeded. Try again later."
QUOTA_REACHED = "You have reached your monthly limit."
RETRY_KEY_ACCEPTED = "The retry key is already accepted"


class RefusalError(Exception):
    """A request that LINE would refuse: HTTP status, message, details and what else the answer carries."""

    def __init__(
        self,
        status: int,
        message: str,
        details: Sequence[Mapping[str, str]] = (),
        *,
        sent: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.details = details
        self.sent = sent
        self.headers = dict(headers or {})

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {"message": self.message}
        if self.details:
            body["details"] = [dict(detail) for detail in self.details]
        if self.sent:
            body["sentMessages"] = [dict(message) for message in self.sent]
        return body


def not_found(what: str = "Not found") -> RefusalError:
    return RefusalError(404, what)


def invalid_property(name: str) -> RefusalError:
    return RefusalError(400, f"The property, {name}, in the request body is invalid (line: -, column: -)")


def invalid_parameter(name: str) -> RefusalError:
    return RefusalError(400, f"The value for the '{name}' parameter is invalid")


def body_error(message: str, name: str) -> RefusalError:
    """One thing wrong with the request body, at the property `name`."""
    return RefusalError(400, "The request body has 1 error(s)", [{"message": message, "property": name}])


def unauthorised(reason: str) -> RefusalError:
    return RefusalError(401, f"Authentication failed due to the following reason: {reason}")
