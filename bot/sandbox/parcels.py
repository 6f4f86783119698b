"""What is carried to a bot's address, and when: parcels in order of their due time, and the thread that waits."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Parcel:
    """Something on its way, by its id. `due` is on the monotonic clock."""

    id: str
    due: float
    held_back: bool = False


class ParcelQueue:
    """The thread, called `name`, ends when nothing is left to carry and is started by the next parcel."""

    def __init__(self, name: str, carry: Callable[[Parcel], None]) -> None:
        self._name = name
        self._carry = carry
        self._changed = threading.Condition()
        self._parcels: list[Parcel] = []
        self._thread: threading.Thread | None = None

    def add(self, parcel_id: str, *, after: float = 0.0, held_back: bool = False) -> None:
        """Have it carried `after` real seconds."""
        with self._changed:
            self._parcels.append(Parcel(parcel_id, time.monotonic() + after, held_back))
            self._changed.notify()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()

    def release_held_back(self) -> None:
        with self._changed:
            for parcel in self._parcels:
                if parcel.held_back:
                    parcel.due = time.monotonic()

    def _run(self) -> None:
        try:
            while parcel := self._next():
                self._carry(parcel)
        except sqlite3.ProgrammingError:
            return  # the sandbox was closed; what is left is on its shelf for the next start
        finally:
            with self._changed:
                if self._thread is threading.current_thread():
                    self._thread = None

    def _next(self) -> Parcel | None:
        """Wait for the parcel that is due first; None when there is none at all."""
        with self._changed:
            while self._parcels:
                first = min(self._parcels, key=lambda parcel: parcel.due)
                wait = first.due - time.monotonic()
                if wait <= 0:
                    self._parcels.remove(first)
                    return first
                self._changed.wait(wait)
            self._thread = None
            return None
