"""A stand-in for LINE's Messaging API: one official account, its people, groups, chats and webhook.

It speaks what line-bot-sdk 3.27 asks of api.line.me and api-data.line.me, from one address. What it does not
speak is refused with 501. Rate limits and the monthly quota are counted.
"""

from __future__ import annotations

from flask import Blueprint

from bot.sandbox.line.account import BotAccount, bot_account, set_webhook
from bot.sandbox.line.api import messaging_blueprint, oauth_blueprint
from bot.sandbox.line.control import control_blueprint
from bot.sandbox.line.service import Line
from bot.sandbox.state import Sandbox

__all__ = ["BotAccount", "blueprint", "bot_account", "set_webhook"]


def blueprint(sandbox: Sandbox) -> Blueprint:
    """`/v2/bot/...`, `/v2/oauth/...`, `/oauth2/...` and `/sandbox/api/line/...`.

    What was still on its way to the webhook when the sandbox was last stopped sets out again.
    """
    line = Line(sandbox)
    routes = Blueprint("line", __name__)
    for part in (messaging_blueprint(line), oauth_blueprint(line), control_blueprint(line)):
        routes.register_blueprint(part)
    line.courier.resume()
    return routes
