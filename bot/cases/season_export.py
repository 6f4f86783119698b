"""The season as a table, from the database: of every agency what counts, with the levels that assessors gave by now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.cases import season_roll
from bot.cases.body_types import type_named
from bot.cases.prepared import Prepared, case_of
from bot.cases.season_roll import Entry
from bot.documents.season_table import Listed
from bot.season.states import FOR_SECRETARIAT
from bot.store import reviews, seals, standing_readings
from bot.store.readings import Reading
from bot.store.standing_readings import Worth
from scoring import programmes
from scoring.engine import score
from scoring.receipt import confirmed_levels, result_record, totals_record


class OfProgramme(NamedTuple):
    """The agencies of one programme."""

    case: Prepared
    agencies: list[tuple[Entry, Worth | None]]

    def listed(self) -> Iterator[Listed]:
        """As rows of the table."""
        return (self._listed(entry, worth) for entry, worth in self.agencies)

    def _listed(self, entry: Entry, worth: Worth | None) -> Listed:
        return Listed(
            code=entry.code,
            name=entry.name,
            body=type_named(entry.programme, entry.body) if entry.body else "",
            province=entry.province,
            ministry=entry.ministry,
            state=FOR_SECRETARIAT[entry.state].th,
            result=worth.result if worth else None,
            totals=worth.totals if worth else None,
            receipt=worth.receipt if worth else "",
        )


def by_programme(session: Session, now: datetime) -> dict[str, OfProgramme]:
    """Every agency that takes part, by the programme under which it does; what was never read has no worth.

    What was last scored with other levels or another version of the programme than now is scored again, and nothing
    else: a season is told in a fixed number of queries.
    """
    entries, confirmed = season_roll.roll(session), reviews.all_confirmed(session)
    used = [name for name in programmes.ids() if any(each.programme == name for each in entries)]
    return {name: _of(session, name, [e for e in entries if e.programme == name], confirmed, now) for name in used}


def _of(
    session: Session,
    programme: str,
    entries: list[Entry],
    confirmed: Mapping[tuple[str, str], Mapping[str, int]],
    now: datetime,
) -> OfProgramme:
    case, kept = case_of(session, programme), standing_readings.worth_of(session, programme)
    found: list[tuple[Entry, Worth | None]] = []
    for entry in entries:
        levels = confirmed.get((entry.code, programme), {})
        worth = kept.get(entry.counted.id) if entry.counted else None
        if worth is not None and not _holds(worth, case, levels):
            worth = _anew(session, entry, case, levels, now)
        found.append((entry, worth))
    return OfProgramme(case, found)


def _holds(worth: Worth, case: Prepared, levels: Mapping[str, int]) -> bool:
    same_rules = worth.programme_hash == case.programme.hash
    return worth.result is not None and same_rules and dict(worth.confirmed) == dict(levels)


def _anew(session: Session, entry: Entry, case: Prepared, levels: Mapping[str, int], now: datetime) -> Worth:
    assert entry.counted is not None, "only what was read is scored"
    seal = seals.standing(session, entry.code)
    submission = session.get_one(Reading, entry.counted.id).as_submission()
    card = score(case.programme, submission, confirmed=levels, now=seal.counts_at if seal else now)
    result = result_record(card.criteria, card.eligibility, card.requirements)
    return Worth(card.programme_hash, confirmed_levels(card), card.receipt, totals_record(card), result)
