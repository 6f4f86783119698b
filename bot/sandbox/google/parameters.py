"""Parameters of a query, read as strictly as Google reads them."""

from __future__ import annotations

import re

from bot.sandbox.google.errors import ApiError, invalid_argument, invalid_parameter, unspoken
from bot.sandbox.google.methods import Method
from bot.sandbox.google.plain_kinds import quoted

COMMON = {
    "$.xgafv": "1|2",
    "access_token": "string",
    "alt": "json|media|proto",
    "callback": "string",
    "fields": "string",
    "key": "string",
    "oauth_token": "string",
    "prettyPrint": "boolean",
    "quotaUser": "string",
    "uploadType": "string",
    "upload_protocol": "string",
}
# Google would heed these; the sandbox signs in by the header alone and answers plain JSON.
_UNSPOKEN = {"access_token", "callback", "oauth_token", "uploadType", "upload_protocol"}
# Not among the parameters of these methods, but gspread sends it and Google lets it pass.
TOLERATED = {"drive.files.get": {"includeItemsFromAllDrives": "boolean"}}


def read_parameters(method: Method, sent: dict[str, list[str]], dialect: str) -> dict[str, list[str]]:
    """The parameters as they were sent, each of a known name and kind; ApiError 400 otherwise."""
    known = {**COMMON, **method.parameters, **TOLERATED.get(method.id, {})}
    for name, values in sent.items():
        if name not in known:
            raise _unknown(name)
        _check(name, known[name].rstrip("!"), values, dialect)
    for name, kind in method.parameters.items():
        if kind.endswith("!") and not any(sent.get(name, [])):
            raise invalid_parameter(name, f"Required parameter: {name}", "required")
    return sent


def _check(name: str, kind: str, values: list[str], dialect: str) -> None:
    if name in _UNSPOKEN or (name == "alt" and values != ["json"]):
        raise unspoken(f"the parameter {name}={values[-1]}")
    if kind.startswith("["):
        kind = kind[1:-1]
    elif len(values) > 1:
        told = f"Invalid value at '{_snake(name)}': Proto field is not repeating, cannot start list."
        raise invalid_argument([(_snake(name), told)])
    for value in values:
        fault = _fault(kind, value)
        if fault and dialect == "drive":
            raise invalid_parameter(name, fault[1], "invalidParameter")
        if fault:
            sentence = f"Invalid value at '{_snake(name)}' ({fault[0]}), {quoted(value)}"
            raise invalid_argument([(_snake(name), sentence)])


def _fault(kind: str, value: str) -> tuple[str, str] | None:
    """What is wrong with a value: its type in the words of Sheets, and a sentence of Drive's."""
    if kind == "boolean":
        return None if value.lower() in ("true", "false") else ("TYPE_BOOL", f"Invalid boolean value: '{value}'.")
    if ".." in kind:
        lowest, highest = map(int, kind.split(".."))
        within = value.isascii() and value.isdigit() and lowest <= int(value) <= highest
        sentence = f"Invalid value '{value}'. Values must be within the range: [{lowest}, {highest}]"
        return None if within else ("TYPE_INT32", sentence)
    if kind != "string" and value not in kind.split("|"):
        return "enum", f"Invalid string value: '{value}'. Allowed values: [{', '.join(kind.split('|'))}]"
    return None


def _snake(name: str) -> str:
    return re.sub(r"[A-Z]", lambda found: "_" + found.group().lower(), name)


def _unknown(name: str) -> ApiError:
    message = f"Cannot bind query parameter. Field '{name}' could not be found in request message."
    return invalid_argument([("", f'Invalid JSON payload received. Unknown name "{name}": {message}')])
