"""`GET /`: a short page for whoever comes by."""

from __future__ import annotations

from flask import Blueprint, render_template

from bot.conversation.cards.welcome import NOTICE
from bot.conversation.view import NOTICE_VERSION


def blueprint() -> Blueprint:
    routes = Blueprint("public", __name__)

    @routes.get("/")
    def front() -> str:
        return render_template("front.html")

    @routes.get("/privacy")
    def privacy() -> str:
        return render_template("privacy.html", version=NOTICE_VERSION, lines=NOTICE)

    return routes
