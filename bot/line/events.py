"""Webhook events as the inbox and the conversation know them. Each is read by itself; none can break the others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, cast

from bot.conversation.events import Chat, Incoming, IncomingKind
from bot.store.inbox import Arrival

TOO_OLD = timedelta(days=7)
"""LINE repeats an event for hours at most. An older one is a copy that someone kept, whose id we may have forgotten."""
LINES_TOGETHER = timedelta(seconds=2)
"""Lines of one person no further apart than this are one question."""

ChatKind = Literal["user", "group", "room"]
CHAT_KINDS = {"user": "userId", "group": "groupId", "room": "roomId"}
ANSWERED = {"postback", "follow", "unfollow", "join", "leave", "memberLeft", "unsend"}
FILES = {"image", "video", "audio", "file", "location"}
HEEDED_IN_STANDBY = {"follow", "unfollow", "join", "leave", "memberLeft", "unsend"}
"""What says whether a chat may be written to, or is to be forgotten, whoever answers in it for now."""


def arrival_of(event: object, now: datetime) -> Arrival:
    """An event of a webhook body as the inbox keeps it. What is not understood is kept as ignored, with the reason."""
    if not isinstance(event, Mapping):
        return Arrival(_made_up_id(event), "malformed", {}, now, ignored_because="not an object")
    kind, at = _text(event.get("type")), _time_of(event)
    chat, user_id = _source_of(event)
    message_id = _message_id(event)
    return Arrival(
        webhook_event_id=_text(event.get("webhookEventId")) or _made_up_id(event),
        type=kind,
        event=event,
        at=at or now,
        chat_id=chat.id if chat else "",
        chat_kind=chat.kind if chat else "",
        user_id=user_id,
        message_id=message_id,
        not_before=min(at or now, now) + LINES_TOGETHER if _may_go_on(event, chat) else now,
        ignored_because=_why_ignored(event, kind, at, chat, now),
    )


def incoming_of(event: Mapping[str, Any]) -> Incoming:
    """An event that the inbox kept for an answer, as the conversation knows it."""
    chat, user_id = _source_of(event)
    at = _time_of(event)
    if chat is None or at is None:
        raise ValueError("only events with a source and a time are kept for an answer")
    kind = cast("IncomingKind", _kind_of_message(event) if event["type"] == "message" else event["type"])
    text, mentioned = _text_without_mention(event.get("message"))
    data = _postback_data(event.get("postback"))
    return Incoming(kind, chat, user_id, text, data, mentioned, at, _members_of(event.get("left")))


def reply_token_of(event: Mapping[str, Any]) -> str | None:
    return _text(event.get("replyToken")) or None


def _why_ignored(
    event: Mapping[str, Any], kind: str, at: datetime | None, chat: Chat | None, now: datetime
) -> str | None:
    if event.get("mode") == "standby" and kind not in HEEDED_IN_STANDBY:
        return "standby: another module answers"
    if chat is None or at is None:
        return "no source or no time"
    if at < now - TOO_OLD:
        return "too old"
    if kind == "message" and _kind_of_message(event) is None:
        return "no message that is known"
    if kind == "message" and _kind_of_message(event) != "text" and not chat.is_private:
        return "not a text"
    if kind == "unsend" and _message_id(event) is None:
        return "no message named"
    return None if kind == "message" or kind in ANSWERED else "unknown type"


def _kind_of_message(event: Mapping[str, Any]) -> IncomingKind | None:
    """What kind of message it is to the conversation; None for what is not known or has no text where it should."""
    message = event.get("message")
    kind = _text(message.get("type")) if isinstance(message, Mapping) else ""
    if kind == "text" and isinstance(message, Mapping):
        return "text" if isinstance(message.get("text"), str) else None
    if kind == "sticker":
        return "sticker"
    return "file" if kind in FILES else None


def _may_go_on(event: Mapping[str, Any], chat: Chat | None) -> bool:
    """Whether more lines of the same question may follow. In groups nothing is waited for."""
    return event.get("type") == "message" and chat is not None and chat.is_private


def _source_of(event: Mapping[str, Any]) -> tuple[Chat | None, str | None]:
    source = event.get("source")
    kind = _text(source.get("type")) if isinstance(source, Mapping) else ""
    if not isinstance(source, Mapping) or kind not in CHAT_KINDS:
        return None, None
    chat_id = _text(source.get(CHAT_KINDS[kind]))
    chat = Chat(cast("ChatKind", kind), chat_id) if chat_id else None
    return chat, _text(source.get("userId")) or None


def _time_of(event: Mapping[str, Any]) -> datetime | None:
    timestamp = event.get("timestamp")
    if isinstance(timestamp, bool) or not isinstance(timestamp, int):
        return None
    try:
        return datetime.fromtimestamp(timestamp / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _message_id(event: Mapping[str, Any]) -> str | None:
    unsent, message = event.get("unsend"), event.get("message")
    if isinstance(unsent, Mapping):
        return _text(unsent.get("messageId")) or None
    return _text(message.get("id")) or None if isinstance(message, Mapping) else None


def _text_without_mention(message: object) -> tuple[str, bool]:
    """The text without the mentions of this account, and whether there were any. Positions count UTF-16 units."""
    if not isinstance(message, Mapping):
        return "", False
    units = str(message.get("text", "")).encode("utf-16-le", errors="surrogatepass")
    ours = [one for one in _mentionees(message) if one.get("isSelf") is True]
    for one in sorted(ours, key=lambda one: _number(one.get("index")), reverse=True):
        start, length = _number(one.get("index")), _number(one.get("length"))
        units = units[: 2 * start] + units[2 * (start + length) :]
    return units.decode("utf-16-le", errors="replace").strip(), bool(ours)


def _mentionees(message: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    mention = message.get("mention")
    found = mention.get("mentionees") if isinstance(mention, Mapping) else None
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _postback_data(postback: object) -> str:
    return _text(postback.get("data")) if isinstance(postback, Mapping) else ""


def _members_of(left: object) -> tuple[str, ...]:
    members = left.get("members") if isinstance(left, Mapping) else None
    people = [one for one in members if isinstance(one, Mapping)] if isinstance(members, list) else []
    return tuple(user_id for user_id in (_text(one.get("userId")) for one in people) if user_id)


def _text(value: object) -> str:
    """A text that every database takes, without NULs and halves of letters; blank for what is none."""
    return value.replace("\x00", "").encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _number(value: object) -> int:
    return value if isinstance(value, int) and value >= 0 else 0


def _made_up_id(event: object) -> str:
    """An id for an event that has none: the same event gets the same one."""
    content = json.dumps(event, sort_keys=True, default=str).encode()
    return f"made-up-{hashlib.sha256(content).hexdigest()[:32]}"
