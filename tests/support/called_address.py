"""An address on this machine that others call: it keeps what came, and answers as it is told."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from werkzeug.serving import make_server


@dataclass
class Called:
    """The headers of each call in their order. `answers` are the statuses told first; 204 is told after them."""

    root: str = ""
    calls: list[dict[str, str]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    def wait_for(self, number: int) -> list[dict[str, str]]:
        """The calls, once there are so many."""
        wait_until(lambda: len(self.calls) >= number)
        return self.calls


@contextmanager
def called_address() -> Iterator[Called]:
    called = Called()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            called.calls.append(dict(self.headers))
            self.send_response(called.answers.pop(0) if called.answers else 204)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    called.root = f"http://127.0.0.1:{server.server_port}"
    with _in_a_thread(server):
        yield called


@contextmanager
def served(application: Any) -> Iterator[str]:
    """A WSGI application on a free port of this machine; gives its root."""
    server = make_server("127.0.0.1", 0, application, threaded=True)
    with _in_a_thread(server):
        yield f"http://127.0.0.1:{server.server_port}"


def free_port() -> int:
    """A port that nothing listens at now."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


def wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


@contextmanager
def _in_a_thread(server: Any) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join(timeout=5)
        server.server_close()
