"""The marks of a Site Visit on an agency's page: several assessors, their mean and how far they are apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy.orm import Session

from bot.cases import season, secretariat
from bot.cases.assessing import Sheet
from bot.cases.season import RefusedError
from bot.season.refusals import Refusal
from bot.season.states import State
from bot.store import site_visits
from bot.store.agencies import Agency
from scoring import programmes
from scoring.site_visit import MarkError, SiteVisit, site_visit
from scoring.written_number import number_in

_MEANWHILE = Refusal(
    "คะแนนการตรวจของท่านถูกบันทึกจากอีกหน้าหนึ่งไปแล้ว ระบบยังไม่ได้บันทึกครั้งนี้ โปรดเทียบแล้วส่งอีกครั้ง",
    "Your marks were saved from another page meanwhile; compare and send again",
)
_NOT_NOW = Refusal("ให้คะแนนได้เมื่อหน่วยงานอยู่ในขั้นตรวจผลงานเชิงประจักษ์", "Marks are given during the Site Visit")


@dataclass(frozen=True, slots=True)
class ShownVisit:
    """The visit, whether marks are given now, my own marks by part, and the id of my newest row."""

    visit: SiteVisit
    is_open: bool
    mine: Mapping[str, Fraction]
    seen: int


def shown(session: Session, sheet: Sheet, me: str) -> ShownVisit:
    agency = sheet.agency
    visit = site_visit(sheet.case.programme, site_visits.marks(session, agency.code, agency.programme))
    mine = {part.id: part.marks[me] for part in visit.parts if me in part.marks}
    seen = site_visits.newest(session, agency.code, agency.programme, me)
    return ShownVisit(visit, sheet.state is State.SITE_VISIT, mine, seen)


def give(session: Session, agency: Agency, me: str, typed: Mapping[str, str], now: datetime) -> None:
    """Record what an assessor typed; a blank part takes an earlier mark back. Raises `RefusedError`.

    The agency is locked by whoever calls.
    """
    if season.state_of(session, agency) is not State.SITE_VISIT:
        raise RefusedError(_NOT_NOW)
    if typed.get("seen") != str(site_visits.newest(session, agency.code, agency.programme, me)):
        raise RefusedError(_MEANWHILE)
    if not typed.get("note", "").strip():
        raise RefusedError(season.NO_REASON)
    given = site_visits.marks(session, agency.code, agency.programme)
    before = {mark.part: mark.points for mark in given if mark.assessor == me}
    parts = [part for part, _ in programmes.load(agency.programme).site_visit]
    now_given = {part: _points(part, typed.get(part, "").strip()) for part in parts}
    marks = {part: points for part, points in now_given.items() if points != before.get(part)}
    try:
        secretariat.give_marks(session, agency, me, marks, typed["note"].strip(), now=now)
    except MarkError as error:
        raise RefusedError(Refusal(str(error), str(error))) from error


def _points(part: str, text: str) -> Fraction | None:
    points = number_in(text)
    if text and points is None:
        raise RefusedError(
            Refusal(
                f"คะแนน {part} เป็น “{text}” ไม่ได้ ต้องเป็นจำนวน เช่น 32 หรือ 32.5", f"The mark for {part} has to be a number"
            )
        )
    return points
