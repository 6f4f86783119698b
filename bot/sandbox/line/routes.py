"""How a table of handlers becomes routes: each runs under the sandbox's lock, but for the few that wait."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask import Blueprint, Response

from bot.sandbox.line.service import Line

Answered = Response | dict[str, Any] | tuple[dict[str, Any], int]
Handler = Callable[..., Answered]
"""Takes the Line, and by name what the rule captures from the path."""

Route = tuple[str, str, Handler]
"""Method, rule, handler."""


def add_routes(blueprint: Blueprint, line: Line, routes: Iterable[Route]) -> None:
    _add(blueprint, routes, lambda handler: _locked(line, handler))


def add_unlocked_routes(blueprint: Blueprint, line: Line, routes: Iterable[Route]) -> None:
    """For handlers that wait for others, who may need the lock."""
    _add(blueprint, routes, lambda handler: _plain(line, handler))


def _add(blueprint: Blueprint, routes: Iterable[Route], view_of: Callable[[Handler], Callable[..., Answered]]) -> None:
    for method, rule, handler in routes:
        name = f"{method} {rule}".replace(".", "_")
        blueprint.add_url_rule(rule, name, view_of(handler), methods=[method])


def _locked(line: Line, handler: Handler) -> Callable[..., Answered]:
    def view(**captured: Any) -> Answered:
        with line.sandbox.lock:
            return handler(line, **captured)

    return view


def _plain(line: Line, handler: Handler) -> Callable[..., Answered]:
    def view(**captured: Any) -> Answered:
        return handler(line, **captured)

    return view
