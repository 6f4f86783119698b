"""What happens in group chats, and the event the bot is told of it by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.sandbox.line.events import emit, emit_postback, emit_text, from_group, from_user
from bot.sandbox.line.groups import Group
from bot.sandbox.line.measures import utf16_units
from bot.sandbox.line.person_acts import person
from bot.sandbox.line.refusals import RefusalError, not_found
from bot.sandbox.line.service import Line


def group(line: Line, group_id: str) -> Group:
    """The group, in which the bot must still be: it hears nothing of the others."""
    found = line.groups.joined(group_id)
    if found is None:
        raise not_found(f"the bot is in no group {group_id}")
    return found


def invite(line: Line, name: str, members: Sequence[str]) -> Group:
    """A group of these people invites the bot."""
    for user_id in members:
        person(line, user_id)
    made = line.groups.add(name, members)
    emit(line, "join", from_group(made["groupId"]))
    return made


def write(line: Line, group_id: str, user_id: str, text: str, *, mention_bot: bool) -> dict[str, Any]:
    """A member writes; where they call the bot, the text begins with its name."""
    if user_id not in group(line, group_id)["members"]:
        raise RefusalError(409, "this person is not a member of the group")
    mention = None
    if mention_bot:
        name = f"@{line.account.display_name}"
        text = f"{name} {text}"
        called = {"index": 0, "length": utf16_units(name), "type": "user", "isSelf": True}
        mention = {"mentionees": [{**called, "userId": line.account.user_id}]}
    return emit_text(line, from_group(group_id, user_id), user_id, text, mention)


def tap(line: Line, group_id: str, data: str, shown: str | None) -> dict[str, Any]:
    """A member taps a button; the event does not say who."""
    group(line, group_id)
    return emit_postback(line, from_group(group_id), data, shown, None)


def add_members(line: Line, group_id: str, user_ids: Sequence[str]) -> dict[str, Any]:
    found = group(line, group_id)
    for user_id in user_ids:
        person(line, user_id)
    found["members"] = list(dict.fromkeys([*found["members"], *user_ids]))
    line.groups.keep(found)
    return emit(line, "memberJoined", from_group(group_id), joined={"members": _users(user_ids)})


def remove_members(line: Line, group_id: str, user_ids: Sequence[str]) -> dict[str, Any]:
    found = group(line, group_id)
    found["members"] = [member for member in found["members"] if member not in user_ids]
    line.groups.keep(found)
    left = {"members": _users(user_ids)}
    return emit(line, "memberLeft", from_group(group_id), replyable=False, left=left)


def leave(line: Line, group_id: str) -> dict[str, Any]:
    """The bot is removed, or leaves by itself; the event is the same."""
    found = group(line, group_id)
    line.groups.keep({**found, "joined": False})
    return emit(line, "leave", from_group(group_id), replyable=False)


def _users(user_ids: Sequence[str]) -> list[dict[str, str]]:
    return [from_user(user_id) for user_id in user_ids]
