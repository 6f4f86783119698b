"""Coming in by a one-time link, and going out."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from bot.store import audit, login_links, web_sessions
from bot.web.desk.people import BROWSER, EVERYONE, Desk, person
from bot.web.parts import WebParts


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
        return render_template("desk/enter.html", link=link, token=token), 200 if link else 410

    @routes.post("/enter/<token>")
    def enter(token: str) -> tuple[str, int] | Response:
        now = parts.clock.now()
        with parts.database.writing() as store:
            link = login_links.use(store, token, secret=parts.secret_key, now=now)
            if link is None:
                return render_template("desk/enter.html", link=None, token=token), 410
            browser = web_sessions.begin(store, link, secret=parts.secret_key, now=now)
            audit.note(store, link.name, "enter desk", link.role, now=now)
        session.clear()
        session[BROWSER] = browser
        return redirect(url_for("overview.overview"))

    return routes


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
