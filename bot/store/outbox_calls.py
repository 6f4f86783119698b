"""Calls to LINE: which messages go together, under which retry key, and what became of them.

What waits for one chat goes in one push of up to five, which costs no more than one message. Equal content for several
people goes in one multicast. Once LINE may have taken a call, it is repeated exactly as it was: the rows that share its
retry key, in the same order, whatever was decided about some of them since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from bot.budget.plan import Mode
from bot.budget.urgency import Urgency
from bot.store import chats, line_quota, outbox, topics
from bot.store.chats import ChatRow
from bot.store.outbox import ACCEPTED, ANSWER, CANCELLED, FAILED, PENDING, OutboxMessage
from bot.store.quiet_hours import waking_time

LEASE = timedelta(minutes=2)
MOST_INTERRUPTED = 5
INTERRUPTED = "the process ended each time that it was sent; given up, it may have arrived"
MOST_MESSAGES = 5
MOST_PEOPLE = 500
"""LINE's limits on one call."""


@dataclass(frozen=True, slots=True)
class Call:
    """What this worker alone sends now. `rows` are the ids of its messages, `kinds` what they are, for the log.

    Several `chat_ids` get the same `messages`. `unsure_before`: what was not known before this attempt.
    `was_interrupted`: the last worker that had it in hand ended, or was slower than its lease.
    """

    retry_key: str
    rows: tuple[int, ...]
    chat_ids: tuple[str, ...]
    kinds: tuple[str, ...]
    messages: list[dict[str, Any]]
    attempts: int
    unsure_before: datetime | None
    unsure_since: datetime
    was_interrupted: bool = False

    @property
    def is_multicast(self) -> bool:
        return len(self.chat_ids) > 1


def claim_due(
    session: Session, now: datetime, lease: timedelta = LEASE, *, interrupted_too: bool = True
) -> Call | None:
    """Take the call that is due for longest; what outlived its use, or nobody wants any more, is ended on the way."""
    outbox.end_outlived(session, now)
    passed: set[str] = set()
    which = may_go(session, now) if interrupted_too else may_go(session, now) & OutboxMessage.claimed_until.is_(None)
    while (key := _next_key(session, which, passed)) is not None:
        rows = _locked(session, key, now)
        if rows is None:
            passed.add(key)  # another worker has it in hand
        elif _interrupted(rows) >= MOST_INTERRUPTED:
            _give_up(rows, INTERRUPTED, now)
            session.flush()
        elif wanted := _still_wanted(session, rows, now):
            call = claimed(wanted, now, lease)
            session.flush()
            return call
    return None


def anything_due(session: Session, now: datetime) -> bool:
    return _next_key(session, may_go(session, now), ()) is not None


def record_accepted(session: Session, accepted: Sequence[tuple[Call, str | None]], now: datetime) -> None:
    """LINE has these, under the ids of its requests, whatever was decided about the messages meanwhile.

    The first message to each chat bears the cost.
    """
    ids = [row for call, _ in accepted for row in call.rows]
    found = session.execute(select(OutboxMessage.id, OutboxMessage.chat_id).where(OutboxMessage.id.in_(ids)))
    chat_of: dict[int, str] = {row: chat_id for row, chat_id in found}  # noqa: C416 # rows, not pairs
    people = chats.people_by_chat(session, set(chat_of.values()))
    ended = []
    for call, request_id in accepted:
        unpaid = set(call.chat_ids)
        for row in sorted(call.rows):
            cost = people.get(chat_of[row], 1) if chat_of[row] in unpaid else 0
            unpaid.discard(chat_of[row])
            ended.append({"row": row, "request": request_id, "paid": cost})
    each = update(OutboxMessage).where(OutboxMessage.id == bindparam("row"))
    told = {"request_id": bindparam("request"), "cost": bindparam("paid"), "ended_at": now}
    if ended:
        session.connection().execute(each.values(state=ACCEPTED, error=None, claimed_until=None, **told), ended)


def release(session: Session, calls: Sequence[Call]) -> None:
    """These were not tried after all: they stand as they did before they were claimed."""
    for call in calls:
        for row in _rows(session, call):
            row.claimed_until, row.unsure_since, row.attempts = None, call.unsure_before, row.attempts - 1
            if call.unsure_before is None:
                row.retry_key = outbox.new_key()


def record_refused(session: Session, call: Call, error: str, now: datetime) -> None:
    """LINE will never take it."""
    for row in _rows(session, call):
        row.state, row.error, row.claimed_until, row.ended_at = FAILED, error, None, now


def part(session: Session, call: Call, error: str) -> None:
    """LINE refused all of it for some of it, and surely sent nothing: from now on each message goes by itself."""
    for row in _rows(session, call):
        row.alone, row.error = True, error
        _set_free(row)


def put_off(session: Session, call: Call, until: datetime, error: str, *, unsure: bool, now: datetime) -> None:
    """Try again at `until`, if that is still of use.

    `unsure`: LINE may have accepted it, so it stays one call under its key. Else its messages are free to go otherwise.
    """
    rows = _rows(session, call)
    still_unsure = call.unsure_since if unsure else call.unsure_before
    for row in rows:
        row.claimed_until, row.error, row.unsure_since, row.interrupted = None, error, still_unsure, 0
        row.not_before = until if row.kind == ANSWER else waking_time(until)
        if still_unsure is None and len(rows) > 1:
            row.retry_key = outbox.new_key()
        if row.state == PENDING:
            outbox.end_if_outlived(row, row.not_before, now)


def _next_key(session: Session, which: ColumnElement[bool], passed: Collection[str]) -> str | None:
    """The retry key of that of these messages which is due for longest."""
    query = select(OutboxMessage.retry_key).where(which, OutboxMessage.retry_key.not_in(passed))
    return session.scalar(query.order_by(OutboxMessage.not_before, OutboxMessage.id).limit(1))


def may_go(session: Session, now: datetime) -> ColumnElement[bool]:
    """The condition under which a message goes now, by itself or with others that it leads."""
    return and_(outbox.due(now), _is_paid_for(session, now))


def _is_paid_for(session: Session, now: datetime) -> ColumnElement[bool]:
    """The condition under which the month's messages let a row go. What LINE may have taken is always asked for again.

    Where they do not suffice, nothing that can wait goes before it was planned (see `bot.budget.plan`).
    """
    begun = OutboxMessage.unsure_since.is_not(None)
    quota = line_quota.find(session, now)
    if quota is not None and quota.refused_at is not None:
        return begun
    mode = Mode.PLENTY if quota is None else Mode(quota.mode)
    planned = OutboxMessage.planned_for <= now
    if mode is Mode.PLENTY:
        return or_(begun, OutboxMessage.planned_for.is_(None), planned)
    at_once = Urgency.ANSWER if mode is Mode.SHORT else Urgency.LAST_DAY
    return or_(begun, OutboxMessage.urgency <= at_once, planned)


def _locked(session: Session, key: str, now: datetime) -> list[OutboxMessage] | None:
    """The pending rows under a key, locked in their order; None where another worker holds one of them."""
    pending = (OutboxMessage.retry_key == key) & (OutboxMessage.state == PENDING)
    free = func.coalesce(OutboxMessage.claimed_until <= now, True)
    query = select(OutboxMessage).where(pending, free).order_by(OutboxMessage.id)
    rows = list(session.scalars(query.with_for_update(skip_locked=True).execution_options(populate_existing=True)))
    everyone = session.scalar(select(func.count()).select_from(OutboxMessage).where(pending))
    return rows if rows and len(rows) == everyone else None


def _interrupted(rows: Sequence[OutboxMessage]) -> int:
    """How often in a row a worker ended while it had these in hand; a lease that ran out is one more."""
    for row in rows:
        row.interrupted += row.claimed_until is not None
    return max(row.interrupted for row in rows)


def _still_wanted(session: Session, rows: Sequence[OutboxMessage], now: datetime) -> list[OutboxMessage]:
    """What of a call is to be sent: all of it as long as any of it is wanted, once it was begun."""
    begun = rows[0].unsure_since is not None
    whole = _whole_call(session, rows[0].retry_key) if begun else list(rows)
    if any(row.chat_id == "" for row in whole):
        _give_up(rows, "a recipient was erased; given up, it may have arrived", now)
        return []
    unwanted = {row.id: because for row in rows if (because := _why_unwanted(session, row)) is not None}
    for row in rows:
        if row.id in unwanted:
            end(row, CANCELLED, unwanted[row.id], now)
    if len(unwanted) == len(rows):
        return []
    return whole if begun else _joined(session, rows[0], now)


def _why_unwanted(session: Session, row: OutboxMessage) -> str | None:
    return why_unwanted(row, chats.find(session, row.chat_id))


def why_unwanted(row: OutboxMessage, chat: ChatRow | None) -> str | None:
    """Why this must not go out (any more) to its chat, looked at right before it would."""
    if chat is None:
        return "no such chat"
    if chat.disabled_at is not None:
        return f"chat disabled: {chat.disabled_because}"
    if row.agency_code is not None and chat.agency_code != row.agency_code:
        return "no longer linked to the agency"
    return None if topics.wants(chat, row.kind) else "notifications are off"


def _joined(session: Session, first: OutboxMessage, now: datetime) -> list[OutboxMessage]:
    """A message with those that may go in the same call: to the same chat, else the same to other people."""
    if first.alone:
        return [first]
    together = _to_the_same_chat(session, first, now)
    if len(together) == 1:
        together += _the_same_to_others(session, first, now)
    if len(together) > 1:
        join(together)
    return together


def join(rows: Sequence[OutboxMessage]) -> None:
    """From now on these are one call."""
    key = outbox.new_key()
    for row in rows:
        row.retry_key = key


def _to_the_same_chat(session: Session, first: OutboxMessage, now: datetime) -> list[OutboxMessage]:
    """Up to five messages, for the price of one: also those that the month's messages would not pay for by themselves.

    An answer goes with answers alone, since it is due at any hour.
    """
    fitting = (OutboxMessage.chat_id == first.chat_id) & _like(first)
    query = _companions(fitting, first, now).order_by(OutboxMessage.urgency, OutboxMessage.id).limit(MOST_MESSAGES)
    together, count = [first], len(first.messages)
    for row in session.scalars(query):
        if count + len(row.messages) <= MOST_MESSAGES and _why_unwanted(session, row) is None:
            together.append(row)
            count += len(row.messages)
    return together


def _the_same_to_others(session: Session, first: OutboxMessage, now: datetime) -> Iterator[OutboxMessage]:
    """The same content to other people for whom nothing else is due: those get theirs in a push of their own."""
    if first.content is None or not _is_private(session, first.chat_id):
        return
    private = OutboxMessage.chat_id.in_(select(ChatRow.id).where(ChatRow.kind == "user"))
    fitting = (OutboxMessage.content == first.content) & (OutboxMessage.chat_id != first.chat_id) & private
    paid = and_(fitting, _like(first), _is_paid_for(session, now))
    query = _companions(paid, first, now).order_by(OutboxMessage.id).limit(MOST_PEOPLE - 1)
    found = list(session.scalars(query))
    busy = with_more_due(session, {row.chat_id for row in found}, now)
    yield from (row for row in found if row.chat_id not in busy and _why_unwanted(session, row) is None)


def _companions(fitting: ColumnElement[bool], first: OutboxMessage, now: datetime) -> Any:  # a select of rows
    others = (OutboxMessage.id != first.id) & OutboxMessage.unsure_since.is_(None) & ~OutboxMessage.alone
    return select(OutboxMessage).where(outbox.due(now), fitting, others).with_for_update(skip_locked=True)


def _like(first: OutboxMessage) -> ColumnElement[bool]:
    return (OutboxMessage.kind == ANSWER) == (first.kind == ANSWER)


def _is_private(session: Session, chat_id: str) -> bool:
    chat = chats.find(session, chat_id)
    return chat is not None and chat.kind == "user"


def with_more_due(session: Session, chat_ids: Collection[str], now: datetime) -> set[str]:
    """Those of these chats for which more than one message is due."""
    query = select(OutboxMessage.chat_id).where(outbox.due(now), OutboxMessage.chat_id.in_(chat_ids))
    return set(session.scalars(query.group_by(OutboxMessage.chat_id).having(func.count() > 1)))


def claimed(rows: Sequence[OutboxMessage], now: datetime, lease: timedelta) -> Call:
    """The call that these rows make, held from now on by who asks."""
    first, ordered = rows[0], sorted(rows, key=_most_urgent_last)
    unsure_before, was_interrupted = first.unsure_since, any(row.claimed_until is not None for row in rows)
    for row in rows:
        row.claimed_until, row.attempts, row.unsure_since = now + lease, row.attempts + 1, unsure_before or now
    chat_ids = tuple(dict.fromkeys(row.chat_id for row in ordered))
    to_one = ordered if len(chat_ids) == 1 else ordered[:1]
    return Call(
        retry_key=first.retry_key,
        rows=tuple(row.id for row in ordered),
        chat_ids=chat_ids,
        kinds=tuple(dict.fromkeys(row.kind for row in ordered)),
        messages=[message for row in to_one for message in row.messages],
        attempts=max(row.attempts for row in rows),
        unsure_before=unsure_before,
        unsure_since=unsure_before or now,
        was_interrupted=was_interrupted,
    )


def _most_urgent_last(row: OutboxMessage) -> tuple[int, int]:
    """In a chat the last message is the one in view, and the only one whose quick replies are shown."""
    return -row.urgency, row.id


def _whole_call(session: Session, key: str) -> list[OutboxMessage]:
    query = select(OutboxMessage).where(OutboxMessage.retry_key == key).order_by(OutboxMessage.id)
    return list(session.scalars(query))


def _rows(session: Session, call: Call) -> list[OutboxMessage]:
    query = select(OutboxMessage).where(OutboxMessage.id.in_(call.rows)).order_by(OutboxMessage.id)
    return list(session.scalars(query.with_for_update()))


def _set_free(row: OutboxMessage) -> None:
    row.retry_key, row.unsure_since, row.claimed_until, row.interrupted = outbox.new_key(), None, None, 0


def _give_up(rows: Sequence[OutboxMessage], because: str, now: datetime) -> None:
    for row in rows:
        end(row, FAILED, because, now)


def end(row: OutboxMessage, state: str, because: str, now: datetime) -> None:
    row.state, row.error, row.ended_at, row.claimed_until = state, because, now, None
