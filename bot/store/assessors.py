"""The assessors: who judges, and to which ministry and agency they belong, so that nobody judges their own house."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base


class Assessor(Base):
    """One assessor under the code by which the secretariat knows them; ministry and agency are blank if not known.

    `agency_code` need not be an agency that takes part.
    """

    __tablename__ = "assessors"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    ministry: Mapped[str]
    agency_code: Mapped[str]
    email: Mapped[str]
    active: Mapped[bool]
    created_at: Mapped[datetime]


def enter(
    session: Session, code: str, name: str, *, now: datetime, ministry: str = "", agency_code: str = "", email: str = ""
) -> Assessor:
    """Enter an assessor, or bring what is known of them up to date; one who was retired is active again."""
    assessor = session.get(Assessor, code)
    if assessor is None:
        assessor = Assessor(code=code, created_at=now)
        session.add(assessor)
    assessor.name, assessor.ministry, assessor.agency_code = name, ministry, agency_code
    assessor.email, assessor.active = email, True
    session.flush()
    return assessor


def retire(session: Session, code: str) -> None:
    """The assessor judges no more; what they gave is kept."""
    session.get_one(Assessor, code).active = False
    session.flush()


def find(session: Session, code: str) -> Assessor | None:
    return session.get(Assessor, code)


def active(session: Session) -> list[Assessor]:
    """The assessors who judge, by code."""
    return list(session.scalars(select(Assessor).where(Assessor.active).order_by(Assessor.code)))


def every(session: Session) -> list[Assessor]:
    """The assessors who were ever entered, by code."""
    return list(session.scalars(select(Assessor).order_by(Assessor.code)))
