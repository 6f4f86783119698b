"""Messages of the two APIs: what may be said, with which types; what Google would refuse is refused here."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.sandbox.google import plain_kinds
from bot.sandbox.google.errors import ApiError, invalid_argument, unspoken
from bot.sandbox.google.masks import Mask, MaskError, parse
from bot.sandbox.google.plain_kinds import BadValueError


@dataclass(frozen=True)
class Messages:
    """The messages of one API: type -> field -> type of the field."""

    types: dict[str, dict[str, str]]
    package: str  # by which Google calls a message in a refusal
    ignored: frozenset[str] = frozenset()  # names that Google overlooks although it does not know them

    def conform(self, kind: str, value: Any, path: str = "") -> Any:
        """`value` without nulls and with plain types, or ApiError 400 that names all faults as Google words them."""
        reading = _Reading(self)
        read = reading.read(kind, value, path)
        if reading.faults:
            raise invalid_argument(reading.faults)
        return read

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

    def _check(self, kind: str, tree: Mask, path: str) -> None:
        bare = kind.strip("[]")
        for name, children in tree.items():
            here = f"{path}.{name}" if path else name
            if bare == "unspoken" and name != "*":
                raise unspoken(f"the field {here}")
            if name == "*" or bare == "any" or bare.startswith("{"):
                continue
            if name not in self.types.get(bare, {}):
                raise MaskError(here)
            self._check(self.types[bare][name], children, here)


@dataclass
class _Reading:
    """One message being read. `faults` are (path, sentence): Google tells all that it finds, not only the first."""

    messages: Messages
    faults: list[tuple[str, str]] = field(default_factory=list)

    def read(self, kind: str, value: Any, path: str) -> Any:
        if kind in self.messages.types:
            return self._message(kind, value, path)
        if kind.startswith("["):
            return self._list(kind[1:-1], value, path)
        if kind.startswith("{"):
            return self._map(kind[1:-1], value, path)
        if kind == "unspoken":
            raise unspoken(f"the field {path}")
        try:
            return plain_kinds.read(kind, value)
        except BadValueError as bad:
            self._refuse(path, str(bad), value)
            return value

    def _message(self, kind: str, value: Any, path: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            self._refuse(path, f"type.googleapis.com/{self.messages.package}.{kind}", value)
            return {}
        fields = self.messages.types[kind]
        result = {}
        for name, inner in value.items():
            if name not in fields and name not in self.messages.ignored:
                self.faults.append((path, _unknown_name(name, path)))
            elif inner is not None and name in fields:
                result[name] = self.read(fields[name], inner, _join(path, name))
        return result

    def _list(self, kind: str, value: Any, path: str) -> list[Any]:
        if not isinstance(value, list):
            self._refuse(path, "type.googleapis.com/google.protobuf.ListValue" if "any" in kind else "list", value)
            return []
        return [self.read(kind, each, f"{path}[{place}]") for place, each in enumerate(value)]

    def _map(self, kind: str, value: Any, path: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            self._refuse(path, "map", value)
            return {}
        return {name: self.read(kind, inner, f"{path}[{name}]") for name, inner in value.items()}

    def _refuse(self, path: str, kind: str, value: Any) -> None:
        self.faults.append((path, f"Invalid value at '{path}' ({kind}), {plain_kinds.quoted(value)}"))


@functools.cache
def sheets_messages() -> Messages:
    return Messages(_load("sheets.yaml"), "google.apps.sheets.v4")


@functools.cache
def drive_messages() -> Messages:
    # gspread sends this name of Drive v2, and Drive v3 lets it pass.
    return Messages(_load("drive.yaml"), "google.apps.drive.v3", frozenset({"withLink"}))


def _load(name: str) -> dict[str, dict[str, str]]:
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    types: dict[str, dict[str, str]] = yaml.safe_load(text)
    return types


def _join(path: str, name: str) -> str:
    snake = re.sub(r"[A-Z]", lambda found: "_" + found.group().lower(), name)
    return f"{path}.{snake}" if path else snake


def _unknown_name(name: str, path: str) -> str:
    at = f" at '{path}'" if path else ""
    return f'Invalid JSON payload received. Unknown name "{name}"{at}: Cannot find field.'


def _bad_fields(path: str, dialect: str) -> ApiError:
    if dialect == "drive":
        place = {"locationType": "parameter", "location": "fields"}
        return ApiError(400, f"Invalid field selection {path}", "invalidParameter", location=place)
    message = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
    error = invalid_argument([(path, message)])
    error.message = "Request contains an invalid argument."
    return error
