"""The control API's events of one's own making: several in one request, of unknown kinds, malformed ones."""

from __future__ import annotations

from typing import Any

from bot.sandbox.line import ids
from bot.sandbox.line.control_bodies import optional_field, wish
from bot.sandbox.line.refusals import RefusalError
from bot.sandbox.line.routes import Answered, Route
from bot.sandbox.line.service import Line

_MOST = 100
_SILENT = frozenset({"unfollow", "leave", "unsend", "memberLeft"})
"""Kinds of events that bring no reply token."""


def deliver(line: Line) -> Answered:
    """Send `events` to the webhook in one request, once. What an event lacks of what LINE always tells is added, unless
    `raw` says that they go out as they are.
    """
    body = wish()
    events, raw = optional_field(body, "events", list) or [], optional_field(body, "raw", bool) or False
    if len(events) > _MOST:
        raise RefusalError(400, f"at most {_MOST} events go in one request")
    with line.sandbox.lock:
        told: list[Any] = events if raw else [_completed(line, event) for event in events]
    answer = line.courier.send_together(told)
    return {"status": answer.status, "error": answer.error, "events": told}


def _completed(line: Line, event: object) -> object:
    if not isinstance(event, dict):
        return event
    now = line.now()
    whole: dict[str, Any] = {
        "mode": "active",
        "timestamp": ids.milliseconds(now),
        "webhookEventId": ids.ulid(now),
        "deliveryContext": {"isRedelivery": False},
        **event,
    }
    chat_id = _chat_of(event.get("source"))
    if chat_id and whole["mode"] == "active" and event.get("type") not in _SILENT:
        whole.setdefault("replyToken", line.reply_tokens.issue(chat_id, now))
    return whole


def _chat_of(source: object) -> str | None:
    found = [source.get(name) for name in ("groupId", "roomId", "userId")] if isinstance(source, dict) else []
    return next((each for each in found if isinstance(each, str)), None)


UNLOCKED_ROUTES: tuple[Route, ...] = (("POST", "/webhook/events", deliver),)
