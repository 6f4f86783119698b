"""One request to one address that was checked. The only module that opens connections to the hosts of evidence links.

http.client, because it does nothing by itself: no proxies, no cookies, no netrc, no redirects, no decompression, no
second look at DNS. The connection goes to the address it is given; TLS verifies the name in the link all the same.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache

from requests.utils import DEFAULT_CA_BUNDLE_PATH

from bot.evidence.addresses import Target
from bot.evidence.verdicts import Answer

CONNECT_SECONDS = 5.0
MOST_BYTES = 4096
"""So much of a page is read to see that it comes; the rest is left where it is."""


class NoAnswerError(Exception):
    """Nothing that could be read came back. `reason`: `tls`, `timeout`, `broken`, or `unreachable` for no connection.

    `silent` says that not even a connection came about.
    """

    def __init__(self, reason: str, *, silent: bool) -> None:
        self.reason = reason
        self.silent = silent
        super().__init__(reason)


def ask(method: str, target: Target, address: str, *, agent: str, seconds: float, trust: ssl.SSLContext) -> Answer:
    """Send one request, to `address` and nowhere else, and read the beginning of the answer within `seconds`."""
    connection = _Connection(target, address, trust, seconds)
    headers = {"User-Agent": agent, "Accept": "*/*", "Connection": "close"}
    if method == "GET":
        headers["Range"] = f"bytes=0-{MOST_BYTES - 1}"
    with _cut_after(connection, seconds) as is_cut:
        try:
            connection.request(method, target.path, headers=headers)
            return _answer(connection.getresponse())
        except (OSError, http.client.HTTPException, ValueError) as error:
            connected = connection.line is not None
            reason = "timeout" if is_cut.is_set() else _reason(error, connected=connected)
            raise NoAnswerError(reason, silent=not connected) from None
        finally:
            connection.close()


@cache
def trust_of_the_public() -> ssl.SSLContext:
    """What browsers trust, more or less: this machine's authorities and those that the package certifi carries."""
    context = ssl.create_default_context()
    context.load_verify_locations(DEFAULT_CA_BUNDLE_PATH)
    return context


class _Connection(http.client.HTTPConnection):
    """To a target by way of one address."""

    def __init__(self, target: Target, address: str, trust: ssl.SSLContext, seconds: float) -> None:
        self.default_port = 443 if target.scheme == "https" else 80  # so that `Host` names a port only where it must
        super().__init__(target.host, target.port, timeout=min(CONNECT_SECONDS, seconds))
        self._address = address
        self._trust = trust if target.scheme == "https" else None
        self._seconds = seconds
        self.line: socket.socket | None = None
        """The socket once it is connected; http.client forgets its own while the answer is still being read."""

    def connect(self) -> None:
        self.sock = self.line = socket.create_connection((self._address, self.port), self.timeout)
        self.sock.settimeout(self._seconds)
        if self._trust is not None:
            self.sock = self.line = self._trust.wrap_socket(self.sock, server_hostname=self.host)


@contextmanager
def _cut_after(connection: _Connection, seconds: float) -> Iterator[threading.Event]:
    """Cut the connection in the end, however slowly the other side goes on sending; tells whether that was done."""
    is_cut = threading.Event()

    def cut() -> None:
        is_cut.set()
        if connection.line is not None:
            with suppress(OSError):
                # The socket's own method: the one of TLS would take the session away from whoever reads from it.
                socket.socket.shutdown(connection.line, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield is_cut
    finally:
        timer.cancel()


def _answer(response: http.client.HTTPResponse) -> Answer:
    if 200 <= response.status < 300:
        response.read(MOST_BYTES)
    return Answer(
        response.status,
        _as_utf8(response.getheader("Location", "")),
        response.getheader("Retry-After", ""),
        guarded=response.getheader("cf-mitigated") is not None or response.getheader("x-datadome") is not None,
    )


def _as_utf8(header: str) -> str:
    """A header that was sent in UTF-8, as many servers do with Thai paths."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header


def _reason(error: Exception, *, connected: bool) -> str:
    if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError):
        return "tls"
    if isinstance(error, TimeoutError):
        return "timeout"
    return "broken" if connected else "unreachable"


def remaining(deadline: float) -> float:
    """Seconds that are left until `deadline` on the monotonic clock, never quite none."""
    return max(0.1, deadline - time.monotonic())
