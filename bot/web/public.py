"""`GET /`: a short page for whoever comes by."""

from __future__ import annotations

from flask import Blueprint, render_template


def blueprint() -> Blueprint:
    routes = Blueprint("public", __name__)

    @routes.get("/")
    def front() -> str:
        return render_template("front.html")

    return routes
