"""`GET /healthz`: whether all of it works, and what is stuck; `GET /livez`: whether this process answers.

Who restarts processes that do not answer should ask the second: a web process cannot help it that a worker is away.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint
from sqlalchemy.exc import SQLAlchemyError

from bot.cases.work_state import Stuck, stuck
from bot.clock import ClockError
from bot.logs import where
from bot.store import inbox, outbox
from bot.store.migrate import is_current
from bot.web.parts import WebParts


def blueprint(parts: WebParts) -> Blueprint:
    routes = Blueprint("health", __name__)

    @routes.get("/healthz")
    def healthz() -> tuple[dict[str, Any], int]:
        try:
            found = _look(parts)
        except (SQLAlchemyError, ClockError) as error:
            return {"ok": False, "problem": where(error)}, 503
        return found, 200 if found["ok"] else 503

    @routes.get("/livez")
    def livez() -> dict[str, Any]:
        return {"ok": True}

    return routes


def _look(parts: WebParts) -> dict[str, Any]:
    current = is_current(parts.database.engine)
    if not current:
        return {"ok": False, "problem": "the database needs `tonbaeb migrate`"}
    now = parts.clock.now()
    with parts.database.reading() as session:
        counted = {"inbox": inbox.counts(session), "outbox": outbox.counts(session)}
        found = {each.what: _told(each, now) for each in stuck(session, now)}
    return {"ok": not found, "now": now.isoformat(), "stuck": found, **counted}


def _told(each: Stuck, now: datetime) -> dict[str, int | None]:
    """How many, and for how long; a part that is silent counts none, one that never gave a sign has no seconds."""
    seconds = None if each.since is None else int((now - each.since).total_seconds())
    return {"count": each.count, "seconds": seconds}
