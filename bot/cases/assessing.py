"""Judging one agency: what each assessor gives per criterion, and how it becomes the confirmed level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.cases import season
from bot.cases.assigning import JUDGED_IN, NOT_YOURS
from bot.cases.prepared import Prepared, case_of
from bot.cases.season import NO_REASON, RefusedError
from bot.review.agreement import Agreement, Standing, agreement, standing
from bot.season.refusals import Refusal
from bot.season.states import FOR_SECRETARIAT, State
from bot.store import agencies, assessments, assignments, audit, reviews, seals
from bot.store.agencies import Agency
from bot.store.assessments import Assessment
from bot.store.assignments import Assignment
from bot.store.reviews import Review
from scoring.engine import score
from scoring.programme import Criterion
from scoring.scorecard import CriterionResult, Scorecard
from scoring.submission import Submission

MEANWHILE = Refusal(
    "มีผู้บันทึกข้อนี้ไประหว่างที่ท่านเปิดหน้านี้ ระบบยังไม่ได้บันทึกของท่าน โปรดเทียบกับที่บันทึกไว้แล้วส่งอีกครั้งหากยังยืนยัน",
    "Someone saved this criterion meanwhile; yours was not saved. Compare both and send again if you stand by it",
)
NOTHING_READ = Refusal("ยังไม่มีข้อมูลจากแผ่นงานของหน่วยงานนี้", "Nothing was read from this agency's workbook yet")


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion before those who judge it. `given` are the levels that count, by assessor; `rows` the newest rows.

    A level counts if it was given on the inputs that are judged now. `review` is the newest confirmed row, if any.
    """

    criterion: Criterion
    result: CriterionResult
    rows: Mapping[str, Assessment]
    given: Mapping[str, int]
    review: Review | None
    standing: Standing

    @property
    def confirmed(self) -> int | None:
        return self.review.level if self.review else None

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels that exist here, from 0; where the way is not known, those of any way."""
        return levels_of(self.criterion, self.result.way)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is known of one agency's assessment."""

    agency: Agency
    case: Prepared
    state: State
    submission: Submission
    card: Scorecard
    held: tuple[Assignment, ...]
    rows: tuple[Row, ...]

    @property
    def judges(self) -> tuple[str, ...]:
        return tuple(each.assessor_code for each in self.held)

    @property
    def agreement(self) -> Agreement:
        return agreement([list(row.given.values()) for row in self.rows])

    def row(self, criterion: str) -> Row:
        """Raises `RefusedError` where the programme has no such criterion."""
        found = next((row for row in self.rows if row.criterion.id == criterion), None)
        if found is None:
            raise RefusedError(Refusal(f"ไม่มีข้อ {criterion} ในโปรแกรมนี้", f"There is no criterion {criterion}"))
        return found


@dataclass(frozen=True, slots=True)
class Given:
    """What someone gives for a criterion; `seen` is the id of the newest row that they had before them, 0 for none."""

    criterion: str
    level: int | None
    reason: str
    seen: int


def levels_of(criterion: Criterion, way_id: str | None) -> tuple[int, ...]:
    """The levels that a criterion has in this way: some have no level 2."""
    ways = [way for way in criterion.ways if way_id in {None, way.id}]
    return tuple(sorted({0, *(level for way in ways for level, _ in way.levels)}))


def sheet(session: Session, agency: Agency, now: datetime) -> Sheet:
    """The assessment of an agency, on the inputs that count. Raises `RefusedError` where nothing was read."""
    reading = seals.counted(session, agency.code)
    if reading is None or reading.programme != agency.programme:
        raise RefusedError(NOTHING_READ)
    case, seal = case_of(session, agency.programme), seals.standing(session, agency.code)
    submission = reading.as_submission()
    confirmed = reviews.confirmed(session, agency.code, agency.programme)
    card = score(case.programme, submission, confirmed=confirmed, now=seal.counts_at if seal else now)
    held = tuple(assignments.of_agency(session, agency.code, agency.programme))
    given = assessments.latest(session, agency.code, agency.programme)
    newest = {each.criterion: each for each in reviews.reviews(session, agency.code, agency.programme)}
    judges = [each.assessor_code for each in held]
    rows = tuple(
        _row(each, card, given.get(each.id, {}), newest.get(each.id), judges) for each in case.programme.criteria
    )
    return Sheet(agency, case, season.state_of(session, agency), submission, card, held, rows)


def give(session: Session, agency: Agency, assessor_code: str, given: Given, now: datetime) -> Assessment:
    """One assessor's level. Raises `RefusedError`: not theirs, no such level, no reason, or saved meanwhile."""
    found = _judged_now(session, agency, now)
    held = next((each for each in found.held if each.assessor_code == assessor_code), None)
    if held is None or held.attested_at is None:
        raise RefusedError(NOT_YOURS)
    row = found.row(given.criterion)
    last = row.rows.get(assessor_code)
    _check(row, given, last.id if last else 0)
    made = Assessment(
        agency_code=agency.code,
        programme=agency.programme,
        criterion=given.criterion,
        assessor_code=assessor_code,
        level=given.level,
        reason=given.reason.strip(),
        claimed=row.result.claimed,
        computed=row.result.computed,
        supported=row.result.supported,
        input_hash=found.card.input_hash,
        at=now,
    )
    audit.note(session, assessor_code, "assess", agency.code, now=now, criterion=given.criterion, level=given.level)
    return assessments.give(session, made)


def settle(session: Session, agency: Agency, given: Given, *, by: str, now: datetime) -> Review:
    """A lead officer's word where the assessors differ, or anew on what was confirmed; with a reason."""
    found = _judged_now(session, agency, now)
    row = found.row(given.criterion)
    if not row.given or len(row.given) < len(found.held):
        raise RefusedError(
            Refusal(
                f"ข้อ {given.criterion} ยังรอผู้ประเมินให้ระดับ โปรดรอให้ครบ หรือยกเลิกการมอบหมายผู้ที่ให้ไม่ได้",
                f"Criterion {given.criterion} still waits for an assessor; wait, or end the assignment",
            )
        )
    _check(row, given, row.review.id if row.review else 0)
    return confirm(session, agency, row.result, given.level, given.reason.strip(), by, now)


def settle_agreed(session: Session, agency: Agency, *, by: str, now: datetime) -> int:
    """Confirm every level on which all assigned assessors agree and that is not confirmed; tells how many."""
    found = _judged_now(session, agency, now)
    agreed = [row for row in found.rows if row.standing is Standing.AGREED]
    for row in agreed:
        why = f"ผู้ประเมินเห็นตรงกัน: {', '.join(row.given)}"
        confirm(session, agency, row.result, next(iter(row.given.values())), why, by, now)
    return len(agreed)


def confirm(
    session: Session, agency: Agency, result: CriterionResult, level: int | None, why: str, by: str, now: datetime
) -> Review:
    """Make a level the confirmed one, None taking an earlier one back; who may, and when, was looked at before."""
    made = Review(
        agency_code=agency.code,
        programme=agency.programme,
        criterion=result.id,
        level=level,
        supported=result.supported,
        reason=why,
        assessor=by,
        at=now,
    )
    reviews.give(session, made)
    audit.note(session, by, "settle", agency.code, now=now, criterion=result.id, level=level)
    return made


def _row(
    criterion: Criterion, card: Scorecard, rows: Mapping[str, Assessment], review: Review | None, judges: list[str]
) -> Row:
    given = {
        who: row.level
        for who, row in rows.items()
        if who in judges and row.level is not None and row.input_hash == card.input_hash
    }
    where = standing(judges, given, review.level if review else None)
    return Row(criterion, card.criterion(criterion.id), rows, given, review, where)


def _judged_now(session: Session, agency: Agency, now: datetime) -> Sheet:
    """The sheet with the agency's row locked: of two who save at once the second sees what the first saved."""
    agencies.lock(session, agency.code)
    found = sheet(session, agency, now)
    if found.state not in JUDGED_IN:
        here = FOR_SECRETARIAT[found.state]
        raise RefusedError(
            Refusal(
                f"ให้ระดับได้เมื่อส่งแบบประเมินแล้วและยังไม่ปิดการประเมิน แต่ขณะนี้อยู่ในขั้น “{here.th}”",
                f"Levels are given between handing in and closing the assessment; the agency is at “{here.en}”",
            )
        )
    return found


def _check(row: Row, given: Given, newest: int) -> None:
    if given.seen != newest:
        raise RefusedError(MEANWHILE)
    if given.level is None or given.level not in row.levels:
        there = ", ".join(map(str, row.levels))
        raise RefusedError(
            Refusal(
                f"โปรดเลือกระดับของข้อ {row.criterion.id} ระดับที่มีคือ {there}",
                f"Choose a level of criterion {row.criterion.id}; there are {there}",
            )
        )
    if not given.reason.strip():
        raise RefusedError(NO_REASON)
