"""`tonbaeb serve`."""

from __future__ import annotations

import signal
import threading
from argparse import Namespace

from bot.cli.ports import port_in_use
from bot.cli.starting import installation, migrated, signed_in, told_kindly
from bot.one_process import running


@told_kindly
def run(_: Namespace) -> int:
    """Run web, worker and clock in one process until told to stop."""
    started = migrated(signed_in(installation()))
    told_to_stop = threading.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: told_to_stop.set())
    port = started.settings.port
    try:
        with running(started, host="0.0.0.0", port=port):  # noqa: S104 - LINE must reach the webhook
            print(f"ต้นแบบทำงานแล้วที่พอร์ต {port} (running); กด Ctrl+C เพื่อหยุด", flush=True)
            told_to_stop.wait()
    except OSError as error:
        raise port_in_use(port) from error
    return 0
