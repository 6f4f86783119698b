"""Webhook events as LINE builds them (LINE reference, webhook event objects)."""

from __future__ import annotations

from typing import Any

from bot.sandbox.line import ids
from bot.sandbox.line.service import Line

Source = dict[str, str]


def from_user(user_id: str) -> Source:
    return {"type": "user", "userId": user_id}


def from_group(group_id: str, user_id: str | None = None) -> Source:
    """Only message events of a group say who wrote (LINE reference, source group)."""
    source = {"type": "group", "groupId": group_id}
    return {**source, "userId": user_id} if user_id else source


def emit(line: Line, kind: str, source: Source, *, replyable: bool = True, **rest: Any) -> dict[str, Any]:
    """Build an event of `kind`, with a reply token where it may be answered, and send it to the webhook."""
    now = line.now()
    event: dict[str, Any] = {
        "type": kind,
        "mode": "active",
        "timestamp": ids.milliseconds(now),
        "source": source,
        "webhookEventId": ids.ulid(now),
        "deliveryContext": {"isRedelivery": False},
    }
    if replyable:
        event["replyToken"] = line.reply_tokens.issue(chat_of(source), now)
    event |= rest
    line.courier.send(event)
    line.sandbox.touch()
    return event


def chat_of(source: Source) -> str:
    return source["groupId"] if source["type"] == "group" else source["userId"]


def emit_text(
    line: Line, source: Source, writer: str, text: str, mention: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Someone writes: the text is kept in the chat and told to the bot."""
    chat_id = chat_of(source)
    said = line.chats.record(chat_id, "person", {"type": "text", "text": text}, line.now(), writer)
    message: dict[str, Any] = {
        "id": said["id"],
        "type": "text",
        "quoteToken": line.chats.quote_token(chat_id),
        "markAsReadToken": line.chats.read_token(chat_id),
        "text": text,
    }
    if mention:
        message["mention"] = mention
    return emit(line, "message", source, message=message)


def emit_postback(
    line: Line, source: Source, data: str, shown: str | None, params: dict[str, str] | None
) -> dict[str, Any]:
    """Someone taps: `shown`, where there is one, stands in the chat as if they had written it."""
    chat_id = chat_of(source)
    if shown:
        writer = source.get("userId")
        line.chats.record(chat_id, "person", {"type": "text", "text": shown}, line.now(), writer)
    postback: dict[str, Any] = {"data": data, **({"params": params} if params else {})}
    return emit(line, "postback", source, postback=postback)
