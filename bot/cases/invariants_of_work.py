"""Rules that messages and work keep: each once and for a reason, nothing forgotten, nothing held for ever."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from bot.cases.releasing import RESULT
from bot.jobs.reminders import KIND as REMINDER
from bot.store.chats import ChatRow
from bot.store.outbox import ACCEPTED, PENDING, OutboxMessage
from bot.store.workbooks import Workbook

A_DAY = timedelta(days=1)
LONGEST_HOLD = timedelta(hours=1)
"""Every lease is of minutes."""
TOLD_ONCE = (RESULT, REMINDER)

Found = Iterator[tuple[str, str]]


def nothing_was_told_twice(session: Session, now: datetime) -> Found:
    """No chat was sent the very same result or reminder more than once."""
    del now
    sent = (OutboxMessage.state == ACCEPTED) & OutboxMessage.kind.in_(TOLD_ONCE) & (OutboxMessage.chat_id != "")
    same = (OutboxMessage.chat_id, OutboxMessage.subject, OutboxMessage.content)
    query = select(func.max(OutboxMessage.id), func.max(OutboxMessage.agency_code), func.count())
    query = query.where(sent, OutboxMessage.content.is_not(None)).group_by(*same).having(func.count() > 1)
    for number, code, times in session.execute(query.order_by(func.max(OutboxMessage.id))):
        yield code or "", f"message {number}: {times} times"


def messages_have_reasons(session: Session, now: datetime) -> Found:
    """Each message says to the secretariat why it goes out."""
    del now
    query = select(OutboxMessage.id, OutboxMessage.agency_code).where(func.trim(OutboxMessage.reason) == "")
    for number, code in session.execute(query.order_by(OutboxMessage.id)):
        yield code or "", f"message {number}"


def nothing_outlived_waits(session: Session, now: datetime) -> Found:
    """What is of no use any more was ended."""
    waits = (OutboxMessage.state == PENDING) & (OutboxMessage.expires_at < now - A_DAY)
    query = select(OutboxMessage.id, OutboxMessage.agency_code).where(waits)
    for number, code in session.execute(query.order_by(OutboxMessage.id)):
        yield code or "", f"message {number}"


def changed_workbooks_are_read(session: Session, now: datetime) -> Found:
    """Whatever was put off, and for whatever reason, a workbook that was changed is read within a day."""
    waits = (Workbook.dirty_since < now - A_DAY) & Workbook.gone_at.is_(None)
    query = select(Workbook.agency_code, Workbook.dirty_since, Workbook.attempts).where(waits)
    for code, since, attempts in session.execute(query.order_by(Workbook.dirty_since)):
        assert since is not None, "only what is dirty was asked for"
        yield code, f"since {since.isoformat(timespec='minutes')}, {attempts} attempts"


def nothing_is_held_for_long(session: Session, now: datetime) -> Found:
    """No lease is longer than leases are, as one would be that was taken while a clock was wrong."""
    late = now + LONGEST_HOLD
    held = {
        "outbox": (OutboxMessage.id, OutboxMessage.claimed_until > late),
        "workbooks": (Workbook.file_id, Workbook.claimed_until > late),
        "chats": (ChatRow.id, ChatRow.busy_until > late),
    }
    for table, (key, is_held) in held.items():
        count = session.scalar(select(func.count(key)).where(is_held))
        if count:
            yield table, f"{count} rows"


def references_lead_somewhere(session: Session, now: datetime) -> Found:
    """Every row that names another one finds it: PostgreSQL sees to that, SQLite not in a file edited elsewhere."""
    del now
    if session.get_bind().dialect.name != "sqlite":
        return
    for table, number, parent, _ in session.execute(text("PRAGMA foreign_key_check")):
        yield f"{table} {number}", f"no such row of {parent}"
