"""Reading key files of Google, as they are pasted into settings: raw or base64, with newlines lost or doubled."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from bot.google.errors import CredentialsMalformedError

GOOGLE_TOKEN_URI = "https://oauth2.googleapis.com/token"  # noqa: S105 - an address, no secret
_TOKEN_URIS = frozenset({GOOGLE_TOKEN_URI, "https://accounts.google.com/o/oauth2/token"})
_NEEDED = {
    "service_account": ("client_email", "private_key", "token_uri"),
    "authorized_user": ("client_id", "client_secret", "refresh_token"),
}


def key_in(text: str, kind: str) -> dict[str, Any]:
    """The key of a `kind` (`service_account` or `authorized_user`) in a text; CredentialsMalformedError if none."""
    found = _json_in(text.strip())
    if not isinstance(found, dict):
        raise CredentialsMalformedError("neither JSON nor base64 of JSON")
    return _usable(found, kind)


def keys_in(text: str, kind: str) -> list[dict[str, Any]]:
    """The keys of a `kind` in a text: one of them, or a JSON list of several accounts' keys."""
    found = _json_in(text.strip())
    if not isinstance(found, list) or not found:
        return [key_in(text, kind)]
    if not all(isinstance(key, dict) for key in found):
        raise CredentialsMalformedError("the list holds something that is no key")
    keys = [_usable(key, kind) for key in found]
    if len({key.get("client_email") for key in keys}) < len(keys):
        raise CredentialsMalformedError("an account stands in the list twice")
    return keys


def _usable(key: dict[str, Any], kind: str) -> dict[str, Any]:
    if key.get("type") != kind:
        raise CredentialsMalformedError(f"the key's type is not {kind}")
    lacking = [name for name in _NEEDED[kind] if not isinstance(key.get(name), str) or not key[name]]
    if lacking:
        raise CredentialsMalformedError(f"the key lacks {', '.join(lacking)}")
    if "private_key" in key:
        key["private_key"] = key["private_key"].replace("\\n", "\n")
    return key


def token_address(key: Mapping[str, Any], *, any_address: bool) -> str:
    """Where the key's tokens come from. Elsewhere than at Google it would send signed claims to a stranger."""
    address = str(key.get("token_uri") or GOOGLE_TOKEN_URI)
    if not is_googles(address) and not any_address:
        raise CredentialsMalformedError("its token_uri is not Google's")
    return address


def is_googles(address: str) -> bool:
    """Whether an address is where Google itself gives tokens."""
    return address in _TOKEN_URIS


def _json_in(text: str) -> Any:
    for candidate in (text, _decoded(text)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text, validate=False).decode()
    except (binascii.Error, ValueError):
        return ""
