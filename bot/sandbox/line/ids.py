"""Identifiers in the forms that LINE gives them."""

from __future__ import annotations

import re
import secrets
from datetime import datetime

USER_ID = re.compile(r"U[0-9a-f]{32}")
GROUP_ID = re.compile(r"C[0-9a-f]{32}")
CHAT_ID = re.compile(r"[UCR][0-9a-f]{32}")
RETRY_KEY = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def user_id() -> str:
    return "U" + secrets.token_hex(16)


def group_id() -> str:
    return "C" + secrets.token_hex(16)


def rich_menu_id() -> str:
    return "richmenu-" + secrets.token_hex(16)


def opaque_token() -> str:
    """A reply, quote, read or link token: nothing in it means anything."""
    return secrets.token_urlsafe(24)


def message_id(at: datetime) -> str:
    """Digits only, as LINE's are; later messages have greater ids."""
    return f"{milliseconds(at)}{secrets.randbelow(10**6):06d}"


def ulid(at: datetime) -> str:
    """26 characters: 48 bits of milliseconds, then 80 random bits."""
    number = (milliseconds(at) << 80) | secrets.randbits(80)
    return "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))


def milliseconds(at: datetime) -> int:
    """Since 1970, as the timestamps of events are."""
    return int(at.timestamp() * 1000)
