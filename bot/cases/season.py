"""Moving an agency through the season: one act, its grounds looked up, recorded in one transaction or refused."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cases.prepared import Prepared, case_of
from bot.season.grounds import Ground, Grounds, Outcome, Stage, Window
from bot.season.moves import MOVES, Act, refusal
from bot.season.path import Step, made_known, path
from bot.season.refusals import CONSENT, Refusal
from bot.season.states import Called, State
from bot.store import audit, decisions, objections, reviews, seals, season
from bot.store.agencies import Agency
from bot.store.season import SeasonMove
from scoring import programmes
from scoring.engine import score
from scoring.programme import COMBINED
from scoring.scorecard import EligibilityResult

MOVED_MEANWHILE = Refusal(
    "สถานะของหน่วยงานนี้เปลี่ยนไประหว่างที่ท่านเปิดหน้านี้ โปรดโหลดหน้าใหม่แล้วพิจารณาอีกครั้ง",
    "The agency's state changed meanwhile; load the page again",
)
NO_REASON = Refusal("โปรดระบุเหตุผล", "Give a reason")


class RefusedError(Exception):
    """The act is not allowed; `refusal` says what stands against it and what to do."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.th)


@dataclass(frozen=True, slots=True)
class Wish:
    """What someone wants done. `seen` is the state that they had before them; None where they saw none.

    `window` belongs to opening a hearing, `letter` (a number) to recording a consent, `outcome` and
    `stage` to a decision.
    """

    act: Act
    by: str
    why: str
    seen: State | None = None
    window: Window | None = None
    letter: str = ""
    outcome: Outcome = "not_awarded"
    stage: Stage = "final"
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Granted:
    """A wish that nothing stands against, with the states between which it leads."""

    agency: Agency
    wish: Wish
    origin: State
    reached: State


def state_of(session: Session, agency: Agency) -> State:
    """Where the agency stands under its programme."""
    return _path(session, agency, season.moves(session, agency.code, agency.programme))[-1]


def known_state_of(session: Session, agency: Agency) -> State:
    """Where the agency itself may see that it stands."""
    return made_known(_path(session, agency, season.moves(session, agency.code, agency.programme)))


def states(session: Session, agencies: list[Agency]) -> dict[str, State]:
    """Where each of these agencies stands, by its code; two queries for all of them."""
    last, sealed = season.latest(session), seals.standing_codes(session)
    moved = {agency.code: last.get((agency.code, agency.programme)) for agency in agencies}
    return {code: State(move.reached) if move else path((), sealed=code in sealed)[-1] for code, move in moved.items()}


def do(session: Session, agency: Agency, wish: Wish, now: datetime) -> State:
    """Do it and give the new state. Raises `RefusedError`, and then nothing is changed."""
    return make(session, grant(session, agency, wish, now), now)


def hold(session: Session, agency_code: str) -> None:
    """Have others who would move this agency wait for the end of this transaction."""
    session.execute(select(Agency.code).where(Agency.code == agency_code).with_for_update())


def grant(session: Session, agency: Agency, wish: Wish, now: datetime) -> Granted:
    """That nothing stands against a wish; changes nothing. Raises `RefusedError` where something does.

    The agency is held, so of two people who act at once the second is refused if the first moved it.
    """
    hold(session, agency.code)
    return _granted(session, agency, wish, now)


def stopped(session: Session, agency: Agency, wish: Wish, now: datetime) -> Refusal | None:
    """What would stand against a wish now; holds nobody up and changes nothing."""
    try:
        _granted(session, agency, wish, now)
    except RefusedError as refused:
        return refused.refusal
    return None


def _granted(session: Session, agency: Agency, wish: Wish, now: datetime) -> Granted:
    moves = season.moves(session, agency.code, agency.programme)
    way = _path(session, agency, moves)
    state = way[-1]
    if wish.seen is not None and wish.seen is not state:
        raise RefusedError(MOVED_MEANWHILE)
    if not wish.why.strip():
        raise RefusedError(NO_REASON)
    found = grounds_of(session, agency, now)
    noted = found.consent_noted or bool(wish.letter)
    grounds = replace(found, consent_noted=noted, outcome=wish.outcome, stage=wish.stage)
    refused = refusal(wish.act, grounds)
    if refused is not None:
        raise RefusedError(refused)
    return Granted(agency, wish, state, MOVES[wish.act].to or way[-2])


def make(session: Session, granted: Granted, now: datetime, **details: Any) -> State:
    """Make a granted move, within the transaction in which it was granted; gives the new state."""
    wish = replace(granted.wish, details={**granted.wish.details, **details})
    return _record(session, granted.agency, wish, granted.origin, granted.reached, now)


def note_system_move(session: Session, agency: Agency, act: Act, why: str, now: datetime) -> None:
    """Record a move that a reading or an officer's reopening brings with it, where the state knows it."""
    state = state_of(session, agency)
    move = MOVES[act]
    if state in move.origins and move.to is not None:
        _record(session, agency, Wish(act, "system", why), state, move.to, now)


def grounds_of(session: Session, agency: Agency, now: datetime) -> Grounds:
    """All that the rules look at, from the inputs that count and the levels that were confirmed."""
    case = case_of(session, agency.programme)
    moves = season.moves(session, agency.code, agency.programme)
    *behind, state = _path(session, agency, moves)
    grounds = Grounds(
        state=state,
        behind=tuple(behind),
        now=now,
        pass_mark=case.programme.marks.get("pass_mark"),
        site_visit_mark=case.programme.marks.get("site_visit_mark"),
        consent_noted=any(move.act == Act.CONSENT and move.details.get("letter") for move in moves),
        hearing=hearing_of(moves),
        objections_until=_objections_until(session, agency),
        open_objections=objections.open_ones(session, agency.code, agency.programme),
    )
    reading = seals.counted(session, agency.code)
    confirmed = reviews.confirmed(session, agency.code, agency.programme)
    unreviewed = tuple(each.id for each in case.programme.criteria if each.id not in confirmed)
    if reading is None:
        return replace(grounds, unreviewed=unreviewed)
    seal = seals.standing(session, agency.code)
    card = score(case.programme, reading.as_submission(), confirmed=confirmed, now=seal.counts_at if seal else now)
    total = card.totals.get(COMBINED)
    return replace(
        grounds,
        eligibility=tuple(Ground(each.rule, each.state, _in_words(case, each)) for each in card.eligibility),
        unreviewed=unreviewed,
        combined=None if total is None else total.points,
    )


def has_consented(session: Session, agency: Agency, now: datetime) -> bool:
    """Whether it consented to publication, in its answers or in a letter; where nobody asked it, it did not."""
    grounds = grounds_of(session, agency, now)
    asked = grounds.ground(CONSENT)
    return grounds.consent_noted if asked is None or asked.state == "missing" else asked.state == "ok"


def _objections_until(session: Session, agency: Agency) -> datetime | None:
    """The end of the latest preliminary result's window; a final result has ended it for good."""
    announced = decisions.announcements(session, agency.code, agency.programme)
    if not announced or announced[-1][0].stage == "final":
        return None
    return announced[-1][1].objections_until


def hearing_of(moves: list[SeasonMove]) -> Window | None:
    """The window of the last hearing that was opened, if one was."""
    opened = next((move for move in reversed(moves) if move.act == Act.OPEN_HEARING), None)
    if opened is None:
        return None
    return Window(*(datetime.fromisoformat(opened.details[name]) for name in ("opens_at", "closes_at")))


def is_heard(session: Session, agency: Agency, moves: list[SeasonMove]) -> bool:
    """Whether the public is to see it as heard: a decision that was not announced does not end what is seen."""
    return made_known(_path(session, agency, moves)) is State.HEARING


def _in_words(case: Prepared, result: EligibilityResult) -> Called:
    english = programmes.words(case.programme.id, "en")
    return Called(case.explainer.eligibility(result), english.eligibility(result.rule, result.state))


def _path(session: Session, agency: Agency, moves: list[SeasonMove]) -> tuple[State, ...]:
    steps = (Step(Act(move.act), State(move.origin), State(move.reached)) for move in moves)
    return path(steps, sealed=seals.standing(session, agency.code) is not None)


def _record(session: Session, agency: Agency, wish: Wish, origin: State, reached: State, now: datetime) -> State:
    details = dict(wish.details)
    if wish.window is not None:
        details |= {"opens_at": wish.window.opens_at.isoformat(), "closes_at": wish.window.closes_at.isoformat()}
    if wish.letter:
        details["letter"] = wish.letter
    move = SeasonMove(
        agency_code=agency.code,
        programme=agency.programme,
        act=wish.act.value,
        origin=origin.value,
        reached=reached.value,
        by=wish.by,
        why=wish.why,
        details=details,
        at=now,
    )
    season.add(session, move)
    moved = {"origin": origin.value, "reached": reached.value, "why": wish.why}
    audit.note(session, wish.by, wish.act.value, agency.code, now=now, **moved, **wish.details)
    return reached
