"""Objections to preliminary results, what assessors think of them, and their answers. Rows are only ever added."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, and_, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base


class Objection(Base):
    """What an agency says against the announced level of one criterion; the newest row of a criterion counts.

    `decision_id` is the preliminary decision that was announced. `text` is the agency's reason, None where it withdrew.
    `letter` is the number of the letter in which it came, blank where it came in LINE. `received_at` is when it came,
    `entered_at` when it was entered, `entered_by` an officer's name or "LINE".
    """

    __tablename__ = "objections"
    __table_args__ = (Index("ix_objections_agency_code_programme", "agency_code", "programme"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    agency_code: Mapped[str] = mapped_column(ForeignKey("agencies.code"))
    programme: Mapped[str]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), index=True)
    criterion: Mapped[str]
    text: Mapped[str | None]
    letter: Mapped[str] = mapped_column(server_default="")
    received_at: Mapped[datetime]
    entered_by: Mapped[str]
    entered_at: Mapped[datetime]


class ObjectionAnswer(Base):
    """An answer to one objection; the newest counts. `level` is the new confirmed level, None where it is dismissed."""

    __tablename__ = "objection_answers"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    objection_id: Mapped[int] = mapped_column(ForeignKey("objections.id"), index=True)
    level: Mapped[int | None]
    reason: Mapped[str]
    answered_by: Mapped[str]
    answered_at: Mapped[datetime]


class ObjectionOpinion(Base):
    """What an assessor of the agency recommends on an objection: a level (None: leave it as it is), and why."""

    __tablename__ = "objection_opinions"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    objection_id: Mapped[int] = mapped_column(ForeignKey("objections.id"), index=True)
    assessor_code: Mapped[str] = mapped_column(ForeignKey("assessors.code"))
    level: Mapped[int | None]
    reason: Mapped[str]
    at: Mapped[datetime]


Row = Objection | ObjectionAnswer | ObjectionOpinion


def add(session: Session, row: Row) -> None:
    session.add(row)
    session.flush()


def find(session: Session, objection_id: int) -> Objection | None:
    return session.get(Objection, objection_id)


def told(session: Session, decision_id: int, criterion: str) -> list[Objection]:
    """All that was said against this criterion of an announcement, the oldest first."""
    query = select(Objection).where(Objection.decision_id == decision_id, Objection.criterion == criterion)
    return list(session.scalars(query.order_by(Objection.id)))


def newest_of(session: Session, decision_ids: Collection[int]) -> list[Objection]:
    """The rows that count of these announcements, in the order in which they were entered."""
    last = select(func.max(Objection.id)).where(Objection.decision_id.in_(decision_ids))
    query = select(Objection).where(Objection.id.in_(last.group_by(Objection.decision_id, Objection.criterion)))
    return list(session.scalars(query.order_by(Objection.id)))


def all_newest(session: Session) -> list[Objection]:
    """The rows that count of every announcement."""
    last = select(func.max(Objection.id)).group_by(Objection.decision_id, Objection.criterion)
    return list(session.scalars(select(Objection).where(Objection.id.in_(last)).order_by(Objection.id)))


def open_ones(session: Session, agency_code: str, programme: str) -> tuple[str, ...]:
    """The criteria against which an agency said something that is neither answered nor withdrawn."""
    mine = (Objection.agency_code == agency_code, Objection.programme == programme)
    query = select(Objection.criterion).where(*mine, _is_open())
    return tuple(dict.fromkeys(session.scalars(query.order_by(Objection.id))))


def count_open(session: Session) -> int:
    """How many objections are neither answered nor withdrawn."""
    return session.scalar(select(func.count()).select_from(Objection).where(_is_open())) or 0


def _is_open() -> ColumnElement[bool]:
    last = select(func.max(Objection.id)).group_by(Objection.decision_id, Objection.criterion)
    unanswered = Objection.id.not_in(select(ObjectionAnswer.objection_id))
    return and_(Objection.id.in_(last), Objection.text.is_not(None), unanswered)


def answers(session: Session, ids: Iterable[int]) -> dict[int, ObjectionAnswer]:
    """The answers that count, by the objection's id."""
    query = select(ObjectionAnswer).where(ObjectionAnswer.objection_id.in_(list(ids)))
    return {answer.objection_id: answer for answer in session.scalars(query.order_by(ObjectionAnswer.id))}


def opinions(session: Session, objection_id: int) -> dict[str, ObjectionOpinion]:
    """The newest opinion of every assessor, by their code."""
    query = select(ObjectionOpinion).where(ObjectionOpinion.objection_id == objection_id)
    return {opinion.assessor_code: opinion for opinion in session.scalars(query.order_by(ObjectionOpinion.id))}
