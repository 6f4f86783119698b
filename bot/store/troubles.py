"""What broke again and again for one subject while all others went on, until it goes well."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base, insert_once

MOST_ATTEMPTS = 5
AGAIN = timedelta(hours=1)
"""What broke `MOST_ATTEMPTS` times is set aside: it is tried again so long after the last attempt."""
MOST_SHOWN = 100


class Trouble(Base):
    """`kind` is the work (`reminder`, `closing`), `subject` the agency's code, `about` the deadline's id or blank.

    `problem` is what was met the last time.
    """

    __tablename__ = "troubles"

    kind: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(primary_key=True)
    problem: Mapped[str]
    times: Mapped[int]
    since: Mapped[datetime]
    last_at: Mapped[datetime]

    @property
    def is_set_aside(self) -> bool:
        return self.times >= MOST_ATTEMPTS

    def waits(self, now: datetime) -> bool:
        """Whether it is not tried now."""
        return self.is_set_aside and now - AGAIN < self.last_at <= now


def note(session: Session, kind: str, subject: str, problem: str, now: datetime, *, about: str = "") -> Trouble:
    """It broke (once more)."""
    key = {"kind": kind, "subject": subject, "about": about}
    insert_once(session, Trouble, {**key, "problem": problem, "times": 0, "since": now, "last_at": now})
    trouble = session.get_one(Trouble, (kind, subject, about), with_for_update=True, populate_existing=True)
    trouble.problem, trouble.times, trouble.last_at = problem, trouble.times + 1, now
    session.flush()
    return trouble


def over(session: Session, kind: str, subjects: Collection[str], *, about: str = "") -> None:
    """With these it went well."""
    these = (Trouble.kind == kind, Trouble.subject.in_(list(subjects)), Trouble.about == about)
    session.execute(delete(Trouble).where(*these))


def of_kind(session: Session, kind: str) -> list[Trouble]:
    return list(session.scalars(select(Trouble).where(Trouble.kind == kind).order_by(Trouble.subject, Trouble.about)))


def standing(session: Session) -> list[Trouble]:
    """All of it, the oldest first, as far as a page can show."""
    return list(session.scalars(select(Trouble).order_by(Trouble.since, Trouble.subject).limit(MOST_SHOWN)))
