"""Time that passes with the work of this process, and on paper where one would only wait."""

from __future__ import annotations

import threading
import time
from bisect import bisect_right
from collections import defaultdict
from datetime import datetime, timedelta

from bot.google.budget import Budget, Kind


class PaperTime:
    """A clock from `begin` on (aware): the processor's seconds in this process, and those that were slept on paper.

    The processor's, so that what else the machine does is left out. Time is skipped where all workers sleep, up to the
    first that wakes.
    """

    def __init__(self, begin: datetime) -> None:
        self._begin = begin
        self._started = time.process_time()
        self._skipped = 0.0
        self._workers = 1
        self._asleep: list[float] = []
        self._changed = threading.Condition()

    def begin_with(self, workers: int) -> None:
        """So many threads will work and sleep from now on."""
        self._workers = workers

    def end(self) -> None:
        """One of them has ended."""
        with self._changed:
            self._workers -= 1
            self._changed.notify_all()

    def sleep(self, seconds: float) -> None:
        with self._changed:
            until = self.monotonic() + seconds
            self._asleep.append(until)
            while (left := until - self.monotonic()) > 0:
                if len(self._asleep) < self._workers:
                    self._changed.wait(timeout=left)
                else:
                    self._skipped += max(0.0, min(self._asleep) - self.monotonic())
                    self._changed.notify_all()
                    if min(self._asleep) < until:
                        self._changed.wait(timeout=left)
            self._asleep.remove(until)

    def monotonic(self) -> float:
        """Seconds since the beginning."""
        return time.process_time() - self._started + self._skipped

    def now(self) -> datetime:
        return self._begin + timedelta(seconds=self.monotonic())


class MeteredBudget:
    """A budget that remembers when its requests go out. Each request takes `on_the_way` seconds more, on paper."""

    def __init__(self, budget: Budget, clock: PaperTime, on_the_way: float = 0.0) -> None:
        self._budget = budget
        self._clock = clock
        self._on_the_way = on_the_way
        self._sent: dict[Kind, list[float]] = defaultdict(list)

    def spend(self, identity: str, kind: Kind) -> float:
        wait = self._budget.spend(identity, kind)
        self._sent[kind].append(self._clock.monotonic() + wait)
        return wait + self._on_the_way

    def busiest_minutes(self) -> dict[Kind, int]:
        """The most requests of each kind that went out within any 60 seconds."""
        return {kind: _most_in_a_minute(sorted(sent)) for kind, sent in self._sent.items()}


def _most_in_a_minute(sent: list[float]) -> int:
    return max(bisect_right(sent, first + 60) - place for place, first in enumerate(sent))
