"""Serves the page: plain HTML, CSS and JavaScript modules, and the Sarabun face from its package."""

from __future__ import annotations

from pathlib import Path

import fontpkg_sarabun
from flask import Blueprint, Response, send_from_directory

from bot.sandbox.state import Sandbox

STATIC = Path(__file__).parent / "static"
FONTS = Path(fontpkg_sarabun.ROOT) / "files"

# Nothing is fetched from outside; pictures may also come from a bot that runs on this machine.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; "
    "img-src 'self' data: http://127.0.0.1:* http://localhost:*; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)


def blueprint(_sandbox: Sandbox) -> Blueprint:
    """The page at `/` and its files under `/page/`; it reads and changes state only by the control API."""
    page = Blueprint("page", __name__)
    page.add_url_rule("/", view_func=index)
    page.add_url_rule("/page/fonts/<path:name>", view_func=font)
    page.add_url_rule("/page/<path:name>", view_func=asset)
    page.after_request(_guarded)
    return page


def index() -> Response:
    return send_from_directory(STATIC, "index.html")


def asset(name: str) -> Response:
    return send_from_directory(STATIC, name)


def font(name: str) -> Response:
    return send_from_directory(FONTS, name, mimetype="font/ttf", max_age=86400)


def _guarded(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
