"""`POST /google/changes`: Drive says that a log of changes has grown. It is polled soon; nothing else follows.

Every call is answered alike, so that whoever guesses learns nothing. A call without its channel's secret costs no look
into the database.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from flask import Blueprint, request

from bot.google.drive_channels import PATH, is_token_of
from bot.logs import fields
from bot.store import push_channels
from bot.web.parts import WebParts

log = logging.getLogger(__name__)


def blueprint(parts: WebParts) -> Blueprint:
    routes = Blueprint("google_changes", __name__)

    @routes.post(PATH)
    def called() -> tuple[str, int]:
        channel_id = request.headers.get("X-Goog-Channel-ID", "")
        if is_token_of(parts.secret_key, channel_id, request.headers.get("X-Goog-Channel-Token", "")):
            _take(parts, channel_id)
        else:
            log.warning("a call of no channel of ours")
        return "", 204

    return routes


def _take(parts: WebParts, channel_id: str) -> None:
    """Note the call. The first one, `sync`, only says that the channel is open."""
    state = request.headers.get("X-Goog-Resource-State", "")
    with parts.database.writing() as session:
        in_use = push_channels.take_call(
            session,
            channel_id,
            request.headers.get("X-Goog-Resource-ID", ""),
            is_change=state != "sync",
            expires_at=_instant(request.headers.get("X-Goog-Channel-Expiration", "")),
            now=parts.clock.now(),
        )
    log.info("Drive called", extra=fields(state=state, in_use=in_use))


def _instant(text: str) -> datetime | None:
    """The time of a header; None where it tells none."""
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
