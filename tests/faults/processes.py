"""The processes of one installation, each in a group of its own, so that one can be killed with all its children."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import requests

from tests.faults.role import HOST

ONE = ("serve",)
"""`tonbaeb serve`: everything in one process."""
SEVERAL = ("web", "worker", "worker", "clock", "clock")
"""The Procfile's processes, two of each that there may be several of."""

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60.0


class Processes:
    """`roles` may name one several times. All of them log to files in `folder`."""

    def __init__(self, roles: Sequence[str], settings: Mapping[str, str], folder: Path) -> None:
        self.names = [f"{role}-{number}" for number, role in enumerate(roles)]
        self._settings, self._folder = dict(settings), folder
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        for name in self.names:
            self.begin(name)
        self.are_up()

    def kill(self, name: str) -> None:
        """SIGKILL to the process and all its children, and start it again."""
        os.killpg(self._running[name].pid, signal.SIGKILL)
        self._running.pop(name).wait()
        self.begin(name)

    def stop(self) -> None:
        for process in self._running.values():
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self._running.clear()

    def are_up(self) -> None:
        """Wait until each of them works."""
        ends = time.monotonic() + PATIENCE
        while not (
            all(self._sign_of(name).exists() for name in self.names if name in self._running) and self._answers()
        ):
            assert time.monotonic() < ends, "not all processes came up"
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            return requests.get(f"http://{HOST}:{self._settings['PORT']}/livez", timeout=2).ok
        except requests.RequestException:
            return False

    def last_words(self) -> str:
        """The ends of all logs, for a test that fails."""
        return "\n".join(f"{file.name}: {file.read_text()[-2000:]}" for file in sorted(self._folder.glob("*.log")))

    def begin(self, name: str) -> None:
        self._sign_of(name).unlink(missing_ok=True)
        log = (self._folder / f"{name}.log").open("ab")
        self._running[name] = subprocess.Popen(
            self._command(name),
            cwd=ROOT,
            env={**_environment(), **self._settings},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        log.close()

    def _sign_of(self, name: str) -> Path:
        return self._folder / f"{name}.up"

    def _command(self, name: str) -> list[str]:
        role = name.partition("-")[0]
        if role != "web":
            return [sys.executable, "-m", "tests.faults.role", role, str(self._sign_of(name))]
        self._sign_of(name).touch()  # whether it is up, it says by answering
        where = f"{HOST}:{self._settings['PORT']}"
        gunicorn = [sys.executable, "-m", "gunicorn", "--workers", "2", "--threads", "4", "--bind", where]
        return [*gunicorn, "bot.wsgi:application()"]


def _environment() -> dict[str, str]:
    """This one's, without settings of another installation."""
    kept = ("PATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV")
    return {name: os.environ[name] for name in kept if name in os.environ}
