"""How long what names or may name a person is kept, and forgetting it after that, some rows at a time.

What answers for a result stays for good: readings, receipts, reviews, decisions, announcements and the audit log.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from bot.store.base import rows_changed
from bot.store.inbox import WAITING, InboxEvent
from bot.store.link_codes import LinkCode
from bot.store.outbox import HELD, PENDING, OutboxMessage

AT_ONCE = 500
"""Rows of one transaction, so that whoever writes meanwhile gets a turn."""


@dataclass(frozen=True, slots=True)
class Retention:
    """How long each is kept: an event of LINE (its ids and kind, its text goes at once), the words of a message that
    ended, a link code that was used or ran out, the words of who asked for help, the keyed hash of who commented.
    """

    events: timedelta = timedelta(days=30)
    messages: timedelta = timedelta(days=180)
    codes: timedelta = timedelta(days=90)
    help_requests: timedelta = timedelta(days=30)
    senders: timedelta = timedelta(days=30)


USUAL = Retention()


def forget_some(session: Session, retention: Retention, now: datetime) -> int:
    """Forget the oldest of what has outlived its time; tells how many rows, 0 once nothing is left to forget."""
    return (
        _events(session, now - retention.events)
        + _words(session, now - retention.messages)
        + _codes(session, now - retention.codes)
    )


def _events(session: Session, before: datetime) -> int:
    key, old = InboxEvent.webhook_event_id, (InboxEvent.state != WAITING) & (InboxEvent.received_at < before)
    oldest = select(key).where(old).order_by(InboxEvent.received_at).limit(AT_ONCE)
    return rows_changed(session, delete(InboxEvent).where(key.in_(oldest.scalar_subquery())))


def _words(session: Session, before: datetime) -> int:
    """What was said is forgotten; to whom, why, when and at what cost stays, and the key, so that none goes twice."""
    ended = OutboxMessage.state.not_in((PENDING, HELD)) & (OutboxMessage.ended_at < before)
    said = or_(OutboxMessage.content.is_not(None), func.json_array_length(OutboxMessage.messages) > 0)
    oldest = select(OutboxMessage.id).where(ended, said).order_by(OutboxMessage.ended_at).limit(AT_ONCE)
    forgotten = update(OutboxMessage).where(OutboxMessage.id.in_(oldest.scalar_subquery()))
    forgotten = forgotten.values(messages=[], content=None)
    return rows_changed(session, forgotten.execution_options(synchronize_session=False))


def _codes(session: Session, before: datetime) -> int:
    over = or_(LinkCode.used_at < before, LinkCode.expires_at < before)
    oldest = select(LinkCode.code_hash).where(over).order_by(LinkCode.expires_at).limit(AT_ONCE)
    return rows_changed(session, delete(LinkCode).where(LinkCode.code_hash.in_(oldest.scalar_subquery())))
