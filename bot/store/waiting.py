"""What is due and not done yet, and since when: all of it is a row somewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.elements import ColumnElement

from bot.store import inbox, outbox, outbox_calls
from bot.store.closings import Closing
from bot.store.inbox import InboxEvent
from bot.store.outbox import OutboxMessage
from bot.store.workbooks import Workbook


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much of one kind is due, the oldest `since` (None: nothing is)."""

    kind: str
    count: int
    since: datetime | None


def everything(session: Session, now: datetime) -> list[Waiting]:
    """What is due at `now`, also what a worker has in hand."""
    unread = Workbook.dirty_since.is_not(None) & Workbook.gone_at.is_(None) & (Workbook.not_before <= now)
    unanswered = (InboxEvent.state == inbox.WAITING) & (InboxEvent.not_before <= now)
    untaken = Closing.settled_at.is_(None) & (Closing.closes_at <= now)
    planned_later = OutboxMessage.planned_for > OutboxMessage.not_before
    let_go = case((planned_later, OutboxMessage.planned_for), else_=OutboxMessage.not_before)
    return [
        _waiting(session, "inbox", InboxEvent.not_before, unanswered),
        _waiting(session, "outbox", let_go, outbox_calls.may_go(session, now)),
        _waiting(session, "workbooks", Workbook.not_before, unread),
        _waiting(session, "closings", Closing.closes_at, untaken),
    ]


def failed_since(session: Session, since: datetime) -> int:
    """How many messages LINE did not take for good, or may not have taken, since then."""
    failed = (OutboxMessage.state == outbox.FAILED) & (OutboxMessage.ended_at >= since)
    return int(session.scalar(select(func.count()).select_from(OutboxMessage).where(failed)) or 0)


def set_aside_since(session: Session, since: datetime) -> int:
    """How many events of LINE could not be answered, however often it was tried, since then."""
    aside = (InboxEvent.state == inbox.SET_ASIDE) & (InboxEvent.done_at >= since)
    return int(session.scalar(select(func.count()).select_from(InboxEvent).where(aside)) or 0)


def _waiting(
    session: Session,
    kind: str,
    when: ColumnElement[Any] | InstrumentedAttribute[Any],
    is_due: ColumnElement[bool],
) -> Waiting:
    count, since = session.execute(select(func.count(), func.min(when)).where(is_due)).one()
    return Waiting(kind, count, since)
