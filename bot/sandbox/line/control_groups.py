"""The control API's groups: made by an invitation, written in, joined and left."""

from __future__ import annotations

from bot.sandbox.line import group_acts
from bot.sandbox.line.control_bodies import field, names, optional_field, wish
from bot.sandbox.line.routes import Answered, Route
from bot.sandbox.line.service import Line


def groups(line: Line) -> Answered:
    """Every group, with how many messages the bot has sent to it."""
    return {"groups": [group | {"received": line.chats.received(group["groupId"])} for group in line.groups.all()]}


def invite(line: Line) -> Answered:
    body = wish()
    group = group_acts.invite(line, field(body, "name", str), names(body, "members"))
    return dict(group), 201


def write(line: Line, group_id: str) -> Answered:
    body = wish()
    writer, text = field(body, "userId", str), field(body, "text", str)
    called = optional_field(body, "mentionBot", bool) or False
    return {"event": group_acts.write(line, group_id, writer, text, mention_bot=called)}


def tap(line: Line, group_id: str) -> Answered:
    body = wish()
    data, shown = field(body, "data", str), optional_field(body, "displayText", str)
    return {"event": group_acts.tap(line, group_id, data, shown)}


def add_members(line: Line, group_id: str) -> Answered:
    return {"event": group_acts.add_members(line, group_id, names(wish(), "members"))}


def remove_members(line: Line, group_id: str) -> Answered:
    return {"event": group_acts.remove_members(line, group_id, names(wish(), "members"))}


def leave(line: Line, group_id: str) -> Answered:
    return {"event": group_acts.leave(line, group_id)}


ROUTES: tuple[Route, ...] = (
    ("GET", "/groups", groups),
    ("POST", "/groups", invite),
    ("POST", "/groups/<group_id>/text", write),
    ("POST", "/groups/<group_id>/postback", tap),
    ("POST", "/groups/<group_id>/join", add_members),
    ("POST", "/groups/<group_id>/part", remove_members),
    ("POST", "/groups/<group_id>/leave", leave),
)
