"""How the work stands: what waits and is stuck, what failed, which workbooks have trouble, how far a rescoring is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.store import line_quota, pulses, troubles, waiting
from bot.store.audit import AuditEntry
from bot.store.budgets import BudgetRow
from bot.store.line_quota import LineQuota
from bot.store.troubles import Trouble
from bot.store.waiting import Waiting
from bot.store.workbooks import Workbook

RECENTLY = timedelta(days=7)
PATIENCE = {
    "inbox": timedelta(minutes=5),
    "outbox": timedelta(minutes=15),
    "workbooks": timedelta(hours=1),
    "closings": timedelta(hours=1),
}
"""How long each kind of work may wait before it counts as stuck."""
SILENCE = {pulses.CLOCK: timedelta(minutes=3), pulses.WORKER: timedelta(minutes=10)}
"""How long each part may give no sign. Any thread of any worker gives one, so only all of them together are silent."""
MOST_TROUBLED = 100


class Troubled(NamedTuple):
    """A workbook with what was last met there; `gone_at` where it cannot be reached any more."""

    agency_code: str
    last_problem: str
    last_read_at: datetime | None
    gone_at: datetime | None


@dataclass(frozen=True, slots=True)
class Stuck:
    """Something that does not go on: work that waits (`count` rows), or a part that is silent (0), since an instant.

    `since` is None for a part that never gave a sign.
    """

    what: str
    count: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a rescoring of all workbooks is that was asked for at `asked_at`."""

    asked_at: datetime
    by: str
    all: int
    left: int

    @property
    def done(self) -> int:
        return self.all - self.left


@dataclass(frozen=True, slots=True)
class WorkState:
    """`unanswered` events of LINE and `failed` messages were given up of late; `troubles` break again and again.

    `budgets` are the rows of Google's request budgets; `rescoring` is None where none was ever asked for.
    """

    waiting: tuple[Waiting, ...]
    silent: tuple[Stuck, ...]
    failed: int
    unanswered: int
    troubles: tuple[Trouble, ...]
    troubled: tuple[Troubled, ...]
    quota: LineQuota | None
    budgets: tuple[BudgetRow, ...]
    rescoring: Progress | None


def stuck(session: Session, now: datetime) -> list[Stuck]:
    """Whatever waits for longer than it may, and each part that is silent; asks nobody outside."""
    late = [each for each in waiting.everything(session, now) if is_stuck(each, now)]
    return [*(Stuck(each.kind, each.count, each.since) for each in late), *silent(session, now)]


def silent(session: Session, now: datetime) -> list[Stuck]:
    """The parts that gave no sign for longer than they may."""
    last = pulses.last(session)
    heard = {name: last.get(name) for name in SILENCE}
    return [Stuck(name, 0, at) for name, at in heard.items() if at is None or now - at > SILENCE[name]]


def is_stuck(each: Waiting, now: datetime) -> bool:
    return each.since is not None and now - each.since > PATIENCE[each.kind]


def work_state(session: Session, now: datetime) -> WorkState:
    """All of it, in a fixed number of queries; asks nobody outside."""
    return WorkState(
        waiting=tuple(waiting.everything(session, now)),
        silent=tuple(silent(session, now)),
        failed=waiting.failed_since(session, now - RECENTLY),
        unanswered=waiting.set_aside_since(session, now - RECENTLY),
        troubles=tuple(troubles.standing(session)),
        troubled=_troubled(session),
        quota=line_quota.find(session, now),
        budgets=tuple(session.scalars(select(BudgetRow).order_by(BudgetRow.identity, BudgetRow.kind))),
        rescoring=rescoring(session),
    )


def rescoring(session: Session) -> Progress | None:
    """The last rescoring of all workbooks: those that are dirty since before it was asked for are still to come."""
    last = select(AuditEntry).where(AuditEntry.act == "rescore", AuditEntry.subject == "all")
    asked = session.scalars(last.order_by(AuditEntry.id.desc()).limit(1)).first()
    if asked is None:
        return None
    dirty = Workbook.dirty_since.is_not(None) & Workbook.gone_at.is_(None)
    unread = func.coalesce(Workbook.last_read_at <= asked.at, True)
    left = session.scalar(select(func.count()).select_from(Workbook).where(dirty, unread)) or 0
    wanted = int(asked.details.get("workbooks", 0))
    return Progress(asked.at, asked.actor, max(wanted, left), left)


def _troubled(session: Session) -> tuple[Troubled, ...]:
    columns = (Workbook.agency_code, Workbook.last_problem, Workbook.last_read_at, Workbook.gone_at)
    query = select(*columns).where(Workbook.last_problem.is_not(None), Workbook.let_go_at.is_(None))
    rows = session.execute(query.order_by(Workbook.agency_code).limit(MOST_TROUBLED))
    return tuple(Troubled._make(row) for row in rows if row.last_problem)
