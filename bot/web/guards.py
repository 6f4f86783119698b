"""What every page carries so that browsers keep others out: headers, cookies, and a token in every form."""

from __future__ import annotations

from flask import Blueprint, Flask, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.wrappers import Response

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_PRIVATE = ("/desk", "/calendar")
_FORM_LIFE = 12 * 3600
"""Seconds for which a form may stay open: as long as a session lives at most."""


def guard(app: Flask, *, secure: bool, machines: tuple[Blueprint, ...]) -> None:
    """Guard every page. `machines` are called by programs with signatures of their own and need no form token."""
    app.config.update(
        SESSION_COOKIE_NAME="tonbaeb",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
        WTF_CSRF_TIME_LIMIT=_FORM_LIFE,
        WTF_CSRF_SSL_STRICT=secure,
    )
    tokens = CSRFProtect(app)
    for blueprint in machines:
        tokens.exempt(blueprint)
    app.after_request(_with_headers)


def _with_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    if request.path.startswith(_PRIVATE):
        if not response.cache_control.private:  # a feed says itself how long its owner's program may keep it
            headers["Cache-Control"] = "no-store"
        headers["X-Robots-Tag"] = "noindex"
    if request.is_secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return response
