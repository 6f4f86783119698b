"""A season in figures: what its plots and the tables beside them show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cases.season_roll import Entry
from bot.season.states import State
from bot.store import deadlines
from bot.store.seals import Seal
from scoring.deadlines import Deadline
from scoring.programme import COMBINED, Programme
from sheets_schema.thai import bangkok_date

MOST_DAYS = 30
"""So many days before a deadline are shown one by one; what came earlier is in the first."""


@dataclass(frozen=True, slots=True)
class Average:
    """The mean of points in per cent of what can be reached, over so many agencies; None over none."""

    name: str
    per_cent: Fraction | None
    agencies: int


@dataclass(frozen=True, slots=True)
class Lacking:
    """How many agencies claim facts for a criterion whose evidence does not carry them."""

    criterion: str
    agencies: int


@dataclass(frozen=True, slots=True)
class Arrived:
    """How many agencies had handed in `days` days before the deadline, all until then."""

    days: int
    agencies: int


def by_state(entries: Iterable[Entry]) -> dict[State, int]:
    counted = Counter(each.state for each in entries)
    return {state: counted[state] for state in State}


def by_tier(entries: Iterable[Entry], programme: Programme) -> list[Average]:
    """The mean of each tier or dimension, then that of the combined score."""
    totals = [each.counted.totals for each in entries if each.counted]
    names = [*(tier.id for tier in programme.tiers), COMBINED]
    return [_average(name, (each[name] for each in totals if name in each)) for name in names]


def by_body(entries: Iterable[Entry]) -> list[Average]:
    """The mean of the combined score by type of body, blank where it is not told; the best first."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for each in entries:
        if each.counted and COMBINED in each.counted.totals:
            found.setdefault(each.body, []).append(each.counted.totals[COMBINED])
    return sorted((_average(body, totals) for body, totals in found.items()), key=lambda each: -(each.per_cent or 0))


def missing_evidence(entries: Iterable[Entry], programme: Programme) -> list[Lacking]:
    """By criterion, in the programme's order."""
    lacking = Counter(criterion for each in entries if each.counted for criterion in each.counted.lacking.split())
    return [Lacking(each.id, lacking[each.id]) for each in programme.criteria]


def deadline_shown(session: Session, programme: str, now: datetime) -> Deadline | None:
    """The next deadline of a programme that closes workbooks, else the last one."""
    closing = [each for each in deadlines.standing(session) if each.programme == programme and not each.requirement]
    to_come = [each for each in closing if each.is_open(now)]
    return to_come[0] if to_come else (closing[-1] if closing else None)


def arrivals(session: Session, entries: Iterable[Entry], deadline: Deadline, now: datetime) -> list[Arrived]:
    """Day by day until the deadline, or until today while that is to come."""
    codes = {each.code for each in entries}
    sealed = session.execute(select(Seal.agency_code, Seal.sealed_at).where(Seal.reopened_at.is_(None)))
    last = bangkok_date(deadline.last_minute)
    days = Counter(max(0, (last - bangkok_date(at)).days) for code, at in sealed if code in codes)
    today = max(0, (last - bangkok_date(now)).days)
    first = max(min(MOST_DAYS, max(days, default=0)), today)
    shown = range(first, today - 1, -1)
    return [Arrived(day, sum(number for left, number in days.items() if left >= day)) for day in shown]


def _average(name: str, totals: Iterable[Mapping[str, Any]]) -> Average:
    """Many agencies have the same points, so each total is worked out once."""
    found = Counter((each["points"], each["max"]) for each in totals)
    shares = [(Fraction(points) / Fraction(most), number) for (points, most), number in found.items() if Fraction(most)]
    agencies = sum(number for _, number in shares)
    reached = sum((share * number for share, number in shares), Fraction(0))
    return Average(name, 100 * reached / agencies if agencies else None, agencies)
