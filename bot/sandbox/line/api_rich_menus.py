"""Rich menus, their images and who sees them, in the Messaging API (LINE reference, rich menu)."""

from __future__ import annotations

from flask import Response, request

from bot.sandbox.line import ids
from bot.sandbox.line.bodies import checked_body
from bot.sandbox.line.contents import Content
from bot.sandbox.line.refusals import RefusalError, invalid_parameter, not_found
from bot.sandbox.line.rich_menu_rules import BULK_LINK, BULK_UNLINK, RICH_MENU, insist_on_image
from bot.sandbox.line.routes import Answered, Route
from bot.sandbox.line.service import Line


def create(line: Line) -> Answered:
    menu_id = line.rich_menus.create(checked_body(RICH_MENU))
    return {"richMenuId": menu_id}


def validate(line: Line) -> Answered:
    del line
    checked_body(RICH_MENU)
    return {}


def listed(line: Line) -> Answered:
    return {"richmenus": line.rich_menus.all()}


def read(line: Line, menu_id: str) -> Answered:
    return line.rich_menus.get(menu_id)


def delete(line: Line, menu_id: str) -> Answered:
    line.rich_menus.delete(menu_id)
    return _changed(line)


def upload_image(line: Line, menu_id: str) -> Answered:
    menu = line.rich_menus.get(menu_id)
    if line.rich_menus.images.has(menu_id):
        raise RefusalError(400, "An image has already been uploaded to the richmenu")
    data = request.get_data()
    insist_on_image(data, request.mimetype, menu)
    line.rich_menus.images.put(menu_id, Content(request.mimetype, data))
    return _changed(line)


def image(line: Line, menu_id: str) -> Answered:
    found = line.rich_menus.images.get(menu_id)
    if found is None:
        raise not_found()
    return Response(found.data, mimetype=found.media_type)


def set_default(line: Line, menu_id: str) -> Answered:
    line.rich_menus.ready(menu_id)
    line.rich_menus.set_default(menu_id)
    return _changed(line)


def read_default(line: Line) -> Answered:
    menu_id = line.rich_menus.default()
    if menu_id is None:
        raise not_found("no default richmenu")
    return {"richMenuId": menu_id}


def cancel_default(line: Line) -> Answered:
    line.rich_menus.cancel_default()
    return _changed(line)


def link(line: Line, user_id: str, menu_id: str) -> Answered:
    _insist_on_user_id(user_id)
    line.rich_menus.ready(menu_id)
    _link_friend(line, user_id, menu_id)
    return _changed(line)


def unlink(line: Line, user_id: str) -> Answered:
    _insist_on_user_id(user_id)
    line.rich_menus.unlink(user_id)
    return _changed(line)


def linked(line: Line, user_id: str) -> Answered:
    _insist_on_user_id(user_id)
    menu_id = line.rich_menus.linked(user_id)
    if menu_id is None:
        raise not_found("the user has no richmenu")
    return {"richMenuId": menu_id}


def bulk_link(line: Line) -> Answered:
    body = checked_body(BULK_LINK)
    line.rich_menus.ready(body["richMenuId"])
    for user_id in body["userIds"]:
        _link_friend(line, user_id, body["richMenuId"])
    line.sandbox.touch()
    return {}, 202


def bulk_unlink(line: Line) -> Answered:
    for user_id in checked_body(BULK_UNLINK)["userIds"]:
        line.rich_menus.unlink(user_id)
    line.sandbox.touch()
    return {}, 202


def _link_friend(line: Line, user_id: str, menu_id: str) -> None:
    """Linking somebody who is no friend is answered in the same way and does nothing."""
    if line.people.is_friend(user_id):
        line.rich_menus.link(user_id, menu_id)


def _insist_on_user_id(user_id: str) -> None:
    if not ids.USER_ID.fullmatch(user_id):
        raise invalid_parameter("userId")


def _changed(line: Line) -> Answered:
    line.sandbox.touch()
    return {}


ROUTES: tuple[Route, ...] = (
    ("POST", "/v2/bot/richmenu", create),
    ("POST", "/v2/bot/richmenu/validate", validate),
    ("GET", "/v2/bot/richmenu/list", listed),
    ("GET", "/v2/bot/richmenu/<menu_id>", read),
    ("DELETE", "/v2/bot/richmenu/<menu_id>", delete),
    ("POST", "/v2/bot/richmenu/<menu_id>/content", upload_image),
    ("GET", "/v2/bot/richmenu/<menu_id>/content", image),
    ("POST", "/v2/bot/user/all/richmenu/<menu_id>", set_default),
    ("GET", "/v2/bot/user/all/richmenu", read_default),
    ("DELETE", "/v2/bot/user/all/richmenu", cancel_default),
    ("POST", "/v2/bot/user/<user_id>/richmenu/<menu_id>", link),
    ("GET", "/v2/bot/user/<user_id>/richmenu", linked),
    ("DELETE", "/v2/bot/user/<user_id>/richmenu", unlink),
    ("POST", "/v2/bot/richmenu/bulk/link", bulk_link),
    ("POST", "/v2/bot/richmenu/bulk/unlink", bulk_unlink),
)
