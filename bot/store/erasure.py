"""Forgetting a person or a group altogether, as the law lets them ask."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.store import chats, help_requests, inbox, link_codes, login_links, outbox, web_sessions


def erase_chat(session: Session, chat_id: str, now: datetime) -> None:
    """Forget a chat: its link, its conversation, every trace of it in messages, and a person's way into the desk."""
    outbox.forget_chat(session, chat_id, now)
    inbox.forget_chat(session, chat_id)
    inbox.forget_person(session, chat_id)
    login_links.forget_person(session, chat_id)
    web_sessions.end_all_of(session, chat_id)
    help_requests.forget_chat(session, chat_id)
    link_codes.forget_chat(session, chat_id, now)
    chats.erase(session, chat_id)
