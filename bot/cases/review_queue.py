"""What is to be reviewed: agencies that have handed in, where their levels disagree, and how far the assessors are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from bot.cases import season_roll
from bot.cases.season_roll import Entry
from bot.review.agreement import Standing, standing
from bot.season.states import State
from bot.store import assessments, assignments, reviews, standing_readings
from bot.store.standing_readings import Levels
from scoring import programmes

UNDER_REVIEW = frozenset({State.SUBMITTED, State.SCREENED, State.ASSESSED})
Need = Literal["", "unassigned", "waiting", "differing", "agreed", "disagreeing"]


@dataclass(frozen=True, slots=True)
class Queued:
    """One agency: how many of its criteria stand where, and in which of them the claim, the facts, their
    evidence and the assessors do not all say the same level.

    `judges` counts its assessors, `unattested` those of them who have not declared to have no conflict yet.
    """

    entry: Entry
    standings: Mapping[Standing, int]
    disagreeing: tuple[str, ...]
    judges: int
    unattested: int

    @property
    def criteria(self) -> int:
        return sum(self.standings.values())

    def needs(self, need: Need) -> bool:
        """Whether something of it is to be done in this respect; blank is all."""
        match need:
            case "":
                return True
            case "disagreeing":
                return bool(self.disagreeing)
            case _:
                return self.standings.get(Standing(need), 0) > 0


def queue(session: Session) -> list[Queued]:
    """Every agency under review, the one with most left to settle first; a fixed number of queries a programme."""
    entries = [entry for entry in season_roll.roll(session) if entry.state in UNDER_REVIEW and entry.counted]
    given, confirmed = assessments.all_latest(session), reviews.all_confirmed(session)
    held: dict[tuple[str, str], list[assignments.Assignment]] = {}
    for each in assignments.every_open(session):
        held.setdefault((each.agency_code, each.programme), []).append(each)
    levels = standing_readings.levels_of(session, [entry.counted.id for entry in entries if entry.counted])
    found = []
    for entry in entries:
        key = (entry.code, entry.programme)
        assert entry.counted is not None, "only agencies that were read are under review"
        of_it = levels.get(entry.counted.id, {})
        found.append(_queued(entry, of_it, held.get(key, []), given.get(key, {}), confirmed.get(key, {})))
    return sorted(found, key=lambda each: (each.standings.get(Standing.SETTLED, 0) - each.criteria, each.entry.code))


def _queued(
    entry: Entry,
    levels: Levels,
    held: list[assignments.Assignment],
    given: Mapping[str, Mapping[str, assessments.Assessment]],
    confirmed: Mapping[str, int],
) -> Queued:
    judges = {each.assessor_code for each in held}
    standings: Counter[Standing] = Counter()
    for criterion in programmes.load(entry.programme).criteria:
        by_judge = {judge: row.level for judge, row in given.get(criterion.id, {}).items() if row.level is not None}
        standings[standing(judges, by_judge, confirmed.get(criterion.id))] += 1
    return Queued(
        entry,
        dict(standings),
        tuple(each for each, told in levels.items() if len({*told, confirmed.get(each)} - {None}) > 1),
        len(judges),
        sum(each.attested_at is None for each in held),
    )
