"""The levels that assessors gave, with their reasons. The latest of a criterion is the confirmed one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base


class Review(Base):
    """The confirmed level of one criterion; a level of None takes an earlier one back.

    `assessor` names who gave or settled it. `supported` is the system's level at that time, None where it is not known.
    """

    __tablename__ = "reviews"
    __table_args__ = (Index("ix_reviews_agency_code_programme", "agency_code", "programme"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    programme: Mapped[str]
    criterion: Mapped[str]
    level: Mapped[int | None]
    supported: Mapped[int | None]
    reason: Mapped[str]
    assessor: Mapped[str]
    at: Mapped[datetime]


def give(session: Session, review: Review) -> None:
    session.add(review)
    session.flush()


def confirmed(session: Session, agency_code: str, programme: str) -> dict[str, int]:
    """Criterion id to the level that counts, for `scoring.engine.score`."""
    latest = {review.criterion: review.level for review in reviews(session, agency_code, programme)}
    return {criterion: level for criterion, level in latest.items() if level is not None}


def reasons(session: Session, agency_code: str, programme: str) -> dict[str, str]:
    """Criterion id to the reason given with the level that counts."""
    latest = {review.criterion: review for review in reviews(session, agency_code, programme)}
    return {criterion: review.reason for criterion, review in latest.items() if review.level is not None}


def all_confirmed(session: Session) -> dict[tuple[str, str], dict[str, int]]:
    """The same of every agency at once, by the agency's code and the programme."""
    latest: dict[tuple[str, str], dict[str, int]] = {}
    for review in session.scalars(select(Review).order_by(Review.id)):
        levels = latest.setdefault((review.agency_code, review.programme), {})
        if review.level is None:
            levels.pop(review.criterion, None)
        else:
            levels[review.criterion] = review.level
    return latest


def reviews(session: Session, agency_code: str, programme: str) -> list[Review]:
    """All reviews of an agency under a programme, the oldest first."""
    query = select(Review).where(Review.agency_code == agency_code, Review.programme == programme)
    return list(session.scalars(query.order_by(Review.id)))
