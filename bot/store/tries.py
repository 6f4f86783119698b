"""What was tried from one place, so that nobody tries too often, whichever process they meet. Forgotten in a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base


class Try(Base):
    """One try of something; `who` is a keyed hash of a network or of a LINE id."""

    __tablename__ = "tries"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    what: Mapped[str]
    who: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class Limit:
    """How often one place may try something within a while."""

    what: str
    most: int
    within: timedelta


ENTRIES_IN_VAIN = Limit("enter desk", 20, timedelta(minutes=10))
"""From one network. Guessing a link is hopeless anyway; this keeps the guesser from costing us writes."""
LINKS_ASKED_FOR = Limit("ask for desk link", 10, timedelta(hours=1))
"""By one officer."""
LONGEST = timedelta(days=1)


def free_at(session: Session, limit: Limit, who: str, now: datetime) -> datetime | None:
    """When this place may try again; None where it may now."""
    recent = select(Try.at).where(Try.what == limit.what, Try.who == who, Try.at > now - limit.within)
    nth = session.scalar(recent.order_by(Try.at.desc(), Try.id.desc()).offset(limit.most - 1).limit(1))
    return None if nth is None else nth + limit.within


def note(session: Session, limit: Limit, who: str, now: datetime) -> None:
    session.add(Try(what=limit.what, who=who, at=now))
    session.flush()


def forget_old(session: Session, now: datetime) -> None:
    session.execute(delete(Try).where(Try.at <= now - LONGEST))
