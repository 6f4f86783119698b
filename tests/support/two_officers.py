"""Two officers who decide and announce, for tests about what comes of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.cases import deciding, releasing, season
from bot.cases.deciding import Signer, Verdict
from bot.cases.season import Granted, Wish
from bot.season.moves import Act
from bot.season.states import State
from bot.store import decisions
from bot.store.agencies import Agency
from bot.store.decisions import Decision

FIRST = Signer("สมชาย", "U" + "7" * 32, "U~1")
SECOND = Signer("สมหญิง", "U" + "8" * 32, "U~2")
WAY_TO_AWARD = (
    (Act.SUBMIT, State.DRAFT, State.SUBMITTED),
    (Act.SCREEN, State.SUBMITTED, State.SCREENED),
    (Act.ASSESS, State.SCREENED, State.ASSESSED),
    (Act.PASS_TIERS, State.ASSESSED, State.PASSED),
    (Act.CONSENT, State.PASSED, State.CONSENTED),
)


def hand_in(session: Session, agency: Agency, now: datetime) -> None:
    """The agency has handed in, without a workbook that was judged."""
    season.note_system_move(session, agency, Act.SUBMIT, "ส่งแล้ว", now)


def lead_to_consent(session: Session, agency: Agency, now: datetime) -> None:
    """The agency has come so far that it may be given an award, whatever its points."""
    for act, origin, reached in WAY_TO_AWARD:
        season.make(session, Granted(agency, Wish(act, "ก", "ครบแล้ว"), origin, reached), now)


def decide(session: Session, agency: Agency, title: str, now: datetime, **changed: Any) -> Decision:
    """The first officer records a decision, final and without award unless it is changed."""
    given = {"stage": "final", "outcome": "not_awarded", "award": "", "title": title, **changed}
    deciding.decide(session, agency, Verdict(**given), FIRST, now=now)
    decision = decisions.waiting(session, agency.code)
    assert decision is not None
    return decision


def confirm(session: Session, decision: Decision, now: datetime) -> int:
    """The second officer announces it; tells how many chats are told."""
    return releasing.confirm(session, decision.id, SECOND, now=now)[1]
