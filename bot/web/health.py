"""`GET /healthz`: whether all of it works, and what is stuck; `GET /livez`: whether this process answers.

Who restarts processes that do not answer should ask the second: a web process cannot help it that a worker is away.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint
from sqlalchemy.exc import SQLAlchemyError

from bot.cases.work_state import is_stuck
from bot.clock import ClockError
from bot.logs import where
from bot.store import inbox, outbox, waiting
from bot.store.migrate import is_current
from bot.store.waiting import Waiting
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
        stuck = {each.kind: _told(each, now) for each in waiting.everything(session, now) if is_stuck(each, now)}
    return {"ok": not stuck, "now": now.isoformat(), "stuck": stuck, **counted}


def _told(each: Waiting, now: datetime) -> dict[str, int]:
    assert each.since is not None, "only what waits since some time is stuck"
    return {"count": each.count, "seconds": int((now - each.since).total_seconds())}
