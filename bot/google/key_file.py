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
    key = _object_in(text.strip())
    if key is None:
        raise CredentialsMalformedError("neither JSON nor base64 of JSON")
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


def _object_in(text: str) -> dict[str, Any] | None:
    for candidate in (text, _decoded(text)):
        try:
            found = json.loads(candidate, strict=False)
        except ValueError:
            continue
        if isinstance(found, dict):
            return found
    return None


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text, validate=False).decode()
    except (binascii.Error, ValueError):
        return ""
