"""How each agency moved through the season: who did what, when and why. Rows are only ever added."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base


class SeasonMove(Base):
    """One act on an agency's application under a programme, with the state it came from and the one it led to.

    `by` is an officer's name or "system"; `details` are JSON-able: a hearing's window, the number of a letter.
    """

    __tablename__ = "season_moves"
    __table_args__ = (Index("ix_season_moves_agency_code_programme", "agency_code", "programme"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    programme: Mapped[str]
    act: Mapped[str]
    origin: Mapped[str]
    reached: Mapped[str]
    by: Mapped[str]
    why: Mapped[str]
    details: Mapped[dict[str, Any]]
    at: Mapped[datetime]


def add(session: Session, move: SeasonMove) -> SeasonMove:
    session.add(move)
    session.flush()
    return move


def moves(session: Session, agency_code: str, programme: str) -> list[SeasonMove]:
    """Every move of an agency under a programme, the oldest first."""
    query = select(SeasonMove).where(SeasonMove.agency_code == agency_code, SeasonMove.programme == programme)
    return list(session.scalars(query.order_by(SeasonMove.id)))


def latest(session: Session) -> dict[tuple[str, str], SeasonMove]:
    """The last move of every agency that ever moved, by the agency's code and the programme."""
    last = select(func.max(SeasonMove.id)).group_by(SeasonMove.agency_code, SeasonMove.programme)
    return {
        (move.agency_code, move.programme): move
        for move in session.scalars(select(SeasonMove).where(SeasonMove.id.in_(last)))
    }
