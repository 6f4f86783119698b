"""What the secretariat does: enters agencies, has workbooks scored again, decides and releases."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Literal

from sqlalchemy.orm import Session

from bot.budget.urgency import Urgency
from bot.cases import deadline_entry
from bot.cases.prepared import case_of
from bot.conversation.announcements import result_confirmed, result_released
from bot.conversation.view import Released
from bot.store import (
    agencies,
    audit,
    chats,
    decisions,
    outbox,
    readings,
    seals,
    settings,
    site_visits,
    workbooks,
)
from bot.store.agencies import Agency
from bot.store.decisions import Decision
from bot.store.officers import Officer
from bot.store.outbox import Draft
from bot.store.settings import ProgrammeSetting
from bot.store.site_visits import SiteVisitMark
from scoring import programmes
from scoring.assumptions import Settings
from scoring.engine import score
from scoring.fixed import opened_again
from scoring.programme import Programme
from scoring.site_visit import Mark, check_mark

RESULT = "result"
CONFIRMED = "result-confirmed"
FINAL = "final"


def enter_agency(session: Session, agency: Agency, file_id: str, url: str, *, identity: str, now: datetime) -> None:
    """Enter an agency with its workbook, which is then read."""
    agencies.register(session, agency.code, agency.name, agency.programme, now=now, ministry=agency.ministry)
    workbooks.connect(session, file_id, agency.code, identity=identity, url=url, now=now)
    audit.note(session, "secretariat", "enter agency", agency.code, now=now)


def rescore(session: Session, codes: Collection[str] | None, *, by: str, now: datetime) -> int:
    """Have the workbooks of these agencies (None: all) read and scored again; tells how many there are."""
    wanted = [book for book in workbooks.all_in_use(session) if codes is None or book.agency_code in codes]
    marked = workbooks.mark_dirty(session, [book.file_id for book in wanted], now)
    audit.note(session, by, "rescore", "all" if codes is None else ",".join(sorted(codes)), now=now, workbooks=marked)
    return marked


def change_settings(session: Session, programme: str, changes: Settings, *, by: str, now: datetime) -> Programme:
    """Set assumptions and thresholds of a programme, a blank value taking one back, and have its workbooks rescored.

    Its own deadlines follow. Gives the programme as it is set now. Raises `SettingError`, and then nothing is changed.
    """
    before = settings.of(session, programme)
    chosen = {**before, **changes}
    changed = programmes.load(programme, {name: value for name, value in chosen.items() if value})
    for name, value in changes.items():
        made = ProgrammeSetting(programme=programme, name=name, value=value or None, set_by=by, at=now)
        settings.make(session, made)
        audit.note(session, by, "set", programme, now=now, name=name, value=value)
    deadline_entry.follow_setting(session, programmes.load(programme, before), changed, by=by, now=now)
    concerned = {agency.code for agency in agencies.active(session) if agency.programme == programme}
    rescore(session, concerned, by=by, now=now)
    return changed


def open_again(session: Session, agency: Agency, *, by: str, now: datetime) -> bool:
    """Let an agency change what it confirmed by mistake; tells whether there was anything.

    What its workbook says when it is read next counts, and stands from then on if it is confirmed there.
    """
    reading, case = readings.latest(session, agency.code), case_of(session, agency.programme)
    if reading is None:
        return False
    before = reading.as_submission()
    after = opened_again(case.programme, before)
    if after is before:
        return False
    known = decisions.released_levels(session, agency.code, agency.programme)
    card = score(case.programme, after, confirmed=known, now=now)
    readings.record(session, agency.code, reading.file_id, after, card, settings=case.settings, now=now)
    audit.note(session, by, "open again", agency.code, now=now)
    rescore(session, {agency.code}, by=by, now=now)
    return True


def give_marks(
    session: Session, agency: Agency, assessor: str, marks: Mapping[str, Fraction | None], note: str, *, now: datetime
) -> None:
    """Record an assessor's marks of a site visit, None taking one back. Raises `MarkError`, and then keeps none."""
    programme = programmes.load(agency.programme)
    for part, points in marks.items():
        check_mark(programme, Mark(assessor, part, points or Fraction(0)))
    for part, points in marks.items():
        given = SiteVisitMark(
            agency_code=agency.code,
            programme=agency.programme,
            assessor=assessor,
            part=part,
            points=None if points is None else str(points),
            note=note,
            at=now,
        )
        site_visits.give(session, given)
        audit.note(session, assessor, "mark", agency.code, now=now, part=part, points=given.points)


def decide_result(
    session: Session, agency: Agency, words: tuple[str, str], officer: Officer, *, who: str, now: datetime
) -> bool:
    """The first signature: record a result (title and note), which nobody sees yet; tells whether it replaced another.

    `who` is the officer's hashed LINE id.
    """
    replaced, reading = decisions.waiting(session, agency.code), seals.counted(session, agency.code)
    given = Decision(
        agency_code=agency.code,
        programme=agency.programme,
        stage=FINAL,
        title=words[0],
        note=words[1],
        reading_id=reading.id if reading else None,
        decided_by=officer.name,
        decided_by_id=officer.user_id,
        decided_at=now,
    )
    decision = decisions.decide(session, given)
    old = replaced.id if replaced else None
    audit.note(session, officer.name, "decide", agency.code, now=now, decision=decision.id, who=who, replaced=old)
    return replaced is not None


def confirm_result(
    session: Session, decision_id: int, officer: Officer, *, who: str, now: datetime
) -> tuple[Decision, int] | Literal["own", "gone"]:
    """The second signature, by another officer: announce; tells how many chats are told, or why nothing was done."""
    decision = decisions.still_waiting(session, decision_id)
    if decision is None:
        return "gone"
    code = decision.agency_code
    if is_own(decision, officer):
        audit.note(session, officer.name, "confirm refused", code, now=now, decision=decision_id, who=who)
        return "own"
    audit.note(session, officer.name, "confirm", code, now=now, decision=decision_id, who=who)
    told = release_result(session, decision, by=officer.name, now=now)
    _tell_first_officer(session, decision, officer.name, told, now)
    return decision, told


def is_own(decision: Decision, officer: Officer) -> bool:
    """Whether this officer decided it: the same LINE user under whatever name, or the same name with another phone."""
    return officer.user_id == decision.decided_by_id or officer.name == decision.decided_by


def release_result(session: Session, decision: Decision, *, by: str, now: datetime) -> int:
    """Announce a decision: from now on it is visible, and every linked chat is told once. Tells how many are told.

    Decision, announcement and messages are one transaction; releasing again tells nobody twice. What assessors
    confirmed may be known from now on, so the workbook is read and told anew.
    """
    decisions.release(session, decision.id, by, now)
    in_use = workbooks.of_agency(session, decision.agency_code)
    if in_use is not None:
        workbooks.mark_dirty(session, [in_use.file_id], now)
    agency = agencies.find(session, decision.agency_code)
    name = agency.name if agency else decision.agency_code
    messages = result_released(name, Released(decision.title, decision.note, now))
    told = 0
    for chat in chats.to_tell_results(session, decision.agency_code):
        draft = Draft(
            dedup_key=f"result:{decision.id}:{chat.id}",
            chat_id=chat.id,
            kind=RESULT,
            messages=messages,
            reason=f"ประกาศผล {decision.agency_code}",
            subject=f"decision:{decision.id}",
            agency_code=decision.agency_code,
            urgency=Urgency.RESULT,
        )
        told += outbox.queue_message(session, draft, now)
    audit.note(session, by, "release", decision.agency_code, now=now, decision=decision.id, told=told)
    return told


def _tell_first_officer(session: Session, decision: Decision, confirmed_by: str, told: int, now: datetime) -> None:
    chat = chats.find(session, decision.decided_by_id) if decision.decided_by_id else None
    if chat is None or chat.disabled_at is not None or not chat.notifications:
        return
    agency = agencies.find(session, decision.agency_code)
    draft = Draft(
        dedup_key=f"confirmed:{decision.id}",
        chat_id=chat.id,
        kind=CONFIRMED,
        messages=result_confirmed(agency.name if agency else decision.agency_code, confirmed_by, told),
        reason=f"แจ้งผู้บันทึกผล {decision.agency_code}",
        subject=f"decision:{decision.id}",
    )
    outbox.queue_message(session, draft, now)
