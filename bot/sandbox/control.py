"""The control API that belongs to no service: revision, clock, faults and the list of calls."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response, jsonify, request

from bot.sandbox.state import Sandbox


def blueprint(sandbox: Sandbox) -> Blueprint:
    routes = Blueprint("control", __name__, url_prefix="/sandbox/api")

    @routes.get("/revision")
    def revision() -> dict[str, Any]:
        return {"revision": sandbox.revision, "now": sandbox.clock.now().isoformat()}

    @routes.route("/clock", methods=["GET", "POST"])
    def clock() -> Response:
        if request.method == "POST":
            with sandbox.lock:
                _move(sandbox, request.get_json())
        return jsonify({"now": sandbox.clock.now().isoformat()})

    @routes.route("/faults", methods=["GET", "POST", "DELETE"])
    def faults() -> Response:
        if request.method == "POST":
            _arm(sandbox, request.get_json())
        if request.method == "DELETE":
            sandbox.faults.clear()
        return jsonify({"faults": sandbox.faults.listing()})

    @routes.route("/calls", methods=["GET", "DELETE"])
    def calls() -> Response:
        listed = list(sandbox.calls)
        if request.method == "DELETE":
            sandbox.calls.clear()
        return jsonify(listed)

    @routes.errorhandler(ValueError)
    def refuse(error: ValueError) -> tuple[Response, int]:
        return jsonify({"message": str(error)}), 400

    return routes


def _move(sandbox: Sandbox, wish: dict[str, Any]) -> None:
    if set(wish) == {"now"}:
        sandbox.clock.set(datetime.fromisoformat(wish["now"]))
    elif set(wish) == {"advance_seconds"}:
        sandbox.clock.advance(timedelta(seconds=float(wish["advance_seconds"])))
    else:
        raise ValueError('the clock takes {"now": ISO instant} or {"advance_seconds": N}')
    sandbox.touch()


def _arm(sandbox: Sandbox, wish: dict[str, Any]) -> None:
    sandbox.faults.arm(
        str(wish.get("fault", "")),
        times=int(wish.get("times", 1)),
        path=str(wish.get("path", "")),
        method=str(wish.get("method", "")),
        seconds=float(wish.get("seconds", 0)),
    )
    sandbox.touch()
