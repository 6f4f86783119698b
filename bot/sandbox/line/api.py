"""The Messaging API as one blueprint: who may call, what every answer carries, what is not spoken."""

from __future__ import annotations

import hmac
import json
import time
import uuid

from flask import Blueprint, Response, g, jsonify, request

from bot.sandbox.connection import HANG_SECONDS
from bot.sandbox.faults import ArmedFault
from bot.sandbox.line import (
    api_aliases,
    api_chats,
    api_messages,
    api_oauth,
    api_people,
    api_rich_menus,
    api_webhook,
)
from bot.sandbox.line.refusals import RATE_LIMITED, RefusalError, unauthorised
from bot.sandbox.line.routes import Answered, Route, add_routes, add_unlocked_routes
from bot.sandbox.line.service import Line

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_BEARER = "Bearer "
_SENDING = api_messages.RETRIABLE | {"/v2/bot/message/reply"}


def messaging_blueprint(line: Line) -> Blueprint:
    routes = Blueprint("messaging", __name__)
    routes.before_request(lambda: _admit(line))
    routes.after_request(lambda response: _finish(line, response))
    routes.register_error_handler(RefusalError, refused)
    for part in (api_messages, api_chats, api_people, api_rich_menus, api_aliases, api_webhook):
        add_routes(routes, line, part.ROUTES)
    add_unlocked_routes(routes, line, api_webhook.UNLOCKED_ROUTES)
    add_routes(routes, line, _unspoken_routes("/v2/bot/<path:rest>"))
    return routes


def oauth_blueprint(line: Line) -> Blueprint:
    routes = Blueprint("oauth", __name__)
    routes.register_error_handler(RefusalError, refused)
    add_routes(routes, line, api_oauth.ROUTES)
    for rule in ("/v2/oauth/<path:rest>", "/oauth2/<path:rest>"):
        add_routes(routes, line, _unspoken_routes(rule))
    return routes


def refused(error: RefusalError) -> Response:
    response = jsonify(error.body())
    response.status_code = error.status
    response.headers.extend(error.headers)
    return response


def _unspoken_routes(rule: str) -> tuple[Route, ...]:
    return tuple((method, rule, _unspoken) for method in _METHODS)


def _unspoken(line: Line, rest: str) -> Answered:
    del line, rest
    raise RefusalError(501, f"the sandbox does not speak {request.method} {request.path}")


def _admit(line: Line) -> None:
    """Only with the channel's access token, and not too often; a retry key only where LINE takes one."""
    g.line_request_id = str(uuid.uuid4())
    given = request.headers.get("Authorization")
    if given is None:
        raise unauthorised("missing the authorization header")
    token = given.removeprefix(_BEARER).encode("utf-8", "replace")
    if not given.startswith(_BEARER) or not hmac.compare_digest(token, line.account.token.encode("ascii")):
        raise unauthorised("invalid token. Confirm that the access token in the authorization header is valid.")
    endpoint = f"{request.method} {request.url_rule}"
    if not line.rate_limits.take(endpoint, line.now()):
        raise RefusalError(429, RATE_LIMITED)
    if api_messages.RETRY_HEADER in request.headers and request.path not in api_messages.RETRIABLE:
        raise RefusalError(400, f"The {api_messages.RETRY_HEADER} header is not supported by this API")


def _finish(line: Line, response: Response) -> Response:
    armed: ArmedFault | None = g.get("armed")
    if armed is not None and armed.fault.startswith("429") and response.status_code == 429:
        response.set_data(json.dumps({"message": RATE_LIMITED}))
        response.headers.pop("Retry-After", None)  # LINE documents none
    lost = _losing_the_answer(line) if response.status_code == 200 else None
    if lost is not None:
        time.sleep(lost.seconds or HANG_SECONDS)
        response = refused(RefusalError(503, "Service Unavailable"))
    response.headers["x-line-request-id"] = g.get("line_request_id") or str(uuid.uuid4())
    return response


def _losing_the_answer(line: Line) -> ArmedFault | None:
    """The fault "timeout-after-accept" where it is armed for this send, which has been accepted."""
    if request.path not in _SENDING:
        return None
    return line.sandbox.faults.strike(request.path, "POST", among={"timeout-after-accept"})
