"""`GET /healthz`: whether this process can work, and how much waits."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from sqlalchemy.exc import SQLAlchemyError

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

    return routes


def _look(parts: WebParts) -> dict[str, Any]:
    current = is_current(parts.database.engine)
    if not current:
        return {"ok": False, "problem": "the database needs `tonbaeb migrate`"}
    with parts.database.reading() as session:
        counted = {"inbox": inbox.counts(session), "outbox": outbox.counts(session)}
    return {"ok": True, "now": parts.clock.now().isoformat(), **counted}
