"""Reading the JSON body of a request, and refusing what is none as LINE does."""

from __future__ import annotations

import json
from typing import Any

from flask import request

from bot.sandbox.line.complaints import insist
from bot.sandbox.line.refusals import RefusalError
from bot.sandbox.line.shapes import Check

BODY_BYTES = 2 * 1024 * 1024


def checked_body(check: Check) -> dict[str, Any]:
    """The request's JSON object, in which `check` finds nothing wrong."""
    body = _json_body()
    insist(check, body)
    return body


def _json_body() -> dict[str, Any]:
    if request.mimetype != "application/json":
        raise RefusalError(415, f"The content type, {request.mimetype}, is not supported")
    raw = request.get_data()
    if len(raw) > BODY_BYTES:
        raise RefusalError(413, "Request Entity Too Large")
    try:
        body = json.loads(raw)
    except json.JSONDecodeError as error:
        raise _unreadable(error.lineno, error.colno) from error
    except UnicodeDecodeError as error:
        raise _unreadable(1, 1) from error
    if not isinstance(body, dict):
        raise _unreadable(1, 1)
    return body


def _unreadable(line: int, column: int) -> RefusalError:
    return RefusalError(400, f"The request body could not be parsed as JSON (line: {line}, column: {column})")
