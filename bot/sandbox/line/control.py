"""The control API's LINE part: people and groups act, and the page sees what their phones show."""

from __future__ import annotations

from flask import Blueprint, Response, request

from bot.sandbox.line import control_events, control_groups, control_people
from bot.sandbox.line.account import set_webhook
from bot.sandbox.line.api import refused
from bot.sandbox.line.control_bodies import optional_field, wish
from bot.sandbox.line.refusals import RefusalError, not_found
from bot.sandbox.line.routes import Answered, Route, add_routes, add_unlocked_routes
from bot.sandbox.line.service import Line

_SHOWN_DELIVERIES = "200"


def control_blueprint(line: Line) -> Blueprint:
    routes = Blueprint("control", __name__, url_prefix="/sandbox/api/line")
    routes.register_error_handler(RefusalError, refused)
    for part in (ROUTES, control_people.ROUTES, control_groups.ROUTES):
        add_routes(routes, line, part)
    add_unlocked_routes(routes, line, control_events.UNLOCKED_ROUTES)
    return routes


def deliveries(line: Line) -> Answered:
    """The newest `?limit=` deliveries of webhooks, the oldest of them first."""
    limit = request.args.get("limit", _SHOWN_DELIVERIES)
    if not limit.isdecimal() or limit == "0":
        raise RefusalError(400, "limit must be a whole number above zero")
    return {"deliveries": line.courier.deliveries.newest(int(limit))}


def read_quota(line: Line) -> Answered:
    return {"limit": line.quota.limit(), "used": line.quota.used(line.now())}


def set_quota(line: Line) -> Answered:
    limit = optional_field(wish(), "limit", int)
    if limit is not None and limit < 0:
        raise RefusalError(400, "limit must not be negative")
    line.quota.set_limit(limit)
    line.sandbox.touch()
    return read_quota(line)


def read_account(line: Line) -> Answered:
    """The bot as its people see it, and its webhook."""
    account = line.account
    return {
        "userId": account.user_id,
        "basicId": account.basic_id,
        "displayName": account.display_name,
        "webhookUrl": account.webhook_url,
        "active": account.webhook_active,
        "redelivery": account.redelivery,
    }


def switch_webhook(line: Line) -> Answered:
    """The switches of LINE's console: use webhook, webhook redelivery."""
    body = wish()
    active, redelivery = optional_field(body, "active", bool), optional_field(body, "redelivery", bool)
    set_webhook(line.sandbox, active=active, redelivery=redelivery)
    return read_account(line)


def rich_menu_image(line: Line, menu_id: str) -> Answered:
    found = line.rich_menus.images.get(menu_id)
    if found is None:
        raise not_found(f"there is no image of a rich menu {menu_id}")
    return Response(found.data, mimetype=found.media_type)


ROUTES: tuple[Route, ...] = (
    ("GET", "/deliveries", deliveries),
    ("GET", "/quota", read_quota),
    ("POST", "/quota", set_quota),
    ("GET", "/account", read_account),
    ("POST", "/webhook", switch_webhook),
    ("GET", "/richmenus/<menu_id>/image", rich_menu_image),
)
