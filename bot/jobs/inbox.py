"""Answering what people wrote: in the order in which it happened in each chat, by reply, at most once.

What is prepared (acts carried out, words chosen) is kept in one transaction before LINE is called. So:
- a crash before it repeats everything, after it only the reply;
- a reply may be repeated after a crash, since its token works once; what LINE then calls spent was said before;
- a reply that timed out is not repeated, and nothing is pushed in place of a reply whose fate is unknown.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.conversation.answer import after, answer
from bot.conversation.events import Incoming
from bot.jobs import gathering
from bot.jobs.backoff import pause
from bot.jobs.replying import PreparedAnswer, send
from bot.jobs.services import Services
from bot.line.events import incoming_of, reply_token_of
from bot.logs import fields, where
from bot.store import chats, inbox
from bot.store.inbox import InboxEvent

LEASE = timedelta(seconds=30)
"""Longer than one answer may take, shorter than a reply token lives, so that a crash can be made up for."""

MOST_ATTEMPTS = 5

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Turn:
    """The events that this worker answers now as one question, and until when it alone may do so."""

    chat_id: str
    event_ids: tuple[str, ...]
    attempts: int
    until: datetime


def drain_inbox(services: Services) -> int:
    """Answer one question after the other until none is due; tells how many."""
    answered = 0
    while answer_one(services):
        answered += 1
    return answered


def answer_one(services: Services) -> bool:
    """Answer the question that is due for longest; False where none is due."""
    turn = _take_turn(services)
    if turn is None:
        return False
    try:
        prepared = _prepare(services, turn)
        if prepared is not None:
            send(services, prepared)
    except Exception as error:  # noqa: BLE001 # one event that breaks must not keep the others waiting
        _put_back(services, turn, where(error))
    finally:
        _end_turn(services, turn)
    return True


def _take_turn(services: Services) -> Turn | None:
    now = services.clock.now()
    with services.database.writing() as session:
        for chat_id in inbox.chats_to_answer(session, now):
            until = chats.take_turn(session, chat_id, now, LEASE)
            if until is None:
                continue
            group = _due_group(session, chat_id, now)
            if group:
                ids = tuple(row.webhook_event_id for row in group)
                return Turn(chat_id, ids, max(row.attempts for row in group), until)
            chats.end_turn(session, chat_id, until)
    return None


def _due_group(session: Session, chat_id: str, now: datetime) -> list[InboxEvent]:
    """The lines to answer next in this chat, if their time has come. What broke too often is set aside."""
    group = gathering.lines_together(inbox.waiting_in(session, chat_id))
    if not group or gathering.due_at(group) > now:
        return []
    if group[0].attempts >= MOST_ATTEMPTS:
        log.error("event set aside", extra=fields(chat=chat_id, event=group[0].webhook_event_id))
        inbox.set_aside(session, [group[0].webhook_event_id], now, group[0].note or "interrupted every time")
        return _due_group(session, chat_id, now)
    for row in group:
        row.attempts += 1
    return group


def _prepare(services: Services, turn: Turn) -> PreparedAnswer | None:
    """Carry out the acts and choose the words, or take up the words chosen before; None where nothing is to be said."""
    now = services.clock.now()
    with services.database.writing() as session:
        if not chats.holds_turn(session, turn.chat_id, turn.until):
            return None
        rows = [session.get_one(InboxEvent, event_id) for event_id in turn.event_ids]
        if any(row.state != inbox.WAITING for row in rows):
            return None  # a worker that was slower than its lease has answered after all
        last = rows[-1]
        if last.answer is not None:
            return _taken_up(last)
        return _answer(services, session, rows, now)


def _taken_up(row: InboxEvent) -> PreparedAnswer:
    """What was prepared before a crash or a refusal; it is not known to be unsent unless the row says so."""
    kept = dict(row.answer or {})
    unsure, row.answer_unsure = row.answer_unsure, True
    push = bool(kept["worth_a_push"]) and not unsure
    token = str(reply_token_of(row.event))
    return PreparedAnswer(row.webhook_event_id, row.chat_id, token, kept["messages"], push, row.attempts)


def _answer(services: Services, session: Session, rows: Sequence[InboxEvent], now: datetime) -> PreparedAnswer | None:
    lines, token = [incoming_of(row.event) for row in rows], reply_token_of(rows[-1].event)
    line = lines[0] if len(lines) == 1 else _question(services, session, lines, now)
    messages, has_acted = _converse(services, session, line, now)
    last = rows[-1]
    inbox.finish(session, [row.webhook_event_id for row in rows[:-1]], now, "answered with a later line")
    if not messages or token is None:
        inbox.finish(session, [last.webhook_event_id], now, "nothing to say" if not messages else "no reply token")
        return None
    worth = has_acted and line.chat.is_private
    last.answer, last.answer_unsure = {"messages": messages, "worth_a_push": worth}, True
    return PreparedAnswer(last.webhook_event_id, last.chat_id, token, messages, worth, last.attempts)


def _question(services: Services, session: Session, lines: Sequence[Incoming], now: datetime) -> Incoming:
    return gathering.question_in(lines, services.view_of(session, lines[0].chat, now))


def _converse(services: Services, session: Session, line: Incoming, now: datetime) -> tuple[list[dict[str, Any]], bool]:
    """What is said, after everything that the conversation wanted done was done; and whether it reports an act."""
    reply = answer(line, services.view_of(session, line.chat, now))
    messages, waiting = list(reply.messages), deque(reply.acts)
    has_acted = False
    while True:
        if reply.pending is not None:
            chats.remember(session, line.chat.id, reply.pending)
        outcome = None
        while waiting and outcome is None:
            outcome = services.carry_out(session, line, waiting.popleft(), now)
        if outcome is None:
            return messages[:5], has_acted
        reply, has_acted = after(outcome, services.view_of(session, line.chat, now)), True
        messages.extend(reply.messages)
        waiting.extend(reply.acts)


def _put_back(services: Services, turn: Turn, problem: str) -> None:
    """Try again in a while, or never where it was tried often enough."""
    now = services.clock.now()
    log.error("event not answered", extra=fields(chat=turn.chat_id, problem=problem, attempts=turn.attempts))
    with services.database.writing() as session:
        if turn.attempts >= MOST_ATTEMPTS:
            inbox.set_aside(session, turn.event_ids, now, problem)
            return
        for event_id in turn.event_ids:
            row = session.get(InboxEvent, event_id)
            if row is not None:
                row.note = problem
                row.not_before = now + pause(turn.attempts, services.jitter(), first=timedelta(seconds=1))


def _end_turn(services: Services, turn: Turn) -> None:
    with services.database.writing() as session:
        chats.end_turn(session, turn.chat_id, turn.until)
