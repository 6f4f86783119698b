"""Messages to be pushed: each queued once under its key. How they go to LINE, `bot.store.outbox_calls` says."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Index, Text, and_, cast, func, literal, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.budget.urgency import Urgency
from bot.store import restores
from bot.store.base import Base, insert_new, insert_once, rows_changed
from bot.store.quiet_hours import end_of_quiet, waking_time

PENDING, HELD, ACCEPTED, FAILED, CANCELLED = "pending", "held", "accepted", "failed", "cancelled"
_UNSENT = (PENDING, HELD)
ANSWER = "answer"
"""The kind of a direct answer, which someone waits for: no quiet hours, no opt-out."""

TOO_LATE = "too late to be of use"

KEY_LIFE = timedelta(hours=20)
"""LINE forgets a retry key after 24 hours and would then send again; we stop well before."""


class OutboxMessage(Base):
    """One message to one chat. `subject` is what it is about, by which it may be cancelled.

    Rows with the same `retry_key` are, or were, one call to LINE. `unsure_since` is when the first attempt was made
    that LINE may have accepted without our knowing. `content` is the digest of `messages`, by which equal ones are
    found; `alone` says that LINE refused the row together with others, so that it goes by itself. Where the month's
    messages do not suffice, `planned_for` is when they let this one go. `cost` is how many people it was paid for.
    A message that is `held` goes only when an officer lets it (see `bot.store.restores`).
    `interrupted` is how often in a row a process ended without a word while it had the row in hand.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_content_state", "content", "state"),
        Index("ix_outbox_state_not_before", "state", "not_before"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    dedup_key: Mapped[str] = mapped_column(unique=True)
    chat_id: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    agency_code: Mapped[str | None]
    subject: Mapped[str] = mapped_column(index=True)
    messages: Mapped[list[Any]]
    content: Mapped[str | None]
    urgency: Mapped[int]
    alone: Mapped[bool]
    retry_key: Mapped[str] = mapped_column(index=True)
    state: Mapped[str]
    attempts: Mapped[int]
    interrupted: Mapped[int] = mapped_column(server_default="0")
    not_before: Mapped[datetime]
    planned_for: Mapped[datetime | None]
    cost: Mapped[int | None]
    expires_at: Mapped[datetime | None]
    claimed_until: Mapped[datetime | None]
    unsure_since: Mapped[datetime | None]
    reason: Mapped[str]
    error: Mapped[str | None]
    request_id: Mapped[str | None]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to be queued. `reason` says to the secretariat why it goes out.

    With an `agency_code` it is only for who speaks for that agency when it goes out: a chat that was unlinked or handed
    over meanwhile does not get it.
    """

    dedup_key: str
    chat_id: str
    kind: str
    messages: Sequence[Mapping[str, Any]]
    reason: str
    agency_code: str | None = None
    subject: str = ""
    not_before: datetime | None = None
    expires_at: datetime | None = None
    urgency: Urgency = Urgency.NOTICE


def queue_message(session: Session, draft: Draft, now: datetime) -> bool:
    """Queue a message unless one was queued under its key before; says whether it is new. Kept out of quiet hours."""
    is_held = restores.holding(session) is not None
    return insert_once(session, OutboxMessage, _row_of(draft, now, is_held=is_held))


def queue_messages(session: Session, drafts: Sequence[Draft], now: datetime) -> int:
    """The same for many, which takes a fraction of the time; tells how many are new."""
    is_held = restores.holding(session) is not None
    rows = [_row_of(draft, now, is_held=is_held) for draft in drafts]
    return insert_new(session, OutboxMessage, rows, key="dedup_key")


def _row_of(draft: Draft, now: datetime, *, is_held: bool) -> dict[str, Any]:
    """The columns of a new message; `is_held` where a restore holds back what nobody asked for."""
    not_before = draft.not_before or now
    if draft.kind != ANSWER:
        not_before = waking_time(not_before)
    messages = [dict(message) for message in draft.messages]
    return {
        "dedup_key": draft.dedup_key,
        "chat_id": draft.chat_id,
        "kind": draft.kind,
        "agency_code": draft.agency_code,
        "subject": draft.subject,
        "messages": messages,
        "content": _digest(messages),
        "urgency": Urgency.ANSWER if draft.kind == ANSWER else draft.urgency,
        "alone": False,
        "retry_key": new_key(),
        "state": HELD if is_held and draft.kind != ANSWER else PENDING,
        "attempts": 0,
        "not_before": not_before,
        "expires_at": draft.expires_at,
        "reason": draft.reason,
        "created_at": now,
    }


def queued(session: Session, keys: Collection[str]) -> set[str]:
    """Those of these keys under which a message was ever queued, whatever became of it."""
    return set(session.scalars(select(OutboxMessage.dedup_key).where(OutboxMessage.dedup_key.in_(keys))))


def new_key() -> str:
    """A retry key: LINE takes what comes under one only once within 24 hours."""
    return str(uuid.uuid4())


def cancel_pending(session: Session, key_prefix: str, because: str, now: datetime) -> int:
    """Cancel what is pending under keys that begin with `key_prefix`; tells how many."""
    begins = OutboxMessage.dedup_key.startswith(key_prefix, autoescape=True)
    return _cancel(session, begins, because, now)


def supersede(session: Session, drafts: Sequence[Draft], now: datetime) -> int:
    """Cancel what is pending to the same chats about the same subject under other keys; tells how many."""
    alike: dict[tuple[str, str], list[Draft]] = {}
    for draft in drafts:
        alike.setdefault((draft.subject, draft.kind), []).append(draft)
    return sum(_supersede(session, subject, kind, some, now) for (subject, kind), some in alike.items())


def _supersede(session: Session, subject: str, kind: str, drafts: Sequence[Draft], now: datetime) -> int:
    others = and_(
        OutboxMessage.chat_id.in_([draft.chat_id for draft in drafts]),
        OutboxMessage.subject == subject,
        OutboxMessage.kind == kind,
        OutboxMessage.dedup_key.not_in([draft.dedup_key for draft in drafts]),
    )
    return _cancel(session, others, "superseded", now)


def keys_about(session: Session, subject: str) -> set[str]:
    """The keys of whatever was ever queued about a subject."""
    return set(session.scalars(select(OutboxMessage.dedup_key).where(OutboxMessage.subject == subject)))


def pending_about(session: Session, subject: str) -> list[str]:
    """The keys of what is pending about a subject."""
    query = select(OutboxMessage.dedup_key)
    return list(session.scalars(query.where(OutboxMessage.subject == subject, OutboxMessage.state == PENDING)))


def cancel_keys(session: Session, keys: Collection[str], because: str, now: datetime) -> int:
    """Cancel what of these is pending; tells how many."""
    return _cancel(session, OutboxMessage.dedup_key.in_(keys), because, now)


def cancel_about(session: Session, subject: str, because: str, now: datetime) -> int:
    """Cancel what is pending about a subject; tells how many."""
    return _cancel(session, OutboxMessage.subject == subject, because, now)


def cancel_to(session: Session, chat_id: str, because: str, now: datetime) -> int:
    """Cancel what is pending to a chat; tells how many."""
    return _cancel(session, OutboxMessage.chat_id == chat_id, because, now)


def forget_chat(session: Session, chat_id: str, now: datetime) -> None:
    """Take every trace of a chat out of the outbox, also out of its keys, many of which name the chat."""
    cancel_to(session, chat_id, "erased", now)
    key = func.replace(OutboxMessage.dedup_key, chat_id, literal("erased-").concat(cast(OutboxMessage.id, Text)))
    gone = update(OutboxMessage).where(OutboxMessage.chat_id == chat_id)
    gone = gone.values(chat_id="", messages=[], content=None, dedup_key=key)
    session.execute(gone.execution_options(synchronize_session="fetch"))


def end_outlived(session: Session, now: datetime) -> None:
    """End pending messages that are too late to be of use, and those whose retry key grows too old."""
    too_late = or_(OutboxMessage.expires_at <= now, OutboxMessage.unsure_since <= now - KEY_LIFE)
    held = OutboxMessage.claimed_until > now
    query = select(OutboxMessage).where(OutboxMessage.state.in_(_UNSENT), too_late, ~func.coalesce(held, False))
    for row in session.scalars(query.with_for_update(skip_locked=True)):
        end_if_outlived(row, now, now)


def ended_in_time_to_come(session: Session, subjects: Collection[str], now: datetime) -> list[int]:
    """The ids of what was ended as too late about these subjects, though by a clock that was put back it is not yet."""
    query = select(OutboxMessage.id).where(
        OutboxMessage.state == CANCELLED,
        OutboxMessage.ended_at > now,
        OutboxMessage.expires_at > now,
        OutboxMessage.error.endswith(TOO_LATE),
        OutboxMessage.subject.in_(subjects),
    )
    return list(session.scalars(query))


def take_up_again(session: Session, ids: Collection[int]) -> None:
    """These wait again."""
    ended = (OutboxMessage.id.in_(ids), OutboxMessage.state == CANCELLED)
    session.execute(update(OutboxMessage).where(*ended).values(state=PENDING, error=None, ended_at=None))


def hold_pending(session: Session) -> int:
    """Hold whatever waits, since it may have gone out already; tells how many. Each goes by itself, under its key."""
    waits = update(OutboxMessage).where(OutboxMessage.state == PENDING)
    return rows_changed(session, waits.values(state=HELD, alone=True, claimed_until=None))


def let_go(session: Session) -> int:
    """Let what is held go at its time; tells how many. LINE takes none again whose key it took within a day."""
    return rows_changed(session, update(OutboxMessage).where(OutboxMessage.state == HELD).values(state=PENDING))


def counts(session: Session) -> dict[str, int]:
    """How many messages there are in each state."""
    query = select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state)
    return {state: number for state, number in session.execute(query)}  # noqa: C416 # rows, not pairs


def pending(session: Session) -> list[OutboxMessage]:
    """Everything that waits, in the order in which it was queued."""
    return list(session.scalars(select(OutboxMessage).where(OutboxMessage.state == PENDING).order_by(OutboxMessage.id)))


def told_before(session: Session) -> dict[tuple[str, int, str], int]:
    """How many chats were told already of what others still wait to be told, by subject, urgency and agency."""
    waiting = select(OutboxMessage.subject).where(OutboxMessage.state == PENDING, OutboxMessage.subject != "")
    about = (OutboxMessage.subject, OutboxMessage.urgency, OutboxMessage.agency_code)
    told = select(*about, func.count()).where(OutboxMessage.state == ACCEPTED, OutboxMessage.subject.in_(waiting))
    return {(subject, urgency, code or ""): n for subject, urgency, code, n in session.execute(told.group_by(*about))}


def paid_since(session: Session, since: datetime) -> int:
    """How many people were paid for since then."""
    paid = select(func.coalesce(func.sum(OutboxMessage.cost), 0)).where(OutboxMessage.state == ACCEPTED)
    return int(session.scalar(paid.where(OutboxMessage.ended_at >= since)) or 0)


def listing(session: Session, limit: int = 100) -> list[OutboxMessage]:
    """The newest messages, for the secretariat's page."""
    return list(session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(limit)))


def in_state(session: Session, state: str, *, before: int | None = None, limit: int = 100) -> list[OutboxMessage]:
    """The newest messages in a state, `before` this id."""
    query = select(OutboxMessage).where(OutboxMessage.state == state).order_by(OutboxMessage.id.desc()).limit(limit)
    return list(session.scalars(query if before is None else query.where(OutboxMessage.id < before)))


def subject_of(session: Session, key: str) -> str:
    """For whom a message is (the agency's code), else what it is about."""
    query = select(OutboxMessage.agency_code, OutboxMessage.subject).where(OutboxMessage.dedup_key == key)
    agency_code, subject = session.execute(query).one()
    return agency_code or subject


def due(now: datetime) -> ColumnElement[bool]:
    """The condition under which a message may go out now, if nobody else has it in hand."""
    free = or_(OutboxMessage.claimed_until.is_(None), OutboxMessage.claimed_until <= now)
    is_due = and_(OutboxMessage.state == PENDING, OutboxMessage.not_before <= now, free)
    if end_of_quiet(now) is not None:  # a worker that comes late must not wake people either
        is_due = and_(is_due, OutboxMessage.kind == ANSWER)
    return is_due


def end_if_outlived(row: OutboxMessage, next_attempt: datetime, now: datetime) -> None:
    """An attempt whose fate is unknown makes it failed, since it may have arrived; else it is cancelled, unsent."""
    if row.unsure_since is not None and next_attempt >= row.unsure_since + KEY_LIFE:
        row.state, row.error = FAILED, f"{row.error or 'interrupted'}; given up, it may have arrived"
    elif row.expires_at is not None and next_attempt >= row.expires_at:
        row.state = CANCELLED if row.unsure_since is None else FAILED
        row.error = f"{row.error}; {TOO_LATE}" if row.error else TOO_LATE
    else:
        return
    row.ended_at, row.claimed_until = now, None


def _cancel(session: Session, which: Any, because: str, now: datetime) -> int:  # an SQL condition
    ended = {"state": CANCELLED, "error": because, "ended_at": now}
    statement = update(OutboxMessage).where(OutboxMessage.state.in_(_UNSENT), which).values(**ended)
    return rows_changed(session, statement.execution_options(synchronize_session="fetch"))


def _digest(messages: Sequence[Mapping[str, Any]]) -> str:
    return hashlib.sha256(json.dumps(messages, sort_keys=True).encode()).hexdigest()
