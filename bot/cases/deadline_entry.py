"""Entering deadlines: one that a person states, those that a programme states, and what a setting moves of these."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.cases.prepared import case_of
from bot.store import audit, deadlines
from scoring import programmes
from scoring.deadlines import Deadline, deadlines_of, reminders_of
from scoring.programme import Programme


def enter(session: Session, deadline: Deadline, *, by: str, now: datetime) -> Deadline:
    """Enter or move a deadline; one that stands so already keeps its version, and no reminder of it is repeated."""
    entered = deadlines.enter(session, deadline, now)
    told = {
        "version": entered.version,
        "closes_at": entered.closes_at.isoformat(),
        "reminders": [reminder.step for reminder in reminders_of(entered)],
    }
    audit.note(session, by, "enter deadline", entered.id, now=now, **told)
    return entered


def with_its_own_steps(session: Session, deadline: Deadline) -> Deadline:
    """The deadline, reminded of as the one that stands under its id is: the secretariat may have changed that."""
    standing = deadlines.by_id(session, deadline.id)
    return replace(deadline, offsets=standing.offsets) if standing else deadline


def enter_stated(session: Session, programme_id: str, *, by: str, now: datetime) -> list[Deadline]:
    """Enter all deadlines that a programme states as it is set now."""
    stated = _stated_by(case_of(session, programme_id).programme)
    return [enter(session, with_its_own_steps(session, deadline), by=by, now=now) for deadline in stated]


def remove(session: Session, deadline_id: str, *, by: str, now: datetime) -> None:
    """The deadline no longer stands, and nobody is reminded of it any more."""
    deadlines.remove(session, deadline_id, now)
    audit.note(session, by, "remove deadline", deadline_id, now=now)


def follow_setting(session: Session, before: Programme, after: Programme, *, by: str, now: datetime) -> None:
    """Have the programme's own deadlines that stand follow a setting: moved, parted or put together.

    A deadline that nobody entered or that was removed stays away, and one that the setting does not touch as it is.
    """
    were = {deadline.id: deadline for deadline in _stated_by(before)}
    are = {deadline.id: deadline for deadline in _stated_by(after)}
    standing = were.keys() & {deadline.id for deadline in deadlines.standing(session)}
    if not standing:
        return
    for deadline in are.values():
        if were.get(deadline.id) != deadline and (deadline.id in standing or deadline.id not in were):
            enter(session, with_its_own_steps(session, deadline), by=by, now=now)
    for gone in sorted(standing - are.keys()):
        remove(session, gone, by=by, now=now)


def _stated_by(programme: Programme) -> tuple[Deadline, ...]:
    return deadlines_of(programme, programmes.words(programme.id), programmes.words(programme.id, "en"))
