"""Rich menu aliases in the Messaging API (LINE reference, rich menu alias)."""

from __future__ import annotations

from bot.sandbox.line.bodies import checked_body
from bot.sandbox.line.refusals import RefusalError, not_found
from bot.sandbox.line.rich_menu_rules import CHANGED_ALIAS, NEW_ALIAS
from bot.sandbox.line.rich_menus import ALIASES
from bot.sandbox.line.routes import Answered, Route
from bot.sandbox.line.service import Line


def create(line: Line) -> Answered:
    body = checked_body(NEW_ALIAS)
    if line.rich_menus.alias(body["richMenuAliasId"]) is not None:
        raise RefusalError(400, "conflict richmenu alias id")
    if len(line.rich_menus.aliases()) >= ALIASES:
        raise RefusalError(400, "The maximum number of rich menu aliases has been reached")
    _lead(line, body["richMenuAliasId"], body["richMenuId"])
    return {}


def update(line: Line, alias_id: str) -> Answered:
    _menu_of(line, alias_id)
    _lead(line, alias_id, checked_body(CHANGED_ALIAS)["richMenuId"])
    return {}


def read(line: Line, alias_id: str) -> Answered:
    return {"richMenuAliasId": alias_id, "richMenuId": _menu_of(line, alias_id)}


def listed(line: Line) -> Answered:
    return {"aliases": line.rich_menus.aliases()}


def delete(line: Line, alias_id: str) -> Answered:
    _menu_of(line, alias_id)
    line.rich_menus.delete_alias(alias_id)
    line.sandbox.touch()
    return {}


def _menu_of(line: Line, alias_id: str) -> str:
    menu_id = line.rich_menus.alias(alias_id)
    if menu_id is None:
        raise not_found("richmenu alias not found")
    return menu_id


def _lead(line: Line, alias_id: str, menu_id: str) -> None:
    """An alias may only be made to lead to a menu that is there and has its image."""
    if line.rich_menus.find(menu_id) is None:
        raise RefusalError(400, "richmenu not found")
    line.rich_menus.ready(menu_id)
    line.rich_menus.put_alias(alias_id, menu_id)
    line.sandbox.touch()


ROUTES: tuple[Route, ...] = (
    ("POST", "/v2/bot/richmenu/alias", create),
    ("GET", "/v2/bot/richmenu/alias/list", listed),
    ("GET", "/v2/bot/richmenu/alias/<alias_id>", read),
    ("POST", "/v2/bot/richmenu/alias/<alias_id>", update),
    ("DELETE", "/v2/bot/richmenu/alias/<alias_id>", delete),
)
