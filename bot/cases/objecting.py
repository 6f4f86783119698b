"""Objections to a preliminary result: taken, withdrawn, looked at on what was judged, and answered.

Whatever is done holds the agency's row first, so two people who act at once are shown each other's act.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from bot.cases import assessing, season
from bot.cases.prepared import Prepared, case_of
from bot.cases.season import RefusedError
from bot.conversation.view import Objected, Objecting
from bot.season.objections import (
    Announced,
    Standing,
    filing_stops,
    withdrawing_stops,
    words_stop,
)
from bot.season.refusals import Refusal
from bot.store import audit, decisions, objections, reviews
from bot.store.agencies import Agency
from bot.store.decisions import Decision, Release
from bot.store.objections import Objection, ObjectionAnswer
from bot.store.readings import Reading
from scoring.engine import score
from scoring.scorecard import Scorecard
from scoring.submission import Submission
from sheets_schema.thai import BANGKOK, bangkok_date

IN_LINE = "LINE"
LONGEST_LETTER = 80
NOTHING_ANNOUNCED = Refusal(
    "ยังไม่มีการประกาศผลเบื้องต้นที่คัดค้านได้ของหน่วยงานนี้", "No preliminary result of this agency was announced"
)
NO_SUCH = Refusal("ไม่มีคำคัดค้านข้อนี้ที่จะถอน", "There is no such objection to withdraw")
NO_LETTER = Refusal(
    f"โปรดระบุเลขที่หนังสือ ไม่เกิน {LONGEST_LETTER} ตัวอักษร", f"Give the letter's number, at most {LONGEST_LETTER} characters"
)
LONGEST_ANSWER = 1500
TOO_LONG = Refusal(
    f"เหตุผลยาวเกินไป ได้ไม่เกิน {LONGEST_ANSWER:,} ตัวอักษร", f"The reason is too long; at most {LONGEST_ANSWER:,} characters"
)
NOT_YET_RECEIVED = Refusal("วันที่ได้รับหนังสือต้องไม่อยู่ในอนาคต", "The letter cannot have come in the future")
ANSWERED = Refusal(
    "วินิจฉัยคำคัดค้านข้อนี้แล้ว จึงรับข้อความใหม่หรือถอนไม่ได้", "This objection was answered; it cannot be changed any more"
)
MEANWHILE = Refusal(
    "มีผู้แก้ไขหรือวินิจฉัยคำคัดค้านนี้ไประหว่างที่ท่านเปิดหน้านี้ ระบบยังไม่ได้บันทึกของท่าน โปรดเทียบแล้วส่งอีกครั้งหากยังยืนยัน",
    "Someone changed or answered this objection meanwhile; yours was not saved. Compare both and send again",
)


@dataclass(frozen=True, slots=True)
class Preliminary:
    """A preliminary announcement with what it rests on: the inputs that were judged then, whatever came later."""

    agency: Agency
    decision: Decision
    release: Release
    announced: Announced
    case: Prepared
    submission: Submission
    card: Scorecard


@dataclass(frozen=True, slots=True)
class Filed:
    """What an agency says against one criterion. `letter` is the number of its letter, blank where it wrote in LINE."""

    criterion: str
    text: str
    received_at: datetime
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that objects to one criterion: its number, and the day on which it came."""

    criterion: str
    text: str
    number: str
    received: date


def standing_of(objection: Objection, answer: ObjectionAnswer | None) -> Standing:
    if objection.text is None:
        return Standing.WITHDRAWN
    if answer is None:
        return Standing.OPEN
    return Standing.DISMISSED if answer.level is None else Standing.UPHELD


def preliminary(session: Session, agency: Agency) -> Preliminary | None:
    """The latest preliminary announcement to an agency that can be objected to, also once the final one came."""
    announced = decisions.announcements(session, agency.code, agency.programme)
    found = next((each for each in reversed(announced) if each[0].stage == "preliminary"), None)
    return None if found is None else on_what(session, agency, *found)


def file(session: Session, agency: Agency, filed: Filed, *, by: str, now: datetime, who: str = "") -> bool:
    """Take an objection; tells whether it came in the place of an earlier text. Raises `RefusedError`.

    `by` is an officer's name, or "LINE"; `who` the hashed LINE id. What came in time counts whenever it is entered.
    """
    season.hold(session, agency.code)
    on = _preliminary(session, agency)
    criterion = criterion_of(on, filed.criterion)
    refuse_if(filing_stops(on.announced, criterion, filed.received_at))
    refuse_if(words_stop(filed.text))
    before = newest(session, on, criterion)
    if before is not None and before.id in objections.answers(session, [before.id]):
        raise RefusedError(ANSWERED)
    made = _row(on, criterion, filed, by, now)
    objections.add(session, made)
    replaced = before.id if before is not None and before.text is not None else None
    noted = {"objection": made.id, "criterion": criterion, "letter": filed.letter, "replaced": replaced}
    audit.note(session, by, "object", agency.code, now=now, **noted, **({"who": who} if who else {}))
    return replaced is not None


def file_letter(session: Session, agency: Agency, letter: Letter, *, by: str, now: datetime) -> bool:
    """Note a letter; the day on which it came has to be within the window. Raises `RefusedError`."""
    number, came = letter.number.strip(), datetime.combine(letter.received, time.min, BANGKOK)
    if not number or len(number) > LONGEST_LETTER:
        raise RefusedError(NO_LETTER)
    if came > now:
        raise RefusedError(NOT_YET_RECEIVED)
    on = preliminary(session, agency)
    if on is not None and letter.received == bangkok_date(on.announced.at):
        came = on.announced.at
    return file(session, agency, Filed(letter.criterion, letter.text, came, number), by=by, now=now)


def withdraw(session: Session, agency: Agency, criterion: str, at: datetime, *, now: datetime, who: str = "") -> str:
    """Take the agency's objection back while the window is open; gives its criterion. Raises `RefusedError`."""
    season.hold(session, agency.code)
    on = _preliminary(session, agency)
    refuse_if(withdrawing_stops(on.announced, at))
    criterion = criterion_of(on, criterion)
    return take_back(session, on, criterion, Filed(criterion, "", at), IN_LINE, now, who)


def known_to(session: Session, agency: Agency) -> Objecting | None:
    """What an agency may know of its objections: their answers once the final result was announced, not before."""
    on = preliminary(session, agency)
    return None if on is None else _known_of(session, on, on.announced)


def told_with(
    session: Session, agency: Agency, decision: Decision, until: datetime | None, now: datetime
) -> Objecting | None:
    """What an agency knows once this decision is announced now; changes nothing."""
    if decision.stage == "preliminary":
        levels = reviews.confirmed(session, agency.code, decision.programme)
        release = Release(decision_id=decision.id, levels=levels, released_at=now, objections_until=until)
        made = on_what(session, agency, decision, release)
        return Objecting(made.announced) if made else None
    on = preliminary(session, agency)
    return None if on is None else _known_of(session, on, replace(on.announced, is_final=True))


def _known_of(session: Session, on: Preliminary, announced: Announced) -> Objecting:
    rows = objections.newest_of(session, [on.decision.id])
    given = objections.answers(session, [row.id for row in rows]) if announced.is_final else {}
    return Objecting(announced, tuple(_known(on, row, given.get(row.id)) for row in rows))


def criterion_of(on: Preliminary, written: str) -> str:
    """The criterion that is meant: one of its ways names it too."""
    wanted = "".join(written.split()).upper()
    ways = {way.id: each.id for each in on.case.programme.criteria for way in each.ways}
    return ways.get(wanted, wanted)


def on_what(session: Session, agency: Agency, decision: Decision, release: Release) -> Preliminary | None:
    """None where nothing was read when it was decided, or there are no levels: then nothing can be objected to."""
    reading = session.get(Reading, decision.reading_id) if decision.reading_id else None
    case = case_of(session, decision.programme)
    if reading is None or reading.programme != decision.programme or not case.programme.criteria:
        return None
    submission = reading.as_submission()
    card = score(case.programme, submission, confirmed=dict(release.levels), now=release.released_at)
    finals = decisions.announcements(session, agency.code, decision.programme)
    announced = Announced(
        at=release.released_at,
        until=release.objections_until,
        levels={each.id: card.criterion(each.id).level for each in case.programme.criteria},
        highest={
            each.id: max(assessing.levels_of(each, card.criterion(each.id).way)) for each in case.programme.criteria
        },
        is_final=any(each.stage == "final" and each.id > decision.id for each, _ in finals),
    )
    return Preliminary(agency, decision, release, announced, case, submission, card)


def _preliminary(session: Session, agency: Agency) -> Preliminary:
    found = preliminary(session, agency)
    if found is None:
        raise RefusedError(NOTHING_ANNOUNCED)
    return found


def newest(session: Session, on: Preliminary, criterion: str) -> Objection | None:
    return next(reversed(objections.told(session, on.decision.id, criterion)), None)


def _row(on: Preliminary, criterion: str, filed: Filed, by: str, now: datetime) -> Objection:
    return Objection(
        agency_code=on.agency.code,
        programme=on.decision.programme,
        decision_id=on.decision.id,
        criterion=criterion,
        text=filed.text.strip() or None,
        letter=filed.letter,
        received_at=filed.received_at,
        entered_by=by,
        entered_at=now,
    )


def take_back(session: Session, on: Preliminary, criterion: str, filed: Filed, by: str, now: datetime, who: str) -> str:
    before = newest(session, on, criterion)
    if before is None or before.text is None:
        raise RefusedError(NO_SUCH)
    if before.id in objections.answers(session, [before.id]):
        raise RefusedError(ANSWERED)
    objections.add(session, _row(on, criterion, filed, by, now))
    noted = {"objection": before.id, "criterion": criterion, "letter": filed.letter}
    audit.note(session, by, "withdraw objection", on.agency.code, now=now, **noted, **({"who": who} if who else {}))
    return criterion


def _known(on: Preliminary, row: Objection, given: ObjectionAnswer | None) -> Objected:
    return Objected(
        criterion=row.criterion,
        announced_level=on.announced.levels[row.criterion],
        text=row.text or "",
        received_at=row.received_at,
        letter=row.letter,
        standing=standing_of(row, given),
        level=given.level if given else None,
        answer=given.reason if given else "",
    )


def refuse_if(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise RefusedError(refusal)
