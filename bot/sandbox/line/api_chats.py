"""Chats, content and links in the Messaging API (LINE reference: content, loading animation, mark as read)."""

from __future__ import annotations

from datetime import timedelta

from flask import Response

from bot.sandbox.line import ids
from bot.sandbox.line.bodies import checked_body
from bot.sandbox.line.refusals import RefusalError, body_error, not_found
from bot.sandbox.line.routes import Answered, Route
from bot.sandbox.line.service import Line
from bot.sandbox.line.shapes import record, text, whole

_LOADING = record({"chatId": text(100)}, {"loadingSeconds": whole(5, 60)})
_READ = record({"markAsReadToken": text(1000)})
_ONLY_USERS = "Only user id is acceptable, group id and room id are not"


def start_loading(line: Line) -> Answered:
    body = checked_body(_LOADING)
    seconds = body.get("loadingSeconds") or 20
    if seconds % 5:
        raise body_error("must be a multiple of five", "loadingSeconds")
    if not ids.USER_ID.fullmatch(body["chatId"]):
        raise body_error(_ONLY_USERS, "chatId")
    if line.people.is_friend(body["chatId"]):
        line.chats.start_loading(body["chatId"], line.now() + timedelta(seconds=seconds))
        line.sandbox.touch()
    return {}, 202


def mark_as_read(line: Line) -> Answered:
    token = checked_body(_READ)["markAsReadToken"]
    if not line.chats.mark_read(token):
        raise RefusalError(400, "Invalid markAsReadToken")
    line.sandbox.touch()
    return {}


def content(line: Line, message_id: str) -> Answered:
    if line.chats.is_unsent(message_id):
        raise RefusalError(410, "The content is gone")
    found = line.contents.get(message_id)
    if found is None:
        raise not_found("not found")
    return Response(found.data, mimetype=found.media_type)


ROUTES: tuple[Route, ...] = (
    ("POST", "/v2/bot/chat/loading/start", start_loading),
    ("POST", "/v2/bot/chat/markAsRead", mark_as_read),
    ("GET", "/v2/bot/message/<message_id>/content", content),
)
