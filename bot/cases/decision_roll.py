"""The agencies that can be decided about, with what was decided so far and the marks that their points reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from sqlalchemy.orm import Session

from bot.cases import season, season_roll
from bot.cases.prepared import case_of
from bot.cases.season_roll import Entry
from bot.season.moves import MOVES, Act
from bot.store import agencies, decisions, site_visits
from bot.store.agencies import Agency
from bot.store.decisions import Decision
from scoring.outcome import AgainstMark, against_marks, final_score
from scoring.scorecard import Total
from scoring.site_visit import site_visit

WAITING, ANNOUNCED, OPEN = "waiting", "announced", "open"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One agency. `waiting` is the decision that waits to be announced, `announced` the last that was.

    `newest` is the id of the newest decision, 0 for none. `combined` and `final` are points of a hundred as assessors
    confirmed them, `marks` those that are set against them; they are filled by `with_points` only.
    """

    entry: Entry
    waiting: Decision | None
    announced: Decision | None
    newest: int
    combined: Fraction | None = None
    final: Fraction | None = None
    marks: tuple[AgainstMark, ...] = ()

    @property
    def result(self) -> str:
        """What came of it so far: `waiting`, `announced` or `open`."""
        return WAITING if self.waiting else ANNOUNCED if self.announced else OPEN

    @property
    def decided(self) -> Decision | None:
        """The decision that says how it stands: the one that waits, else the one announced last."""
        return self.waiting or self.announced


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to show; blank is all. `result` is that of `Candidate`, `outcome` that of its decision."""

    text: str = ""
    programme: str = ""
    state: str = ""
    result: str = ""
    outcome: str = ""


def candidates(session: Session) -> list[Candidate]:
    """Every agency whose state knows a decision, by code; a fixed number of queries."""
    waiting = {decision.agency_code: decision for decision in decisions.unreleased(session)}
    announced, newest = decisions.last_announced(session), decisions.newest_of_all(session)
    return [
        Candidate(each, waiting.get(each.code), announced.get(each.code), newest.get(each.code, 0))
        for each in season_roll.roll(session)
        if each.state in MOVES[Act.DECIDE].origins
    ]


def chosen(found: Iterable[Candidate], wanted: Wanted) -> list[Candidate]:
    """Those that are wanted, in the same order."""
    as_entries = season_roll.Wanted(wanted.text, wanted.programme, state=wanted.state)
    fitting = {entry.code for entry in season_roll.chosen((each.entry for each in found), as_entries)}
    return [each for each in found if each.entry.code in fitting and _fits(each, wanted)]


def with_points(session: Session, found: Iterable[Candidate], now: datetime) -> list[Candidate]:
    """The same with their points, scored one by one from what is judged and confirmed."""
    return [_with_points(session, each, agencies.find(session, each.entry.code), now) for each in found]


def _fits(each: Candidate, wanted: Wanted) -> bool:
    outcome = each.decided.outcome if each.decided else None
    return wanted.result in {"", each.result} and wanted.outcome in {"", outcome}


def _with_points(session: Session, each: Candidate, agency: Agency | None, now: datetime) -> Candidate:
    combined = season.grounds_of(session, agency, now).combined if agency else None
    if agency is None or combined is None:
        return each
    programme = case_of(session, agency.programme).programme
    visit = site_visit(programme, site_visits.marks(session, agency.code, agency.programme))
    total = Total(combined, Fraction(100))
    return replace(
        each,
        combined=combined,
        final=final_score(programme, total, visit),
        marks=against_marks(programme, total, visit),
    )
