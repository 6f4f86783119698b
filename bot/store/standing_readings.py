"""Of every agency the reading that counts, in a fixed number of queries: what lists and plots of a season need."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from bot.store.readings import Reading
from bot.store.seals import Seal


class Counted(NamedTuple):
    """What counts for an agency; `totals` as `scoring.receipt.totals_record` wrote them."""

    id: int
    agency_code: str
    programme: str
    at: datetime
    totals: Mapping[str, Mapping[str, str]]


def all_counted(session: Session) -> dict[str, Counted]:
    """What counts for every agency that was ever read, by its code: what is judged where that was taken, else the
    newest. One query.
    """
    columns = (Reading.id, Reading.agency_code, Reading.programme, Reading.at, Reading.totals)
    rows = session.execute(_that_may_count(*columns, Reading.frozen_for)).all()
    newest_first = sorted(rows, key=lambda row: row.frozen_for is not None)
    return {row.agency_code: Counted(*row[:-1]) for row in newest_first}


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


def criteria_of(session: Session, programme: str) -> dict[int, list[Mapping[str, Any]]]:
    """The criteria of every result that may count under a programme, by the reading's id."""
    query = _that_may_count(Reading.id, Reading.result["criteria"]).where(Reading.programme == programme)
    return {number: criteria or [] for number, criteria in session.execute(query)}


def values_at(session: Session, programme: str, position: int) -> dict[int, Any]:
    """The value of the answer at a position of the inputs, in what may count under a programme, by the reading's id.

    The database picks it out, since submissions are large. Under an older version of the programme something else may
    stand there.
    """
    value = Reading.submission["answers"][position]["value"]
    query = _that_may_count(Reading.id, value).where(Reading.programme == programme)
    return {number: told for number, told in session.execute(query)}  # noqa: C416 # rows, not pairs


def _that_may_count(*columns: Any) -> Select[Any]:
    newest = select(func.max(Reading.id)).where(Reading.frozen_for.is_(None)).group_by(Reading.agency_code)
    judged = select(Seal.scored_id).where(Seal.reopened_at.is_(None))
    return select(*columns).where(or_(Reading.id.in_(newest), Reading.id.in_(judged)))
