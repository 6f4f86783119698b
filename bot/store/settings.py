"""How the secretariat reads what a source leaves open, and the thresholds it has set. The latest of a name counts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base
from scoring.assumptions import Settings

OBJECTION_DAYS = "objection_days"
"""A setting of the season, on which no score depends: how many days a preliminary result may be objected to."""


class ProgrammeSetting(Base):
    """One setting as it was made; a value of None takes it back to the programme's own."""

    __tablename__ = "programme_settings"
    __table_args__ = (Index("ix_programme_settings_programme", "programme"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    programme: Mapped[str]
    name: Mapped[str]
    value: Mapped[str | None]
    set_by: Mapped[str]
    at: Mapped[datetime]


def of(session: Session, programme: str) -> Settings:
    """What is set for a programme now, by name; what its scores are made under."""
    return {name: value for name, value in _in_force(session, programme).items() if name != OBJECTION_DAYS}


def objection_days(session: Session, programme: str) -> str | None:
    """The days as they were set, None where they were not."""
    return _in_force(session, programme).get(OBJECTION_DAYS)


def make(session: Session, setting: ProgrammeSetting) -> None:
    session.add(setting)
    session.flush()


def history(session: Session, programme: str) -> list[ProgrammeSetting]:
    """Every setting that was ever made for a programme, the oldest first."""
    query = select(ProgrammeSetting).where(ProgrammeSetting.programme == programme)
    return list(session.scalars(query.order_by(ProgrammeSetting.id)))


def _in_force(session: Session, programme: str) -> Settings:
    latest = {setting.name: setting.value for setting in history(session, programme)}
    return {name: value for name, value in latest.items() if value is not None}
