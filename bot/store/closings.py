"""Workbooks that a deadline has closed: each is read right after the instant, and once more when Drive is settled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base, insert_once
from scoring.deadlines import Deadline


class Closing(Base):
    """One workbook at one version of a deadline. Until it is `settled_at` its reading after the instant is awaited."""

    __tablename__ = "closings"

    deadline_id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[str] = mapped_column(primary_key=True, index=True)
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    closes_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    looked_again_at: Mapped[datetime | None] = mapped_column(index=True)


def await_reading(session: Session, deadline: Deadline, file_id: str, agency_code: str) -> None:
    """The workbook is to be read because the deadline has closed."""
    values = {
        "deadline_id": deadline.id,
        "version": deadline.version,
        "file_id": file_id,
        "agency_code": agency_code,
        "closes_at": deadline.closes_at,
    }
    insert_once(session, Closing, values)


def awaited(session: Session, file_id: str) -> list[Closing]:
    """What a reading of this workbook is awaited for, the earliest instant first."""
    query = select(Closing).where(Closing.file_id == file_id, Closing.settled_at.is_(None))
    return list(session.scalars(query.order_by(Closing.closes_at, Closing.deadline_id, Closing.version)))


def settle(closings: Iterable[Closing], now: datetime) -> None:
    """The reading came, or is not needed any more."""
    for closing in closings:
        closing.settled_at = now


def to_look_at_again(session: Session, closed_by: datetime) -> list[Closing]:
    """Settled ones whose instant was at `closed_by` or before, and which were not looked at again."""
    query = select(Closing).where(
        Closing.looked_again_at.is_(None), Closing.settled_at.is_not(None), Closing.closes_at <= closed_by
    )
    return list(session.scalars(query.order_by(Closing.file_id)))
