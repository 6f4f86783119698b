"""Reminding those who still lack something, once for each step before a deadline."""

from __future__ import annotations

import logging
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy.orm import Session

from bot.budget.urgency import of_reminder
from bot.jobs.agencies_asked import AgenciesAsked
from bot.jobs.services import Services
from bot.logs import fields
from bot.store import chats, deadlines, outbox, troubles
from bot.store.chats import ChatRow
from bot.store.outbox import Draft
from bot.store.quiet_hours import end_of_quiet, reminding_time
from scoring.deadlines import Deadline, Reminder, reminder_due, reminders_of

KIND = "reminder"
PORTION = 200
"""So many reminders are queued with one commit."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """One reminder to one chat. It is not sent where anything under the keys of `instead` was queued: itself, or one
    that stands nearer to the deadline, as when a clock was put back.
    """

    draft: Draft
    instead: frozenset[str]


def queue_due_reminders(services: Services) -> int:
    """Queue the reminders that are due now; tells how many are new. Those of who lacks nothing any more are cancelled.

    What is due is found without holding the write lock, and queued portion by portion, so that neither memory nor the
    others who write bear the whole nation at once; the key of a reminder keeps it from being queued twice, however
    often and by however many processes this is done. In quiet hours none is made: what falls due at night is written in
    the morning, with what is lacking by then, or before the night.
    """
    now = services.clock.now()
    _take_up_again(services, now)
    with services.database.reading() as session:
        due = _due(session, now)
        to_send = due if end_of_quiet(now) is None else []
        stood = troubles.of_kind(session, KIND)
        agencies = AgenciesAsked(services, session, now, {each.subject for each in stood if each.waits(now)})
        settled = [prefix for reminder in due for prefix in _no_longer_needed(agencies, reminder)]
        if settled:
            _cancel(services, settled, now)
        letters = (letter for reminder in to_send for letter in _letters(agencies, reminder))
        new = sum(_queue(services, portion, now) for portion in _portions(letters))
    if agencies.broken or stood:
        _note_troubles(services, agencies)
    return new


def key_of(reminder: Reminder, agency_code: str, chat_id: str) -> str:
    """The key under which one chat gets one reminder at most once."""
    return f"{reminder.key(agency_code)}:{chat_id}"


def sending_time(reminder: Reminder) -> datetime:
    """When a reminder goes out: when it is due, or beside the quiet hours that it would fall into."""
    return reminding_time(reminder.due_at, reminder.deadline.closes_at)


def _due(session: Session, now: datetime) -> list[Reminder]:
    found = (reminder_due(deadline, now, sending_time) for deadline in deadlines.still_open(session, now))
    return [reminder for reminder in found if reminder is not None]


def _take_up_again(services: Services, now: datetime) -> None:
    """Where a clock was put back to before a closing, what was given up because of that closing is of use again."""
    with services.database.reading() as session:
        subjects = [deadlines.subject(deadline) for deadline in deadlines.still_open(session, now)]
        ids = outbox.ended_in_time_to_come(session, subjects, now)
    if ids:
        with services.database.writing() as session:
            outbox.take_up_again(session, ids)


def _note_troubles(services: Services, agencies: AgenciesAsked) -> None:
    with services.database.writing() as session:
        for agency, problem in sorted(agencies.broken.items()):
            times = troubles.note(session, KIND, agency, problem, agencies.now).times
            log.error("agency not reminded", extra=fields(agency=agency, problem=problem, times=times))
        troubles.over(session, KIND, agencies.well)


def _letters(agencies: AgenciesAsked, reminder: Reminder) -> Iterator[Letter]:
    """What is to be sent for one reminder: to chats linked before it fell due, of agencies that lack something."""
    queued = outbox.keys_about(agencies.session, deadlines.subject(reminder.deadline))
    for chat in chats.to_remind(agencies.session):
        agency = str(chat.agency_code)
        instead = _from_here_on(reminder, agency, chat.id)
        if not _was_linked_by(chat, reminder) or not queued.isdisjoint(instead):
            continue
        messages = agencies.reminder(agency, reminder.deadline)
        if messages:
            yield Letter(_draft(key_of(reminder, agency, chat.id), chat, messages, reminder), instead)


def _from_here_on(reminder: Reminder, agency_code: str, chat_id: str) -> frozenset[str]:
    """The keys of this reminder and of those nearer to the deadline."""
    nearer = (other for other in reminders_of(reminder.deadline) if other.offset <= reminder.offset)
    return frozenset(key_of(other, agency_code, chat_id) for other in nearer)


def _draft(key: str, chat: ChatRow, messages: list[dict[str, object]], reminder: Reminder) -> Draft:
    deadline = reminder.deadline
    return Draft(
        dedup_key=key,
        chat_id=chat.id,
        agency_code=chat.agency_code,
        kind=KIND,
        messages=messages,
        reason=f"กำหนดส่ง {deadline.title_th}",
        subject=deadlines.subject(deadline),
        expires_at=deadline.closes_at,
        urgency=of_reminder(reminder.offset),
    )


def _no_longer_needed(agencies: AgenciesAsked, reminder: Reminder) -> list[str]:
    """Key prefixes of pending reminders to agencies that have everything by now."""
    waiting = sorted(outbox.pending_about(agencies.session, deadlines.subject(reminder.deadline)))
    codes = sorted({str(chat.agency_code) for chat in chats.to_remind(agencies.session)})
    prefixes = {code: _prefix(reminder.deadline, code) for code in codes}
    concerned = [code for code in codes if _begins_any(prefixes[code], waiting)]
    return [prefixes[code] for code in concerned if not agencies.may_lack(code, reminder.deadline)]


def _begins_any(prefix: str, ordered: Sequence[str]) -> bool:
    """Whether any of these, which stand in order, begins so."""
    place = bisect_left(ordered, prefix)
    return place < len(ordered) and ordered[place].startswith(prefix)


def _cancel(services: Services, prefixes: Sequence[str], now: datetime) -> None:
    with services.database.writing() as session:
        for prefix in prefixes:
            outbox.cancel_pending(session, prefix, "nothing is lacking any more", now)


def _portions(letters: Iterator[Letter]) -> Iterator[list[Letter]]:
    while portion := list(islice(letters, PORTION)):
        yield portion


def _queue(services: Services, letters: Sequence[Letter], now: datetime) -> int:
    """Queue reminders; earlier ones of the same deadline to the same chat that still wait give way to them."""
    with services.database.writing() as session:
        standing = {deadlines.subject(deadline) for deadline in deadlines.still_open(session, now)}
        before = outbox.queued(session, {key for letter in letters for key in letter.instead})
        drafts = [each.draft for each in letters if each.draft.subject in standing and before.isdisjoint(each.instead)]
        new = outbox.queue_messages(session, drafts, now)
        outbox.supersede(session, drafts, now)
    for draft in drafts:
        log.info("reminder queued", extra=fields(chat=draft.chat_id, key=draft.dedup_key))
    return new


def _prefix(deadline: Deadline, agency_code: str) -> str:
    """What the keys of all reminders of this deadline to this agency begin with."""
    return f"reminder:{agency_code}:{deadline.id}:v{deadline.version}:"


def _was_linked_by(chat: ChatRow, reminder: Reminder) -> bool:
    return chat.linked_at is not None and chat.linked_at <= max(reminder.due_at, sending_time(reminder))
