"""The acts that move an agency through the season: from where each is allowed, where it leads, what stops it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.season.grounds import Grounds
from bot.season.objections import objections_stop
from bot.season.refusals import (
    Refusal,
    consent_stops,
    eligibility_stops,
    hearing_stops,
    mark_stops,
    outcome_stops,
    reviews_stop,
    stage_stops,
    state_stops,
    visit_stops,
)
from bot.season.states import Called, State

Check = Callable[[Grounds], Refusal | None]


class Act(StrEnum):
    """What can be done to an agency's application. `back` and `reinstate` lead to where it stood before."""

    SUBMIT = "submit"
    REOPEN = "reopen"
    SCREEN = "screen"
    ASSESS = "assess"
    PASS_TIERS = "pass_tiers"  # noqa: S105 - passing, not a password
    CONSENT = "consent"
    OPEN_HEARING = "open_hearing"
    VISIT = "visit"
    DECIDE = "decide"
    RELEASE_PRELIMINARY = "release_preliminary"
    RELEASE = "release"
    WITHDRAW = "withdraw"
    REINSTATE = "reinstate"
    BACK = "back"


CALLED: Mapping[Act, Called] = {
    Act.SUBMIT: Called("รับแบบประเมิน", "Take the submission"),
    Act.REOPEN: Called("เปิดให้แก้ไข", "Open for editing"),
    Act.SCREEN: Called("รับรองคุณสมบัติ", "Confirm eligibility"),
    Act.ASSESS: Called("ปิดการประเมิน", "Close the assessment"),
    Act.PASS_TIERS: Called("ให้ผ่านชั้น A และ B", "Pass tiers A and B"),
    Act.CONSENT: Called("บันทึกความยินยอม", "Record the consent"),
    Act.OPEN_HEARING: Called("เปิดรับฟังความคิดเห็น", "Open the public hearing"),
    Act.VISIT: Called("เริ่มการตรวจผลงานเชิงประจักษ์", "Begin the Site Visit"),
    Act.DECIDE: Called("บันทึกมติ", "Record the decision"),
    Act.RELEASE_PRELIMINARY: Called("ประกาศผลเบื้องต้น", "Announce the preliminary result"),
    Act.RELEASE: Called("ประกาศผล", "Announce"),
    Act.WITHDRAW: Called("ถอนการสมัคร", "Withdraw"),
    Act.REINSTATE: Called("รับกลับเข้าการพิจารณา", "Reinstate"),
    Act.BACK: Called("ย้อนกลับหนึ่งขั้น", "Take the last step back"),
}


@dataclass(frozen=True, slots=True)
class Move:
    """From which states an act is allowed, where it leads (None: to where the agency stood before), what stops it."""

    origins: frozenset[State]
    to: State | None
    checks: tuple[Check, ...] = ()


def _from(*states: State) -> frozenset[State]:
    return frozenset(states)


_IN_HAND = _from(
    State.SUBMITTED,
    State.SCREENED,
    State.ASSESSED,
    State.PASSED,
    State.CONSENTED,
    State.HEARING,
    State.SITE_VISIT,
)

MOVES: Mapping[Act, Move] = {
    Act.SUBMIT: Move(_from(State.DRAFT), State.SUBMITTED),
    Act.REOPEN: Move(_from(State.SUBMITTED, State.SCREENED, State.ASSESSED), State.DRAFT),
    Act.SCREEN: Move(_from(State.SUBMITTED), State.SCREENED, (eligibility_stops,)),
    Act.ASSESS: Move(_from(State.SCREENED), State.ASSESSED, (reviews_stop,)),
    Act.PASS_TIERS: Move(_from(State.ASSESSED), State.PASSED, (mark_stops,)),
    Act.CONSENT: Move(_from(State.PASSED), State.CONSENTED, (consent_stops,)),
    Act.OPEN_HEARING: Move(_from(State.CONSENTED), State.HEARING, (consent_stops,)),
    Act.VISIT: Move(_from(State.HEARING), State.SITE_VISIT, (hearing_stops, visit_stops)),
    Act.DECIDE: Move(
        _IN_HAND | {State.DECIDED, State.PRELIMINARY, State.RELEASED},
        State.DECIDED,
        (stage_stops, objections_stop, outcome_stops),
    ),
    Act.RELEASE_PRELIMINARY: Move(_from(State.DECIDED), State.PRELIMINARY),
    Act.RELEASE: Move(_from(State.DECIDED), State.RELEASED, (objections_stop,)),
    Act.WITHDRAW: Move(_IN_HAND | {State.DRAFT, State.DECIDED, State.PRELIMINARY}, State.WITHDRAWN),
    Act.REINSTATE: Move(_from(State.WITHDRAWN), None),
    Act.BACK: Move(_IN_HAND - {State.SUBMITTED} | {State.DECIDED}, None),
}


def refusal(act: Act, grounds: Grounds) -> Refusal | None:
    """Why an act is not allowed now; None where it is."""
    move = MOVES[act]
    if grounds.state not in move.origins:
        return state_stops(CALLED[act], grounds.state, move.origins)
    found = (check(grounds) for check in move.checks)
    return next((each for each in found if each is not None), None)


def allowed(grounds: Grounds) -> tuple[Act, ...]:
    """The acts that are allowed now, in the order of the season."""
    return tuple(act for act in Act if refusal(act, grounds) is None)


def thinkable(state: State) -> tuple[Act, ...]:
    """The acts that this state knows, stopped or not, in the order of the season."""
    return tuple(act for act in Act if state in MOVES[act].origins)
