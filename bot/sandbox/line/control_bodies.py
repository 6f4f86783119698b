"""Reading what the page or a test wishes of the control API."""

from __future__ import annotations

from typing import Any, TypeVar

from flask import request

from bot.sandbox.line.refusals import RefusalError

T = TypeVar("T")


def wish() -> dict[str, Any]:
    """The request's JSON object; an empty body is an empty wish."""
    if not request.get_data():
        return {}
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise RefusalError(400, "the body must be a JSON object")
    return body


def field(body: dict[str, Any], name: str, kind: type[T]) -> T:
    value = optional_field(body, name, kind)
    if value is None or value == "":
        raise RefusalError(400, f"{name} must be given")
    return value


def optional_field(body: dict[str, Any], name: str, kind: type[T]) -> T | None:
    value = body.get(name)
    if value is None:
        return None
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise RefusalError(400, f"{name} must be of type {kind.__name__}")
    return value


def names(body: dict[str, Any], name: str) -> list[str]:
    """A list of strings; empty where it is not given."""
    value = optional_field(body, name, list) or []
    if not all(isinstance(each, str) for each in value):
        raise RefusalError(400, f"{name} must be a list of strings")
    return value
