"""Faults of the connection, told apart from the work: each API call may be refused, delayed or cut off."""

from __future__ import annotations

import gzip
import socket
import struct
import time

from flask import Flask, Response, g, request

from bot.sandbox.faults import AFTER_THE_WORK, CONNECTION_FAULTS, DRIVE_FAULTS, SHEETS_FAULTS, ArmedFault
from bot.sandbox.state import Sandbox
from bot.sandbox.told_faults import told, unavailable

API_PATHS = ("/v4/", "/drive/", "/token", "/v2/", "/upload/")
HANG_SECONDS = 5.0
SLOW_SECONDS = 3.0
_SHARED_ALL_THE_SAME = "400-invalidSharingRequest"
WORTH_COMPRESSING = 1_000
"""Bytes from which on a reply is compressed."""


def is_api_call(path: str) -> bool:
    return path.startswith(API_PATHS)


def install(app: Flask, sandbox: Sandbox) -> None:
    """Hang the fault switches and the list of calls around every API call; never around the control API."""

    def fail_before_the_work() -> Response | None:
        g.cut = False
        if not is_api_call(request.path):
            return None
        g.armed = sandbox.faults.strike(request.path, request.method, among=_that_may_strike())
        return _before(g.armed) if g.armed else None

    def fail_after_the_work_and_count(response: Response) -> Response:
        if not is_api_call(request.path):
            return response
        if g.get("armed"):
            response = _after(g.armed, response)
        if not g.cut and _takes_gzip():
            _compress(response)
        status = 0 if g.cut else response.status_code
        sandbox.calls.append({"method": request.method, "path": request.path, "status": status})
        return response

    app.before_request(fail_before_the_work)
    app.after_request(fail_after_the_work_and_count)


def _that_may_strike() -> frozenset[str]:
    """The faults that this request can meet: each service has refusals of its own."""
    faults = CONNECTION_FAULTS
    if request.path.startswith("/drive/"):
        shares = request.method == "POST" and request.path.endswith("/permissions")
        faults |= DRIVE_FAULTS if shares else DRIVE_FAULTS - {_SHARED_ALL_THE_SAME}
    if request.path.startswith("/v4/") and request.method != "GET":
        faults |= SHEETS_FAULTS
    return faults


def _takes_gzip() -> bool:
    """Google compresses only where the client's name holds "gzip" too, not where its Accept-Encoding alone does."""
    return all("gzip" in request.headers.get(name, "") for name in ("Accept-Encoding", "User-Agent"))


def _compress(response: Response) -> None:
    body = response.get_data()
    if len(body) >= WORTH_COMPRESSING:
        response.set_data(gzip.compress(body, compresslevel=1))
        response.headers["Content-Encoding"] = "gzip"


def _before(armed: ArmedFault) -> Response | None:
    if armed.fault in AFTER_THE_WORK or armed.fault == _SHARED_ALL_THE_SAME:
        return None
    if armed.fault == "reset":
        return _cut_off()
    if armed.fault == "hang":
        time.sleep(armed.seconds or HANG_SECONDS)
        return unavailable()
    return told(armed)


def _after(armed: ArmedFault, response: Response) -> Response:
    if armed.fault == "lost-answer":
        return _cut_off()
    if armed.fault == "503-after-work":
        return unavailable()
    if armed.fault == _SHARED_ALL_THE_SAME and response.status_code < 400:
        return told(armed)
    if armed.fault == "slow":
        time.sleep(armed.seconds or SLOW_SECONDS)
    return response


def _cut_off() -> Response:
    """Drop the connection without an answer; where no real connection is at hand, answer 503."""
    connection = _connection()
    if connection is None:
        return unavailable()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.shutdown(socket.SHUT_RDWR)
    g.cut = True
    return Response(status=503)


def _connection() -> socket.socket | None:
    """The client's socket: waitress hands the application a method of the channel that owns it."""
    disconnected = request.environ.get("waitress.client_disconnected")
    channel = getattr(disconnected, "__self__", None)
    found = getattr(channel, "socket", None)
    return found if isinstance(found, socket.socket) else None
