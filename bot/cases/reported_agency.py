"""What the papers of one agency are made of, from the database."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.cases import season
from bot.cases.prepared import case_of
from bot.documents.score_report import Reported, Reviewed
from bot.season.states import FOR_APPLICANT, FOR_SECRETARIAT
from bot.store import decisions, reviews, seals
from bot.store.agencies import Agency
from scoring.engine import score


def reported(session: Session, agency: Agency, now: datetime, *, for_officers: bool) -> Reported:
    """The agency with what counts for it, as a report tells it.

    Unless it is for officers, only levels of assessors go in that were announced to the agency, with their reasons but
    without names: points, totals and receipt are then those of them and of what the evidence supports.
    """
    case = case_of(session, agency.programme)
    announced = decisions.released_levels(session, agency.code, agency.programme)
    levels = reviews.confirmed(session, agency.code, agency.programme) if for_officers else announced
    seal, reading = seals.standing(session, agency.code), seals.counted(session, agency.code)
    judged_at = seal.counts_at if seal else None
    return Reported(
        code=agency.code,
        name=agency.name,
        ministry=agency.ministry,
        province=agency.province,
        state=FOR_SECRETARIAT[season.state_of(session, agency)]
        if for_officers
        else FOR_APPLICANT[season.known_state_of(session, agency)],
        explainer=case.explainer,
        card=score(case.programme, reading.as_submission(), confirmed=levels, now=judged_at or now)
        if reading is not None and reading.programme == agency.programme
        else None,
        judged_at=judged_at,
        reviewed=_reviewed(session, agency) if for_officers else _announced(session, agency),
        shows_unreleased=levels != announced,
    )


def _reviewed(session: Session, agency: Agency) -> dict[str, Reviewed]:
    latest = {review.criterion: review for review in reviews.reviews(session, agency.code, agency.programme)}
    return {key: Reviewed(each.reason, each.assessor) for key, each in latest.items() if each.level is not None}


def _announced(session: Session, agency: Agency) -> dict[str, Reviewed]:
    reasons = decisions.released_reasons(session, agency.code, agency.programme)
    return {key: Reviewed(reason, "") for key, reason in reasons.items()}
