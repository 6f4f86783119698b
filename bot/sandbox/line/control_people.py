"""The control API's people: who there is, what they do, and what their 1:1 chat shows."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from bot.sandbox.line import person_acts
from bot.sandbox.line.control_bodies import field, optional_field, wish
from bot.sandbox.line.people import Person
from bot.sandbox.line.refusals import RefusalError
from bot.sandbox.line.routes import Answered, Route
from bot.sandbox.line.service import Line


def users(line: Line) -> Answered:
    """Everyone, each with how many messages the bot has sent to them alone."""
    people = line.people.all()
    return {"users": [_shown(person) | {"received": line.chats.received(person["userId"])} for person in people]}


def add_user(line: Line) -> Answered:
    body = wish()
    name = field(body, "displayName", str)
    person = line.people.add(name, optional_field(body, "language", str) or "th")
    line.sandbox.touch()
    return _shown(person), 201


def chat(line: Line, chat_id: str) -> Answered:
    """What the person's phone shows of the 1:1 chat, or what every member sees of a group's."""
    group = line.groups.find(chat_id)
    if group:
        return {"group": group, **_conversation(line, chat_id), "richMenu": None, "blocked": False}
    person = person_acts.person(line, chat_id)
    return {
        "user": _shown(person),
        **_conversation(line, chat_id),
        "richMenu": _rich_menu(line, person),
        "blocked": person["standing"] == "blocked",
    }


def write(line: Line, chat_id: str) -> Answered:
    return {"event": person_acts.write(line, chat_id, field(wish(), "text", str))}


def tap(line: Line, chat_id: str) -> Answered:
    body = wish()
    data, shown = field(body, "data", str), optional_field(body, "displayText", str)
    return {"event": person_acts.tap(line, chat_id, data, shown, optional_field(body, "params", dict))}


def switch_menu(line: Line, chat_id: str) -> Answered:
    body = wish()
    alias_id, data = field(body, "richMenuAliasId", str), field(body, "data", str)
    return {"event": person_acts.switch_menu(line, chat_id, alias_id, data)}


def send_file(line: Line, chat_id: str) -> Answered:
    body = wish()
    name, coded = field(body, "fileName", str), field(body, "base64", str)
    try:
        data = base64.b64decode(coded, validate=True)
    except binascii.Error as error:
        raise RefusalError(400, "base64 is not base64") from error
    return {"event": person_acts.send_file(line, chat_id, name, data)}


def unsend(line: Line, chat_id: str) -> Answered:
    return {"event": person_acts.unsend(line, chat_id, field(wish(), "messageId", str))}


def link_account(line: Line, chat_id: str) -> Answered:
    body = wish()
    token, nonce = field(body, "linkToken", str), field(body, "nonce", str)
    return {"event": person_acts.link_account(line, chat_id, token, nonce)}


def follow(line: Line, chat_id: str) -> Answered:
    return {"event": person_acts.follow(line, chat_id)}


def unfollow(line: Line, chat_id: str) -> Answered:
    return {"event": person_acts.unfollow(line, chat_id)}


def _shown(person: Person) -> dict[str, Any]:
    return {
        "userId": person["userId"],
        "displayName": person["displayName"],
        "language": person["language"],
        "friend": person["standing"] == "friend",
        "blocked": person["standing"] == "blocked",
    }


def _conversation(line: Line, chat_id: str) -> dict[str, Any]:
    """Quick replies stand under the newest message only, and go when another comes."""
    messages = line.chats.messages(chat_id)
    last = messages[-1]["message"] if messages and messages[-1]["from"] == "bot" else {}
    quick_reply = (last.get("quickReply") or {}).get("items")
    loading = line.chats.is_loading(chat_id, line.now())
    return {"messages": messages, "quickReply": quick_reply, "loading": loading}


def _rich_menu(line: Line, person: Person) -> dict[str, Any] | None:
    """The menu that a friend sees, with the address of its image on this server."""
    menu = line.rich_menus.shown_to(person["userId"]) if person["standing"] == "friend" else None
    if menu is None:
        return None
    return {**menu, "imageUrl": f"/sandbox/api/line/richmenus/{menu['richMenuId']}/image"}


ROUTES: tuple[Route, ...] = (
    ("GET", "/users", users),
    ("POST", "/users", add_user),
    ("GET", "/chats/<chat_id>", chat),
    ("POST", "/chats/<chat_id>/text", write),
    ("POST", "/chats/<chat_id>/postback", tap),
    ("POST", "/chats/<chat_id>/richmenuswitch", switch_menu),
    ("POST", "/chats/<chat_id>/file", send_file),
    ("POST", "/chats/<chat_id>/unsend", unsend),
    ("POST", "/chats/<chat_id>/accountLink", link_account),
    ("POST", "/chats/<chat_id>/follow", follow),
    ("POST", "/chats/<chat_id>/unfollow", unfollow),
)
