"""What a person does in a 1:1 chat, and the event the bot is told of it by."""

from __future__ import annotations

from typing import Any

from bot.sandbox.line import pictures
from bot.sandbox.line.contents import Content
from bot.sandbox.line.events import emit, emit_postback, emit_text, from_user
from bot.sandbox.line.people import Person
from bot.sandbox.line.refusals import RefusalError, not_found
from bot.sandbox.line.service import Line


def person(line: Line, user_id: str) -> Person:
    found = line.people.find(user_id)
    if found is None:
        raise not_found(f"nobody goes by the id {user_id}")
    return found


def _speaker(line: Line, user_id: str) -> Person:
    """Who blocked the bot cannot write to it either."""
    found = person(line, user_id)
    if found["standing"] == "blocked":
        raise RefusalError(409, "this person has blocked the bot and cannot write to it")
    return found


def follow(line: Line, user_id: str) -> dict[str, Any]:
    found = person(line, user_id)
    if found["standing"] == "friend":
        raise RefusalError(409, "this person is a friend already")
    unblocked = found["standing"] == "blocked"
    line.people.put_standing(found, "friend")
    return emit(line, "follow", from_user(user_id), follow={"isUnblocked": unblocked})


def unfollow(line: Line, user_id: str) -> dict[str, Any]:
    found = person(line, user_id)
    if found["standing"] != "friend":
        raise RefusalError(409, "only a friend can block the bot")
    line.people.put_standing(found, "blocked")
    return emit(line, "unfollow", from_user(user_id), replyable=False)


def write(line: Line, user_id: str, text: str) -> dict[str, Any]:
    _speaker(line, user_id)
    return emit_text(line, from_user(user_id), user_id, text)


def tap(line: Line, user_id: str, data: str, shown: str | None, params: dict[str, str] | None) -> dict[str, Any]:
    _speaker(line, user_id)
    return emit_postback(line, from_user(user_id), data, shown, params)


def switch_menu(line: Line, user_id: str, alias_id: str, data: str) -> dict[str, Any]:
    """Tap an area that switches the rich menu; the event says whether it did."""
    _speaker(line, user_id)
    menu_id = line.rich_menus.alias(alias_id)
    status = "SUCCESS"
    if menu_id is None:
        status = "RICHMENU_ALIAS_ID_NOTFOUND"
    elif line.rich_menus.find(menu_id) is None:
        status = "RICHMENU_NOTFOUND"
    else:
        line.rich_menus.link(user_id, menu_id)
    params = {"newRichMenuAliasId": alias_id, "status": status}
    return emit_postback(line, from_user(user_id), data, None, params)


def send_file(line: Line, user_id: str, name: str, data: bytes) -> dict[str, Any]:
    """Send a picture (PNG or JPEG) or any other file."""
    _speaker(line, user_id)
    media_type = pictures.media_type(data)
    kind = "image" if media_type else "file"
    shown: dict[str, Any] = {"type": kind, "fileName": name, "fileSize": len(data)}
    said = line.chats.record(user_id, "person", shown, line.now(), user_id)
    line.contents.put(said["id"], Content(media_type or "application/octet-stream", data))
    message: dict[str, Any] = {"id": said["id"], "type": kind, "markAsReadToken": line.chats.read_token(user_id)}
    if kind == "image":
        message |= {"contentProvider": {"type": "line"}, "quoteToken": line.chats.quote_token(user_id)}
    else:
        message |= {"fileName": name, "fileSize": len(data)}
    return emit(line, "message", from_user(user_id), message=message)


def unsend(line: Line, user_id: str, message_id: str) -> dict[str, Any]:
    person(line, user_id)
    if not line.chats.unsend(user_id, message_id):
        raise not_found(f"the chat has no message {message_id} of this person")
    line.contents.drop(message_id)
    return emit(line, "unsend", from_user(user_id), replyable=False, unsend={"messageId": message_id})


def link_account(line: Line, user_id: str, link_token: str, nonce: str) -> dict[str, Any]:
    """Follow the account link with the nonce of the bot's web page; a token that expired gives no event."""
    person(line, user_id)
    if line.link_tokens.redeem(link_token, line.now()) != user_id:
        raise RefusalError(400, "the link token is unknown, used or expired; LINE sends no event for it")
    return emit(line, "accountLink", from_user(user_id), link={"result": "ok", "nonce": nonce})
