"""Many calls to LINE with one commit.

Most messages are plain: never tried, and the only one due for their chat. They are found, looked at and claimed by the
dozen. What was tried before, or is due together with more for its chat, is taken call by call as
`bot.store.outbox_calls` says, whose rules hold here too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bot.store import outbox, outbox_calls
from bot.store.chats import ChatRow
from bot.store.outbox import ANSWER, CANCELLED, OutboxMessage
from bot.store.outbox_calls import (
    LEASE,
    Call,
    claim_due,
    claimed,
    end,
    may_go,
    why_unwanted,
    with_more_due,
)

AT_ONCE = 64
"""So many calls a worker has in hand. More would save little, and all of them are in doubt where it is killed."""


def claim_some(session: Session, now: datetime, lease: timedelta = LEASE) -> list[Call]:
    """Take the calls that are due for longest, the plain ones first. One that interrupted its worker is taken alone."""
    outbox.end_outlived(session, now)
    calls: list[Call] = []
    for rows in _plain_calls(session, now):
        if len(rows) > 1:
            outbox_calls.join(rows)
        calls.append(claimed(rows, now, lease))
    session.flush()
    return calls or _claim_one_by_one(session, now, lease)


def _claim_one_by_one(session: Session, now: datetime, lease: timedelta) -> list[Call]:
    calls: list[Call] = []
    while len(calls) < AT_ONCE:
        call = claim_due(session, now, lease, interrupted_too=not calls)
        if call is None:
            break
        calls.append(call)
        if call.was_interrupted:
            break
    return calls


def _plain_calls(session: Session, now: datetime) -> list[list[OutboxMessage]]:
    """The rows of plain calls: each message by itself, or the same to several people."""
    first = _fresh(session, now).order_by(OutboxMessage.not_before, OutboxMessage.id).limit(AT_ONCE)
    leading = list(session.scalars(first))
    others = _with_the_same_content(session, leading, now)
    chats = _chats_of(session, [*leading, *others])
    busy = with_more_due(session, chats.keys(), now)
    alike: dict[object, list[OutboxMessage]] = {}
    for row in (*leading, *others):
        if row.chat_id not in busy and _is_wanted(row, chats.get(row.chat_id), now):
            alike.setdefault(_company(row, chats[row.chat_id]), []).append(row)
    most = outbox_calls.MOST_PEOPLE
    return [rows[begin : begin + most] for rows in alike.values() for begin in range(0, len(rows), most)]


def _fresh(session: Session, now: datetime) -> Select[OutboxMessage]:
    """What may go now and was never tried; LINE did not refuse it together with others either."""
    fresh = (OutboxMessage.unsure_since.is_(None), OutboxMessage.claimed_until.is_(None), ~OutboxMessage.alone)
    return select(OutboxMessage).where(may_go(session, now), *fresh).with_for_update(skip_locked=True)


def _with_the_same_content(
    session: Session, leading: Sequence[OutboxMessage], now: datetime
) -> Sequence[OutboxMessage]:
    contents = {row.content for row in leading if row.content is not None}
    others = OutboxMessage.content.in_(contents) & OutboxMessage.id.not_in([row.id for row in leading])
    return session.scalars(
        _fresh(session, now).where(others).order_by(OutboxMessage.id).limit(outbox_calls.MOST_PEOPLE)
    ).all()


def _chats_of(session: Session, rows: Sequence[OutboxMessage]) -> dict[str, ChatRow]:
    ids = {row.chat_id for row in rows}
    return {chat.id: chat for chat in session.scalars(select(ChatRow).where(ChatRow.id.in_(ids)))}


def _is_wanted(row: OutboxMessage, chat: ChatRow | None, now: datetime) -> bool:
    because = why_unwanted(row, chat)
    if because is not None:
        end(row, CANCELLED, because, now)
    return because is None


def _company(row: OutboxMessage, chat: ChatRow) -> object:
    """What has this in common goes in one call: the same to several people, answers with answers."""
    return (row.content, row.kind == ANSWER) if row.content and chat.kind == "user" else row.id
