"""What LINE told of the month's messages, and how they go out because of it. One row a month, in Bangkok's time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.budget.plan import Mode
from bot.store.base import Base, insert_once
from bot.store.quiet_hours import BANGKOK

PROBE_AFTER = timedelta(hours=1)
"""LINE may refuse a month's messages though its own figures leave room; then it is tried again after so long."""


class LineQuota(Base):
    """`limit` None is no limit, once LINE was asked (`told_at`). `refused_at` is when it took no more in this month.

    `plan` is what was last planned, in figures.
    """

    __tablename__ = "line_quota"

    month: Mapped[str] = mapped_column(primary_key=True)
    limit: Mapped[int | None]
    used: Mapped[int]
    told_at: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]
    problem: Mapped[str]
    refused_at: Mapped[datetime | None]
    refused_limit: Mapped[int | None]
    mode: Mapped[str]
    plan: Mapped[dict[str, Any] | None]


def month_of(instant: datetime) -> str:
    """`2021-11`. LINE does not say whose midnight begins a month; for an account of Thailand Bangkok's is taken."""
    return instant.astimezone(BANGKOK).strftime("%Y-%m")


def find(session: Session, now: datetime) -> LineQuota | None:
    """This month's row, if there is one yet."""
    return session.get(LineQuota, month_of(now))


def this_month(session: Session, now: datetime) -> LineQuota:
    """This month's row, made where there is none yet, and locked."""
    month = month_of(now)
    insert_once(session, LineQuota, {"month": month, "used": 0, "problem": "", "mode": Mode.PLENTY})
    return session.get_one(LineQuota, month, with_for_update=True, populate_existing=True)


def note_told(session: Session, limit: int | None, used: int, now: datetime) -> None:
    """What LINE told. Where it refused before and there is room again (more was bought, or an hour passed), go on."""
    row = this_month(session, now)
    row.limit, row.used, row.told_at, row.tried_at, row.problem = limit, used, now, now, ""
    has_room = limit is None or used < limit
    if row.refused_at is not None and has_room and _may_try(row, limit, now):
        row.refused_at, row.refused_limit = None, None


def note_problem(session: Session, problem: str, now: datetime) -> None:
    """LINE could not be asked; what it told before stands."""
    row = this_month(session, now)
    row.tried_at, row.problem = now, problem


def note_refused(session: Session, now: datetime) -> None:
    """LINE takes no more in this month."""
    row = this_month(session, now)
    if row.refused_at is None:
        row.refused_at, row.refused_limit = now, row.limit


def _may_try(row: LineQuota, limit: int | None, now: datetime) -> bool:
    assert row.refused_at is not None, "asked only after a refusal"
    return limit != row.refused_limit or now - row.refused_at >= PROBE_AFTER
