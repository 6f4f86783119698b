"""`POST /line/webhook`: verify, keep each event once, answer 200 at once. Whoever works is woken afterwards.

It stands before Flask (`before`), which would take as long as everything else here together.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request, Response

from bot.line.events import arrival_of
from bot.line.signature import is_signed, looks_signed
from bot.logs import fields, where
from bot.web.intake import Intake
from bot.web.nudge import Nudge
from bot.web.parts import WebParts

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/line/webhook"
LARGEST_BODY = 2 * 1024 * 1024

log = logging.getLogger(__name__)

Answer = tuple[str, int]


class Webhook:
    """A WSGI application for one path and method."""

    def __init__(self, parts: WebParts) -> None:
        self._parts = parts
        self._intake = Intake(parts.database, Nudge(parts.wake_inbox))

    def before(self, others: WSGIApplication) -> WSGIApplication:
        """The application that takes webhooks itself and leaves everything else to the others."""

        def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            is_ours = environ.get("PATH_INFO") == PATH and environ.get("REQUEST_METHOD") == "POST"
            return (self._respond if is_ours else others)(environ, start_response)

        return application

    def _respond(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        request.max_content_length = LARGEST_BODY
        try:
            text, status = self._receive(request)
        except HTTPException as error:
            return error(environ, start_response)
        except Exception as error:  # noqa: BLE001 # LINE sends again what was not kept
            log.error("webhook not kept", extra=fields(problem=where(error)))  # noqa: TRY400 # its text may quote a person
            text, status = "not kept, please send again", 503
        return Response(text, status, mimetype="text/plain")(environ, start_response)

    def _receive(self, request: Request) -> Answer:
        signature = request.headers.get("x-line-signature")
        body = request.get_data(cache=False) if looks_signed(signature) else b""
        if not is_signed(body, signature, self._parts.channel_secret):
            log.warning("webhook without a right signature", extra=fields(bytes=len(body)))
            return "signature does not match", 401
        events = _events(body, self._parts.bot_user_id())
        if isinstance(events, str):
            log.error("webhook refused", extra=fields(problem=events))
            return events, 400
        now = self._parts.clock.now()
        if events:
            self._intake.keep([arrival_of(event, now) for event in events], now)
        return "OK", 200


def _events(body: bytes, bot_user_id: str | None) -> Sequence[object] | str:
    """The events of a webhook's body, or what is wrong with it."""
    try:
        record = json.loads(body)
    except (ValueError, RecursionError):
        return "not JSON"
    if not isinstance(record, dict) or not isinstance(record.get("events"), list):
        return "no list of events"
    if bot_user_id is not None and record.get("destination") != bot_user_id:
        return "meant for another channel"
    events: list[object] = record["events"]
    return events
