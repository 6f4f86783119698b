"""What can become of a call to LINE, named by what the caller must do.

LineError
├── RefusedError              LINE will not take it: do not repeat it
│   ├── ReplyTokenSpentError  used or too old
│   └── AddressUnknownError   the chat does not know us (any more)
├── NotSignedInError          our access token is wrong: repeat once it was put right
├── NotAcceptedError          LINE did not take it now: repeat later, it was certainly not sent
│   └── MonthlyLimitError     not before next month
└── UnsureError               no answer, or a broken one: it may have been sent
    └── TimedOutError         no answer in time
"""

from __future__ import annotations


class LineError(Exception):
    """A call to LINE did not end well. The text holds LINE's own message and no content of ours."""

    def __init__(self, message: str, *, status: int | None = None, request_id: str | None = None) -> None:
        self.status = status
        self.request_id = request_id
        super().__init__(message if status is None else f"{status} {message}")


class RefusedError(LineError):
    """LINE will not take this, however often it is tried."""


class ReplyTokenSpentError(RefusedError):
    """The reply token was used already, or is too old."""


class AddressUnknownError(RefusedError):
    """LINE does not know this chat as one of ours: a left group, a wrong id."""


class NotSignedInError(LineError):
    """The channel access token is not accepted."""


class NotAcceptedError(LineError):
    """LINE certainly did not take it: too many requests, or no connection was made at all."""


class MonthlyLimitError(NotAcceptedError):
    """The channel's messages of this month are used up."""


class UnsureError(LineError):
    """LINE may or may not have taken it."""


class TimedOutError(UnsureError):
    """LINE did not answer in time."""
