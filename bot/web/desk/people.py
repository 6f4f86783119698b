"""Who sits at the desk, and what each role may do: the one place where that is decided."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from flask import Blueprint, abort, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from bot.store import web_sessions
from bot.store.login_links import Role
from bot.store.web_sessions import WebSession
from bot.web.parts import WebParts

Page = Callable[..., Any]

OFFICERS: frozenset[Role] = frozenset({"officer"})
ASSESSORS: frozenset[Role] = frozenset({"assessor"})
EVERYONE: frozenset[Role] = frozenset({"officer", "assessor"})
ROLES = "_desk_roles"
"""The attribute of a page's function that tells who may open it; a test goes through all pages by it."""

BROWSER = "desk"
"""The name of the browser's token in Flask's signed cookie."""


def person() -> WebSession:
    """Whoever is signed in; only within a page."""
    return cast("WebSession", g.person)


class Desk(Blueprint):
    """A blueprint whose pages can only be made with the roles that may open them."""

    def __init__(self, name: str, parts: WebParts) -> None:
        super().__init__(name, __name__, url_prefix="/desk")
        self.parts = parts

    def page(self, rule: str, *, may: frozenset[Role], methods: tuple[str, ...] = ("GET",)) -> Callable[[Page], Page]:
        """Serve a function at this address to whoever is signed in with one of these roles, and to no one else."""

        def serve(function: Page) -> Page:
            @wraps(function)
            def guarded(**values: Any) -> Any:
                g.person = _signed_in(self.parts)
                if g.person is None:
                    return _to_the_door()
                if g.person.role not in may:
                    abort(403)
                return function(**values)

            setattr(guarded, ROLES, may)
            self.add_url_rule(rule, view_func=guarded, methods=methods)
            return guarded

        return serve


def _signed_in(parts: WebParts) -> WebSession | None:
    token, now = session.get(BROWSER), parts.clock.now()
    if not isinstance(token, str):
        return None
    with parts.database.reading() as reading:
        found = web_sessions.signed_in(reading, token, secret=parts.secret_key, now=now)
    if found is not None and web_sessions.is_to_be_noted(found, now):
        with parts.database.writing() as writing:
            web_sessions.note_seen(writing, found.token_hash, now)
    return found


def _to_the_door() -> Response:
    """Who is not signed in is told how to get in; a form that was sent meanwhile is not repeated."""
    session.pop(BROWSER, None)
    return redirect(url_for("entry.door", again=1 if request.method == "POST" else None))
