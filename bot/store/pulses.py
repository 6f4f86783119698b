"""When each part of an installation was last at work, so that silence can be told from having nothing to do."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base, insert_once

CLOCK, WORKER, CHECK, BACKUP = "clock", "worker", "check", "backup"


class Pulse(Base):
    """One part by its name, and when it last gave a sign."""

    __tablename__ = "pulses"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


def note(session: Session, name: str, now: datetime) -> None:
    """This part is at work now."""
    if not insert_once(session, Pulse, {"name": name, "at": now}):
        session.get_one(Pulse, name).at = now


def last(session: Session) -> dict[str, datetime]:
    """The last sign of every part that ever gave one, by its name."""
    return {pulse.name: pulse.at for pulse in session.scalars(select(Pulse))}
