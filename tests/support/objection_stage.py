"""An agency whose preliminary result was announced at midnight of a day, with its person, for tests of objections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.cases import answering_objections, objecting
from bot.cases.answering_objections import Answered, Contested
from bot.cases.objecting import Filed
from bot.cases.season import RefusedError
from bot.season.objections import Standing
from bot.store import decisions, objections, officers
from bot.store.database import Database
from tests.support import two_officers
from tests.support.closing import MIDNIGHT, Desk, agency, desk
from tests.support.two_officers import FIRST, SECOND

ANNOUNCED = MIDNIGHT + timedelta(days=40, hours=9)
UNTIL = MIDNIGHT + timedelta(days=56)
"""The first instant that is too late: fifteen whole days come after the day of the announcement."""

REASON = "หนังสือเห็นชอบครบทุกระดับแล้ว"


@dataclass
class Stage:
    """The agency's desk with a preliminary result announced."""

    desk: Desk
    database: Database

    def file(self, criterion: str = "1.2", text: str = REASON, at: datetime = ANNOUNCED) -> int:
        """Object in LINE; gives the objection's id."""
        with self.database.writing() as session:
            objecting.file(session, agency(session), Filed(criterion, text, at), by="LINE", now=at)
            return objections.all_newest(session)[-1].id

    def answer(self, objection: int, level: int | None, at: datetime = UNTIL, seen: str | None = None) -> Standing:
        with self.database.writing() as session:
            given = Answered(level, "ตามหลักฐานเดิม", seen or found(session, objection).seen)
            return answering_objections.answer(session, objection, given, by=FIRST.name, now=at)

    def final(self, at: datetime = UNTIL) -> None:
        """The final result, decided and announced."""
        with self.database.writing() as session:
            decision = two_officers.decide(session, agency(session), "ไม่ได้รับรางวัล", at)
            two_officers.confirm(session, decision, at)


def found(session: Session, objection: int) -> Contested:
    contested = answering_objections.contested(session, objection)
    assert contested is not None
    return contested


def refusal(act: object, *arguments: object, **named: object) -> str:
    """The sentence with which an act is refused; blank where it is done."""
    try:
        act(*arguments, **named)  # type: ignore[operator] # any act
    except RefusedError as refused:
        return refused.refusal.th
    return ""


def objection_stage(database: Database) -> Stage:
    """The workbook is judged at its deadline; the preliminary result follows forty days later."""
    made = desk(database)
    made.at(MIDNIGHT + timedelta(minutes=1))
    made.tick()
    made.read()
    made.at(ANNOUNCED)
    with database.writing() as session:
        for officer in (FIRST, SECOND):
            officers.add(session, officer.user_id, officer.name, ANNOUNCED)
        announce_preliminary(session)
    return Stage(made, database)


def announce_preliminary(session: Session, at: datetime = ANNOUNCED) -> None:
    decision = two_officers.decide(session, agency(session), "ไม่ได้รับรางวัล", at, stage="preliminary")
    two_officers.confirm(session, decision, at)
    assert decisions.waiting(session, "A-1") is None
