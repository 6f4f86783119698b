"""Which assessor judges which agency, and what they attested before they saw it. Rows are ended, never deleted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Select, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base

_OPEN = text("ended_at IS NULL")


class Assignment(Base):
    """An agency's application in the hands of one assessor, until it is ended; at most one of a pair is open.

    `attested_at` is when the assessor declared to have no conflict of interest: before that they see nothing.
    `ended_because` is the officer's reason, or the assessor's own where they declined.
    """

    __tablename__ = "assignments"
    __table_args__ = (
        Index(
            "uq_assignments_agency_code_programme_assessor_code",
            "agency_code",
            "programme",
            "assessor_code",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_assignments_assessor_code", "assessor_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    programme: Mapped[str]
    assessor_code: Mapped[str] = mapped_column(ForeignKey("assessors.code"))
    assigned_by: Mapped[str]
    assigned_at: Mapped[datetime]
    attested_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]
    ended_because: Mapped[str | None]


def add(session: Session, assignment: Assignment) -> Assignment:
    session.add(assignment)
    session.flush()
    return assignment


def of_agency(session: Session, agency_code: str, programme: str) -> list[Assignment]:
    """The open assignments of an agency, the oldest first."""
    query = _still_open().where(Assignment.agency_code == agency_code, Assignment.programme == programme)
    return list(session.scalars(query))


def of_assessor(session: Session, assessor_code: str) -> list[Assignment]:
    """The open assignments of an assessor, the oldest first."""
    return list(session.scalars(_still_open().where(Assignment.assessor_code == assessor_code)))


def of_pair(session: Session, agency_code: str, programme: str, assessor_code: str) -> Assignment | None:
    """The open assignment of this agency to this assessor, if there is one."""
    found = of_agency(session, agency_code, programme)
    return next((each for each in found if each.assessor_code == assessor_code), None)


def every_open(session: Session) -> list[Assignment]:
    return list(session.scalars(_still_open()))


def ended(session: Session) -> list[Assignment]:
    """Those that were ended, the oldest first: who declined is not proposed again."""
    return list(session.scalars(select(Assignment).where(Assignment.ended_at.is_not(None)).order_by(Assignment.id)))


def _still_open() -> Select[Assignment]:
    return select(Assignment).where(Assignment.ended_at.is_(None)).order_by(Assignment.id)
