"""Serving a sandbox on this machine: waitress in a thread of its own."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from waitress import wasyncore
from waitress.server import create_server

from bot.sandbox.app import create_app
from bot.sandbox.state import Sandbox

HOST = "127.0.0.1"
THREADS = 8


@dataclass(frozen=True)
class RunningServer:
    """A sandbox that answers at `root` until it is stopped."""

    root: str
    _server: Any
    _thread: threading.Thread
    _connections: dict[int, Any]

    def stop(self) -> None:
        """Close every connection and wait until the thread has ended."""
        with contextlib.suppress(OSError):  # the loop, awake already, may have closed the trigger before it is pulled
            self._server.trigger.pull_trigger(self._close_all)
        self._thread.join(timeout=10)
        self._server.task_dispatcher.shutdown()

    def _close_all(self) -> None:
        wasyncore.close_all(self._connections, ignore_all=True)


def start(sandbox: Sandbox, port: int = 0, *, around: Callable[[Any], Any] | None = None) -> RunningServer:
    """Serve `sandbox` on `port` (0: any free one) and set its root. A port in use raises OSError.

    `around` may wrap the WSGI application, for whoever wants to watch every exchange.
    """
    application: Any = create_app(sandbox)
    if around is not None:
        application = around(application)
    connections: dict[int, Any] = {}
    server: Any = create_server(application, map=connections, host=HOST, port=port, threads=THREADS)
    sandbox.root = f"http://{HOST}:{server.effective_port}"
    thread = threading.Thread(target=server.run, name="sandbox", daemon=True)
    thread.start()
    return RunningServer(sandbox.root, server, thread, connections)
