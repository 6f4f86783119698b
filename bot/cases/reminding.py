"""Who is reminded of a deadline, and of what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.budget.forecast import takes_part
from bot.cases.views import agency_view
from bot.conversation.announcements import reminder
from bot.conversation.unpsa import lacking_in
from bot.store import agencies, seals
from bot.store.agencies import Agency
from scoring.deadlines import Deadline, due_on
from scoring.engine import score
from scoring.programme import Programme
from scoring.scorecard import Scorecard
from scoring.submission import Answer, Submission


def lacks(session: Session, agency_code: str, deadline: Deadline, now: datetime) -> bool:
    """Whether an agency takes part in what a deadline closes and still lacks something for it.

    For its own programme the last scorecard tells: on the last day of a requirement that very requirement, else all
    that is asked for by now. Any other programme (UNPSA, say) an agency has not yet answered in a workbook of its own,
    so it lacks all of it, but no day for a report of another programme is a day of its own. A workbook that was not
    read yet counts as a blank one. Where what is judged was taken, edits do not count: nobody is reminded to make any.
    """
    agency = agencies.find(session, agency_code)
    if agency is None or not agency.active:
        return False
    if not takes_part(agency.programme, deadline):
        return False
    if deadline.programme != agency.programme:
        return _lacks_elsewhere(session, agency, deadline, now)
    if seals.standing(session, agency.code) is not None:
        return False
    view = agency_view(session, agency, now)
    if deadline.requirement is not None:
        card = view.scorecard or score(view.programme, _blank(view.programme), now=now)
        return any(card.requirement(due).is_open for due in due_on(view.programme, deadline))
    return view.scorecard is None or not _is_complete(view.scorecard)


def reminder_messages(session: Session, agency_code: str, deadline: Deadline, now: datetime) -> list[dict[str, Any]]:
    """The reminder of a deadline to the people of an agency."""
    agency = agencies.find(session, agency_code)
    assert agency is not None, "only agencies that lack something are reminded"
    return reminder(agency_view(session, agency, now), deadline, now)


def _lacks_elsewhere(session: Session, agency: Agency, deadline: Deadline, now: datetime) -> bool:
    outlook = agency_view(session, agency, now).prospects.get(deadline.programme)
    return outlook is None or bool(lacking_in(outlook))


def _blank(programme: Programme) -> Submission:
    return Submission(programme.id, {key: Answer(key, "blank") for key in programme.inputs})


def _is_complete(card: Scorecard) -> bool:
    """Whether nothing is left to do for a deadline; what is due on a later day of its own, or advised, is not asked."""
    settled = all(rule.state in {"ok", "not_needed"} for rule in card.eligibility)
    nothing_open = not card.problems and not card.unanswered and not any(c.missing for c in card.criteria)
    return settled and nothing_open and all(r.state == "ok" for r in card.requirements if r.counts)
