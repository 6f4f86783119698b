"""A watch over a sandbox: every exchange with its Google side is held against Google's own documents."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from tests.support import discovery

GZIPPED = b"\x1f\x8b"
API_PATHS = ("/v4/", "/drive/v3/")
# Two leniencies of Google's that its documents do not tell of; gspread leans on both.
LENIENT = {"unknown parameter includeItemsFromAllDrives", "Permission.withLink is unknown"}


@dataclass(frozen=True)
class Exchange:
    """One request with its reply. `path` is as it was sent, with its escapes."""

    verb: str
    path: str
    query: str
    body: bytes
    status: int
    reply: bytes

    def __str__(self) -> str:
        return f"{self.verb} {self.path}?{self.query} ({self.status})"


@dataclass
class Watch:
    """Wraps a WSGI application; `complaints` judges afterwards what was seen, so that no request waits for it."""

    seen: list[Exchange] = field(default_factory=list)

    def around(self, application: Any) -> Any:
        def watched(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            if not environ["PATH_INFO"].startswith(API_PATHS):
                return application(environ, start_response)  # type: ignore[no-any-return]
            body = environ["wsgi.input"].read()
            environ["wsgi.input"] = io.BytesIO(body)
            told: list[str] = []

            def start(status: str, headers: Any, *rest: Any) -> Any:
                told.append(status)
                return start_response(status, headers, *rest)

            reply = b"".join(application(environ, start))
            path, _, query = environ["REQUEST_URI"].partition("?")
            plain = gzip.decompress(reply) if reply.startswith(GZIPPED) else reply
            self.seen.append(Exchange(environ["REQUEST_METHOD"], path, query, body, int(told[0][:3]), plain))
            return [reply]

        return watched

    def complaints(self) -> list[str]:
        """What Google would not have accepted, or not have told."""
        if not discovery.IS_INSTALLED:
            return []
        return [f"{exchange}: {fault}" for exchange in self.seen for fault in _faults(exchange)]


def _faults(exchange: Exchange) -> Iterator[str]:
    method = discovery.method_at(exchange.verb, exchange.path)
    if exchange.status >= 500:
        return
    if method is None:
        yield "no method of Google's is called so"
        return
    if exchange.status >= 400:
        yield from _faults_of_refusal(method.api, exchange)
        return
    yield from (fault for fault in _faults_of_request(method, exchange) if fault not in LENIENT)
    yield from _faults_of_reply(method, exchange)


def _faults_of_request(method: discovery.DescribedMethod, exchange: Exchange) -> Iterator[str]:
    yield from discovery.faults_of_parameters(method, _parameters(exchange))
    kind = method.message("request")
    if kind and exchange.body:
        yield from discovery.faults_of_message(method.api, kind, json.loads(exchange.body), asked=method.id)
    elif exchange.body:
        yield "a body is sent where none is known"


def _faults_of_reply(method: discovery.DescribedMethod, exchange: Exchange) -> Iterator[str]:
    kind = method.message("response")
    if not kind:
        yield from ["an answer is told where none is known"] if exchange.reply else []
        return
    reply = json.loads(exchange.reply)
    yield from discovery.faults_of_message(method.api, kind, reply)
    for mask in _parameters(exchange).get("fields", []):
        tree = discovery.mask_tree(mask)
        yield from discovery.faults_of_mask(method.api, kind, tree)
        yield from discovery.beyond_mask(reply, tree)


def _faults_of_refusal(api: str, exchange: Exchange) -> Iterator[str]:
    error = json.loads(exchange.reply)["error"]
    if error["code"] != exchange.status:
        yield f"the refusal says {error['code']}"
    known = {"code", "message", "status", "details"} if api == "sheets" else {"code", "message", "errors", "status"}
    if not set(error) <= known or not error["message"]:
        yield f"the refusal has {sorted(error)}"
    if api == "drive" and not all({"domain", "reason", "message"} <= set(each) for each in error["errors"]):
        yield "the refusal lacks domain, reason or message"
    if api == "sheets" and not error.get("status", "").isupper():
        yield "the refusal has no status"


def _parameters(exchange: Exchange) -> dict[str, list[str]]:
    return parse_qs(exchange.query, keep_blank_values=True)
