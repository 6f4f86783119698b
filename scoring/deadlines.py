"""Deadlines as exact instants, and the reminders that fall due before them. Pure functions of time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

DEFAULT_OFFSETS = (
    timedelta(days=30),
    timedelta(days=14),
    timedelta(days=7),
    timedelta(days=3),
    timedelta(days=1),
    timedelta(hours=3),
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline as a person entered it.

    `closes_at` is the first instant that is too late, in UTC; `source_text` and `source_zone` are how its source states
    it. `version` grows whenever it is moved, which cancels the reminders of the earlier version.
    """

    id: str
    programme: str
    title_th: str
    title_en: str
    closes_at: datetime
    source_text: str
    source_zone: str
    version: int = 1
    offsets: tuple[timedelta, ...] = DEFAULT_OFFSETS

    @property
    def last_minute(self) -> datetime:
        """The last whole minute in which one may still hand in."""
        return self.closes_at - timedelta(minutes=1)

    def is_open(self, now: datetime) -> bool:
        """Whether `now` (aware) is still in time."""
        return now < self.closes_at


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder of one deadline; `(agency, deadline, version, offset)` is its identity."""

    deadline: Deadline
    offset: timedelta

    @property
    def due_at(self) -> datetime:
        """When it should go out, in UTC."""
        return self.deadline.closes_at - self.offset

    def key(self, agency: str) -> str:
        """The identity under which it is sent to an agency at most once."""
        hours = int(self.offset.total_seconds() // 3600)
        return f"reminder:{agency}:{self.deadline.id}:v{self.deadline.version}:{hours}h"


def reminder_due(deadline: Deadline, now: datetime) -> Reminder | None:
    """The latest reminder of this deadline that is due at `now`, or None.

    After a pause several may have come due; only the latest is worth sending. A closed deadline has none.
    """
    if not deadline.is_open(now):
        return None
    due = [Reminder(deadline, offset) for offset in deadline.offsets if deadline.closes_at - offset <= now]
    return min(due, key=lambda reminder: reminder.offset, default=None)


def upcoming(deadlines: Iterable[Deadline], now: datetime) -> list[Deadline]:
    """The deadlines that are still open, the nearest first."""
    return sorted((d for d in deadlines if d.is_open(now)), key=lambda d: d.closes_at)
