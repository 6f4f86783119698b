"""What the web side needs of the outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.clock import Clock
from bot.store.database import Database


@dataclass(frozen=True)
class WebParts:
    """What the web side is given.

    `bot_user_id` tells the channel's own id, which webhooks name as destination; None while it is not known.
    `wake_inbox` wakes whoever answers; it may fail, since the ticker looks as well. `base_url` is the address under
    which others reach the pages; blank where none is set. `trusted_proxies` tells how many proxies stand before us,
    whose word on who asks is taken. `metrics_token` opens `/metrics`, which is not there while it is blank.
    """

    database: Database
    clock: Clock
    channel_secret: str
    secret_key: str
    wake_inbox: Callable[[], None]
    bot_user_id: Callable[[], str | None]
    base_url: str = ""
    trusted_proxies: int = 0
    metrics_token: str = ""
