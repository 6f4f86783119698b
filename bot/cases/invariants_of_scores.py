"""Rules that scores keep: totals are sums, receipts replay, levels have reasons."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.cases.replaying import proof_of, published
from bot.store import standing_readings
from bot.store.assessments import Assessment
from bot.store.readings import Reading
from bot.store.reviews import Review
from scoring.programme import COMBINED, Programme

SAMPLE = 25
"""So many readings are replayed each night, others each time; `tonbaeb replay --all` replays all."""

Found = Iterator[tuple[str, str]]


def totals_are_sums(session: Session, now: datetime) -> Found:
    """Of what counts for every agency the tiers are the sums of their criteria, and all of them their weighted sum."""
    del now
    for reading in standing_readings.stream(session):
        programme = published(reading.programme, reading.settings)
        if programme is None or programme.hash != reading.programme_hash or reading.result is None:
            continue  # whether its programme still stands is told by its receipt
        expected = _sums(programme, reading.result["criteria"])
        told = {name: total["points"] for name, total in reading.totals.items()}
        wrong = sorted(name for name in {*expected, *told} if expected.get(name) != told.get(name))
        if wrong:
            yield reading.agency_code, f"reading {reading.id}: {', '.join(wrong)}"


def _sums(programme: Programme, criteria: list[Mapping[str, Any]]) -> dict[str, str]:
    """The totals that follow from the points of criteria, as exact fractions in text."""
    if not programme.tiers:
        return {}
    points = {each["id"]: Fraction(each["points"]) for each in criteria}
    sums = {tier: sum((points[c.id] for c in inside), Fraction(0)) for tier, inside in programme.totals.items()}
    combined = sum((tier.weight * sums[tier.id] for tier in programme.tiers), Fraction(0)) / 100
    return {name: str(value) for name, value in {**sums, COMBINED: combined}.items()}


def receipts_replay(session: Session, now: datetime) -> Found:
    """A sample of all readings, another one each day, gives the score that its receipt vouches for."""
    newest = session.scalar(select(func.max(Reading.id))) or 0
    chosen = random.Random(now.date().isoformat()).sample(range(1, newest + 1), min(SAMPLE, newest))  # noqa: S311 # a sample, no secret
    for reading in session.scalars(select(Reading).where(Reading.id.in_(chosen)).order_by(Reading.id)):
        proof = proof_of(reading)
        if not proof.proved:
            yield reading.agency_code, f"reading {reading.id}: {', '.join(proof.refuted)}"


def briefs_agree(session: Session, now: datetime) -> Found:
    """What lists are made of says of each reading that counts what the reading says."""
    del now
    for reading in standing_readings.stream(session):
        if reading.brief_totals != reading.totals:
            yield reading.agency_code, f"reading {reading.id}"


def levels_have_reasons(session: Session, now: datetime) -> Found:
    """No confirmed level that stands, and no assessor's, is without its reason."""
    del now
    confirmed = select(func.max(Review.id)).group_by(Review.agency_code, Review.programme, Review.criterion)
    for table, newest in ((Review, confirmed), (Assessment, _newest_of_assessors())):
        blank = (table.level.is_not(None), func.trim(table.reason) == "")
        query = select(table.agency_code, table.criterion).where(table.id.in_(newest), *blank).order_by(table.id)
        for code, criterion in session.execute(query):
            yield code, f"{table.__tablename__}: {criterion}"


def _newest_of_assessors() -> Any:  # a select of ids
    by = (Assessment.agency_code, Assessment.programme, Assessment.criterion, Assessment.assessor_code)
    return select(func.max(Assessment.id)).group_by(*by)
