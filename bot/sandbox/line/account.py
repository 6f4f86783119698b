"""The bot's own account: its ids, its credentials and where its webhook is."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from bot.sandbox.line import ids
from bot.sandbox.state import Sandbox

# Secret and access token lie apart from the rest: they are what a bot's settings are written from.
_CHANNEL = ("line.channel", "channel")
_ACCOUNT = ("line.account", "bot")


@dataclass(frozen=True)
class BotAccount:
    """Fixed per data folder, except for the webhook, its two switches, and how often an event is delivered again."""

    secret: str
    token: str
    user_id: str
    channel_id: str
    basic_id: str
    display_name: str
    webhook_url: str
    webhook_active: bool
    redelivery: bool
    redeliveries: int = 3


def bot_account(sandbox: Sandbox) -> BotAccount:
    """The account, created the first time it is asked for."""
    with sandbox.lock:
        channel = sandbox.shelf.get(*_CHANNEL) or _keep(sandbox, _CHANNEL, _new_channel())
        account = sandbox.shelf.get(*_ACCOUNT) or _keep(sandbox, _ACCOUNT, _new_account())
        return BotAccount(secret=channel["secret"], token=channel["access_token"], **account)


def set_webhook(
    sandbox: Sandbox,
    *,
    url: str | None = None,
    active: bool | None = None,
    redelivery: bool | None = None,
    redeliveries: int | None = None,
) -> BotAccount:
    """Change what is given, leave the rest."""
    given = {"webhook_url": url, "webhook_active": active, "redelivery": redelivery}
    wishes = {**given, "redeliveries": redeliveries}
    changes = {name: wish for name, wish in wishes.items() if wish is not None}
    with sandbox.lock:
        account = sandbox.shelf.get(*_ACCOUNT) or _new_account()
        _keep(sandbox, _ACCOUNT, {**account, **changes})
        sandbox.touch()
        return bot_account(sandbox)


def _keep(sandbox: Sandbox, place: tuple[str, str], document: dict[str, Any]) -> dict[str, Any]:
    sandbox.shelf.put(*place, document)
    return document


def _new_channel() -> dict[str, Any]:
    return {"secret": secrets.token_hex(16), "access_token": secrets.token_urlsafe(96)}


def _new_account() -> dict[str, Any]:
    return {
        "user_id": ids.user_id(),
        "channel_id": str(2_000_000_000 + secrets.randbelow(10**9)),
        "basic_id": "@" + secrets.token_hex(4),
        "display_name": "ต้นแบบ",
        "webhook_url": "",
        "webhook_active": True,
        "redelivery": True,
    }
