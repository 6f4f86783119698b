"""One process of an installation at the pace of a day played in minutes: `python -m tests.faults.role worker FILE`."""

from __future__ import annotations

import sys
import threading
from datetime import timedelta
from pathlib import Path

from bot import logs
from bot.cases.timing import Timing
from bot.jobs.ticker import Pace, ticker
from bot.jobs.wakeups import worker
from bot.one_process import running
from bot.services import Installation
from bot.settings import read

TIMING = Timing(quiet=timedelta(seconds=0.2), longest=timedelta(seconds=1))
PACE = Pace(due=0.3, changes=0.5, channels=60, closings=0.5, reminders=0.7, link_news=60, menus=60, budget=60)
HOST = "127.0.0.1"


def run(role: str, up: Path) -> None:
    """Work until killed, as the command of that name does. The file `up` says that it is about to begin."""
    installation = Installation(read(), TIMING)
    logs.configure(sys.stderr, salt=installation.secret)
    _ = installation.services
    up.touch()
    if role == "worker":
        worker(installation.wake.huey).run()
    elif role == "clock":
        ticker(installation.services, installation.wake, PACE).start()
        threading.Event().wait()
    else:
        with running(installation, host=HOST, port=installation.settings.port, pace=PACE):
            threading.Event().wait()


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]))
