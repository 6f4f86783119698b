"""What the last look at the stored data found amiss (see `bot.cases.invariants`), and since when each was there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base


class KeptBreach(Base):
    """One finding by the rule that it breaks and its subject; `found` are all that one look found there."""

    __tablename__ = "breaches"

    rule: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    found: Mapped[str]
    since: Mapped[datetime]


def keep(session: Session, found: Mapping[tuple[str, str], str], now: datetime) -> list[KeptBreach]:
    """Keep what was found just now, by rule and subject; gives what is new. What was not found again is forgotten."""
    known = {(row.rule, row.subject): row for row in session.scalars(select(KeptBreach).with_for_update())}
    for key in known.keys() - found.keys():
        session.delete(known[key])
    for key in known.keys() & found.keys():
        known[key].found = found[key]
    new = [KeptBreach(rule=key[0], subject=key[1], found=found[key], since=now) for key in sorted(found.keys() - known)]
    session.add_all(new)
    session.flush()
    return new


def standing(session: Session) -> list[KeptBreach]:
    """All that was found, the oldest first."""
    return list(session.scalars(select(KeptBreach).order_by(KeptBreach.since, KeptBreach.rule, KeptBreach.subject)))


def counts(session: Session) -> dict[str, int]:
    """How many there are of each rule that any breaks."""
    query = select(KeptBreach.rule, func.count()).group_by(KeptBreach.rule)
    return {rule: count for rule, count in session.execute(query)}  # noqa: C416 # rows, not pairs
