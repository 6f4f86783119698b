"""`POST /line/webhook`: verify, keep each event once, answer 200 at once. Whoever works is woken afterwards."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence

from flask import Blueprint, request

from bot.line.events import arrival_of
from bot.line.signature import is_signed
from bot.logs import fields, where
from bot.store import chats, inbox
from bot.web.parts import WebParts

log = logging.getLogger(__name__)

Answer = tuple[str, int]


def blueprint(parts: WebParts) -> Blueprint:
    routes = Blueprint("webhook", __name__)

    @routes.post("/line/webhook")
    def receive() -> Answer:
        body = request.get_data(cache=False)
        if not is_signed(body, request.headers.get("x-line-signature"), parts.channel_secret):
            log.warning("webhook without a right signature", extra=fields(bytes=len(body)))
            return "signature does not match", 401
        return _take_in(parts, body)

    return routes


def _take_in(parts: WebParts, body: bytes) -> Answer:
    events = _events(body, parts.bot_user_id())
    if isinstance(events, str):
        log.error("webhook refused", extra=fields(problem=events))
        return events, 400
    new = _keep(parts, events)
    log.info("webhook", extra=fields(events=len(events), new=new))
    if new:
        _wake(parts)
    return "OK", 200


def _events(body: bytes, bot_user_id: str | None) -> Sequence[object] | str:
    """The events of a webhook's body, or what is wrong with it."""
    try:
        record = json.loads(body)
    except (ValueError, RecursionError):
        return "not JSON"
    if not isinstance(record, dict) or not isinstance(record.get("events"), list):
        return "no list of events"
    if bot_user_id is not None and record.get("destination") != bot_user_id:
        return "meant for another channel"
    events: list[object] = record["events"]
    return events


def _keep(parts: WebParts, events: Sequence[object]) -> int:
    """Keep every event in one transaction, so that LINE sends all of them again if it fails; tells how many are new."""
    now = parts.clock.now()
    new = 0
    with parts.database.writing() as session:
        for event in events:
            arrival = arrival_of(event, now)
            if arrival.chat_id and arrival.ignored_because is None:
                chats.meet(session, arrival.chat_id, arrival.chat_kind, now)
            new += inbox.take_in(session, arrival, now)
    return new


def _wake(parts: WebParts) -> None:
    try:
        parts.wake_inbox()
    except Exception as error:  # noqa: BLE001 # whatever queue it is; the event is kept, so LINE must get its 200
        log.warning("nobody woken, the ticker will look", extra=fields(problem=where(error)))
