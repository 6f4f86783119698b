"""Carrying out one call of line-bot-sdk, and what its end means: a result, or an error that says what to do."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import urllib3
from linebot.v3.messaging import ApiException

from bot.line import errors


class TakenBeforeError(errors.LineError):
    """409: the retry key was accepted before."""


def valid(make: Callable[[], Any], what: str) -> Any:  # the SDK has no types
    """A request of the SDK's own model. What the model refuses, LINE would refuse too."""
    try:
        return make()
    except (ValueError, TypeError, KeyError) as error:
        raise errors.RefusedError(f"not a valid {what}: {type(error).__name__}") from error


def called(call: Callable[[], Any]) -> Any:  # the SDK has no types
    """The result of a call, or the error that says what to do."""
    try:
        return call()
    except ApiException as error:
        raise _error_of(error) from error
    except (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError) as error:
        raise errors.NotAcceptedError(f"no connection to LINE: {type(error).__name__}") from error
    except urllib3.exceptions.TimeoutError as error:
        raise errors.TimedOutError("LINE did not answer in time") from error
    except (urllib3.exceptions.HTTPError, ValueError) as error:  # ValueError: an answer that is no JSON
        raise errors.UnsureError(f"LINE's answer was broken: {type(error).__name__}") from error


def _error_of(error: Any) -> errors.LineError:  # the SDK has no types
    """What LINE's status and message mean (LINE reference, status codes; the texts are all that parts some)."""
    status = int(error.status or 0)
    message, request_id = _message(error.body), request_id_in(error.headers)
    kind: type[errors.LineError] = errors.RefusedError
    if status == 0 or status >= 500:
        kind = errors.UnsureError
    elif status == 401:
        kind = errors.NotSignedInError
    elif status == 409:
        kind, request_id = TakenBeforeError, (error.headers or {}).get("x-line-accepted-request-id") or request_id
    elif status == 429:
        kind = errors.MonthlyLimitError if "monthly limit" in message.lower() else errors.NotAcceptedError
    elif status == 400 and "reply token" in message.lower():
        kind = errors.ReplyTokenSpentError
    elif status == 404 or (status == 400 and message.startswith("Failed to send messages")):
        kind = errors.AddressUnknownError
    return kind(message, status=status, request_id=request_id)


def _message(body: object) -> str:
    """LINE's message with the properties it complains about, never what stood in them."""
    try:
        record = json.loads(body if isinstance(body, (str, bytes)) else "")
    except ValueError:
        return "an answer that is not LINE's"
    if not isinstance(record, dict):
        return "an answer that is not LINE's"
    details = [f"{item.get('property')}: {item.get('message')}" for item in record.get("details") or []]
    return "; ".join([str(record.get("message", "")), *details])


def request_id_in(headers: Mapping[str, str] | None) -> str | None:
    return None if headers is None else headers.get("x-line-request-id")
