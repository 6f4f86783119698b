"""Who is at something that only one may do at a time, until it is done or the claim has run out."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base, insert_once, rows_changed

LEASE = timedelta(minutes=10)
"""How long a claim holds. Longer than a request to Google with all its tries; only a killed process needs it."""


class WorkClaim(Base):
    """One thing that is being done: by whom, and how long that is believed."""

    __tablename__ = "work_claims"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[datetime]


def take(session: Session, name: str, holder: str, now: datetime) -> bool:
    """Be the only one at it from now on; False while someone else is."""
    until = now + LEASE
    if insert_once(session, WorkClaim, {"name": name, "holder": holder, "until": until}):
        return True
    run_out = update(WorkClaim).where(WorkClaim.name == name, WorkClaim.until <= now)
    return rows_changed(session, run_out.values(holder=holder, until=until)) == 1


def release(session: Session, name: str, holder: str) -> None:
    """It is done, or given up; a claim that someone else took over meanwhile stays."""
    session.execute(delete(WorkClaim).where(WorkClaim.name == name, WorkClaim.holder == holder))


def held_until(session: Session, name: str) -> datetime | None:
    """When the claim on it runs out; None where nobody has one."""
    found = session.get(WorkClaim, name)
    return None if found is None else found.until
