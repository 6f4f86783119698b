"""`/hearing`: the agencies that consented, while the public is heard about them, and a form to write about one."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from bot.cases import hearing
from bot.cases.hearing import CommentRefusedError, Written
from bot.web.language import say
from bot.web.networks import network_of
from bot.web.parts import WebParts


def blueprint(parts: WebParts) -> Blueprint:
    routes = Blueprint("hearing", __name__, url_prefix="/hearing")

    @routes.get("")
    def listing() -> str:
        with parts.database.reading() as store:
            found = hearing.heard_now(store, parts.clock.now())
        return render_template("hearing.html", found=found)

    @routes.get("/<code>")
    def form(code: str) -> str:
        with parts.database.reading() as store:
            about = hearing.heard(store, code, parts.clock.now())
        if about is None:
            abort(404)
        return render_template(
            "comment.html", about=about, sent="sent" in request.args, written={}, longest=hearing.LONGEST
        )

    @routes.post("/<code>")
    def send(code: str) -> tuple[str, int] | Response:
        now, given = parts.clock.now(), request.form
        with parts.database.writing() as store:
            about = hearing.heard(store, code, now)
            if about is None:
                abort(404)
            try:
                hearing.write(store, about, _written(), secret=parts.secret_key, now=now)
            except CommentRefusedError as refused:
                problem = say(str(refused), refused.en)
                page = render_template(
                    "comment.html", about=about, written=given, problem=problem, longest=hearing.LONGEST
                )
                return page, 422
        return redirect(url_for("hearing.form", code=code, sent=1))

    return routes


def _written() -> Written:
    text, name, contact, trap = (request.form.get(field, "") for field in ("text", "name", "contact", "site"))
    return Written(text, name, contact, sender=network_of(request.remote_addr or ""), trap=trap)
