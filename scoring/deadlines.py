"""Deadlines as exact instants, those that a programme states itself, and the reminders that fall due before them.

Pure functions of time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scoring.explain import Explainer
from scoring.programme import Closing, Programme, Requirement
from scoring.sentences import TOGETHER
from scoring.wording import Wording

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
    """One deadline as a person or a programme stated it.

    `closes_at` is the first instant that is too late, in UTC; `source_text` and `source_zone` are how its source states
    it. `version` grows whenever it is moved, which cancels the reminders of the earlier version. An id of the form
    `PROGRAMME/REQUIREMENT` says that it is the last day of that requirement.
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

    @property
    def requirement(self) -> str | None:
        """The id of the requirement whose last day this is; None where it closes something else, such as a call."""
        programme, slash, requirement = self.id.partition("/")
        return requirement if slash and programme == self.programme else None

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

    @property
    def step(self) -> str:
        """`24h`; what is no whole number of hours is told in minutes, `90m`."""
        minutes = self.offset // timedelta(minutes=1)
        return f"{minutes}m" if minutes % 60 else f"{minutes // 60}h"

    def key(self, agency: str) -> str:
        """The identity under which it is sent to an agency at most once."""
        return f"reminder:{agency}:{self.deadline.id}:v{self.deadline.version}:{self.step}"


def reminders_of(deadline: Deadline) -> tuple[Reminder, ...]:
    """All reminders of a deadline, the first one first."""
    return tuple(Reminder(deadline, offset) for offset in sorted(deadline.offsets, reverse=True))


def reminder_due(
    deadline: Deadline, now: datetime, sent_at: Callable[[Reminder], datetime] = lambda reminder: reminder.due_at
) -> Reminder | None:
    """The latest reminder of this deadline whose time has come at `now`, or None.

    After a pause several may have come due; only the latest is worth sending. A closed deadline has none. `sent_at`
    tells when a reminder goes out where that is not when it is due.
    """
    if not deadline.is_open(now):
        return None
    due = (reminder for reminder in reversed(reminders_of(deadline)) if sent_at(reminder) <= now)
    return next(due, None)


def upcoming(deadlines: Iterable[Deadline], now: datetime) -> list[Deadline]:
    """The deadlines that are still open, the nearest first."""
    return sorted((d for d in deadlines if d.is_open(now)), key=lambda d: d.closes_at)


def deadlines_of(programme: Programme, words_th: Wording, words_en: Wording) -> tuple[Deadline, ...]:
    """The deadlines that a programme states itself: those of its source, and one for each last day of requirements.

    Requirements of the same day that are asked of the same bodies share one, which carries the first one's id.
    """
    closings = (_of_source(programme, closing, words_th, words_en) for closing in programme.closings)
    days = (_of_day(programme, due, words_th, words_en) for due in _due_together(programme))
    return (*closings, *days)


def due_on(programme: Programme, deadline: Deadline) -> tuple[str, ...]:
    """The ids of the requirements whose last day this deadline is; none where it closes something else."""
    own = deadline.requirement if deadline.programme == programme.id else None
    together = (due for due in _due_together(programme) if due[0].id == own)
    return tuple(requirement.id for requirement in next(together, ()))


def _due_together(programme: Programme) -> Iterator[tuple[Requirement, ...]]:
    """The requirements with a last day, those of the same day and the same bodies together."""
    together: dict[object, list[Requirement]] = {}
    for requirement in programme.requirements:
        if requirement.due is not None:
            together.setdefault((requirement.due, repr(requirement.applies)), []).append(requirement)
    return (tuple(requirements) for requirements in together.values())


def _of_source(programme: Programme, closing: Closing, words_th: Wording, words_en: Wording) -> Deadline:
    return Deadline(
        id=f"{programme.id}.{closing.id}",
        programme=programme.id,
        title_th=words_th.closing(closing.id, "title"),
        title_en=words_en.closing(closing.id, "title"),
        closes_at=closing.closes_at.astimezone(UTC),
        source_text=words_th.closing(closing.id, "source"),
        source_zone=closing.zone,
    )


def _of_day(programme: Programme, due: tuple[Requirement, ...], words_th: Wording, words_en: Wording) -> Deadline:
    first, others = due[0], len(due) - 1
    assert first.due is not None, "only requirements with a last day are put together"
    return Deadline(
        id=f"{programme.id}/{first.id}",
        programme=programme.id,
        title_th=_title(Explainer(programme, words_th, "th"), first, others),
        title_en=_title(Explainer(programme, words_en, "en"), first, others),
        closes_at=_midnight_after(first.due, programme.zone),
        source_text="",
        source_zone=programme.zone,
    )


def _title(explain: Explainer, first: Requirement, others: int) -> str:
    title = explain.requirement_title(first.id)
    return TOGETHER[explain.language].format(title=title, others=others) if others else title


def _midnight_after(day: date, zone: str) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(zone)).astimezone(UTC)
