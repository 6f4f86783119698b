"""One POST to the bot's webhook, signed as LINE signs it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import requests

from bot.sandbox.line.account import BotAccount
from bot.sandbox.line.signatures import signature

PATIENCE = 2.0
"""Seconds. LINE logs a request_timeout after as long (LINE docs, error statistics)."""


@dataclass(frozen=True)
class Answer:
    """What the webhook said: a status, or None and why there is none."""

    status: int | None
    error: str | None = None

    @property
    def ok(self) -> bool:
        return self.error is None


def post_webhook(account: BotAccount, url: str, body: dict[str, Any]) -> Answer:
    raw = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "LineBotWebhook/2.0",
        "x-line-signature": signature(account.secret, raw),
    }
    with requests.Session() as session:
        session.trust_env = False  # no proxy may stand between two servers of this machine
        try:
            answer = session.post(url, data=raw, headers=headers, timeout=PATIENCE, allow_redirects=False)
        except requests.Timeout:
            return Answer(None, "request_timeout")
        except requests.RequestException as error:
            return Answer(None, f"could_not_connect: {type(error).__name__}")
    return Answer(answer.status_code, None if 200 <= answer.status_code < 300 else "error_status_code")
