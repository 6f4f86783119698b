"""An agency's file for UNPSA as the database has it: filled in itself, or brought over from another award."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.cases.prepared import case_of
from bot.documents.unpsa_pack import Packed
from bot.store import seals
from bot.store.agencies import Agency
from scoring import programmes
from scoring.carrying import carried_file, prospect
from scoring.engine import score
from scoring.explain import Explainer
from scoring.programme import Programme

UNPSA = "unpsa-2022"


def prepared_for_unpsa(session: Session, agency: Agency, now: datetime) -> Packed | None:
    """What the pack is made of; None where nothing was read that belongs in it."""
    reading = seals.counted(session, agency.code)
    if reading is None or reading.programme != agency.programme:
        return None
    here, there = case_of(session, agency.programme).programme, case_of(session, UNPSA).programme
    submission = reading.as_submission()
    if here.id == UNPSA:
        card = score(there, submission, now=now)
        return Packed(agency.code, agency.name, _english(there), submission, card)
    by = programmes.carry_map(here.id, UNPSA)
    if by is None:
        return None
    found = prospect(by, here, there, submission, now=now)
    return Packed(
        agency.code,
        agency.name,
        _english(there),
        carried_file(by, here, there, submission),
        found.card,
        drafts=found.drafts,
        source=_english(here),
        answers=submission.answers,
        ripens=found.ripens,
    )


def _english(programme: Programme) -> Explainer:
    return Explainer(programme, programmes.words(programme.id, "en"), "en")
