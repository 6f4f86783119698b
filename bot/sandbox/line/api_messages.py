"""The sending part of the Messaging API: reply, push, multicast, validate, quota (LINE reference, message)."""

from __future__ import annotations

from flask import g, request

from bot.sandbox.line import ids, sending
from bot.sandbox.line.bodies import checked_body
from bot.sandbox.line.messages import MESSAGE
from bot.sandbox.line.refusals import RETRY_KEY_ACCEPTED, RefusalError
from bot.sandbox.line.routes import Answered, Route
from bot.sandbox.line.sending import Sent
from bot.sandbox.line.service import Line
from bot.sandbox.line.shapes import Check, Checks, flag, listing, matching, record, text

RETRY_HEADER = "X-Line-Retry-Key"
PUSH = "/v2/bot/message/push"
MULTICAST = "/v2/bot/message/multicast"
RETRIABLE = frozenset({PUSH, MULTICAST})

_EMPTY = "May not be empty"
_MESSAGES: Checks = {"messages": listing(MESSAGE, least=1, most=5, said="Size must be between")}
_SILENT: Checks = {"notificationDisabled": flag}
_UNITS: Checks = {"customAggregationUnits": listing(matching(r"[a-zA-Z0-9_]{1,30}"), most=1)}


def _request(required: Checks, optional: Checks | None = None) -> Check:
    return record({**required, **_MESSAGES}, optional, missing=_EMPTY)


_REPLY = _request({"replyToken": text(1000)}, _SILENT)
_PUSH = _request({"to": text(100)}, {**_SILENT, **_UNITS})
_TO_MANY: Checks = {"to": listing(text(100), least=1, most=500, said="Size must be between")}
_MULTICAST = _request(_TO_MANY, {**_SILENT, **_UNITS})
_VALIDATE = _request({})


def reply(line: Line) -> Answered:
    body = checked_body(_REPLY)
    return {"sentMessages": sending.reply(line, body["replyToken"], body["messages"])}


def push(line: Line) -> Answered:
    key = _fresh_retry_key(line)
    body = checked_body(_PUSH)
    sent = sending.push(line, body["to"], body["messages"])
    _accept(line, key, sent)
    return {"sentMessages": sent}


def multicast(line: Line) -> Answered:
    key = _fresh_retry_key(line)
    body = checked_body(_MULTICAST)
    sending.multicast(line, body["to"], body["messages"])
    _accept(line, key, [])
    return {}


def validate(line: Line, kind: str) -> Answered:
    del line, kind
    checked_body(_VALIDATE)
    return {}


def quota(line: Line) -> Answered:
    limit = line.quota.limit()
    return {"type": "none"} if limit is None else {"type": "limited", "value": limit}


def consumption(line: Line) -> Answered:
    return {"totalUsage": line.quota.used(line.now())}


def _fresh_retry_key(line: Line) -> str | None:
    """The request's retry key; one that was accepted within 24 hours is told so, and nothing is sent."""
    key = request.headers.get(RETRY_HEADER)
    if key is None:
        return None
    if not ids.RETRY_KEY.fullmatch(key):
        raise RefusalError(400, f"The value for the '{RETRY_HEADER}' header is invalid")
    accepted = line.retry_keys.accepted(key, line.now())
    if accepted:
        headers = {"x-line-accepted-request-id": accepted.request_id}
        raise RefusalError(409, RETRY_KEY_ACCEPTED, sent=accepted.sent, headers=headers)
    return key


def _accept(line: Line, key: str | None, sent: list[Sent]) -> None:
    if key is not None:
        line.retry_keys.accept(key, g.line_request_id, sent, line.now())


ROUTES: tuple[Route, ...] = (
    ("POST", "/v2/bot/message/reply", reply),
    ("POST", PUSH, push),
    ("POST", MULTICAST, multicast),
    ("POST", "/v2/bot/message/validate/<any(reply, push, multicast):kind>", validate),
    ("GET", "/v2/bot/message/quota", quota),
    ("GET", "/v2/bot/message/quota/consumption", consumption),
)
