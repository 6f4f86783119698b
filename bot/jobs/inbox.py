"""Answering what people wrote: in the order in which it happened in each chat, by reply, at most once.

Several chats are answered at a time, so that they share commits and wait for LINE side by side. What is prepared (acts
carried out, words chosen) is kept before LINE is called, acts and words in one transaction. So:
- a crash before it repeats everything, after it only the reply;
- a reply may be repeated after a crash, since its token works once; what LINE then calls spent was said before;
- a reply that timed out is not repeated, and nothing is pushed in place of a reply whose fate is unknown.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from bot.jobs import gathering
from bot.jobs.backoff import pause
from bot.jobs.preparing import PreparedAnswer, Turn, prepare
from bot.jobs.replying import send
from bot.jobs.services import Services
from bot.logs import fields, where
from bot.store import chats, inbox
from bot.store.inbox import InboxEvent

LEASE = timedelta(seconds=30)
"""Longer than one answer may take, shorter than a reply token lives, so that a crash can be made up for."""

AT_ONCE = 8
"""So many chats a worker answers at a time. More would hardly save time, and keep the first of them waiting."""

MOST_ATTEMPTS = 5

log = logging.getLogger(__name__)


def drain_inbox(services: Services) -> int:
    """Answer questions until none is due; tells how many."""
    answered = 0
    while turns := answer_some(services):
        answered += turns
    return answered


def answer_some(services: Services) -> int:
    """Answer the questions that are due for longest, one in each of some chats; tells how many, 0 where none is due."""
    turns = _take_turns(services)
    if not turns:
        return 0
    prepared = prepare(services, turns, partial(_put_back, services))
    _end(services, [turn for turn in turns if turn not in prepared], [])
    for portion in services.do_all(partial(_send, services), list(prepared.items())):
        _end(services, [turn for turn, _ in portion], [event_id for _, event_id in portion if event_id])
    return len(turns)


def _take_turns(services: Services) -> list[Turn]:
    now = services.clock.now()
    with services.database.writing() as session:
        waiting = inbox.chats_to_answer(session, now)
        turns: list[Turn] = []
        while waiting and len(turns) < AT_ONCE:
            some, waiting = waiting[: AT_ONCE - len(turns)], waiting[AT_ONCE - len(turns) :]
            until, taken = chats.take_turns(session, some, now, LEASE)
            groups = {chat_id: _due_group(session, chat_id, now) for chat_id in some if chat_id in taken}
            turns += [_turn(chat_id, group, until) for chat_id, group in groups.items() if group]
            chats.end_turns(session, {chat_id: until for chat_id, group in groups.items() if not group})
        return turns


def _turn(chat_id: str, group: Sequence[InboxEvent], until: datetime) -> Turn:
    return Turn(chat_id, tuple(row.webhook_event_id for row in group), max(row.attempts for row in group), until)


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


def _send(services: Services, answer: tuple[Turn, PreparedAnswer]) -> tuple[Turn, str | None]:
    """Reply in one chat; the turn, and the event that is answered by it."""
    turn, prepared = answer
    try:
        return turn, prepared.event_id if send(services, prepared) else None
    except Exception as error:  # noqa: BLE001 # one answer that breaks must not keep the others waiting
        _put_back(services, turn, error)
        return turn, None


def _put_back(services: Services, turn: Turn, error: Exception) -> None:
    """Try again in a while, or never where it was tried often enough."""
    now, problem = services.clock.now(), where(error)
    log.error("event not answered", extra=fields(chat=turn.chat_id, problem=problem, attempts=turn.attempts))
    with services.database.writing() as session:
        if turn.attempts >= MOST_ATTEMPTS:
            inbox.set_aside(session, turn.event_ids, now, problem)
            return
        for row in inbox.events(session, turn.event_ids).values():
            row.note = problem
            row.not_before = now + pause(turn.attempts, services.jitter(), first=timedelta(seconds=1))


def _end(services: Services, turns: Sequence[Turn], answered: Sequence[str]) -> None:
    """These events are answered, and these chats may be answered in again."""
    if turns:
        with services.database.writing() as session:
            inbox.finish(session, answered, services.clock.now())
            chats.end_turns(session, {turn.chat_id: turn.until for turn in turns})
