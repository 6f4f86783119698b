"""Doing something that two processes must not do at once: the second one waits, then finds it done."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from bot.store import claims
from bot.store.database import Database
from sheets_schema.thai import BANGKOK

PATIENCE = 30.0
"""Seconds to wait for whoever is at it."""
NAP = 0.25


class BusyError(Exception):
    """Someone else is still at it. `until` is when that is no longer believed, as after a process was killed."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        clock = until.astimezone(BANGKOK)
        super().__init__(
            f"อีกคำสั่งหนึ่งกำลังทำอยู่ หรือหยุดกลางคัน โปรดสั่งใหม่เมื่อคำสั่งนั้นเสร็จ หรือหลังเวลา {clock:%H.%M} น. / "
            f"another command is at it, or was killed: run this again when it is done, or after {clock:%H:%M}"
        )


@dataclass(frozen=True)
class Alone:
    """Lets one at a time through, by name, over all processes on this database."""

    database: Database
    clock: Clock
    sleep: Callable[[float], None] = time.sleep

    @contextmanager
    def at(self, name: str) -> Iterator[None]:
        """A block that nobody else is in under this name. BusyError where someone stays in it for long."""
        holder = uuid.uuid4().hex
        self._take(name, holder)
        try:
            yield
        finally:
            with self.database.writing() as session:
                claims.release(session, name, holder)

    def _take(self, name: str, holder: str) -> None:
        waited = 0.0
        while not self._is_taken(name, holder):
            if waited >= PATIENCE:
                raise BusyError(self._held_until(name))
            self.sleep(NAP)
            waited += NAP

    def _is_taken(self, name: str, holder: str) -> bool:
        with self.database.writing() as session:
            return claims.take(session, name, holder, self.clock.now())

    def _held_until(self, name: str) -> datetime:
        with self.database.reading() as session:
            return claims.held_until(session, name) or self.clock.now()
