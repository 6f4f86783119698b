"""The events LINE sent: each kept once, answered in order per chat, its text forgotten once it is answered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, bindparam, exists, func, or_, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from bot.store.base import Base, insert_new
from bot.store.chats import ChatRow

WAITING, DONE, IGNORED, SET_ASIDE = "waiting", "done", "ignored", "set_aside"
UNSEND = "unsend"
AT_A_GLANCE = 50


class InboxEvent(Base):
    """One webhook event. `answer` is what was prepared to be said, kept only until it was handed to LINE.

    `answer_unsure`: a reply was begun and its outcome is not known, so nothing may be sent in its place.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        Index("ix_inbox_state_event_at", "state", "event_at"),
        Index("ix_inbox_chat_id_state_event_at", "chat_id", "state", "event_at"),
    )

    webhook_event_id: Mapped[str] = mapped_column(primary_key=True)
    type: Mapped[str]
    chat_id: Mapped[str]
    chat_kind: Mapped[str]
    user_id: Mapped[str | None]
    message_id: Mapped[str | None] = mapped_column(index=True)
    event: Mapped[dict[str, Any]]
    event_at: Mapped[datetime]
    received_at: Mapped[datetime]
    state: Mapped[str]
    attempts: Mapped[int]
    not_before: Mapped[datetime]
    answer: Mapped[dict[str, Any] | None]
    answer_unsure: Mapped[bool]
    note: Mapped[str | None]
    done_at: Mapped[datetime | None]


_UNSENT = select(InboxEvent.__table__.c.message_id).where(
    InboxEvent.message_id.in_(bindparam("ids", expanding=True)), InboxEvent.type == UNSEND
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An event as it came in. `ignored_because` is set for what nobody will answer; its text is not kept at all."""

    webhook_event_id: str
    type: str
    event: Mapping[str, Any]
    at: datetime
    chat_id: str = ""
    chat_kind: str = ""
    user_id: str | None = None
    message_id: str | None = None
    not_before: datetime | None = None
    ignored_because: str | None = None

    @property
    def is_to_answer(self) -> bool:
        return bool(self.chat_id) and self.ignored_because is None

    @property
    def takes_back(self) -> str | None:
        """The message that is to be forgotten, where the event says so."""
        return self.message_id if self.type == UNSEND and self.ignored_because is None else None


def take_in(session: Session, arrivals: Sequence[Arrival], now: datetime) -> int:
    """Keep events, but those that had come before; tells how many are new.

    What a person took back is forgotten, whichever came first.
    """
    taken_back = _taken_back(session, [each.message_id for each in arrivals if each.message_id is not None])
    new = insert_new(session, InboxEvent, [_row_of(arrival, taken_back, now) for arrival in arrivals])
    for arrival in arrivals:
        if arrival.takes_back is not None:
            _forget_message(session, arrival.takes_back, now)
    return new


def _row_of(arrival: Arrival, taken_back: Collection[str], now: datetime) -> dict[str, Any]:
    ignored = arrival.ignored_because
    if ignored is None and arrival.takes_back is not None:
        ignored = "forgotten"
    elif ignored is None and arrival.message_id in taken_back:
        ignored = "unsent"
    return {
        "webhook_event_id": arrival.webhook_event_id,
        "type": arrival.type,
        "chat_id": arrival.chat_id,
        "chat_kind": arrival.chat_kind,
        "user_id": arrival.user_id,
        "message_id": arrival.message_id,
        "event": scrubbed(arrival.event) if ignored else dict(arrival.event),
        "event_at": arrival.at,
        "received_at": now,
        "state": IGNORED if ignored else WAITING,
        "attempts": 0,
        "not_before": arrival.not_before or now,
        "answer": None,
        "answer_unsure": False,
        "note": ignored,
        "done_at": now if ignored else None,
    }


def chats_to_answer(session: Session, now: datetime) -> list[str]:
    """Chats whose first waiting event is due and in which no worker is busy, in the order of their events.

    Goes along an index and stops early, however many events wait.
    """
    free = or_(ChatRow.busy_until.is_(None), ChatRow.busy_until <= now)
    earlier = aliased(InboxEvent)
    before_it = (
        earlier.chat_id == InboxEvent.chat_id,
        earlier.state == WAITING,
        earlier.event_at < InboxEvent.event_at,
    )
    query = (
        select(InboxEvent.chat_id)
        .join(ChatRow, ChatRow.id == InboxEvent.chat_id)
        .where(InboxEvent.state == WAITING, InboxEvent.not_before <= now, free)
        .where(~exists().where(*before_it))
        .order_by(InboxEvent.event_at, InboxEvent.webhook_event_id)
        .limit(AT_A_GLANCE)
    )
    return list(dict.fromkeys(session.scalars(query)))


def waiting_in(session: Session, chat_id: str) -> list[InboxEvent]:
    """The first of a chat's waiting events, in the order in which they happened."""
    query = select(InboxEvent).where(InboxEvent.chat_id == chat_id, InboxEvent.state == WAITING)
    order = query.order_by(InboxEvent.event_at, InboxEvent.received_at, InboxEvent.webhook_event_id)
    return list(session.scalars(order.limit(AT_A_GLANCE)))


def events(session: Session, ids: Collection[str]) -> dict[str, InboxEvent]:
    """These events by their ids."""
    found = session.scalars(select(InboxEvent).where(InboxEvent.webhook_event_id.in_(ids)))
    return {row.webhook_event_id: row for row in found}


def finish(session: Session, ids: Sequence[str], now: datetime, note: str | None = None) -> None:
    """These are answered (or need none): what was said is forgotten, ids and kind stay."""
    _close(session, ids, DONE, now, note)


def set_aside(session: Session, ids: Sequence[str], now: datetime, note: str) -> None:
    """These could not be answered however often it was tried; the next ones get their turn."""
    _close(session, ids, SET_ASIDE, now, note)


def forget_chat(session: Session, chat_id: str) -> None:
    """Take every trace of a chat out of its events, also of the one that is being answered."""
    for row in session.scalars(select(InboxEvent).where(InboxEvent.chat_id == chat_id)):
        row.event, row.answer = scrubbed(row.event), None
        row.chat_id, row.user_id = "", None
        if row.state == WAITING:
            row.state, row.note = IGNORED, "erased"


def forget_person(session: Session, user_id: str) -> None:
    """Take a person out of what they wrote in groups; what waits there is answered to nobody any more."""
    for row in session.scalars(select(InboxEvent).where(InboxEvent.user_id == user_id)):
        row.event, row.answer, row.user_id = scrubbed(row.event), None, None
        if row.state == WAITING:
            row.state, row.note = IGNORED, "erased"


def scrubbed(event: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of an event for good: its type and the ids by which LINE knows it."""
    kept: dict[str, Any] = {"type": event.get("type"), "webhookEventId": event.get("webhookEventId")}
    message = event.get("message")
    if isinstance(message, Mapping):
        kept["message"] = {"type": message.get("type"), "id": message.get("id")}
    return kept


def tidy(session: Session, now: datetime) -> None:
    """Set aside what waits without a chat to answer in."""
    stale = InboxEvent.received_at < now - timedelta(days=1)
    query = select(InboxEvent.webhook_event_id).where(InboxEvent.state == WAITING, stale)
    set_aside(session, list(session.scalars(query)), now, "never answered")


def overtaken(session: Session, chat_id: str, types: Collection[str], at: datetime) -> bool:
    """Whether a later event of these types was answered before an earlier one that LINE delivered late."""
    later = (InboxEvent.chat_id == chat_id, InboxEvent.type.in_(types), InboxEvent.event_at > at)
    return (
        session.scalar(select(InboxEvent.webhook_event_id).where(*later, InboxEvent.state == DONE).limit(1)) is not None
    )


def anything_due(session: Session, now: datetime) -> bool:
    return bool(chats_to_answer(session, now))


def counts(session: Session) -> dict[str, int]:
    """How many events there are in each state."""
    query = select(InboxEvent.state, func.count()).group_by(InboxEvent.state)
    return {state: number for state, number in session.execute(query)}  # noqa: C416 # rows, not pairs


def _close(session: Session, ids: Sequence[str], state: str, now: datetime, note: str | None) -> None:
    if not ids:
        return
    for row in session.scalars(select(InboxEvent).where(InboxEvent.webhook_event_id.in_(list(ids)))):
        row.event, row.answer, row.answer_unsure = scrubbed(row.event), None, False
        if row.state == WAITING:
            row.state, row.note, row.done_at = state, note, now


def _taken_back(session: Session, message_ids: Collection[str]) -> set[str]:
    """Which of these messages people took back before."""
    if not message_ids:
        return set()
    found = session.connection().execute(_UNSENT, {"ids": sorted(message_ids)})
    return set(found.scalars())


def _forget_message(session: Session, message_id: str, now: datetime) -> None:
    for row in session.scalars(select(InboxEvent).where(InboxEvent.message_id == message_id)):
        row.event, row.answer = scrubbed(row.event), None
        if row.state == WAITING:
            row.state, row.note, row.done_at = IGNORED, "unsent", now
