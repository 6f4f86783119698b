"""All agencies of a season in one list, as it is filtered, searched and sorted; a fixed number of queries."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from bot.cases import season
from bot.season.states import State
from bot.store import agencies, standing_readings, workbooks
from bot.store.agencies import Agency
from bot.store.reading_briefs import BODY
from bot.store.standing_readings import Counted
from bot.store.workbooks import WorkbookInBrief
from scoring import programmes
from scoring.programme import COMBINED


@dataclass(frozen=True, slots=True)
class Entry:
    """One agency. `body` is the code of its type, as the registry has it, else as its workbook tells, blank while
    neither does; `points` are of a hundred.

    `problem` is what the bot last met with the workbook, blank where all is well.
    """

    code: str
    name: str
    programme: str
    ministry: str
    province: str
    body: str
    state: State
    points: Fraction | None
    read_at: datetime | None
    counted: Counted | None
    has_workbook: bool
    problem: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to show: blank is all. `text` is looked for in code and name."""

    text: str = ""
    programme: str = ""
    body: str = ""
    province: str = ""
    ministry: str = ""
    state: str = ""


def roll(session: Session) -> list[Entry]:
    """Every agency that takes part, by code."""
    active = agencies.active(session)
    states, counted = season.states(session, active), standing_readings.all_counted(session)
    books = workbooks.in_use_briefly(session)
    types = {programme: _types_of(programme) for programme in {agency.programme for agency in active}}
    return [
        _entry(each, states[each.code], counted.get(each.code), books.get(each.code), types[each.programme])
        for each in active
    ]


def chosen(entries: Iterable[Entry], wanted: Wanted) -> list[Entry]:
    """Those that are wanted, in the same order."""
    text = wanted.text.casefold()
    return [each for each in entries if text in f"{each.code} {each.name}".casefold() and _fits(each, wanted)]


def in_order(entries: list[Entry], column: str, *, falling: bool) -> list[Entry]:
    """Sorted by a column of `COLUMNS`; what has nothing there stands last either way."""
    key = COLUMNS[column]
    filled = [each for each in entries if key(each) not in {None, ""}]
    empty = [each for each in entries if key(each) in {None, ""}]
    return [*sorted(filled, key=key, reverse=falling), *empty]


_ORDER = {state: number for number, state in enumerate(State)}
COLUMNS: Mapping[str, Callable[[Entry], Any]] = {
    "code": lambda each: each.code,
    "name": lambda each: each.name,
    "ministry": lambda each: each.ministry,
    "province": lambda each: each.province,
    "state": lambda each: _ORDER[each.state],
    "points": lambda each: each.points,
    "read": lambda each: each.read_at,
}
"""What the list can be sorted by."""


def _fits(entry: Entry, wanted: Wanted) -> bool:
    asked = (
        (wanted.programme, entry.programme),
        (wanted.body, entry.body),
        (wanted.province, entry.province),
        (wanted.ministry, entry.ministry),
        (wanted.state, entry.state.value),
    )
    return all(not want or want == has for want, has in asked)


def _entry(
    agency: Agency, state: State, counted: Counted | None, book: WorkbookInBrief | None, types: Collection[str]
) -> Entry:
    of_now = counted if counted is not None and counted.programme == agency.programme else None
    total = of_now.totals.get(COMBINED) if of_now else None
    told = of_now.body if of_now and of_now.body in types else ""
    return Entry(
        code=agency.code,
        name=agency.name,
        programme=agency.programme,
        ministry=agency.ministry,
        province=agency.province,
        body=agency.type or told,
        state=state,
        points=Fraction(total["points"]) if total else None,
        read_at=(book.last_read_at if book else None) or (of_now.at if of_now else None),
        counted=of_now,
        has_workbook=book is not None,
        problem=(book.last_problem or "") if book else "",
    )


def _types_of(programme: str) -> Collection[str]:
    """The codes of types of bodies that a programme knows now; a reading of an older version may tell another."""
    inputs = programmes.load(programme).inputs if programme in programmes.ids() else {}
    return frozenset(inputs[BODY].codes) if BODY in inputs else frozenset()
