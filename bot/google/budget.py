"""How many requests a minute an identity may spend, so that Google need not refuse any."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

Kind = Literal["read", "write", "drive"]

PER_MINUTE: Mapping[Kind, int] = {"read": 50, "write": 50, "drive": 600}
BURST = 8
"""After a pause `BURST` requests may go at once; with those, no minute sees more than Google grants each identity for
Sheets: 60 reads and 60 writes."""


class Budget(Protocol):
    """Where requests are accounted for; workers that share an identity share its budget."""

    def spend(self, identity: str, kind: Kind) -> float:
        """Take one request from the budget; how many seconds to wait before sending it."""


@dataclass(slots=True)
class _Bucket:
    tokens: float
    seen: float


class LocalBudget:
    """Token buckets in this process, safe among its threads.

    `monotonic` tells seconds that never run back. A bucket may go into debt: whoever finds it empty is told to wait
    until the token it took would have been there.
    """

    def __init__(self, monotonic: Callable[[], float], per_minute: Mapping[Kind, int] = PER_MINUTE) -> None:
        self._monotonic = monotonic
        self._per_minute = per_minute
        self._buckets: dict[tuple[str, Kind], _Bucket] = {}
        self._lock = threading.Lock()

    def spend(self, identity: str, kind: Kind) -> float:
        per_second = self._per_minute[kind] / 60
        with self._lock:
            now = self._monotonic()
            bucket = self._buckets.setdefault((identity, kind), _Bucket(float(BURST), now))
            bucket.tokens = min(BURST, bucket.tokens + (now - bucket.seen) * per_second) - 1
            bucket.seen = now
            return max(0.0, -bucket.tokens / per_second)
