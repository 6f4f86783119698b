"""The LINE chats: whom they belong to, whether they may be written to, and where a conversation stands."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store import outbox
from bot.store.base import Base, insert_new

GROUP_GUESS = 20
"""So many people are taken to be in a group until LINE has told how many."""


class ChatRow(Base):
    """One chat by its LINE id; `kind` is user, group or room. `members` of a group were counted at `members_at`.

    `busy_until` is the turn of the worker that answers in it now. `joiners_told_at` is until when it was told of
    others who were linked to its agency. `calendar_key` names its feed of deadlines while it is linked.
    `muted` are topics it does not want (see `bot.store.topics`). Of a group `group_shows` is what it may see of the
    agency, `allowed_by` the user id of who allowed that. `notice_version` is the notice on personal data shown last.
    """

    __tablename__ = "chats"

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    agency_code: Mapped[str | None] = mapped_column(ForeignKey("agencies.code"), index=True)
    linked_at: Mapped[datetime | None]
    notifications: Mapped[bool]
    disabled_at: Mapped[datetime | None]
    disabled_because: Mapped[str | None]
    muted: Mapped[list[Any]] = mapped_column(server_default="[]")
    group_allowed: Mapped[bool]
    group_shows: Mapped[list[Any]] = mapped_column(server_default="[]")
    allowed_by: Mapped[str | None] = mapped_column(index=True)
    notice_version: Mapped[str] = mapped_column(server_default="")
    noticed_at: Mapped[datetime | None]
    pending: Mapped[dict[str, Any] | None]
    joiners_told_at: Mapped[datetime | None]
    calendar_key: Mapped[str | None] = mapped_column(index=True, unique=True)
    busy_until: Mapped[datetime | None]
    met_at: Mapped[datetime]
    members: Mapped[int | None]
    members_at: Mapped[datetime | None]

    @property
    def people(self) -> int:
        """How many people a push reaches, as LINE counts it; in a group that was not counted yet, a guess."""
        return 1 if self.kind == "user" else (self.members or GROUP_GUESS)


def meet(session: Session, chat_id: str, kind: str, now: datetime) -> ChatRow:
    """The row of a chat, made where there is none yet."""
    meet_all(session, {chat_id: kind}, now)
    return session.get_one(ChatRow, chat_id)


def meet_all(session: Session, kinds: Mapping[str, str], now: datetime) -> None:
    """Make a row for each chat (its id to its kind) that has none yet."""
    insert_new(session, ChatRow, [_stranger(chat_id, kind, now) for chat_id, kind in kinds.items()])


def _stranger(chat_id: str, kind: str, now: datetime) -> dict[str, Any]:
    return {
        "id": chat_id,
        "kind": kind,
        "notifications": True,
        "group_allowed": False,
        "group_shows": [],
        "muted": [],
        "notice_version": "",
        "met_at": now,
    }


def find(session: Session, chat_id: str) -> ChatRow | None:
    return session.get(ChatRow, chat_id)


def link(session: Session, chat_id: str, agency_code: str, now: datetime) -> None:
    """This chat now speaks for the agency, and only for it."""
    chat = session.get_one(ChatRow, chat_id)
    if chat.agency_code != agency_code:
        end_groups_of(session, chat_id)
    chat.agency_code, chat.linked_at, chat.pending = agency_code, now, None
    chat.joiners_told_at, chat.calendar_key = now, _new_calendar_key()


def unlink(session: Session, chat_id: str) -> None:
    """This chat speaks for no agency any more. What waits for it about one is not sent (see `Draft.agency_code`)."""
    chat = session.get_one(ChatRow, chat_id)
    chat.agency_code, chat.linked_at, chat.group_allowed = None, None, False
    chat.calendar_key = None
    end_groups_of(session, chat_id)


def allow_group(
    session: Session, group_id: str, agency_code: str, shows: Sequence[str], allowed_by: str, now: datetime
) -> None:
    """Let a group see this much of an agency. It is reminded only where that was allowed too, as it costs by member."""
    group = session.get_one(ChatRow, group_id)
    group.agency_code, group.linked_at, group.group_allowed = agency_code, now, True
    group.group_shows, group.allowed_by, group.notifications = list(shows), allowed_by, "reminders" in shows


def disallow_group(session: Session, group_id: str) -> str | None:
    """A group sees nothing of an agency any more; tells of which it did."""
    group = session.get_one(ChatRow, group_id)
    code = group.agency_code if group.group_allowed else None
    group.agency_code, group.linked_at, group.group_allowed = None, None, False
    group.group_shows, group.allowed_by = [], None
    return code


def end_groups_of(session: Session, user_id: str) -> None:
    """What this person allowed groups to see ends."""
    for group in session.scalars(select(ChatRow).where(ChatRow.allowed_by == user_id)):
        disallow_group(session, group.id)


def note_notice(session: Session, chat_id: str, version: str, now: datetime) -> None:
    """This chat was shown the notice on personal data in this version."""
    chat = session.get_one(ChatRow, chat_id)
    chat.notice_version, chat.noticed_at = version, now


def renew_calendar(session: Session, chat_id: str) -> str | None:
    """A new key for the feed of a linked chat, so that the old address shows nothing any more."""
    chat = session.get_one(ChatRow, chat_id)
    chat.calendar_key = _new_calendar_key() if chat.agency_code else None
    return chat.calendar_key


def with_calendar(session: Session, key: str) -> ChatRow | None:
    return session.scalars(select(ChatRow).where(ChatRow.calendar_key == key)).first()


def _new_calendar_key() -> str:
    return secrets.token_hex(8)


def disable(session: Session, chat_id: str, because: str, now: datetime) -> None:
    """Nothing is pushed to this chat any more, nor what waited; its link is kept for the day it comes back."""
    chat = session.get(ChatRow, chat_id)
    if chat is not None and chat.disabled_at is None:
        chat.disabled_at, chat.disabled_because = now, because
        outbox.cancel_to(session, chat_id, because, now)


def enable(session: Session, chat_id: str) -> None:
    chat = session.get(ChatRow, chat_id)
    if chat is not None:
        chat.disabled_at, chat.disabled_because = None, None


def linked_to(session: Session, agency_code: str) -> list[ChatRow]:
    """The chats that speak for an agency, reachable or not."""
    return list(session.scalars(select(ChatRow).where(ChatRow.agency_code == agency_code).order_by(ChatRow.id)))


def count_by_agency(session: Session) -> dict[str, int]:
    """How many chats are linked to each agency that has any, by its code."""
    query = select(ChatRow.agency_code, func.count()).where(ChatRow.agency_code.is_not(None))
    return {str(code): count for code, count in session.execute(query.group_by(ChatRow.agency_code))}


def joiners(session: Session, chat: ChatRow) -> int:
    """How many private chats were linked to the same agency since this one was last told."""
    if chat.agency_code is None or chat.linked_at is None:
        return 0
    since = chat.joiners_told_at or chat.linked_at
    others = [each for each in linked_to(session, chat.agency_code) if each.id != chat.id and each.kind == "user"]
    return sum(1 for each in others if each.linked_at is not None and each.linked_at > since)


def told_of_joiners(session: Session, chat_id: str, now: datetime) -> None:
    session.get_one(ChatRow, chat_id).joiners_told_at = now


def to_notify(session: Session) -> list[ChatRow]:
    """The linked chats that may be pushed to and want to be."""
    query = select(ChatRow).where(
        ChatRow.agency_code.is_not(None), ChatRow.notifications, ChatRow.disabled_at.is_(None)
    )
    return list(session.scalars(query.order_by(ChatRow.agency_code, ChatRow.id)))


def to_remind(session: Session) -> list[ChatRow]:
    """Those of them that may be told what an agency still lacks: a group only where a linked officer allowed it."""
    wanting = [chat for chat in to_notify(session) if "deadlines" not in chat.muted]
    return [chat for chat in wanting if chat.kind == "user" or chat.group_allowed]


def people_by_chat(session: Session, chat_ids: Collection[str] | None = None) -> dict[str, int]:
    """How many people a push reaches, of these chats or of every one."""
    query = select(ChatRow) if chat_ids is None else select(ChatRow).where(ChatRow.id.in_(chat_ids))
    return {chat.id: chat.people for chat in session.scalars(query)}


def groups_to_count(session: Session, counted_before: datetime) -> list[ChatRow]:
    """The groups that are written to and whose members were not counted since then."""
    groups = (chat for chat in to_notify(session) if chat.kind != "user")
    return [chat for chat in groups if chat.members_at is None or chat.members_at < counted_before]


def note_members(session: Session, chat_id: str, members: int | None, now: datetime) -> None:
    """How many people are in a group; None where LINE did not tell, which is asked again as late as the others."""
    chat = find(session, chat_id)
    if chat is not None:
        chat.members, chat.members_at = members if members is not None else chat.members, now


def to_tell_results(session: Session, agency_code: str | None = None) -> list[ChatRow]:
    """The private ones among them, of one agency or of all: a result is never told in a group."""
    private = [chat for chat in to_notify(session) if chat.kind == "user"]
    return private if agency_code is None else [chat for chat in private if chat.agency_code == agency_code]


def remember(session: Session, chat_id: str, pending: Mapping[str, str]) -> None:
    """Keep what the next answer must know of this conversation; empty forgets it."""
    chat = session.get(ChatRow, chat_id)
    if chat is not None:
        chat.pending = dict(pending) or None


def pending(session: Session, chat_id: str) -> dict[str, str]:
    """What was last remembered. How long it is of use, the conversation itself says."""
    chat = session.get(ChatRow, chat_id)
    return dict(chat.pending) if chat is not None and chat.pending is not None else {}


def with_something_remembered(session: Session) -> list[ChatRow]:
    """The chats for which something is remembered, locked, so that no question is forgotten as it is asked."""
    query = select(ChatRow).where(ChatRow.pending.is_not(None)).order_by(ChatRow.id)
    return list(session.scalars(query.with_for_update()))


def erase(session: Session, chat_id: str) -> None:
    """Forget the chat itself. `bot.store.erasure.erase_chat` forgets its messages as well."""
    end_groups_of(session, chat_id)
    chat = session.get(ChatRow, chat_id)
    if chat is not None:
        session.delete(chat)
        session.flush()


def take_turns(
    session: Session, chat_ids: Collection[str], now: datetime, lease: timedelta
) -> tuple[datetime, set[str]]:
    """Become the only worker that answers in these chats, until the instant returned, but not where another one is."""
    until = now + lease
    free = or_(ChatRow.busy_until.is_(None), ChatRow.busy_until <= now)
    ours = select(ChatRow.id).where(ChatRow.id.in_(chat_ids), free).order_by(ChatRow.id)
    taken = set(session.scalars(ours.with_for_update(skip_locked=True)))
    _set_turns(session, taken, until)
    return until, taken


def holding_turns(session: Session, turns: Mapping[str, datetime]) -> dict[str, ChatRow]:
    """Those of these chats whose turn, taken until then, is still ours: who was too slow has lost it. Locks them."""
    query = select(ChatRow).where(ChatRow.id.in_(turns)).order_by(ChatRow.id).with_for_update()
    found = session.scalars(query.execution_options(populate_existing=True))
    return {chat.id: chat for chat in found if chat.busy_until == turns[chat.id]}


def end_turns(session: Session, turns: Mapping[str, datetime]) -> None:
    """Let others answer in these chats, but where another one does already."""
    _set_turns(session, holding_turns(session, turns), None)


def standing(chat: ChatRow | None) -> tuple[object, ...]:
    """All that is known of a chat, whoever answers in it: equal as long as nothing was changed."""
    if chat is None:
        return ()
    columns = (column.key for column in ChatRow.__table__.columns if column.key != "busy_until")
    return tuple(getattr(chat, key) for key in columns)


def _set_turns(session: Session, chat_ids: Collection[str], until: datetime | None) -> None:
    if chat_ids:
        statement = update(ChatRow).where(ChatRow.id.in_(chat_ids)).values(busy_until=until)
        session.execute(statement.execution_options(synchronize_session=False))
