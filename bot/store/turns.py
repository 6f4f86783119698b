"""Taking turns at writing to an SQLite file, over all threads and processes, in about the order in which they came.

SQLite itself has a writer that finds another one sleep and try again, longer each time: while others write without a
pause, some wait a hundred times as long as others. Here one goes through two doors. There is room for one between them,
and who stands there goes in as soon as the writer inside has left; so nobody writes twice while another one waits.
"""

from __future__ import annotations

import fcntl
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import IO

LOOK_AGAIN = 0.0005
"""Seconds; a turn takes about as long as the disk does."""


class Turns:
    """The turns at one file, for one process; its threads share it. The doors are locks on a file beside it.

    Locks of a process that ends are gone with it. Whoever waited `patience` seconds goes on without a turn, and hears
    from SQLite itself that the database is locked.
    """

    def __init__(self, file: Path, patience: float) -> None:
        self._file, self._patience = file, patience
        self._in_this_process = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        ends = time.monotonic() + self._patience
        if not self._in_this_process.acquire(timeout=self._patience):
            yield
            return
        try:
            between, inside = self._doors
            if _locked(between, ends):
                _locked(inside, ends)
                _unlock(between)
            try:
                yield
            finally:
                _unlock(inside)
        finally:
            self._in_this_process.release()

    @cached_property
    def _doors(self) -> tuple[IO[bytes], IO[bytes]]:
        """Opened when they are first needed, since a process that forks would share them with its children."""
        between, inside = (Path(f"{self._file}-{name}").open("ab") for name in ("next", "turn"))  # noqa: SIM115 # closed with us
        for door in (between, inside):
            weakref.finalize(self, door.close)
        return between, inside


def _locked(door: IO[bytes], ends: float) -> bool:
    """Whether one got through before it was too late."""
    while True:
        with suppress(BlockingIOError):
            fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        if time.monotonic() > ends:
            return False
        time.sleep(LOOK_AGAIN)


def _unlock(door: IO[bytes]) -> None:
    fcntl.flock(door, fcntl.LOCK_UN)
