"""Thai first, English where someone asked for it: `?lang=en` once, then remembered by the browser."""

from __future__ import annotations

from typing import Literal, cast

from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

from bot.season.states import Called

Language = Literal["th", "en"]
COOKIE = "lang"
_YEAR = 365 * 24 * 3600


def language() -> Language:
    """The language of this request."""
    return cast("Language", g.get("language", "th"))


def say(th: str, en: str) -> str:
    """The one of two wordings that is in this request's language."""
    return en if language() == "en" else th


def called(name: Called) -> str:
    """The name in this request's language."""
    return say(name.th, name.en)


def speak(app: Flask) -> None:
    """Let every page of the application be in the chosen language; templates get `say`, `called` and `language`."""
    app.before_request(_choose)
    app.after_request(_remember)
    app.jinja_env.globals.update(say=say, called=called, language=language)


def _choose() -> None:
    asked = request.args.get("lang") or request.cookies.get(COOKIE)
    g.language = "en" if asked == "en" else "th"


def _remember(response: Response) -> Response:
    asked = request.args.get("lang")
    if asked in {"th", "en"}:
        secure = current_app.config["SESSION_COOKIE_SECURE"]
        response.set_cookie(COOKIE, asked, max_age=_YEAR, samesite="Lax", httponly=True, secure=secure)
    return response
