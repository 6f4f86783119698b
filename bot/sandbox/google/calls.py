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
from bot.sandbox.google.office import Office

_COMMON = {"$.xgafv", "access_token", "alt", "callback", "fields", "key", "oauth_token", "prettyPrint"}
_COMMON |= {"quotaUser", "uploadType", "upload_protocol", "userIp"}


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
        value = self.text(name, str(default)).lower()
        if value not in ("true", "false"):
            raise invalid(f"Invalid value at '{name}' (TYPE_BOOL), \"{value}\"")
        return value == "true"

    def number(self, name: str, default: int, lowest: int, highest: int) -> int:
        value = self.text(name, str(default))
        if not value.isdigit() or not lowest <= int(value) <= highest:
            message = f"Invalid value '{value}'. Values must be within the range: [{lowest}, {highest}]"
            place = {"locationType": "parameter", "location": name}
            raise ApiError(400, message, reason="invalidParameter", location=place)
        return int(value)

    def choice(self, name: str, *known: str) -> str:
        """One of `known`, the first of which is the default."""
        value = self.text(name, known[0])
        if value not in known:
            raise invalid(f"Invalid value at '{name}' (enum), \"{value}\"")
        return value


Handler = Callable[..., dict[str, Any] | None]


@dataclass(frozen=True)
class Method:
    """A method of an API: its parameters, scopes, and the messages that come and go."""

    handler: Handler
    parameters: frozenset[str]
    scopes: tuple[str, ...]
    request: str = ""
    response: str = ""
    default_mask: Mask | None = None


@dataclass(frozen=True)
class Api:
    """Registers methods so that each is authenticated, checked, locked and answered alike."""

    routes: Blueprint
    office: Office
    messages: Messages
    dialect: str  # "sheets" or "drive": in whose words refusals are told

    def serve(self, rule: str, verb: str, method: Method) -> None:
        def view(**path: str) -> Response:
            try:
                with self.office.sandbox.lock:
                    return self._answer(method, path)
            except ApiError as error:
                return self._refusal(error)

        name = f"{verb} {rule}".replace(".", "_")
        self.routes.add_url_rule(rule, name, view, methods=[verb])

    def _answer(self, method: Method, path: dict[str, str]) -> Response:
        identity = identify(self.office.sandbox, request.headers.get("Authorization"))
        demand(identity, *method.scopes)
        call = self._call(method, identity)
        reply = method.handler(call, **path)
        if reply is None:
            return Response(status=204)
        mask = call.mask if call.mask is not None else method.default_mask
        return jsonify(reply if mask is None else prune(reply, mask))

    def _call(self, method: Method, identity: Identity) -> Call:
        parameters = {name: request.args.getlist(name) for name in request.args}
        for name in parameters:
            if name not in method.parameters | _COMMON:
                raise _unknown_parameter(name)
        body = self._body(method.request) if method.request else {}
        fields = parameters.get("fields", [""])[-1]
        mask = self.messages.response_mask(method.response, fields, self.dialect) if fields else None
        return Call(self.office, identity, parameters, body, mask, request.path, request.method)

    def _body(self, kind: str) -> dict[str, Any]:
        if not request.get_data():
            return {}
        sent = request.get_json(force=True, silent=True)
        if sent is None:
            raise invalid("Invalid JSON payload received. Unexpected token.")
        body: dict[str, Any] = self.messages.conform(kind, sent)
        return body

    def _refusal(self, error: ApiError) -> Response:
        told = error.as_drive_says() if self.dialect == "drive" else error.as_sheets_says()
        response = jsonify(told)
        response.status_code = error.code
        if error.code == 401:
            response.headers["WWW-Authenticate"] = 'Bearer realm="https://accounts.google.com/"'
        return response


def _unknown_parameter(name: str) -> ApiError:
    message = f"Cannot bind query parameter. Field '{name}' could not be found in request message."
    return invalid(f'Invalid JSON payload received. Unknown name "{name}": {message}')
