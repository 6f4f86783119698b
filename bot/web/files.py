"""Files that pages need: the Sarabun face, from its package."""

from __future__ import annotations

from pathlib import Path

import fontpkg_sarabun
from flask import Blueprint, send_from_directory
from werkzeug.wrappers import Response

FONTS = Path(fontpkg_sarabun.ROOT) / "files"
_WEEK = 7 * 24 * 3600


def blueprint() -> Blueprint:
    routes = Blueprint("files", __name__)

    @routes.get("/fonts/<path:name>")
    def font(name: str) -> Response:
        return send_from_directory(FONTS, name, mimetype="font/ttf", max_age=_WEEK)

    return routes
