"""The webhook settings in the Messaging API (LINE reference, webhook settings).

Unlike LINE, the sandbox takes http addresses too: the bot it talks to is on the same machine.
"""

from __future__ import annotations

from flask import request

from bot.sandbox.line.account import set_webhook
from bot.sandbox.line.bodies import checked_body
from bot.sandbox.line.measures import address
from bot.sandbox.line.post import Answer, post_webhook
from bot.sandbox.line.refusals import RefusalError, not_found
from bot.sandbox.line.routes import Answered, Route
from bot.sandbox.line.service import Line
from bot.sandbox.line.shapes import record

_ENDPOINT = address("http", "https", most=500)
_SET = record({"endpoint": _ENDPOINT})
_TEST = record({}, {"endpoint": _ENDPOINT})

_REASONS = {None: "OK", "request_timeout": "REQUEST_TIMEOUT", "error_status_code": "ERROR_STATUS_CODE"}


def read(line: Line) -> Answered:
    account = line.account
    if not account.webhook_url:
        raise not_found("Webhook endpoint not found")
    return {"endpoint": account.webhook_url, "active": account.webhook_active}


def put(line: Line) -> Answered:
    set_webhook(line.sandbox, url=checked_body(_SET)["endpoint"])
    return {}


def test(line: Line) -> Answered:
    """Send a webhook without events, while others may use the sandbox: the bot may call back meanwhile."""
    account = line.account
    body = checked_body(_TEST) if request.get_data() else {}
    url = body.get("endpoint") or account.webhook_url
    if not url:
        raise RefusalError(404, "Webhook endpoint not found")
    answer = post_webhook(account, url, {"destination": account.user_id, "events": []})
    return _test_result(line, answer)


def _test_result(line: Line, answer: Answer) -> Answered:
    return {
        "success": answer.ok,
        "timestamp": line.now().isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "statusCode": answer.status or 0,
        "reason": _REASONS.get(answer.error, "COULD_NOT_CONNECT"),
        "detail": str(answer.status or answer.error),
    }


ROUTES: tuple[Route, ...] = (
    ("GET", "/v2/bot/channel/webhook/endpoint", read),
    ("PUT", "/v2/bot/channel/webhook/endpoint", put),
)
UNLOCKED_ROUTES: tuple[Route, ...] = (("POST", "/v2/bot/channel/webhook/test", test),)
