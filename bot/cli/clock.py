"""`tonbaeb clock`."""

from __future__ import annotations

import signal
import threading
from argparse import Namespace

from bot.cli.starting import installation, signed_in, told_kindly, with_schema
from bot.jobs.ticker import ticker


@told_kindly
def run(_: Namespace) -> int:
    """Tick until told to stop."""
    started = with_schema(signed_in(installation()))
    told_to_stop = threading.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: told_to_stop.set())
    ticking = ticker(started.services, started.wake)
    ticking.start()
    told_to_stop.wait()
    ticking.shutdown()
    return 0
