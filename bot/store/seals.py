"""What is judged: the copy of a reading that counts for an agency until an officer opens its workbook again."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, Index, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store import readings
from bot.store.base import Base
from bot.store.readings import Reading

HANDED_IN = "handed-in"
Basis = Literal["read", "unchanged", "late", "unread"]


class Seal(Base):
    """One act of taking what is judged. It stands while it was not reopened; at most one stands for an agency.

    `cause` is the deadline's id, or "handed-in"; `title` and `closes_at` are the deadline's. `reading_id` is the frozen
    copy, `scored_id` the copy of the same inputs as they were last scored, under newer reviews or settings. `read_at`
    is when the workbook was asked for. `basis` says what the copy rests on: `read` in time after the instant;
    `unchanged`, read later, but the same as the last reading before the instant; `late`, read later and not the same;
    `unread`, the last reading before it, since the workbook could not be read any more.
    """

    __tablename__ = "seals"
    __table_args__ = (
        Index(
            "uq_seals_agency_code",
            "agency_code",
            unique=True,
            sqlite_where=text("reopened_at IS NULL"),
            postgresql_where=text("reopened_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    cause: Mapped[str]
    title: Mapped[str]
    closes_at: Mapped[datetime | None]
    reading_id: Mapped[int] = mapped_column(ForeignKey("readings.id"))
    scored_id: Mapped[int] = mapped_column(ForeignKey("readings.id"))
    read_at: Mapped[datetime]
    basis: Mapped[str]
    sealed_at: Mapped[datetime]
    reopened_at: Mapped[datetime | None]
    reopened_by: Mapped[str | None]
    reopened_because: Mapped[str | None]

    @property
    def counts_at(self) -> datetime:
        """The instant as of which the inputs count: the deadline's, or that of a reading which came late or earlier."""
        return self.read_at if self.closes_at is None or self.basis == "late" else self.closes_at


def put(session: Session, seal: Seal) -> Seal:
    session.add(seal)
    session.flush()
    return seal


def standing(session: Session, agency_code: str, *, lock: bool = False) -> Seal | None:
    """The seal that stands for an agency, if any; `lock` keeps others from reopening it meanwhile."""
    query = select(Seal).where(Seal.agency_code == agency_code, Seal.reopened_at.is_(None))
    return session.scalars(query.with_for_update() if lock else query).first()


def all_standing(session: Session) -> dict[str, Seal]:
    """Every seal that stands, by the agency's code."""
    query = select(Seal).where(Seal.reopened_at.is_(None)).order_by(Seal.agency_code)
    return {seal.agency_code: seal for seal in session.scalars(query)}


def standing_codes(session: Session) -> set[str]:
    """The codes of the agencies for which a seal stands."""
    return set(session.scalars(select(Seal.agency_code).where(Seal.reopened_at.is_(None))))


def last(session: Session, agency_code: str) -> Seal | None:
    """The latest seal of an agency, standing or reopened."""
    query = select(Seal).where(Seal.agency_code == agency_code).order_by(Seal.id.desc())
    return session.scalars(query.limit(1)).first()


def judged(session: Session, seal: Seal) -> Reading:
    """The inputs that are judged, as they were last scored."""
    return session.get_one(Reading, seal.scored_id)


def counted(session: Session, agency_code: str) -> Reading | None:
    """The reading that counts: what is judged where that was taken, else the newest."""
    seal = standing(session, agency_code)
    return readings.latest(session, agency_code) if seal is None else judged(session, seal)
