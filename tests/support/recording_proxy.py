"""A proxy that passes requests on to one root and remembers them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests

from tests.support.google_watch import API_PATHS, Exchange, Watch

KEPT_BACK = {"connection", "transfer-encoding", "content-encoding", "content-length", "host"}


class RecordingProxy:
    """Listens at `root`, passes on to `target` (set before the first request), keeps `(method, path)` of each.

    What went to Google's side is kept whole, for the watch to judge.
    """

    def __init__(self, root: str) -> None:
        self.root = root
        self.target = ""
        self.seen: list[tuple[str, str]] = []
        self.watch = Watch()


@contextmanager
def recording_proxy() -> Iterator[RecordingProxy]:
    class Handler(BaseHTTPRequestHandler):
        def pass_on(self) -> None:
            proxy.seen.append((self.command, self.path.partition("?")[0]))
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            sent = {name: value for name, value in self.headers.items() if name.lower() not in KEPT_BACK}
            reply = requests.request(self.command, proxy.target + self.path, data=body, headers=sent, timeout=30)
            self.keep(body, reply)
            self.send_response(reply.status_code)
            for name, value in reply.headers.items():
                if name.lower() not in KEPT_BACK:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.content)))
            self.end_headers()
            self.wfile.write(reply.content)

        def keep(self, body: bytes, reply: requests.Response) -> None:
            path, _, query = self.path.partition("?")
            if path.startswith(API_PATHS):
                exchange = Exchange(self.command, path, query, body, reply.status_code, reply.content)
                proxy.watch.seen.append(exchange)

        do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = pass_on  # noqa: N815 - the names the base class calls

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    proxy = RecordingProxy(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield proxy
    finally:
        server.shutdown()
        server.server_close()
