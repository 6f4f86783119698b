"""Rate limits: a bucket for each endpoint and method, whatever stands in its path (LINE reference, rate limits)."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import NamedTuple

_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
_SECOND = timedelta(seconds=1)


class Rate(NamedTuple):
    """So many requests in a span of time, all of which may come at once."""

    requests: int
    span: timedelta

    @property
    def cost(self) -> timedelta:
        """The time in which a bucket gets back what one request takes."""
        return self.span / self.requests


USUAL = Rate(2_000, _SECOND)
RATES = {
    "POST /v2/bot/message/multicast": Rate(200, _SECOND),
    "POST /v2/bot/chat/loading/start": Rate(100, _SECOND),
    "POST /v2/bot/richmenu": Rate(100, _HOUR),
    "DELETE /v2/bot/richmenu/<menu_id>": Rate(100, _HOUR),
    "DELETE /v2/bot/richmenu/alias/<alias_id>": Rate(100, _HOUR),
    "GET /v2/bot/richmenu/list": Rate(10, _SECOND),
    "POST /v2/bot/channel/webhook/test": Rate(60, _HOUR),
    "GET /v2/bot/channel/webhook/endpoint": Rate(1_000, _MINUTE),
    "PUT /v2/bot/channel/webhook/endpoint": Rate(1_000, _MINUTE),
}


class RateLimits:
    """What is left in each bucket, as time saved up by the sandbox's clock. A new process begins with full ones."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._left: dict[str, tuple[timedelta, datetime]] = {}

    def take(self, endpoint: str, now: datetime) -> bool:
        """Count one request to `METHOD /rule`; False where it is one too many. A clock put back fills nothing."""
        rate = RATES.get(endpoint, USUAL)
        with self._lock:
            left, since = self._left.get(endpoint, (rate.span, now))
            left = min(rate.span, left + max(now - since, timedelta(0)))
            is_free = left >= rate.cost
            self._left[endpoint] = (left - rate.cost if is_free else left, now)
            return is_free
