"""Recording what the committee decided about an agency, the first of two signatures, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, cast

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


CHANGED = Refusal(
    "มีมติใหม่ของหน่วยงานนี้ตั้งแต่ท่านเปิดหน้านี้ ระบบยังไม่ได้บันทึกมติของท่าน โปรดดูมติล่าสุดแล้วพิจารณาอีกครั้ง",
    "Another decision was recorded since you opened this page; look at it and decide again",
)


class Signer(NamedTuple):
    """The officer who signs: their name, their LINE user id, and its hash as the audit log keeps it."""

    name: str
    user_id: str
    who: str


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
    session: Session, agency: Agency, verdict: Verdict, signer: Signer, *, now: datetime, seen: int | None = None
) -> Decision | None:
    """The first signature: record a decision, which nobody sees yet; gives the waiting one that it replaced, if any.

    The agency moves with it. What the same officer has recorded already is not recorded twice. `seen` is the id of the
    newest decision that they had before them, 0 for none, None where they saw none. Raises `RefusedError`, and then
    nothing is changed.
    """
    _check(agency, verdict)
    season.hold(session, agency.code)
    replaced = decisions.waiting(session, agency.code)
    if replaced is not None and is_own(replaced, signer) and _says(replaced) == verdict:
        return None
    if seen is not None and seen != decisions.newest(session, agency.code):
        raise RefusedError(CHANGED)
    granted = season.grant(session, agency, _wish(verdict, signer.name), now)
    decision = decisions.decide(session, drawn_up(session, agency, verdict, signer, now))
    old = replaced.id if replaced else None
    season.make(session, granted, now, decision=decision.id, who=signer.who, replaced=old)
    return replaced


def drawn_up(session: Session, agency: Agency, verdict: Verdict, signer: Signer, now: datetime) -> Decision:
    """The decision as it would be recorded now, resting on the inputs that count; it is not recorded by this."""
    reading = seals.counted(session, agency.code)
    return Decision(
        agency_code=agency.code,
        programme=agency.programme,
        stage=verdict.stage,
        outcome=verdict.outcome,
        award=verdict.award,
        title=verdict.title,
        note=verdict.note,
        reading_id=reading.id if reading else None,
        decided_by=signer.name,
        decided_by_id=signer.user_id,
        decided_at=now,
    )


def stopped(session: Session, agency: Agency, verdict: Verdict, by: str, now: datetime) -> Refusal | None:
    """What would stand against a decision now; changes nothing."""
    try:
        _check(agency, verdict)
    except RefusedError as refused:
        return refused.refusal
    return season.stopped(session, agency, _wish(verdict, by), now)


def withdraw(session: Session, decision_id: int, because: str, signer: Signer, *, now: datetime) -> Decision:
    """Have a decision wait no more, for a reason; the agency stands again where it stood before it.

    Raises `RefusedError` where it waits no more or no reason is given, and then nothing is changed.
    """
    if not because.strip():
        raise RefusedError(season.NO_REASON)
    decision = held(session, decision_id)
    agency = agencies.find(session, decision.agency_code)
    if agency is not None and season.state_of(session, agency) is State.DECIDED:
        season.do(session, agency, Wish(Act.BACK, signer.name, because.strip(), details={"decision": decision.id}), now)
    decisions.withdraw(session, decision, signer.name, because.strip(), now)
    noted = {"decision": decision.id, "who": signer.who, "why": because.strip()}
    audit.note(session, signer.name, "withdraw decision", decision.agency_code, now=now, **noted)
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


def is_own(decision: Decision, signer: Signer | Officer) -> bool:
    """Whether this officer decided it: the same LINE user under whatever name, or the same name with another phone."""
    return signer.user_id == decision.decided_by_id or signer.name == decision.decided_by


def _wish(verdict: Verdict, by: str) -> Wish:
    short = in_short(verdict.stage, verdict.outcome, verdict.award).th
    return Wish(Act.DECIDE, by, short, outcome=verdict.outcome, stage=verdict.stage)


def _says(decision: Decision) -> Verdict | None:
    """What a decision says; None of one from before outcomes were kept."""
    if decision.outcome is None:
        return None
    words = (decision.title, decision.note)
    return Verdict(cast("Stage", decision.stage), cast("Outcome", decision.outcome), decision.award, *words)


def _check(agency: Agency, verdict: Verdict) -> None:
    if not verdict.title.strip():
        raise RefusedError(NO_TITLE)
    if verdict.award and verdict.outcome == "not_awarded":
        raise RefusedError(AWARD_WITHOUT)
    if verdict.award and verdict.award not in awards_of(programmes.load(agency.programme)):
        raise RefusedError(NO_SUCH_AWARD)
