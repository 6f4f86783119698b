"""Real web servers on this machine for tests of the link checker, with a DNS of the test's own that leads to them."""

from __future__ import annotations

import datetime as dt
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

LOCAL = "127.0.0.1"


@dataclass(frozen=True)
class Asked:
    """One request as the server got it."""

    method: str
    path: str
    headers: Mapping[str, str]


Page = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """A running server; `pages` are its answers by path, anything else is 404."""

    port: int
    pages: dict[str, Page]
    asked: list[Asked] = field(default_factory=list)

    @property
    def methods(self) -> list[str]:
        return [each.method for each in self.asked]

    @property
    def exception(self) -> frozenset[tuple[str, int]]:
        """The allowance for exactly this server."""
        return frozenset({(LOCAL, self.port)})


def status(code: int, body: bytes = b"", **headers: str) -> Page:
    """A page that answers so; underscores in names of headers are hyphens."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(body)

    return answer


def by_method(**pages: Page) -> Page:
    """A page that answers each method otherwise."""
    return lambda handler: pages[handler.command](handler)


@contextmanager
def site(pages: dict[str, Page], tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A server until the block ends."""
    made = Site(0, pages)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(Asked(self.command, self.path, dict(self.headers)))
            made.pages.get(self.path, status(404))(self)

        do_HEAD = do_GET  # noqa: N815 # http.server's own naming

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            pass  # a client that goes away is what some tests are about

    server = Server((LOCAL, 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    made.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()


def certificate(folder: Path, host: str, *, days: int = 1) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server shows for a host that vouches for itself, and the trust of someone who believes it.

    With `days` below 0 it has run out.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=30))
        .not_valid_after(now + dt.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{host}.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(secret + made.public_bytes(Encoding.PEM))
    shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shown.load_cert_chain(file)
    return shown, ssl.create_default_context(cadata=made.public_bytes(Encoding.PEM).decode())
