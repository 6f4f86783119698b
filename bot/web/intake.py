"""Keeping what LINE sent, durably, before LINE is told so. Webhooks that come at the same time share one commit."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import InterfaceError, OperationalError, ProgrammingError

from bot.logs import fields
from bot.store import chats, inbox
from bot.store.database import Database
from bot.store.inbox import Arrival

log = logging.getLogger(__name__)

_OF_THE_DATABASE = (InterfaceError, OperationalError, ProgrammingError)
"""It is away, locked or not as it should be: trying with fewer events would be of no use."""


@dataclass(slots=True)
class _Batch:
    """The events of one webhook, and what became of them."""

    arrivals: Sequence[Arrival]
    is_settled: bool = False
    error: Exception | None = None


class Intake:
    """One for a process, whose threads share it. `wake` is called when something new was kept.

    A commit waits for the disk. Whoever comes meanwhile waits too, and the first of those keeps the events of them all
    with the next commit: nobody waits for more than two, however many come.
    """

    def __init__(self, database: Database, wake: Callable[[], None]) -> None:
        self._database, self._wake = database, wake
        self._waiting: deque[_Batch] = deque()
        self._writing = threading.Lock()

    def keep(self, arrivals: Sequence[Arrival], now: datetime) -> None:
        """Returns once all these events are stored for good; raises where none of them is."""
        batch = _Batch(arrivals)
        self._waiting.append(batch)
        with self._writing:
            if not batch.is_settled:
                self._keep_all_that_wait(now)
        if batch.error is not None:
            raise batch.error

    def _keep_all_that_wait(self, now: datetime) -> None:
        """In one transaction; where one webhook's events cannot be kept, each webhook in a transaction of its own."""
        together: list[_Batch] = []
        try:
            self._write(together, now)
        except Exception as error:  # noqa: BLE001 # whoever waits for it raises it
            together.extend(self._come_so_far())
            is_one_events_fault = len(together) > 1 and not isinstance(error, _OF_THE_DATABASE)
            for batch in together:
                batch.error = self._written_alone(batch, now) if is_one_events_fault else error
        for batch in together:
            batch.is_settled = True

    def _written_alone(self, batch: _Batch, now: datetime) -> Exception | None:
        try:
            self._write([batch], now)
        except Exception as error:  # noqa: BLE001 # whoever waits for it raises it
            return error
        return None

    def _write(self, batches: list[_Batch], now: datetime) -> None:
        """Write these and, where there are none, all that have come by the time that writing may begin."""
        with self._database.writing() as session:
            if not batches:
                batches.extend(self._come_so_far())
            arrivals = [arrival for batch in batches for arrival in batch.arrivals]
            chats.meet_all(session, {each.chat_id: each.chat_kind for each in arrivals if each.is_to_answer}, now)
            new = inbox.take_in(session, arrivals, now)
        log.info("webhooks", extra=fields(webhooks=len(batches), events=len(arrivals), new=new))
        if new:
            self._wake()

    def _come_so_far(self) -> list[_Batch]:
        return [self._waiting.popleft() for _ in range(len(self._waiting))]
