"""The registry: the organisations that take part, each with the programme it is scored under."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base


class Agency(Base):
    """One organisation under the code by which the secretariat knows it. `type` is a code of
    `bot.cases.body_types`, blank where the registry does not tell it."""

    __tablename__ = "agencies"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    programme: Mapped[str]
    ministry: Mapped[str]
    province: Mapped[str] = mapped_column(server_default="")
    type: Mapped[str] = mapped_column(server_default="")
    active: Mapped[bool]
    created_at: Mapped[datetime]


class About(TypedDict, total=False):
    """What may be told of an agency beside its name and programme."""

    ministry: str
    province: str
    type: str


def register(
    session: Session, code: str, name: str, programme: str, *, now: datetime, **about: Unpack[About]
) -> Agency:
    """Enter an agency, or bring what is known of it up to date; one that was retired is active again."""
    agency = session.get(Agency, code)
    if agency is None:
        agency = Agency(code=code, created_at=now)
        session.add(agency)
    agency.name, agency.programme, agency.active = name, programme, True
    agency.ministry, agency.province = about.get("ministry", ""), about.get("province", "")
    agency.type = about.get("type", "")
    session.flush()
    return agency


def retire(session: Session, code: str) -> None:
    """The agency no longer takes part; everything about it is kept."""
    session.get_one(Agency, code).active = False


def find(session: Session, code: str) -> Agency | None:
    return session.get(Agency, code)


def lock(session: Session, code: str) -> None:
    """Whoever else would act on this agency waits until this transaction ends, and then finds what it left."""
    session.execute(select(Agency.code).where(Agency.code == code).with_for_update())


def every(session: Session) -> list[Agency]:
    """The agencies that were ever entered, by code."""
    return list(session.scalars(select(Agency).order_by(Agency.code)))


def active(session: Session) -> list[Agency]:
    """The agencies that take part, by code."""
    return list(session.scalars(select(Agency).where(Agency.active).order_by(Agency.code)))
