"""Forgetting what is no longer needed."""

from __future__ import annotations

from bot.conversation.questions import open_question
from bot.jobs.services import Services
from bot.store import chats, inbox, outbox


def tidy(services: Services) -> None:
    """Delete events that LINE will not send again, and end messages and questions that have outlived their use."""
    now = services.clock.now()
    with services.database.writing() as session:
        inbox.tidy(session, now)
        outbox.end_outlived(session, now)
        for chat in chats.with_something_remembered(session):
            if open_question(chat.pending or {}, now) is None:
                chats.remember(session, chat.id, {})
