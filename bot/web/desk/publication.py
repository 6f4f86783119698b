"""The results that are public, and taking one down where its agency has withdrawn its consent."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from bot.cases import published
from bot.season.awards import AWARDS
from bot.web.desk.acting import attempt, tell
from bot.web.desk.people import OFFICERS, Desk, person
from bot.web.language import say
from bot.web.parts import WebParts


def pages(parts: WebParts) -> Desk:
    routes = Desk("publication", parts)

    @routes.page("/published", may=OFFICERS)
    def listing() -> str:
        with parts.database.reading() as store:
            found = published.awarded(store)
        return render_template("desk/published.html", found=found, awards=AWARDS)

    @routes.page("/published/<code>", may=OFFICERS, methods=("POST",))
    def take_down(code: str) -> Response:
        by, now, typed = person().name, parts.clock.now(), request.form
        programme, letter = typed.get("programme", ""), typed.get("letter", "")
        came = attempt(parts, lambda session: published.take_down(session, code, programme, letter, by=by, now=now))
        tell(came, say("เลิกเผยแพร่แล้ว", "It is published no more"))
        return redirect(url_for("publication.listing"))

    return routes
