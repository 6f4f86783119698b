"""Recording what the committee decided about an agency, the first of two signatures, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.cases import season
from bot.cases.season import RefusedError, Wish
from bot.season.awards import AWARDS, in_short
from bot.season.grounds import Outcome, Stage
from bot.season.moves import Act
from bot.season.refusals import Refusal
from bot.season.states import Called, State
from bot.store import agencies, audit, decisions, seals
from bot.store.agencies import Agency
from bot.store.decisions import Decision
from bot.store.officers import Officer
from scoring import programmes
from scoring.programme import Programme

NO_TITLE = Refusal("โปรดระบุหัวข้อของผล", "Give the result a title")
NO_SUCH_AWARD = Refusal(
    "โครงการนี้ไม่มีรางวัลระดับที่เลือก โปรดเลือกระดับอื่น หรือไม่ระบุระดับ", "This programme has no such award; choose another or none"
)
AWARD_WITHOUT = Refusal(
    "มติว่าไม่ได้รับรางวัลระบุระดับรางวัลไม่ได้", "A decision without award cannot name one; leave the award blank"
)
GONE = Refusal(
    "ไม่ได้ดำเนินการ เพราะมตินี้ประกาศไปแล้ว ถูกแทนที่ หรือถูกถอนแล้ว",
    "Announced, replaced or withdrawn meanwhile; nothing was done",
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided, and the words in which it will be told. `award` is a mark of the programme, or blank."""

    stage: Stage
    outcome: Outcome
    award: str
    title: str
    note: str = ""


def awards_of(programme: Programme) -> dict[str, Called]:
    """The awards that a programme knows, by mark, the highest first."""
    return {mark: AWARDS[mark] for mark in programme.thresholds if mark in AWARDS}


def decide(
    session: Session, agency: Agency, verdict: Verdict, officer: Officer, *, who: str, now: datetime
) -> Decision | None:
    """The first signature: record a decision, which nobody sees yet; gives the waiting one that it replaced, if any.

    The agency moves with it. `who` is the officer's hashed LINE id. Raises `RefusedError`, and then nothing is changed.
    """
    _check(agency, verdict)
    short = in_short(verdict.stage, verdict.outcome, verdict.award).th
    wish = Wish(Act.DECIDE, officer.name, short, outcome=verdict.outcome, stage=verdict.stage)
    granted = season.grant(session, agency, wish, now)
    replaced, reading = decisions.waiting(session, agency.code), seals.counted(session, agency.code)
    given = Decision(
        agency_code=agency.code,
        programme=agency.programme,
        stage=verdict.stage,
        outcome=verdict.outcome,
        award=verdict.award,
        title=verdict.title,
        note=verdict.note,
        reading_id=reading.id if reading else None,
        decided_by=officer.name,
        decided_by_id=officer.user_id,
        decided_at=now,
    )
    decision = decisions.decide(session, given)
    old = replaced.id if replaced else None
    season.make(session, granted, now, decision=decision.id, who=who, replaced=old)
    return replaced


def withdraw(session: Session, decision_id: int, because: str, *, by: str, who: str, now: datetime) -> Decision:
    """Have a decision wait no more, for a reason; the agency stands again where it stood before it.

    Raises `RefusedError` where it waits no more or no reason is given, and then nothing is changed.
    """
    if not because.strip():
        raise RefusedError(season.NO_REASON)
    decision = held(session, decision_id)
    agency = agencies.find(session, decision.agency_code)
    if agency is not None and season.state_of(session, agency) is State.DECIDED:
        season.do(session, agency, Wish(Act.BACK, by, because.strip(), details={"decision": decision.id}), now)
    decisions.withdraw(session, decision, by, because.strip(), now)
    audit.note(
        session,
        by,
        "withdraw decision",
        decision.agency_code,
        now=now,
        decision=decision.id,
        who=who,
        why=because.strip(),
    )
    return decision


def held(session: Session, decision_id: int) -> Decision:
    """A decision that waits, with its agency held, so that it is not replaced meanwhile. Raises `RefusedError`."""
    known = session.get(Decision, decision_id)
    if known is None:
        raise RefusedError(GONE)
    season.hold(session, known.agency_code)
    decision = decisions.still_waiting(session, decision_id)
    if decision is None:
        raise RefusedError(GONE)
    return decision


def is_own(decision: Decision, officer: Officer) -> bool:
    """Whether this officer decided it: the same LINE user under whatever name, or the same name with another phone."""
    return officer.user_id == decision.decided_by_id or officer.name == decision.decided_by


def _check(agency: Agency, verdict: Verdict) -> None:
    if not verdict.title.strip():
        raise RefusedError(NO_TITLE)
    if verdict.award and verdict.outcome == "not_awarded":
        raise RefusedError(AWARD_WITHOUT)
    if verdict.award and verdict.award not in awards_of(programmes.load(agency.programme)):
        raise RefusedError(NO_SUCH_AWARD)
