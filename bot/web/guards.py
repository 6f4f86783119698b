"""What every page carries so that browsers keep others out: headers, cookies, and a token in every form."""

from __future__ import annotations

from flask import Blueprint, Flask, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.wrappers import Response

from bot.web.asked import refuse_nul

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""On every answer. Forms need the referrer on our own pages, as their tokens are held against it."""
HTTPS_ONLY = "max-age=31536000"
_NOT_FOR_SEARCH = ("/desk", "/calendar")
_FORM_LIFE = 12 * 3600
"""Seconds for which a form may stay open: as long as a session lives at most."""


def guard(app: Flask, *, secure: bool, machines: tuple[Blueprint, ...]) -> None:
    """Guard every page. `machines` are called by programs with signatures of their own and need no form token.

    Where people come by https (`secure`) the cookie's prefix keeps pages on neighbouring hosts from setting one for us.
    """
    app.config.update(
        SESSION_COOKIE_NAME="__Host-tonbaeb" if secure else "tonbaeb",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
        WTF_CSRF_TIME_LIMIT=_FORM_LIFE,
        WTF_CSRF_SSL_STRICT=secure,
    )
    tokens = CSRFProtect(app)
    for blueprint in machines:
        tokens.exempt(blueprint)
    app.before_request(refuse_nul)
    app.after_request(_leading_nowhere_else)
    app.after_request(_with_https if secure else _with_headers)


def _with_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers.update(HEADERS)
    headers.setdefault("Cache-Control", "no-store")  # a file or a feed says itself how long it may be kept
    if request.path.startswith(_NOT_FOR_SEARCH):
        headers["X-Robots-Tag"] = "noindex"
    return response


def _with_https(response: Response) -> Response:
    response.headers["Strict-Transport-Security"] = HTTPS_ONLY
    return _with_headers(response)


def _leading_nowhere_else(response: Response) -> Response:
    """Routing completes an address with the host that was asked for, which whoever asks can choose."""
    onwards = response.headers.get("Location", "")
    if onwards.startswith(request.host_url):
        response.headers["Location"] = "/" + onwards.removeprefix(request.host_url).lstrip("/\\")
        response.set_data("")
    return response
