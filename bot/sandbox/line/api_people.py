"""People, groups and the bot itself in the Messaging API (LINE reference: users, bot, group chats)."""

from __future__ import annotations

from flask import request

from bot.sandbox.line import group_acts, ids
from bot.sandbox.line.groups import Group
from bot.sandbox.line.people import Person
from bot.sandbox.line.refusals import RefusalError, invalid_parameter, not_found
from bot.sandbox.line.routes import Answered, Route
from bot.sandbox.line.service import Line

_MOST_FOLLOWERS = 1000


def bot_info(line: Line) -> Answered:
    account = line.account
    return {
        "userId": account.user_id,
        "basicId": account.basic_id,
        "displayName": account.display_name,
        "chatMode": "chat",
        "markAsReadMode": "manual",
    }


def profile(line: Line, user_id: str) -> Answered:
    """Only of friends who have not blocked the bot, and of others who wrote to it."""
    person = _person(line, user_id)
    wrote = any(said["from"] == "person" for said in line.chats.messages(user_id))
    if person["standing"] == "blocked" or (person["standing"] == "stranger" and not wrote):
        raise not_found()
    return {
        "displayName": person["displayName"],
        "userId": user_id,
        "language": person["language"],
    }


def followers(line: Line) -> Answered:
    """A page of friends; `next` is the id that the following page starts with."""
    limit = _page_size(request.args.get("limit", "300"))
    friends = line.people.friends()
    start = request.args.get("start")
    if start is not None and start not in friends:
        raise invalid_parameter("start")
    first = friends.index(start) if start else 0
    rest = friends[first + limit :]
    return {"userIds": friends[first : first + limit], **({"next": rest[0]} if rest else {})}


def group_summary(line: Line, group_id: str) -> Answered:
    group = _group(line, group_id)
    return {"groupId": group_id, "groupName": group["groupName"]}


def group_member_count(line: Line, group_id: str) -> Answered:
    return {"count": len(_group(line, group_id)["members"])}


def group_member_profile(line: Line, group_id: str, user_id: str) -> Answered:
    group = _group(line, group_id)
    person = _person(line, user_id)
    if user_id not in group["members"]:
        raise not_found()
    return {"displayName": person["displayName"], "userId": user_id}


def group_member_ids(line: Line, group_id: str) -> Answered:
    """For verified and premium accounts only, which the sandbox's is not."""
    _group(line, group_id)
    raise RefusalError(403, "Access to this API is not available for your account")


def leave_group(line: Line, group_id: str) -> Answered:
    _group(line, group_id)
    group_acts.leave(line, group_id)
    return {}


def link_token(line: Line, user_id: str) -> Answered:
    _person(line, user_id)
    return {"linkToken": line.link_tokens.issue(user_id, line.now())}


def _person(line: Line, user_id: str) -> Person:
    if not ids.USER_ID.fullmatch(user_id):
        raise invalid_parameter("userId")
    person = line.people.find(user_id)
    if person is None:
        raise not_found()
    return person


def _group(line: Line, group_id: str) -> Group:
    if not ids.GROUP_ID.fullmatch(group_id):
        raise invalid_parameter("groupId")
    group = line.groups.joined(group_id)
    if group is None:
        raise not_found()
    return group


def _page_size(wish: str) -> int:
    if not wish.isdecimal() or not 1 <= int(wish) <= _MOST_FOLLOWERS:
        raise invalid_parameter("limit")
    return int(wish)


ROUTES: tuple[Route, ...] = (
    ("GET", "/v2/bot/info", bot_info),
    ("GET", "/v2/bot/profile/<user_id>", profile),
    ("GET", "/v2/bot/followers/ids", followers),
    ("GET", "/v2/bot/group/<group_id>/summary", group_summary),
    ("GET", "/v2/bot/group/<group_id>/members/count", group_member_count),
    ("GET", "/v2/bot/group/<group_id>/members/ids", group_member_ids),
    ("GET", "/v2/bot/group/<group_id>/member/<user_id>", group_member_profile),
    ("POST", "/v2/bot/group/<group_id>/leave", leave_group),
    ("POST", "/v2/bot/user/<user_id>/linkToken", link_token),
)
