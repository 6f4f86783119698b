"""Choosing what is said, and keeping it before LINE is called.

Most questions only look. Their words are chosen without keeping any writer waiting, then kept for several chats with
one commit, each only where its chat and its lines still stand as they did. What acts is prepared in a transaction of
its own.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.conversation.acts import NoteJoinersTold, NoteNotice
from bot.conversation.answer import after, answer
from bot.conversation.events import Incoming
from bot.conversation.reply import Reply
from bot.jobs import gathering
from bot.jobs.services import Services
from bot.line.events import incoming_of, reply_token_of
from bot.store import chats, inbox
from bot.store.inbox import InboxEvent

NOTES = (NoteNotice, NoteJoinersTold)
"""Acts that only keep in mind what the reply tells."""

PutBack = Callable[["Turn", Exception], None]
"""What is done with a turn that broke."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The events that this worker answers now as one question, and until when it alone may do so."""

    chat_id: str
    event_ids: tuple[str, ...]
    attempts: int
    until: datetime


@dataclass(frozen=True, slots=True)
class PreparedAnswer:
    """An answer to one event. `push` says whether it is worth a paid message where its reply token is spent."""

    event_id: str
    chat_id: str
    reply_token: str
    messages: list[dict[str, Any]]
    push: bool
    attempts: int


@dataclass(frozen=True, slots=True)
class _Looked:
    """What a chat asks and the reply to it, chosen by looking alone, and how the chat stood then."""

    line: Incoming
    reply: Reply
    chat: tuple[object, ...]


def prepare(services: Services, turns: Sequence[Turn], put_back: PutBack) -> dict[Turn, PreparedAnswer]:
    """What is to be said in which turn, kept for good. Left out: where nothing is, and what broke and was put back."""
    now = services.clock.now()
    looked = _looked_at(services, turns, now)
    prepared = _kept_together(services, looked, now)
    for turn in turns:
        if turn not in prepared:
            try:
                prepared[turn] = _prepared_alone(services, turn, now)
            except Exception as error:  # noqa: BLE001 # one event that breaks must not keep the others waiting
                put_back(turn, error)
    return {turn: answer for turn, answer in prepared.items() if answer is not None}


def _looked_at(services: Services, turns: Sequence[Turn], now: datetime) -> dict[Turn, _Looked]:
    """The turns in which a look suffices. What breaks here breaks again alone, where it is told."""
    looked = {}
    with services.database.reading() as session:
        events = inbox.events(session, [event_id for turn in turns for event_id in turn.event_ids])
        for turn in turns:
            rows = _fresh(events, turn)
            with suppress(Exception):
                found = _look(services, session, rows, now) if rows else None
                if found is not None and all(isinstance(act, NOTES) for act in found.reply.acts):
                    looked[turn] = found
    return looked


def _fresh(events: Mapping[str, InboxEvent], turn: Turn) -> list[InboxEvent]:
    """The events of a turn, if all of them wait and nothing was prepared for them before."""
    rows = [events[event_id] for event_id in turn.event_ids if event_id in events]
    is_fresh = all(row.state == inbox.WAITING and row.answer is None for row in rows)
    return rows if is_fresh and len(rows) == len(turn.event_ids) else []


def _look(services: Services, session: Session, rows: Sequence[InboxEvent], now: datetime) -> _Looked:
    lines = [incoming_of(row.event) for row in rows]
    chat = chats.standing(chats.find(session, lines[0].chat.id))
    view = services.view_of(session, lines[0].chat, now)
    line = lines[0] if len(lines) == 1 else gathering.question_in(lines, view)
    return _Looked(line, answer(line, view), chat)


def _kept_together(
    services: Services, looked: Mapping[Turn, _Looked], now: datetime
) -> dict[Turn, PreparedAnswer | None]:
    """With one commit what still stands as it was looked at; where one breaks, none, and each has to go alone."""
    kept: dict[Turn, PreparedAnswer | None] = {}
    with suppress(Exception), services.database.writing() as session:
        held = chats.holding_turns(session, {turn.chat_id: turn.until for turn in looked})
        events = inbox.events(session, [event_id for turn in looked for event_id in turn.event_ids])
        for turn, found in looked.items():
            rows, chat = _fresh(events, turn), held.get(turn.chat_id)
            if rows and chat is not None and chats.standing(chat) == found.chat:
                kept[turn] = _kept(services, session, rows, found, now)
        session.flush()
        return kept
    return {}


def _prepared_alone(services: Services, turn: Turn, now: datetime) -> PreparedAnswer | None:
    """Carry out the acts and choose the words, or take up the words chosen before; None where nothing is to be said."""
    with services.database.writing() as session:
        if not chats.holding_turns(session, {turn.chat_id: turn.until}):
            return None
        events = inbox.events(session, turn.event_ids)
        rows = [events[event_id] for event_id in turn.event_ids]
        if any(row.state != inbox.WAITING for row in rows):
            return None  # a worker that was slower than its lease has answered after all
        if rows[-1].answer is not None:
            return _taken_up(rows[-1])
        return _kept(services, session, rows, _look(services, session, rows, now), now)


def _taken_up(row: InboxEvent) -> PreparedAnswer:
    """What was prepared before a crash or a refusal; it is not known to be unsent unless the row says so."""
    kept = dict(row.answer or {})
    unsure, row.answer_unsure = row.answer_unsure, True
    push = bool(kept["worth_a_push"]) and not unsure
    token = str(reply_token_of(row.event))
    return PreparedAnswer(row.webhook_event_id, row.chat_id, token, kept["messages"], push, row.attempts)


def _kept(
    services: Services, session: Session, rows: Sequence[InboxEvent], found: _Looked, now: datetime
) -> PreparedAnswer | None:
    line, last = found.line, rows[-1]
    token = reply_token_of(last.event)
    messages, has_acted = _converse(services, session, line, found.reply, now)
    inbox.finish(session, [row.webhook_event_id for row in rows[:-1]], now, "answered with a later line")
    if not messages or token is None:
        inbox.finish(session, [last.webhook_event_id], now, "nothing to say" if not messages else "no reply token")
        return None
    worth = has_acted and line.chat.is_private
    last.answer, last.answer_unsure = {"messages": messages, "worth_a_push": worth}, True
    return PreparedAnswer(last.webhook_event_id, last.chat_id, token, messages, worth, last.attempts)


def _converse(
    services: Services, session: Session, line: Incoming, reply: Reply, now: datetime
) -> tuple[list[dict[str, Any]], bool]:
    """What is said, after everything that the conversation wanted done was done; and whether it reports an act."""
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
