"""A message of the month, waiting or foreseen, and when several go together. Pure functions of time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.budget.urgency import Urgency
from bot.store.quiet_hours import BANGKOK

MOST_TOGETHER = 5
"""LINE takes so many messages in one push, and counts them once for each person."""

DIGEST_DAY, DIGEST_HOUR = 0, time(9)
"""Where messages have to be saved, what can wait goes out together on Mondays at 9.00 in Bangkok."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One message to one chat. `people` is its cost: everyone in a group is counted.

    `subject` is what it is about (a deadline, a decision), `occasion` the one event that several chats of `agency` are
    told of, so many of them `told` before. It may go out from `due` on and is of no use from `until` on. `size` is its
    number of LINE messages.
    """

    id: str
    chat: str
    people: int
    agency: str
    subject: str
    occasion: str
    urgency: Urgency
    due: datetime
    until: datetime
    size: int = 1
    told: int = 0


@dataclass(frozen=True, slots=True)
class Send:
    """One push, paid once however many notices it holds."""

    chat: str
    people: int
    at: datetime
    notices: tuple[Notice, ...]


def next_digest(instant: datetime) -> datetime:
    """The first digest at `instant` or after it."""
    local = instant.astimezone(BANGKOK)
    day = local.date() + timedelta(days=(DIGEST_DAY - local.weekday()) % 7)
    digest = datetime.combine(day, DIGEST_HOUR, BANGKOK)
    return digest if digest >= instant else digest + timedelta(days=7)


def turns(notices: Iterable[Notice]) -> dict[str, int]:
    """For each notice, by id, how many chats of its agency come before it on the same occasion.

    The cheapest chat of each agency is the first: where not all can be told, every agency is told once before any is
    told twice.
    """
    told: dict[tuple[str, str], int] = {}
    found = {}
    for notice in sorted(notices, key=lambda each: (each.people, each.chat, each.due, each.id)):
        whom = (notice.occasion, notice.agency or notice.chat)
        found[notice.id] = told.get(whom, notice.told)
        told[whom] = found[notice.id] + 1
    return found
