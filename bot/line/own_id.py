"""The channel's own id, which webhooks name as their destination, without a webhook ever waiting for LINE."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from bot.line.errors import LineError
from bot.logs import fields, where

PAUSE = 30.0
"""Seconds until LINE is asked again where it could not be asked."""

log = logging.getLogger(__name__)


class OwnId:
    """Tells what `ask` told once; None until then. It is asked in a thread of its own when one wants to know."""

    def __init__(self, ask: Callable[[], str], pause: float = PAUSE) -> None:
        self._ask, self._pause = ask, pause
        self._known: str | None = None
        self._not_before = 0.0
        self._asking = threading.Lock()

    def __call__(self) -> str | None:
        if self._known is None and time.monotonic() >= self._not_before and self._asking.acquire(blocking=False):
            threading.Thread(target=self._ask_line, name="own id", daemon=True).start()
        return self._known

    def _ask_line(self) -> None:
        try:
            if self._known is None:  # another one may just have been told
                self._known = self._ask()
        except LineError as error:
            log.warning("LINE did not tell the account's id", extra=fields(problem=where(error)))
            self._not_before = time.monotonic() + self._pause
        finally:
            self._asking.release()
