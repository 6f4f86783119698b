"""Web, worker and clock together in one process: for small installations and for the demo."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from waitress.server import create_server

from bot.jobs.ticker import Pace, ticker
from bot.jobs.wakeups import Workers
from bot.services import Installation
from bot.web.app import create_app
from bot.web.desk.agency_upload import ROOM
from sheets_schema.excel_guard import MOST_BYTES

LIMITS: Mapping[str, Any] = {
    "threads": 4,
    "max_request_body_size": MOST_BYTES + ROOM,
    "channel_timeout": 30,
    "connection_limit": 1000,
    "asyncore_use_poll": True,
    "ident": "",
}
"""Of the server: no body larger than the largest file that a page takes, and no place for who is silent for long."""


@contextmanager
def running(installation: Installation, *, host: str, port: int, pace: Pace | None = None) -> Iterator[int]:
    """Run everything until the block ends, then finish the pieces in hand. Gives the port.

    OSError where the port is in use; nothing is started then.
    """
    # A map of connections of its own, since the sandbox's server may run in the same process.
    server: Any = create_server(create_app(installation.web_parts()), map={}, host=host, port=port, **LIMITS)
    workers = Workers(installation.wake.huey)
    ticking = ticker(installation.services, installation.wake, pace)
    serving = threading.Thread(target=server.run, name="web", daemon=True)
    workers.start()
    ticking.start()
    serving.start()
    try:
        yield int(server.effective_port)
    finally:
        ticking.shutdown()
        server.close()
        serving.join(timeout=5)
        workers.stop(graceful=True)
