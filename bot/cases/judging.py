"""What is told in a workbook: the score of the newest inputs, or of those that are judged where they were taken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.cases.prepared import Prepared
from bot.season.states import Called
from bot.store import decisions, readings, seals
from bot.store.agencies import Agency
from bot.store.seals import HANDED_IN, Seal
from scoring.engine import score
from sheets_schema import handing_in
from sheets_schema.announced_reasons import with_reasons
from sheets_schema.feedback import Feedback, feedback
from sheets_schema.judged_feedback import Scored, judged_feedback
from sheets_schema.link_findings import LinkFinding

_BASIS = {
    "read": Called("", ""),
    "unchanged": Called(
        " (อ่านหลังกำหนด แต่ข้อมูลตรงกับที่อ่านไว้ก่อนปิดรับ)", " (read after it, but the same as was read before it)"
    ),
    "late": Called(" (อ่านหลังกำหนด เพราะระบบอ่านในเวลาปิดรับไม่ได้)", " (read after it, since it could not be read in time)"),
    "unread": Called(
        " (ใช้ข้อมูลที่อ่านครั้งสุดท้ายก่อนปิดรับ เพราะเปิดแผ่นงานไม่ได้)",
        " (as it was last read before it, since the workbook could not be opened)",
    ),
}


def because_of(seal: Seal) -> Called:
    """Why what is judged was taken."""
    if seal.cause == HANDED_IN:
        return Called("ตามที่หน่วยงานทำเครื่องหมาย “ส่งแล้ว”", "as the agency ticked “handed in”")
    basis = _BASIS[seal.basis]
    return Called(f"ตามกำหนด {seal.title}{basis.th}", f"at the deadline {seal.cause}{basis.en}")


def feedback_now(
    session: Session,
    agency: Agency,
    case: Prepared,
    newest: Scored,
    findings: Iterable[LinkFinding] = (),
    *,
    ticked: bool | None,
    now: datetime,
) -> Feedback:
    """The feedback on a workbook that was just read. Where something is judged, its worth today is kept as well.

    `findings` of its links are told only while they can still be mended.
    """
    seal = seals.standing(session, agency.code)
    reasons = decisions.released_reasons(session, agency.code, agency.programme)
    if seal is None:
        plain = feedback(newest.submission, newest.card, case.explainer, findings)
        return _with_box(with_reasons(plain, newest.card, reasons), session, agency, ticked=ticked)
    judged = seals.judged(session, seal)
    confirmed = decisions.released_levels(session, agency.code, agency.programme)
    submission = judged.as_submission()
    card = score(case.programme, submission, confirmed=confirmed, now=seal.counts_at)
    scored = readings.score_anew(session, judged, seal.cause, card, settings=case.settings, now=now)
    seal.scored_id = scored.id
    told = judged_feedback(Scored(submission, card), newest, seal.counts_at, because_of(seal).th, case.explainer)
    return with_reasons(told, card, reasons)


def _with_box(plain: Feedback, session: Session, agency: Agency, *, ticked: bool | None) -> Feedback:
    """What stands beside the box while edits count: nothing, but after an officer opened the workbook again."""
    if not ticked or seals.last(session, agency.code) is None:
        return plain
    return Feedback({**plain.rows, handing_in.HANDED_IN: handing_in.OPEN_AGAIN}, plain.summary)
