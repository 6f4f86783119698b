"""Coming in by a one-time link, and going out."""

from __future__ import annotations

import logging
from datetime import datetime

from flask import Blueprint, redirect, render_template, request, session, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from bot.logs import fields, hashed
from bot.store import audit, login_links, tries, web_sessions
from bot.web.desk.people import BROWSER, EVERYONE, Desk, person
from bot.web.networks import network_of
from bot.web.parts import WebParts

log = logging.getLogger(__name__)


def doors(parts: WebParts) -> Blueprint:
    """The pages that need no session: the door, and the link itself.

    Opening a link only shows a button, since messengers and virus scanners open links too; pressing it uses the link.
    """
    routes = Blueprint("entry", __name__, url_prefix="/desk")

    @routes.get("/door")
    def door() -> str:
        return render_template("desk/door.html", again=request.args.get("again"))

    @routes.get("/enter/<token>")
    def look(token: str) -> tuple[str, int]:
        with parts.database.reading() as store:
            link = login_links.usable(store, token, secret=parts.secret_key, now=parts.clock.now())
        return render_template("desk/enter.html", link=link), 200 if link else 410

    @routes.post("/enter/<token>")
    def enter(token: str) -> tuple[str, int] | Response:
        now = parts.clock.now()
        with parts.database.writing() as store:
            link = login_links.use(store, token, secret=parts.secret_key, now=now)
            if link is None:
                return render_template("desk/enter.html", link=None), _in_vain(store, parts, now)
            browser = web_sessions.begin(store, link, secret=parts.secret_key, now=now)
            audit.note(store, link.name, "enter desk", link.role, now=now)
        session.clear()
        session[BROWSER] = browser
        return redirect(url_for("overview.overview"))

    return routes


def _in_vain(store: Session, parts: WebParts, now: datetime) -> int:
    """Note a try that opened nothing, unless its network had so many that they are not even noted; tells the status."""
    network = hashed(network_of(request.remote_addr or ""), parts.secret_key)
    if tries.free_at(store, tries.ENTRIES_IN_VAIN, network, now) is not None:
        log.warning("many tries to enter the desk", extra=fields(network=network))
        return 429
    tries.note(store, tries.ENTRIES_IN_VAIN, network, now)
    return 410


def exits(parts: WebParts) -> Desk:
    """Signing out, of this browser or of all."""
    routes = Desk("exit", parts)

    @routes.page("/leave", may=EVERYONE, methods=("POST",))
    def leave() -> Response:
        with parts.database.writing() as store:
            if request.form.get("everywhere"):
                web_sessions.end_all_of(store, person().person)
            else:
                web_sessions.end(store, person().token_hash)
        session.clear()
        return redirect(url_for("entry.door"))

    return routes
