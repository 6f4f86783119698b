"""Who is reminded of a deadline, and of what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.cases.views import agency_view
from bot.conversation.announcements import reminder
from bot.store import agencies
from scoring.deadlines import Deadline
from scoring.scorecard import Scorecard


def lacks(session: Session, agency_code: str, deadline: Deadline, now: datetime) -> bool:
    """Whether an agency still lacks something for a deadline.

    For its own programme the last scorecard tells. Any other programme (UNPSA, say) an agency has not yet answered in
    a workbook of its own, so it lacks all of it.
    """
    agency = agencies.find(session, agency_code)
    if agency is None or not agency.active:
        return False
    if deadline.programme != agency.programme:
        return True
    card = agency_view(session, agency, now).scorecard
    return card is None or not _is_complete(card)


def reminder_messages(session: Session, agency_code: str, deadline: Deadline, now: datetime) -> list[dict[str, Any]]:
    """The reminder of a deadline to the people of an agency."""
    agency = agencies.find(session, agency_code)
    assert agency is not None, "only agencies that lack something are reminded"
    return reminder(agency_view(session, agency, now), deadline, now)


def _is_complete(card: Scorecard) -> bool:
    settled = all(rule.state in {"ok", "not_needed"} for rule in card.eligibility)
    return settled and not card.problems and not any(criterion.missing for criterion in card.criteria)
