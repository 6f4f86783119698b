"""Of every agency the reading that counts, in a fixed number of queries: what lists and plots of a season need."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from bot.store.reading_briefs import ReadingBrief
from bot.store.readings import AT_ONCE, Reading
from bot.store.seals import Seal

Levels = Mapping[str, Sequence[Any]]
"""By criterion: the claimed level or None, the computed and the supported one."""


class Counted(NamedTuple):
    """What counts for an agency; `totals` as `scoring.receipt.totals_record` wrote them, the rest as in the brief."""

    id: int
    agency_code: str
    programme: str
    at: datetime
    body: str
    totals: Mapping[str, Mapping[str, str]]
    lacking: str


def all_counted(session: Session) -> dict[str, Counted]:
    """What counts for every agency that was ever read, by its code: what is judged where that was taken, else the
    newest. One query.
    """
    brief = ReadingBrief
    newest = select(func.max(brief.reading_id)).where(~brief.frozen).group_by(brief.agency_code)
    columns = (brief.reading_id, brief.agency_code, brief.programme, brief.at, brief.body, brief.totals, brief.lacking)
    query = select(*columns).where(or_(brief.reading_id.in_(newest), brief.reading_id.in_(_judged())))
    rows = session.execute(query.order_by(brief.frozen)).all()  # what is judged stands after what is newer
    return {row.agency_code: Counted._make(row) for row in rows}


def levels_of(session: Session, readings: Collection[int]) -> dict[int, Levels]:
    """The levels of these readings, by the reading's id. One query."""
    query = select(ReadingBrief.reading_id, ReadingBrief.levels).where(ReadingBrief.reading_id.in_(readings))
    return {number: levels for number, levels in session.execute(query)}  # noqa: C416 # rows, not pairs


class Worth(NamedTuple):
    """What a reading was worth when it was last scored: what its receipt vouches for, and with which levels.

    `result` is None where the reading is older than that column.
    """

    programme_hash: str
    confirmed: Mapping[str, int]
    receipt: str
    totals: Mapping[str, Mapping[str, str]]
    result: Mapping[str, Any] | None


def worth_of(session: Session, programme: str) -> dict[int, Worth]:
    """The worth of every reading that may count under a programme, by the reading's id. One query."""
    columns = (Reading.id, Reading.programme_hash, Reading.confirmed, Reading.receipt, Reading.totals, Reading.result)
    rows = session.execute(_that_may_count(*columns).where(Reading.programme == programme)).all()
    return {row.id: Worth(*row[1:]) for row in rows}


class InFull(NamedTuple):
    """A reading that counts, as its receipt vouches for it; `brief_totals` is what its brief says, None without one."""

    id: int
    agency_code: str
    programme: str
    programme_hash: str
    settings: Mapping[str, str]
    totals: Mapping[str, Mapping[str, str]]
    result: Mapping[str, Any] | None
    brief_totals: Mapping[str, Mapping[str, str]] | None


def stream(session: Session) -> Iterator[InFull]:
    """Every reading that may count, by its id; only a few of them are in memory at a time."""
    columns = (Reading.id, Reading.agency_code, Reading.programme, Reading.programme_hash, Reading.settings)
    query = _that_may_count(*columns, Reading.totals, Reading.result, ReadingBrief.totals)
    query = query.outerjoin(ReadingBrief, ReadingBrief.reading_id == Reading.id).order_by(Reading.id)
    for row in session.execute(query.execution_options(yield_per=AT_ONCE)):
        yield InFull(*row)


def _that_may_count(*columns: Any) -> Select[Any]:
    newest = select(func.max(Reading.id)).where(Reading.frozen_for.is_(None)).group_by(Reading.agency_code)
    return select(*columns).where(or_(Reading.id.in_(newest), Reading.id.in_(_judged())))


def _judged() -> Select[int]:
    return select(Seal.scored_id).where(Seal.reopened_at.is_(None))
