"""Answering objections: each on what was judged, by an officer, with what the assessors recommend.

Whatever is done holds the agency's row first, so of two people who act at once the second is shown what the first did.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.cases import assessing, season
from bot.cases.assigning import NOT_YOURS
from bot.cases.objecting import (
    ANSWERED,
    LONGEST_LETTER,
    NO_LETTER,
    NO_SUCH,
    Filed,
    Preliminary,
    on_what,
    refuse_if,
    standing_of,
    take_back,
)
from bot.cases.season import NO_REASON, RefusedError
from bot.season.objections import Standing, answering_stops, upholding_stops
from bot.season.refusals import Refusal
from bot.store import agencies, assignments, audit, decisions, objections, reviews
from bot.store.objections import Objection, ObjectionAnswer, ObjectionOpinion
from scoring.programme import Criterion

LONGEST_ANSWER = 1500
TOO_LONG = Refusal(
    f"เหตุผลยาวเกินไป ได้ไม่เกิน {LONGEST_ANSWER:,} ตัวอักษร", f"The reason is too long; at most {LONGEST_ANSWER:,} characters"
)
MEANWHILE = Refusal(
    "มีผู้แก้ไขหรือวินิจฉัยคำคัดค้านนี้ไประหว่างที่ท่านเปิดหน้านี้ ระบบยังไม่ได้บันทึกของท่าน โปรดเทียบแล้วส่งอีกครั้งหากยังยืนยัน",
    "Someone changed or answered this objection meanwhile; yours was not saved. Compare both and send again",
)


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer: the new level, or None to dismiss. `seen` is what `Contested.seen` was when it was written."""

    level: int | None
    reason: str
    seen: str


@dataclass(frozen=True, slots=True)
class Contested:
    """One objection before those who answer it. `earlier` is what the agency said before, the oldest first."""

    preliminary: Preliminary
    objection: Objection
    earlier: tuple[Objection, ...]
    answer: ObjectionAnswer | None

    @property
    def standing(self) -> Standing:
        return standing_of(self.objection, self.answer)

    @property
    def higher(self) -> tuple[int, ...]:
        """The levels above the announced one."""
        there = assessing.levels_of(self.criterion, self.preliminary.card.criterion(self.criterion.id).way)
        return tuple(level for level in there if level > self.preliminary.announced.levels[self.criterion.id])

    @property
    def seen(self) -> str:
        """Changes with every new text, withdrawal and answer."""
        return f"{self.objection.id}-{self.answer.id if self.answer else 0}"

    @property
    def criterion(self) -> Criterion:
        return next(each for each in self.preliminary.case.programme.criteria if each.id == self.objection.criterion)


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list; `until` is the end of the window, `is_final` that the final result was announced."""

    objection: Objection
    agency_name: str
    standing: Standing
    until: datetime | None
    is_final: bool


def contested(session: Session, objection_id: int) -> Contested | None:
    """The objection with what it rests on; where a newer text took its place, that one."""
    known = objections.find(session, objection_id)
    agency = agencies.find(session, known.agency_code) if known else None
    if known is None or agency is None:
        return None
    pairs = decisions.announcements(session, agency.code, known.programme)
    pair = next((each for each in pairs if each[0].id == known.decision_id), None)
    on = on_what(session, agency, *pair) if pair else None
    return _contested(session, on, known.criterion) if on else None


def listed(session: Session) -> list[Listed]:
    """The objections that count, of every agency: open ones first, those whose window ends first before others."""
    rows, pairs = objections.all_newest(session), decisions.every_announcement(session)
    given, names = (
        objections.answers(session, [row.id for row in rows]),
        {agency.code: agency.name for agency in agencies.every(session)},
    )
    until = {decision.id: release.objections_until for decision, release in pairs}
    finals = {(each.agency_code, each.programme): each.id for each, _ in pairs if each.stage == "final"}
    found = [
        Listed(
            row,
            names.get(row.agency_code, row.agency_code),
            standing_of(row, given.get(row.id)),
            until[row.decision_id],
            finals.get((row.agency_code, row.programme), 0) > row.decision_id,
        )
        for row in rows
    ]
    return sorted(
        found, key=lambda each: (each.standing is not Standing.OPEN, each.until is None, each.until, each.objection.id)
    )


def to_be_noted(session: Session) -> list[tuple[str, str]]:
    """Code and name of the agencies that may still send a letter: a preliminary result was announced, no final one."""
    pairs = decisions.every_announcement(session)
    latest = {(each.agency_code, each.programme): each.stage for each, _ in pairs}
    return [
        (agency.code, agency.name)
        for agency in agencies.active(session)
        if latest.get((agency.code, agency.programme)) == "preliminary"
    ]


def answering(found: Contested, now: datetime) -> Refusal | None:
    """What stands against answering it now, if anything does."""
    return answering_stops(found.preliminary.announced, found.standing, now)


def answer(session: Session, objection_id: int, given: Answered, *, by: str, now: datetime) -> Standing:
    """Answer an objection; nobody outside sees it before the final result. Raises `RefusedError`.

    Where it is upheld its level is confirmed as an assessors' level is; an answer that is changed before the final
    result changes that level too.
    """
    found = _held(session, objection_id, given.seen)
    on, criterion = found.preliminary, found.criterion.id
    refuse_if(answering(found, now))
    if given.level is not None:
        refuse_if(upholding_stops(criterion, given.level, found.higher))
    _check(given.reason)
    reason = given.reason.strip()
    made = ObjectionAnswer(
        objection_id=found.objection.id, level=given.level, reason=reason, answered_by=by, answered_at=now
    )
    objections.add(session, made)
    standing = standing_of(found.objection, made)
    noted = {"objection": found.objection.id, "criterion": criterion, "standing": standing.value, "level": given.level}
    audit.note(session, by, "answer objection", on.agency.code, now=now, **noted, why=reason)
    _confirm(session, found, given.level, reason, by, now)
    return standing


def advise(session: Session, found: Contested, assessor: str, given: Answered, *, now: datetime) -> ObjectionOpinion:
    """What an assessor who judges this agency recommends. Raises `RefusedError`."""
    on, objection = found.preliminary, found.objection
    held = assignments.of_pair(session, on.agency.code, objection.programme, assessor)
    if held is None or held.attested_at is None:
        raise RefusedError(NOT_YOURS)
    if found.seen != given.seen:
        raise RefusedError(MEANWHILE)
    refuse_if(answering(found, now))
    if given.level is not None:
        refuse_if(upholding_stops(objection.criterion, given.level, found.higher))
    _check(given.reason)
    made = ObjectionOpinion(
        objection_id=objection.id,
        assessor_code=assessor,
        level=given.level,
        reason=given.reason.strip(),
        at=now,
    )
    objections.add(session, made)
    audit.note(session, assessor, "advise", on.agency.code, now=now, objection=objection.id, level=given.level)
    return made


def withdraw_by_letter(session: Session, objection_id: int, letter: str, *, seen: str, by: str, now: datetime) -> None:
    """Note that the agency withdrew in a letter; possible until it is answered. Raises `RefusedError`."""
    found = _held(session, objection_id, seen)
    if not letter.strip() or len(letter.strip()) > LONGEST_LETTER:
        raise RefusedError(NO_LETTER)
    on, criterion = found.preliminary, found.criterion.id
    if on.announced.is_final:
        raise RefusedError(ANSWERED)
    take_back(session, on, criterion, Filed(criterion, "", now, letter.strip()), by, now, "")


def _held(session: Session, objection_id: int, seen: str) -> Contested:
    """The objection with its agency held, as whoever acts on it has seen it. Raises `RefusedError`."""
    known = objections.find(session, objection_id)
    if known is None:
        raise RefusedError(NO_SUCH)
    season.hold(session, known.agency_code)
    found = contested(session, objection_id)
    if found is None or found.seen != seen:
        raise RefusedError(MEANWHILE)
    return found


def _contested(session: Session, on: Preliminary, criterion: str) -> Contested:
    *earlier, last = objections.told(session, on.decision.id, criterion)
    return Contested(on, last, tuple(earlier), objections.answers(session, [last.id]).get(last.id))


def _confirm(session: Session, found: Contested, level: int | None, reason: str, by: str, now: datetime) -> None:
    """The level that follows from the answer, where it is not the confirmed one already."""
    on, criterion = found.preliminary, found.objection.criterion
    wanted = on.release.levels.get(criterion) if level is None else level
    if reviews.confirmed(session, on.agency.code, on.decision.programme).get(criterion) == wanted:
        return
    why = f"{'ยืนตามที่ประกาศ หลังพิจารณาคำคัดค้านใหม่' if level is None else 'รับฟังคำคัดค้าน'}: {reason}"
    assessing.confirm(session, on.agency, on.card.criterion(criterion), wanted, why, by, now)


def _check(reason: str) -> None:
    if not reason.strip():
        raise RefusedError(NO_REASON)
    if len(reason.strip()) > LONGEST_ANSWER:
        raise RefusedError(TOO_LONG)
