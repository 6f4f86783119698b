"""Reminding those who still lack something, once for each step before a deadline."""

from __future__ import annotations

import logging
from datetime import datetime

from sqlalchemy.orm import Session

from bot.budget.urgency import of_reminder
from bot.jobs.services import Services
from bot.logs import fields
from bot.store import chats, deadlines, outbox
from bot.store.chats import ChatRow
from bot.store.outbox import Draft
from scoring.deadlines import Deadline, Reminder, reminder_due

KIND = "reminder"

log = logging.getLogger(__name__)


def queue_due_reminders(services: Services) -> int:
    """Queue the reminders that are due now; tells how many are new. Those of who lacks nothing any more are cancelled.

    What is due is found without holding the write lock, then queued in one transaction; the key of a reminder keeps it
    from being queued twice, however often and by however many processes this is done.
    """
    now = services.clock.now()
    with services.database.reading() as session:
        due = _due(session, now)
        drafts = [draft for reminder in due for draft in _drafts(services, session, reminder, now)]
        settled = [prefix for reminder in due for prefix in _no_longer_needed(services, session, reminder, now)]
    with services.database.writing() as session:
        standing = {deadlines.subject(deadline) for deadline in deadlines.still_open(session, now)}
        for prefix in settled:
            outbox.cancel_pending(session, prefix, "nothing is lacking any more", now)
        return sum(_queue(session, draft, now) for draft in drafts if draft.subject in standing)


def key_of(reminder: Reminder, agency_code: str, chat_id: str) -> str:
    """The key under which one chat gets one reminder at most once."""
    return f"{reminder.key(agency_code)}:{chat_id}"


def _due(session: Session, now: datetime) -> list[Reminder]:
    found = (reminder_due(deadline, now) for deadline in deadlines.still_open(session, now))
    return [reminder for reminder in found if reminder is not None]


def _drafts(services: Services, session: Session, reminder: Reminder, now: datetime) -> list[Draft]:
    """What is to be sent for one reminder: to chats linked before it fell due, of agencies that lack something."""
    drafts = []
    lacking: dict[str, bool] = {}
    for chat in chats.to_notify(session):
        agency = str(chat.agency_code)
        key = key_of(reminder, agency, chat.id)
        if not _was_linked_by(chat, reminder.due_at) or outbox.is_queued(session, key):
            continue
        if agency not in lacking:
            lacking[agency] = services.lacks(session, agency, reminder.deadline, now)
        if lacking[agency]:
            messages = services.reminder_messages(session, agency, reminder.deadline, now)
            drafts.append(_draft(key, chat, messages, reminder))
    return drafts


def _draft(key: str, chat: ChatRow, messages: list[dict[str, object]], reminder: Reminder) -> Draft:
    deadline = reminder.deadline
    return Draft(
        dedup_key=key,
        chat_id=chat.id,
        agency_code=chat.agency_code,
        kind=KIND,
        messages=messages,
        reason=f"กำหนดส่ง {deadline.title_th}",
        subject=deadlines.subject(deadline),
        expires_at=deadline.closes_at,
        urgency=of_reminder(reminder.offset),
    )


def _no_longer_needed(services: Services, session: Session, reminder: Reminder, now: datetime) -> list[str]:
    """Key prefixes of pending reminders to agencies that have everything by now."""
    waiting = outbox.pending_about(session, deadlines.subject(reminder.deadline))
    agencies = sorted({str(chat.agency_code) for chat in chats.to_notify(session)})
    prefixes = {agency: _prefix(reminder.deadline, agency) for agency in agencies}
    concerned = [agency for agency in agencies if any(key.startswith(prefixes[agency]) for key in waiting)]
    return [prefixes[one] for one in concerned if not services.lacks(session, one, reminder.deadline, now)]


def _queue(session: Session, draft: Draft, now: datetime) -> bool:
    """Queue one reminder; earlier ones of the same deadline to the same chat that still wait give way to it."""
    if not outbox.queue_message(session, draft, now):
        return False
    outbox.supersede(session, draft, now)
    log.info("reminder queued", extra=fields(chat=draft.chat_id, key=draft.dedup_key))
    return True


def _prefix(deadline: Deadline, agency_code: str) -> str:
    """What the keys of all reminders of this deadline to this agency begin with."""
    return f"reminder:{agency_code}:{deadline.id}:v{deadline.version}:"


def _was_linked_by(chat: ChatRow, instant: datetime) -> bool:
    return chat.linked_at is not None and chat.linked_at <= instant
