"""Faults of the connection, told apart from the work: each API call may be refused, delayed or cut off."""

from __future__ import annotations

import gzip
import socket
import struct
import time
from typing import Any

from flask import Flask, Response, g, jsonify, request

from bot.sandbox.faults import CONNECTION_FAULTS
from bot.sandbox.state import Sandbox

API_PATHS = ("/v4/", "/drive/", "/token", "/v2/", "/upload/")
HANG_SECONDS = 5.0
WORTH_COMPRESSING = 1_000
"""Bytes from which on a reply is compressed."""

_HTML = "<!DOCTYPE html><html lang=en><title>Error 502 (Server Error)!!1</title><p><b>502.</b></html>"
_TOLD = {
    "429": (429, "RESOURCE_EXHAUSTED", "Quota exceeded for quota metric 'Read requests' (sandbox fault)."),
    "500": (500, "INTERNAL", "Internal error encountered."),
    "503": (503, "UNAVAILABLE", "The service is currently unavailable."),
}


def is_api_call(path: str) -> bool:
    return path.startswith(API_PATHS)


def install(app: Flask, sandbox: Sandbox) -> None:
    """Hang the fault switches and the list of calls around every API call; never around the control API."""

    def fail_before_the_work() -> Response | None:
        g.cut = False
        if not is_api_call(request.path):
            return None
        g.fault = sandbox.faults.take(request.path, request.method, among=CONNECTION_FAULTS)
        return _failure(g.fault)

    def lose_the_answer_and_count(response: Response) -> Response:
        if not is_api_call(request.path):
            return response
        if g.get("fault") == "lost-answer":
            response = _cut_off()
        elif _takes_gzip():
            _compress(response)
        status = 0 if g.cut else response.status_code
        sandbox.calls.append({"method": request.method, "path": request.path, "status": status})
        return response

    app.before_request(fail_before_the_work)
    app.after_request(lose_the_answer_and_count)


def _takes_gzip() -> bool:
    """Google compresses only where the client's name holds "gzip" too, not where its Accept-Encoding alone does."""
    return all("gzip" in request.headers.get(name, "") for name in ("Accept-Encoding", "User-Agent"))


def _compress(response: Response) -> None:
    body = response.get_data()
    if len(body) >= WORTH_COMPRESSING:
        response.set_data(gzip.compress(body, compresslevel=1))
        response.headers["Content-Encoding"] = "gzip"


def _failure(fault: str | None) -> Response | None:
    if fault in (None, "lost-answer"):
        return None
    if fault == "reset":
        return _cut_off()
    if fault == "502-html":
        return Response(_HTML, status=502, mimetype="text/html")
    if fault == "hang":
        time.sleep(HANG_SECONDS)
    return _told("503" if fault == "hang" else str(fault))


def _told(fault: str) -> Response:
    code, status, message = _TOLD[fault]
    body: dict[str, Any] = {"error": {"code": code, "message": message, "status": status}}
    if request.path.startswith("/drive/"):
        body = {"error": _as_drive_says(code, message)}
    if request.path.startswith("/v2/"):
        body = {"message": message}
    response = jsonify(body)
    response.status_code = code
    if fault == "429":
        response.headers["Retry-After"] = "1"
    return response


def _as_drive_says(code: int, message: str) -> dict[str, Any]:
    reason = {429: "rateLimitExceeded", 500: "internalError", 503: "backendError"}[code]
    detail = {"domain": "global", "reason": reason, "message": message}
    return {"errors": [detail], "code": code, "message": message}


def _cut_off() -> Response:
    """Drop the connection without an answer; where no real connection is at hand, answer 503."""
    connection = _connection()
    if connection is None:
        return _told("503")
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
