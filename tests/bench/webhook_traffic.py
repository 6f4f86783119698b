"""What LINE sends in a bench: whole requests with signed events, no two alike."""

from __future__ import annotations

import itertools
import json
import time
from typing import Any

from bot.line.signature import signature_of
from tests.bench.line_side import ACCOUNT

SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"
PEOPLE = 500

_numbers = itertools.count(1)


def person(number: int) -> str:
    """The LINE id of one of the people who write."""
    return f"U{number % PEOPLE:032x}"


def text(words: str, user_id: str = "", reply_token: str = "") -> dict[str, Any]:
    """Someone writes a line."""
    number = next(_numbers)
    said = {"type": "text", "id": f"{number:018d}", "quoteToken": "q" * 64, "text": words}
    return _event("message", number, user_id, reply_token, message=said)


def press(data: str, user_id: str = "", reply_token: str = "") -> dict[str, Any]:
    """Someone presses a button."""
    return _event("postback", next(_numbers), user_id, reply_token, postback={"data": data})


def request(path: str, *events: dict[str, Any]) -> bytes:
    """One webhook with these events, to be sent as it is."""
    body = json.dumps({"destination": ACCOUNT, "events": events}).encode()
    head = (
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/json; charset=utf-8",
        f"X-Line-Signature: {signature_of(body, SECRET)}",
        f"Content-Length: {len(body)}",
    )
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def _event(kind: str, number: int, user_id: str, reply_token: str, **more: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "webhookEventId": f"01H{number:023d}",
        "timestamp": int(time.time() * 1000),
        "mode": "active",
        "source": {"type": "user", "userId": user_id or person(number)},
        "replyToken": reply_token or f"{number:032x}",
        "deliveryContext": {"isRedelivery": False},
        **more,
    }
