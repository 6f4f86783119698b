"""Web applications under gunicorn, each a set of processes of its own, and the processor time that these take."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

SETTINGS = ("--workers", "2", "--threads", "4")
_PATIENCE = 60.0
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Web:
    """Where one listens, and the process that began it."""

    port: int
    pid: int

    def processor_seconds(self) -> float:
        """What it and its workers have taken of the processor so far."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return sum(_seconds_of(pid) for pid in [str(self.pid), *children])


@contextmanager
def gunicorn(application: str, environment: Mapping[str, str]) -> Iterator[Web]:
    """An application that answers, until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", *SETTINGS, "--bind", f"127.0.0.1:{port}", application]
    with process([*command, "--log-level", "warning"], environment) as pid:
        wait_for(port)
        yield Web(port, pid)


@contextmanager
def process(command: list[str], environment: Mapping[str, str]) -> Iterator[int]:
    """A command that runs until the block ends, its log thrown away; its process id."""
    environment = {**os.environ, **environment}
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield running.pid
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(timeout=_PATIENCE)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(port: int) -> None:
    ends = time.monotonic() + _PATIENCE
    while time.monotonic() < ends:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise TimeoutError(f"nobody listens at port {port}")


def _seconds_of(pid: str) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
