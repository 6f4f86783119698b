"""The sandbox as one Flask application: Google, LINE, the page and the control API."""

from __future__ import annotations

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from bot.sandbox import connection, control, google, line, page
from bot.sandbox.state import Sandbox


def create_app(sandbox: Sandbox) -> Flask:
    app = Flask("bot.sandbox", static_folder=None)
    app.json.sort_keys = False  # type: ignore[attr-defined]  # flask's default provider has it
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # Google and LINE answer in UTF-8
    connection.install(app, sandbox)
    for part in (control, google, line, page):
        app.register_blueprint(part.blueprint(sandbox))
    app.register_error_handler(404, _unspoken)
    app.register_error_handler(405, _unspoken)
    return app


def _unspoken(error: HTTPException) -> Response:
    """What the stand-ins do not speak is refused aloud, so that nobody takes silence for agreement."""
    if not connection.is_api_call(request.path):
        return _told(error.code or 404, str(error.description))
    return _told(501, f"the sandbox does not speak {request.method} {request.path}")


def _told(code: int, message: str) -> Response:
    error = {"code": code, "message": message, "status": "UNIMPLEMENTED" if code == 501 else "NOT_FOUND"}
    response = jsonify({"error": error, "message": message})
    response.status_code = code
    return response
