"""Messages of the two APIs: what may be said, with which types; what Google would refuse is refused here."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.sandbox.google.errors import ApiError, unspoken
from bot.sandbox.google.masks import Mask, MaskError, parse

_SIMPLE = {"string", "boolean", "int", "number", "mask", "any", "unspoken"}
_BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest"


@dataclass(frozen=True)
class Messages:
    """The messages of one API: type -> field -> type of the field."""

    types: dict[str, dict[str, str]]
    ignored: frozenset[str] = frozenset()  # names that Google overlooks although it does not know them

    def conform(self, kind: str, value: Any, path: str = "") -> Any:
        """`value` without nulls and with plain types, or ApiError 400 as Google words it."""
        if kind in self.types:
            return self._message(kind, value, path)
        if kind.startswith("["):
            return self._list(kind[1:-1], value, path)
        if kind.startswith("{"):
            return {k: self.conform(kind[1:-1], v, f"{path}[{k}]") for k, v in _dict(value, path).items()}
        return _plain(kind, value, path)

    def mask(self, kind: str, text: str) -> Mask:
        """The tree of a mask on `kind`; MaskError names a path that is not there."""
        tree = parse(text)
        self._check(kind, tree, "")
        return tree

    def response_mask(self, kind: str, text: str, dialect: str) -> Mask:
        """The tree of the `fields` parameter, or ApiError 400."""
        try:
            return self.mask(kind, text)
        except MaskError as error:
            raise _bad_fields(str(error), dialect) from error

    def _message(self, kind: str, value: Any, path: str) -> dict[str, Any]:
        fields = self.types[kind]
        result = {}
        for name, inner in _dict(value, path).items():
            if name not in fields and name not in self.ignored:
                raise _unknown_name(name, path)
            if inner is not None and name in fields:
                result[name] = self.conform(fields[name], inner, _join(path, name))
        return result

    def _list(self, kind: str, value: Any, path: str) -> list[Any]:
        if not isinstance(value, list):
            raise _bad_value(path, "list", value)
        return [self.conform(kind, each, f"{path}[{i}]") for i, each in enumerate(value)]

    def _check(self, kind: str, tree: Mask, path: str) -> None:
        bare = kind.strip("[]")
        for name, children in tree.items():
            here = f"{path}.{name}" if path else name
            if name == "*" or bare in ("any", "unspoken") or bare.startswith("{"):
                continue
            if name not in self.types.get(bare, {}):
                raise MaskError(here)
            self._check(self.types[bare][name], children, here)


@functools.cache
def sheets_messages() -> Messages:
    return Messages(_load("sheets.yaml"))


@functools.cache
def drive_messages() -> Messages:
    # gspread sends this name of Drive v2, and Drive v3 lets it pass.
    return Messages(_load("drive.yaml"), frozenset({"withLink"}))


def _load(name: str) -> dict[str, dict[str, str]]:
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    types: dict[str, dict[str, str]] = yaml.safe_load(text)
    return types


def _dict(value: Any, path: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _bad_value(path, "object", value)
    return value


def _plain(kind: str, value: Any, path: str) -> Any:
    if kind == "unspoken":
        raise unspoken(f"the field {path}")
    if kind == "any":
        return value
    if kind == "boolean":
        return _boolean(value, path)
    if kind in ("int", "number"):
        return _number(kind, value, path)
    if not isinstance(value, str):
        raise _bad_value(path, "TYPE_STRING" if kind in _SIMPLE else "enum", value)
    if kind not in _SIMPLE and value not in kind.split("|"):
        raise _bad_value(path, "enum", value)
    return value


def _boolean(value: Any, path: str) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return bool(value == "true")
    raise _bad_value(path, "TYPE_BOOL", value)


def _number(kind: str, value: Any, path: str) -> int | float:
    name = "TYPE_INT32" if kind == "int" else "TYPE_DOUBLE"
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise _bad_value(path, name, value)
    try:
        number = float(value)
    except ValueError:
        raise _bad_value(path, name, value) from None
    if kind == "int" and (number != int(number) or abs(number) >= 2**31):
        raise _bad_value(path, name, value)
    return int(number) if kind == "int" or isinstance(value, int) else number


def _join(path: str, name: str) -> str:
    snake = re.sub(r"[A-Z]", lambda found: "_" + found.group().lower(), name)
    return f"{path}.{snake}" if path else snake


def _unknown_name(name: str, path: str) -> ApiError:
    at = f" at '{path}'" if path else ""
    return _violation(path, f'Invalid JSON payload received. Unknown name "{name}"{at}: Cannot find field.')


def _bad_value(path: str, kind: str, value: Any) -> ApiError:
    return _violation(path, f"Invalid value at '{path}' ({kind}), {str(value)[:80]!r}")


def _violation(path: str, message: str) -> ApiError:
    detail = {"@type": _BAD_REQUEST, "fieldViolations": [{"field": path, "description": message}]}
    return ApiError(400, message, reason="badRequest", details=[detail])


def _bad_fields(path: str, dialect: str) -> ApiError:
    if dialect == "drive":
        place = {"locationType": "parameter", "location": "fields"}
        return ApiError(400, f"Invalid field selection {path}", "invalidParameter", location=place)
    message = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
    violation = {"field": path, "description": message}
    detail = {"@type": _BAD_REQUEST, "fieldViolations": [violation]}
    return ApiError(400, "Request contains an invalid argument.", details=[detail])
