"""Announcing a decision with the second signature: record, announcement and messages are one transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.budget.urgency import Urgency
from bot.cases import deciding, objecting, season
from bot.cases.deciding import Signer
from bot.cases.season import RefusedError, Wish
from bot.conversation.announcements import result_confirmed, result_released
from bot.conversation.cards.parts import Json
from bot.conversation.view import Released
from bot.season.moves import Act
from bot.season.objections import closing, days_in
from bot.season.refusals import Refusal
from bot.store import agencies, audit, chats, decisions, outbox, settings, workbooks
from bot.store.agencies import Agency
from bot.store.decisions import Decision
from bot.store.outbox import Draft
from scoring import programmes

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


def confirm(session: Session, decision_id: int, signer: Signer, *, now: datetime) -> tuple[Decision, int]:
    """The second signature, by another officer: announce; tells the decision and how many chats are told.

    From now on it is visible, and every linked chat is told once; the agency moves with it. Raises `RefusedError`, and
    then nothing is changed but the audit log, which keeps that someone tried to confirm their own.
    """
    decision = deciding.held(session, decision_id)
    agency = agencies.find(session, decision.agency_code)
    if deciding.is_own(decision, signer):
        noted = {"decision": decision_id, "who": signer.who}
        audit.note(session, signer.name, "confirm refused", decision.agency_code, now=now, **noted)
    refused = _stopped(decision, agency, signer)
    if refused is not None or agency is None:
        raise RefusedError(refused or NOT_ACTIVE)
    granted = season.grant(session, agency, _wish(decision, signer.name), now)
    told = _announce(session, agency, decision, signer.name, now)
    season.make(session, granted, now, decision=decision.id, who=signer.who, told=told)
    _tell_first_officer(session, agency, decision, signer.name, told, now)
    return decision, told


def stopped(session: Session, decision: Decision, signer: Signer, now: datetime) -> Refusal | None:
    """What would stand against announcing a decision that waits; changes nothing."""
    agency = agencies.find(session, decision.agency_code)
    refused = _stopped(decision, agency, signer)
    if refused is not None or agency is None:
        return refused or NOT_ACTIVE
    return season.stopped(session, agency, _wish(decision, signer.name), now)


def message_of(session: Session, agency: Agency, decision: Decision, now: datetime) -> list[Json]:
    """What the chats of an agency are told of a decision that is announced now."""
    until = _objections_until(session, decision, now)
    told = objecting.told_with(session, agency, decision, until, now)
    released = Released(decision.title, decision.note, now, decision.stage == "preliminary")
    return result_released(agency.name, released, told)


def notice_goes_to(session: Session, decision: Decision) -> str | None:
    """The chat of the officer who recorded a decision, who is told that it was announced; None where they are not."""
    chat = chats.find(session, decision.decided_by_id) if decision.decided_by_id else None
    return chat.id if chat is not None and chat.disabled_at is None and chat.notifications else None


def _stopped(decision: Decision, agency: Agency | None, signer: Signer) -> Refusal | None:
    if deciding.is_own(decision, signer):
        return OWN
    if decision.outcome is None:
        return NO_OUTCOME
    return None if agency is not None and agency.active else NOT_ACTIVE


def _wish(decision: Decision, by: str) -> Wish:
    act = Act.RELEASE if decision.stage == "final" else Act.RELEASE_PRELIMINARY
    return Wish(act, by, f"ยืนยันมติที่ {decision.decided_by} บันทึก")


def _announce(session: Session, agency: Agency, decision: Decision, by: str, now: datetime) -> int:
    """What assessors confirmed may be known from now on, so the workbook is read and told anew."""
    messages = message_of(session, agency, decision, now)
    until = _objections_until(session, decision, now)
    decisions.release(session, decision.id, by, now, until, may_publish=season.has_consented(session, agency, now))
    in_use = workbooks.of_agency(session, agency.code)
    if in_use is not None:
        workbooks.mark_dirty(session, [in_use.file_id], now)
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


def _objections_until(session: Session, decision: Decision, now: datetime) -> datetime | None:
    """Until when a preliminary result can be objected to: as many days as the secretariat has set."""
    if decision.stage != "preliminary" or not programmes.load(decision.programme).criteria:
        return None
    days = days_in(settings.objection_days(session, decision.programme))
    return None if days is None else closing(now, days)


def _tell_first_officer(
    session: Session, agency: Agency, decision: Decision, confirmed_by: str, told: int, now: datetime
) -> None:
    chat_id = notice_goes_to(session, decision)
    if chat_id is None:
        return
    draft = Draft(
        dedup_key=f"confirmed:{decision.id}",
        chat_id=chat_id,
        kind=CONFIRMED,
        messages=result_confirmed(agency.name, confirmed_by, told),
        reason=f"แจ้งผู้บันทึกผล {agency.code}",
        subject=f"decision:{decision.id}",
    )
    outbox.queue_message(session, draft, now)
