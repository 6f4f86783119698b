"""Announcing a decision with the second signature: record, announcement and messages are one transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.budget.urgency import Urgency
from bot.cases import deciding, season
from bot.cases.season import RefusedError, Wish
from bot.conversation.announcements import result_confirmed, result_released
from bot.conversation.view import Released
from bot.season.moves import Act
from bot.season.refusals import Refusal
from bot.store import agencies, audit, chats, decisions, outbox, workbooks
from bot.store.agencies import Agency
from bot.store.decisions import Decision
from bot.store.officers import Officer
from bot.store.outbox import Draft

RESULT = "result"
CONFIRMED = "result-confirmed"
OWN = Refusal(
    "ท่านเป็นผู้บันทึกมตินี้ จึงยืนยันเองไม่ได้ เพราะการประกาศต้องมีเจ้าหน้าที่สองคน โปรดให้เจ้าหน้าที่อีกคนยืนยัน",
    "You recorded this decision; another officer has to confirm it",
)
NO_OUTCOME = Refusal(
    "มตินี้บันทึกไว้ก่อนที่ระบบจะเก็บผลรางวัล จึงไม่ทราบว่าได้รับรางวัลหรือไม่ โปรดบันทึกมติใหม่พร้อมผล",
    "This decision was recorded before outcomes were kept; record it anew with its outcome",
)
NOT_ACTIVE = Refusal(
    "หน่วยงานนี้ไม่ได้เข้าร่วมแล้ว จึงประกาศผลไม่ได้ โปรดนำหน่วยงานกลับเข้าทะเบียนก่อน",
    "The agency takes no part any more; enter it again first",
)


def confirm(session: Session, decision_id: int, officer: Officer, *, who: str, now: datetime) -> tuple[Decision, int]:
    """The second signature, by another officer: announce; tells the decision and how many chats are told.

    From now on it is visible, and every linked chat is told once; the agency moves with it. Raises `RefusedError`, and
    then nothing is changed but the audit log, which keeps that someone tried to confirm their own.
    """
    decision = deciding.held(session, decision_id)
    if deciding.is_own(decision, officer):
        code = decision.agency_code
        audit.note(session, officer.name, "confirm refused", code, now=now, decision=decision_id, who=who)
        raise RefusedError(OWN)
    if decision.outcome is None:
        raise RefusedError(NO_OUTCOME)
    agency = agencies.find(session, decision.agency_code)
    if agency is None or not agency.active:
        raise RefusedError(NOT_ACTIVE)
    act = Act.RELEASE if decision.stage == "final" else Act.RELEASE_PRELIMINARY
    wish = Wish(act, officer.name, f"ยืนยันมติที่ {decision.decided_by} บันทึก")
    granted = season.grant(session, agency, wish, now)
    told = _announce(session, agency, decision, officer.name, now)
    season.make(session, granted, now, decision=decision.id, who=who, told=told)
    _tell_first_officer(session, agency, decision, officer.name, told, now)
    return decision, told


def _announce(session: Session, agency: Agency, decision: Decision, by: str, now: datetime) -> int:
    """What assessors confirmed may be known from now on, so the workbook is read and told anew."""
    decisions.release(session, decision.id, by, now)
    in_use = workbooks.of_agency(session, agency.code)
    if in_use is not None:
        workbooks.mark_dirty(session, [in_use.file_id], now)
    messages = result_released(agency.name, Released(decision.title, decision.note, now))
    told = 0
    for chat in chats.to_tell_results(session, agency.code):
        draft = Draft(
            dedup_key=f"result:{decision.id}:{chat.id}",
            chat_id=chat.id,
            kind=RESULT,
            messages=messages,
            reason=f"ประกาศผล {agency.code}",
            subject=f"decision:{decision.id}",
            agency_code=agency.code,
            urgency=Urgency.RESULT,
        )
        told += outbox.queue_message(session, draft, now)
    return told


def _tell_first_officer(
    session: Session, agency: Agency, decision: Decision, confirmed_by: str, told: int, now: datetime
) -> None:
    chat = chats.find(session, decision.decided_by_id) if decision.decided_by_id else None
    if chat is None or chat.disabled_at is not None or not chat.notifications:
        return
    draft = Draft(
        dedup_key=f"confirmed:{decision.id}",
        chat_id=chat.id,
        kind=CONFIRMED,
        messages=result_confirmed(agency.name, confirmed_by, told),
        reason=f"แจ้งผู้บันทึกผล {agency.code}",
        subject=f"decision:{decision.id}",
    )
    outbox.queue_message(session, draft, now)
