"""Sending: who is reached, what it costs, and what is said to the sender."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.sandbox.line import ids
from bot.sandbox.line.messages import QUOTABLE
from bot.sandbox.line.refusals import QUOTA_REACHED, RefusalError, invalid_property
from bot.sandbox.line.service import Line

Message = dict[str, Any]
Sent = dict[str, str]

# A person who wrote in the 1:1 chat without being a friend can be answered for a week.
_ANSWERABLE = timedelta(days=7)


def reply(line: Line, token: str, messages: Sequence[Message]) -> list[Sent]:
    """Answer with a reply token, which is used up by it; free of charge."""
    chat_id = line.reply_tokens.chat_of(token, line.now())
    if chat_id is None:
        raise RefusalError(400, "Invalid reply token")
    _insist_on_context(line, messages, chat_id)
    line.reply_tokens.use(token)
    return _deliver(line, chat_id, messages)


def push(line: Line, to: str, messages: Sequence[Message]) -> list[Sent]:
    people = _people_reached(line, to)
    _insist_on_context(line, messages, to)
    _pay(line, people, "/v2/bot/message/push")
    return _deliver(line, to, messages, shown=people > 0)


def multicast(line: Line, to: Sequence[str], messages: Sequence[Message]) -> None:
    """All or nobody: one id that is none refuses the whole request."""
    for index, user_id in enumerate(to):
        if line.people.find(user_id) is None:
            raise invalid_property(f"to[{index}]")
    _insist_on_context(line, messages, "")
    reached = [user_id for user_id in dict.fromkeys(to) if _is_reachable(line, user_id)]
    _pay(line, len(reached), "/v2/bot/message/multicast")
    for user_id in reached:
        _deliver(line, user_id, messages)


def _people_reached(line: Line, to: str) -> int:
    """How many people a push to `to` reaches; an id that the channel does not know is refused."""
    if not ids.CHAT_ID.fullmatch(to):
        raise invalid_property("to")
    group = line.groups.joined(to)
    if group:
        return len(group["members"])
    if line.people.find(to) is None:
        raise RefusalError(400, "Failed to send messages")
    return int(_is_reachable(line, to))


def _is_reachable(line: Line, user_id: str) -> bool:
    person = line.people.find(user_id)
    if person is None or person["standing"] == "blocked":
        return False
    return person["standing"] == "friend" or line.chats.wrote_since(user_id, line.now() - _ANSWERABLE)


def _pay(line: Line, people: int, path: str) -> None:
    reached_limit = line.sandbox.faults.take(path, "POST", among={"429-quota"}) is not None
    if reached_limit or (people and not line.quota.has_room_for(people, line.now())):
        raise RefusalError(429, QUOTA_REACHED)
    line.quota.count(people, line.now())


def _deliver(line: Line, chat_id: str, messages: Sequence[Message], *, shown: bool = True) -> list[Sent]:
    """Put the messages in the chat, unless nobody would see them; the sender is told the same either way."""
    return [_deliver_one(line, chat_id, message, shown) for message in messages]


def _deliver_one(line: Line, chat_id: str, message: Message, shown: bool) -> Sent:
    now = line.now()
    said_id = line.chats.record(chat_id, "bot", message, now)["id"] if shown else ids.message_id(now)
    line.sandbox.touch()
    quote = {"quoteToken": line.chats.quote_token(chat_id)} if message["type"] in QUOTABLE else {}
    return {"id": said_id, **quote}


def _insist_on_context(line: Line, messages: Sequence[Message], chat_id: str) -> None:
    """What depends on the chat: quotes stay in it, and only members of a group are mentioned there."""
    group = line.groups.joined(chat_id)
    members = set(group["members"]) if group else None
    for index, message in enumerate(messages):
        quote = message.get("quoteToken")
        if quote is not None and not line.chats.can_quote(quote, chat_id):
            raise invalid_property(f"messages[{index}].quoteToken")
        for key, mentionee in _mentionees(message):
            if members is None or (mentionee["type"] == "user" and mentionee["userId"] not in members):
                raise invalid_property(f"messages[{index}].substitution.{key}")


def _mentionees(message: Message) -> list[tuple[str, dict[str, str]]]:
    substitution = message.get("substitution") or {}
    return [(key, each["mentionee"]) for key, each in substitution.items() if each["type"] == "mention"]
