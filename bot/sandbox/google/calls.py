"""One call of an API: who asks, with which parameters and body; and how its answer, or its refusal, goes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, jsonify, request

from bot.sandbox.google.errors import ApiError, invalid
from bot.sandbox.google.identity import Identity, demand, identify
from bot.sandbox.google.masks import Mask, prune
from bot.sandbox.google.messages import Messages
from bot.sandbox.google.methods import Method, known_methods
from bot.sandbox.google.office import Office
from bot.sandbox.google.parameters import read_parameters


@dataclass(frozen=True)
class Call:
    """What a handler is given. `mask` is the tree of the `fields` parameter, None where none was sent."""

    office: Office
    identity: Identity
    parameters: dict[str, list[str]]
    body: dict[str, Any]
    mask: Mask | None
    path: str
    method: str

    def text(self, name: str, default: str = "") -> str:
        return self.parameters.get(name, [default])[-1]

    def flag(self, name: str, *, default: bool = False) -> bool:
        return self.text(name, str(default)).lower() == "true"

    def number(self, name: str, default: int) -> int:
        return int(self.text(name, str(default)))

    def strikes(self, fault: str) -> bool:
        """Whether this fault is switched on for the call, which then uses it up."""
        return self.office.sandbox.faults.take(self.path, self.method, among={fault}) is not None


Handler = Callable[..., dict[str, Any] | None]


@dataclass(frozen=True)
class Api:
    """Registers methods so that each is authenticated, checked, locked and answered alike."""

    routes: Blueprint
    office: Office
    messages: Messages
    dialect: str  # "sheets" or "drive": in whose words refusals are told

    def serve(self, name: str, handler: Handler, brief: Mask | None = None) -> None:
        """Answer a method of methods.yaml; `brief` is what is told where no `fields` are asked for."""
        method = known_methods()[name]

        def view(**path: str) -> Response:
            try:
                with self.office.sandbox.lock:
                    return self._answer(method, handler, brief, path)
            except ApiError as error:
                return self._refusal(error)

        self.routes.add_url_rule(method.rule, name.replace(".", "_"), view, methods=[method.verb])

    def _answer(self, method: Method, handler: Handler, brief: Mask | None, path: dict[str, str]) -> Response:
        identity = identify(self.office.sandbox, request.headers.get("Authorization"))
        if self.dialect == "sheets":
            self.office.quota.spend(identity.email, "read" if method.verb == "GET" else "write", self.office.now())
        demand(identity, *method.scopes)
        call = self._call(method, identity)
        reply = handler(call, **path)
        if reply is None:
            return Response(status=204)
        mask = call.mask if call.mask is not None else brief
        response = jsonify(reply if mask is None else prune(reply, mask))
        response.headers["Content-Type"] = "application/json; charset=UTF-8"
        return response

    def _call(self, method: Method, identity: Identity) -> Call:
        sent = {name: request.args.getlist(name) for name in request.args}
        parameters = read_parameters(method, sent, self.dialect)
        body = self._body(method) if method.request else {}
        fields = parameters.get("fields", [""])[-1]
        mask = self.messages.response_mask(method.response, fields, self.dialect) if fields else None
        return Call(self.office, identity, parameters, body, mask, request.path, request.method)

    def _body(self, method: Method) -> dict[str, Any]:
        if not request.get_data():
            return {}
        sent = request.get_json(force=True, silent=True)
        if sent is None:
            raise invalid("Invalid JSON payload received. Unexpected token.")
        body: dict[str, Any] = self.messages.conform(method.request, sent, method.body)
        return body

    def _refusal(self, error: ApiError) -> Response:
        told = error.as_drive_says() if self.dialect == "drive" else error.as_sheets_says()
        response = jsonify(told)
        response.status_code = error.code
        if error.code == 401:
            response.headers["WWW-Authenticate"] = 'Bearer realm="https://accounts.google.com/"'
        return response
