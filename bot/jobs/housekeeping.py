"""Forgetting what is no longer needed."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.conversation.questions import open_question
from bot.jobs.services import Services
from bot.store import chats, code_guesses, comments, help_requests, inbox, login_links, outbox, tries, web_sessions
from bot.store.retention import forget_some
from sheets_schema.thai import BANGKOK

AT_NIGHT = 3
"""The hour in which what takes longer is done, once, as this is called each hour."""

KEPT_LINKS = timedelta(days=1)
"""So long a link that was used or ran out can still be told from one that never was."""


def tidy(services: Services) -> None:
    """Forget what is older than it may be, and end messages and questions that have outlived their use."""
    now = services.clock.now()
    if now.astimezone(BANGKOK).hour == AT_NIGHT:
        services.links.forget_unused()
    with services.database.writing() as session:
        inbox.tidy(session, now)
        outbox.end_outlived(session, now)
        login_links.forget_old(session, now - KEPT_LINKS)
        web_sessions.forget_old(session, now)
        comments.forget_senders(session, now - services.retention.senders)
        code_guesses.forget_old(session, now)
        tries.forget_old(session, now)
        help_requests.tidy(session, now - services.retention.help_requests)
        for chat in chats.with_something_remembered(session):
            if open_question(chat.pending or {}, now) is None:
                chats.remember(session, chat.id, {})
    while _forget_some(services, now):
        pass


def _forget_some(services: Services, now: datetime) -> int:
    with services.database.writing() as session:
        return forget_some(session, services.retention, now)
