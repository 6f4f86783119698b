"""Looking at a channel access token (LINE reference, verify token); issuing and revoking are not spoken."""

from __future__ import annotations

import hmac

from flask import request

from bot.sandbox.line.refusals import RefusalError
from bot.sandbox.line.routes import Answered, Route
from bot.sandbox.line.service import Line

_A_MONTH = 30 * 24 * 60 * 60


def verify_long_lived(line: Line) -> Answered:
    return _verified(line, request.form.get("access_token", ""))


def verify_by_jwt(line: Line) -> Answered:
    return _verified(line, request.args.get("access_token", ""))


def _verified(line: Line, token: str) -> Answered:
    account = line.account
    if not hmac.compare_digest(token.encode("utf-8"), account.token.encode("ascii")):
        raise RefusalError(400, "The access token expired")
    return {"client_id": account.channel_id, "expires_in": _A_MONTH, "scope": "P CM"}


ROUTES: tuple[Route, ...] = (
    ("POST", "/v2/oauth/verify", verify_long_lived),
    ("GET", "/oauth2/v2.1/verify", verify_by_jwt),
)
