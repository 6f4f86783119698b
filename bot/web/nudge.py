"""Waking whoever answers, often enough for people and no oftener."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from bot.logs import fields, where

PAUSE = 0.1
"""Seconds between two wake-ups by one process. Who is woken does all that is due, so more of them would only cost."""

log = logging.getLogger(__name__)


class Nudge:
    """Wakes at once where nobody was woken for a while, else when the pause is over. Never raises."""

    def __init__(self, wake: Callable[[], None], pause: float = PAUSE) -> None:
        self._wake, self._pause = wake, pause
        self._next = 0.0
        self._planned = False
        self._choosing = threading.Lock()

    def __call__(self) -> None:
        with self._choosing:
            if self._planned:
                return
            left = self._next - time.monotonic()
            self._planned = left > 0
            self._next = time.monotonic() + max(left, 0) + self._pause
        if left > 0:
            later = threading.Timer(left, self._as_planned)
            later.daemon = True
            later.start()
        else:
            self._wake_quietly()

    def _as_planned(self) -> None:
        with self._choosing:
            self._planned = False
        self._wake_quietly()

    def _wake_quietly(self) -> None:
        try:
            self._wake()
        except Exception as error:  # noqa: BLE001 # whatever queue it is; the events are kept, so LINE must get its 200
            log.warning("nobody woken, the ticker will look", extra=fields(problem=where(error)))
