"""All that an officer sees of one agency: its state, its ledger as it counts, its links and its readings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.cases import link_findings, season
from bot.cases.judging import because_of
from bot.cases.link_findings import LinkHealth
from bot.cases.prepared import Prepared, case_of
from bot.season.states import Called, State
from bot.store import chats, readings, reviews, seals, workbooks
from bot.store.agencies import Agency
from bot.store.readings import ReadingInBrief
from bot.store.workbooks import Workbook
from scoring.changed import changed_keys
from scoring.engine import score
from scoring.scorecard import Scorecard


@dataclass(frozen=True, slots=True)
class AgencyFile:
    """`card` is None while nothing was read. `judged_because` is None while edits still count; `edited_since` are
    the inputs that were changed after what is judged was taken.
    """

    agency: Agency
    case: Prepared
    state: State
    workbook: Workbook | None
    card: Scorecard | None
    counts_at: datetime | None
    judged_because: Called | None
    edited_since: int
    links: tuple[LinkHealth, ...]
    history: tuple[ReadingInBrief, ...]
    chats: int


def agency_file(session: Session, agency: Agency, now: datetime) -> AgencyFile:
    """The file of an agency, scored as what counts is worth now."""
    case, seal = case_of(session, agency.programme), seals.standing(session, agency.code)
    newest = readings.latest(session, agency.code)
    counted = seals.judged(session, seal) if seal else newest
    card = None
    if counted is not None and counted.programme == agency.programme:
        confirmed = reviews.confirmed(session, agency.code, agency.programme)
        instant = seal.counts_at if seal else now
        card = score(case.programme, counted.as_submission(), confirmed=confirmed, now=instant)
    edited = changed_keys(counted.as_submission(), newest.as_submission()) if seal and counted and newest else ()
    return AgencyFile(
        agency=agency,
        case=case,
        state=season.state_of(session, agency),
        workbook=workbooks.last_of_agency(session, agency.code),
        card=card,
        counts_at=seal.counts_at if seal else None,
        judged_because=because_of(seal) if seal else None,
        edited_since=len(edited),
        links=link_findings.health_of(session, agency.code),
        history=tuple(readings.brief_history(session, agency.code)),
        chats=len(chats.linked_to(session, agency.code)),
    )
