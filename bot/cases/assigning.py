"""Giving agencies to assessors: by proposal or by hand, conflicts caught, attested before anything is seen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.cases import season
from bot.cases.season import RefusedError
from bot.review.conflicts import Body, Judge, conflict, is_open_question
from bot.review.proposal import Pair, Proposal, propose
from bot.season.refusals import Refusal
from bot.season.states import State
from bot.store import agencies, assessors, assignments, audit
from bot.store.agencies import Agency
from bot.store.assessors import Assessor
from bot.store.assignments import Assignment
from scoring import programmes

JUDGED_IN = frozenset({State.SUBMITTED, State.SCREENED})
"""In these states levels are given: what is judged was taken, and the assessment is not closed."""
MOST_EACH = 5
"""How many assessors an agency is proposed at most."""

_IN_CONFLICT = {
    "agency": Refusal(
        "ผู้ประเมินสังกัดหน่วยงานนี้เอง จึงประเมินไม่ได้ โปรดเลือกผู้อื่น",
        "The assessor belongs to this agency; choose another",
    ),
    "ministry": Refusal(
        "ผู้ประเมินสังกัดกระทรวงเดียวกับหน่วยงานนี้ จึงประเมินไม่ได้ โปรดเลือกผู้อื่น",
        "The assessor belongs to the agency's ministry; choose another",
    ),
}
_DECLINED = Refusal("ผู้ประเมินขอถอนตัวจากหน่วยงานนี้แล้ว โปรดเลือกผู้อื่น", "The assessor declined; choose another")
NOT_YOURS = Refusal("หน่วยงานนี้ไม่ได้มอบหมายให้ท่านแล้ว", "This agency is not assigned to you")


def judge_of(assessor: Assessor) -> Judge:
    return Judge(assessor.code, assessor.ministry, assessor.agency_code)


def body_of(agency: Agency) -> Body:
    return Body(agency.code, agency.ministry)


def proposal(session: Session, each: int) -> Proposal:
    """Who should judge the agencies whose levels are to be given, beside those who already do."""
    every = [agency for agency in agencies.active(session) if _has_criteria(agency)]
    states = season.states(session, every)
    open_ones = assignments.every_open(session)
    return propose(
        [judge_of(assessor) for assessor in assessors.active(session)],
        [body_of(agency) for agency in every if states[agency.code] in JUDGED_IN],
        [Pair(row.agency_code, row.assessor_code) for row in open_ones],
        [Pair(row.agency_code, row.assessor_code) for row in _declined(session)],
        each=min(max(1, each), MOST_EACH),
    )


def accept(session: Session, pairs: Iterable[Pair], *, by: str, now: datetime) -> int:
    """Assign what was proposed, each looked at again; tells how many. Raises `RefusedError`, and then none is made."""
    made = 0
    for pair in pairs:
        agency = agencies.find(session, pair.body)
        if agency is not None and assignments.of_pair(session, pair.body, agency.programme, pair.judge) is None:
            assign(session, agency, pair.judge, by=by, now=now)
            made += 1
    return made


def assign(session: Session, agency: Agency, assessor_code: str, *, by: str, now: datetime) -> Assignment:
    """Have an assessor judge an agency. Raises `RefusedError` at a conflict of interest, or where they declined."""
    agencies.lock(session, agency.code)
    assessor = assessors.find(session, assessor_code)
    if assessor is None or not assessor.active:
        raise RefusedError(
            Refusal(f"ไม่มีผู้ประเมินรหัส {assessor_code} ที่ยังปฏิบัติหน้าที่", f"There is no active assessor {assessor_code}")
        )
    found = conflict(judge_of(assessor), body_of(agency))
    if found is not None:
        raise RefusedError(_named(_IN_CONFLICT[found], agency, assessor))
    if assignments.of_pair(session, agency.code, agency.programme, assessor_code) is not None:
        raise RefusedError(_named(Refusal("มอบหมายไว้แล้ว", "Assigned already"), agency, assessor))
    if any((row.agency_code, row.assessor_code) == (agency.code, assessor_code) for row in _declined(session)):
        raise RefusedError(_named(_DECLINED, agency, assessor))
    made = assignments.add(
        session,
        Assignment(
            agency_code=agency.code,
            programme=agency.programme,
            assessor_code=assessor_code,
            assigned_by=by,
            assigned_at=now,
        ),
    )
    audit.note(session, by, "assign", agency.code, now=now, assessor=assessor_code)
    return made


def end(session: Session, agency: Agency, assessor_code: str, why: str, *, by: str, now: datetime) -> None:
    """Take an agency out of an assessor's hands; what they gave is kept, and counts no more."""
    held = _held(session, agency, assessor_code)
    _end(held, why, by, now)
    audit.note(session, by, "end assignment", agency.code, now=now, assessor=assessor_code, why=why)


def attest(session: Session, agency: Agency, assessor_code: str, *, now: datetime) -> None:
    """The assessor declares to have no conflict of interest with the agency; from now on they see it."""
    held, assessor = _held(session, agency, assessor_code), assessors.find(session, assessor_code)
    found = conflict(judge_of(assessor), body_of(agency)) if assessor else None
    if found is not None:
        raise RefusedError(_IN_CONFLICT[found])
    if held.attested_at is None:
        held.attested_at = now
        audit.note(session, assessor_code, "attest", agency.code, now=now)


def decline(session: Session, agency: Agency, assessor_code: str, why: str, *, now: datetime) -> None:
    """The assessor does not judge the agency, and says why; they are not proposed for it again."""
    _end(_held(session, agency, assessor_code), why, assessor_code, now)
    audit.note(session, assessor_code, "decline", agency.code, now=now, why=why.strip())


def asks_for_ministry(session: Session, agency: Agency, assessor_code: str) -> bool:
    """Whether only the assessor can say that there is no conflict, since a ministry is not known."""
    assessor = assessors.find(session, assessor_code)
    return assessor is None or is_open_question(judge_of(assessor), body_of(agency))


def _held(session: Session, agency: Agency, assessor_code: str) -> Assignment:
    """The open assignment, with the agency locked. Raises `RefusedError` where there is none any more."""
    agencies.lock(session, agency.code)
    found = assignments.of_pair(session, agency.code, agency.programme, assessor_code)
    if found is None:
        raise RefusedError(NOT_YOURS)
    return found


def _end(held: Assignment, why: str, by: str, now: datetime) -> None:
    if not why.strip():
        raise RefusedError(season.NO_REASON)
    held.ended_at, held.ended_by, held.ended_because = now, by, why.strip()


def _declined(session: Session) -> list[Assignment]:
    return [row for row in assignments.ended(session) if row.ended_by == row.assessor_code]


def _has_criteria(agency: Agency) -> bool:
    return agency.programme in programmes.ids() and bool(programmes.load(agency.programme).criteria)


def _named(refusal: Refusal, agency: Agency, assessor: Assessor) -> Refusal:
    return Refusal(
        f"{agency.code} กับ {assessor.name}: {refusal.th}",
        f"{agency.code} with {assessor.name}: {refusal.en}",
    )
