"""The levels that single assessors gave, beside what the system found then. Rows are only ever added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base


class Assessment(Base):
    """One assessor's level for one criterion; their latest is the one that counts, a level of None takes it back.

    `claimed`, `computed` and `supported` are the system's levels of the reading `input_hash` that they judged; what
    all agree on, or a lead officer settles, becomes the confirmed level (`bot/store/reviews.py`).
    """

    __tablename__ = "assessments"
    __table_args__ = (Index("ix_assessments_agency_code_programme", "agency_code", "programme"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    programme: Mapped[str]
    criterion: Mapped[str]
    assessor_code: Mapped[str] = mapped_column(ForeignKey("assessors.code"))
    level: Mapped[int | None]
    reason: Mapped[str]
    claimed: Mapped[int | None]
    computed: Mapped[int]
    supported: Mapped[int]
    input_hash: Mapped[str]
    at: Mapped[datetime]


def give(session: Session, assessment: Assessment) -> Assessment:
    session.add(assessment)
    session.flush()
    return assessment


def latest(session: Session, agency_code: str, programme: str) -> dict[str, dict[str, Assessment]]:
    """The newest row of every assessor for every criterion: criterion id to assessor's code to row."""
    found: dict[str, dict[str, Assessment]] = {}
    for row in _of(session, agency_code, programme):
        found.setdefault(row.criterion, {})[row.assessor_code] = row
    return found


def all_latest(session: Session) -> dict[tuple[str, str], dict[str, dict[str, Assessment]]]:
    """The same of every agency at once, by the agency's code and the programme; one query."""
    newest = select(func.max(Assessment.id)).group_by(
        Assessment.agency_code, Assessment.programme, Assessment.criterion, Assessment.assessor_code
    )
    found: dict[tuple[str, str], dict[str, dict[str, Assessment]]] = {}
    for row in session.scalars(select(Assessment).where(Assessment.id.in_(newest)).order_by(Assessment.id)):
        of_agency = found.setdefault((row.agency_code, row.programme), {})
        of_agency.setdefault(row.criterion, {})[row.assessor_code] = row
    return found


def _of(session: Session, agency_code: str, programme: str) -> list[Assessment]:
    query = select(Assessment).where(Assessment.agency_code == agency_code, Assessment.programme == programme)
    return list(session.scalars(query.order_by(Assessment.id)))
