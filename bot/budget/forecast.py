"""What will have to be said in the rest of the month, as far as it is known: reminders, and what closings bring. Pure.

It is an upper bound: everyone who takes part is taken to lack something until the end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.budget.notices import Notice
from bot.budget.urgency import Urgency, of_reminder
from bot.store.quiet_hours import reminding_time, waking_time
from scoring.deadlines import Deadline, reminders_of

A_DAY = timedelta(days=1)
AT_ONCE = timedelta(minutes=1)
"""What was let go already waits no longer than this."""

WITHOUT_END = timedelta(days=8)
"""What is of use for long may wait for the next digest, not for the one after it."""


@dataclass(frozen=True, slots=True)
class Listener:
    """A chat that may be pushed to and wants to be. `sealed`: what is judged was taken, so nobody is reminded of it."""

    chat: str
    people: int
    private: bool
    agency: str
    programme: str
    sealed: bool = False


def takes_part(programme: str, deadline: Deadline) -> bool:
    """Whether a deadline concerns agencies of a programme: a call concerns all, a single requirement only its own."""
    return deadline.programme == programme or deadline.requirement is None


def foreseen(
    deadlines: Collection[Deadline],
    listeners: Collection[Listener],
    now: datetime,
    month_end: datetime,
) -> list[Notice]:
    """The notices that fall due after `now` and before `month_end`."""
    reminders = (each for deadline in deadlines for each in _reminders(deadline, listeners, now))
    closings = (each for deadline in deadlines for each in _closings(deadline, listeners, now))
    return [notice for notice in (*reminders, *closings) if notice.due < month_end]


def awaited(listeners: Iterable[Listener], undecided: Collection[str]) -> tuple[int, int]:
    """What it costs to tell the results of these agencies, which may be announced on any day: everyone, each once."""
    told = [each for each in listeners if each.private and each.agency in undecided]
    return sum(each.people for each in told), len({each.agency for each in told})


def wait_of(urgency: Urgency, due: datetime, expires_at: datetime | None) -> datetime:
    """Until when a notice is of use. An early reminder gives way to the one of the last day."""
    if expires_at is None:
        return due + WITHOUT_END
    last_day = expires_at - A_DAY
    return last_day if not urgency.is_promised and last_day > due else max(expires_at, due + timedelta(minutes=1))


def _reminders(deadline: Deadline, listeners: Iterable[Listener], now: datetime) -> Iterator[Notice]:
    reminded = [each for each in listeners if _is_reminded(each, deadline)]
    for reminder in reminders_of(deadline):
        due, urgency = reminding_time(reminder.due_at, deadline.closes_at), of_reminder(reminder.offset)
        if due <= now:
            continue
        until = wait_of(urgency, due, deadline.closes_at)
        occasion = f"{subject_of(deadline)}:{reminder.step}"
        for each in reminded:
            yield _notice(each, subject_of(deadline), occasion, urgency, due, until)


def _is_reminded(listener: Listener, deadline: Deadline) -> bool:
    own = deadline.programme == listener.programme
    return takes_part(listener.programme, deadline) and not (own and listener.sealed)


def _closings(deadline: Deadline, listeners: Iterable[Listener], now: datetime) -> Iterator[Notice]:
    """What is judged is told after a deadline of the agency's own programme, unless it was handed in before."""
    if deadline.requirement is not None or deadline.closes_at <= now:
        return
    due = waking_time(deadline.closes_at)
    for each in listeners:
        if each.private and each.programme == deadline.programme and not each.sealed:
            subject = f"closing:{deadline.id}"
            yield _notice(each, subject, subject, Urgency.NOTICE, due, due + WITHOUT_END)


def _notice(
    listener: Listener, subject: str, occasion: str, urgency: Urgency, due: datetime, until: datetime
) -> Notice:
    name = f"{occasion}:{listener.chat}"
    return Notice(name, listener.chat, listener.people, listener.agency, subject, occasion, urgency, due, until)


def subject_of(deadline: Deadline) -> str:
    """What reminders of this version of a deadline are about, as `bot.store.deadlines` names it in the outbox."""
    return f"deadline:{deadline.id}:v{deadline.version}"
