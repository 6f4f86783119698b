"""The marks that assessors gave at a site visit. The latest of an assessor for a part counts."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from sqlalchemy import ForeignKey, Index, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base
from scoring.site_visit import Mark


class SiteVisitMark(Base):
    """One assessor's mark for one part; `points` is an exact fraction in text, None takes an earlier mark back."""

    __tablename__ = "site_visit_marks"
    __table_args__ = (Index("ix_site_visit_marks_agency_code_programme", "agency_code", "programme"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    programme: Mapped[str]
    assessor: Mapped[str]
    part: Mapped[str]
    points: Mapped[str | None]
    note: Mapped[str]
    at: Mapped[datetime]


def give(session: Session, mark: SiteVisitMark) -> None:
    session.add(mark)
    session.flush()


def newest(session: Session, agency_code: str, programme: str, assessor: str) -> int:
    """The id of the newest row of an assessor, 0 where there is none: what a form was based on."""
    query = select(func.max(SiteVisitMark.id)).where(
        SiteVisitMark.agency_code == agency_code,
        SiteVisitMark.programme == programme,
        SiteVisitMark.assessor == assessor,
    )
    return session.scalar(query) or 0


def marks(session: Session, agency_code: str, programme: str) -> list[Mark]:
    """The marks that count, for `scoring.site_visit.site_visit`."""
    query = select(SiteVisitMark).where(SiteVisitMark.agency_code == agency_code, SiteVisitMark.programme == programme)
    latest = {(row.assessor, row.part): row.points for row in session.scalars(query.order_by(SiteVisitMark.id))}
    return [Mark(who, part, Fraction(points)) for (who, part), points in latest.items() if points is not None]
