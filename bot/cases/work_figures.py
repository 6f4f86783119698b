"""How an installation fares, in figures for whoever watches over it. No person and no agency is named in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.cases.invariants import RULES
from bot.cases.work_state import PATIENCE, SILENCE, stuck
from bot.store import breaches, budgets, decisions, inbox, line_quota, outbox, pulses, waiting
from bot.store.agencies import Agency
from bot.store.budgets import BudgetRow
from bot.store.deadlines import still_open
from bot.store.evidence_links import EvidenceLink
from bot.store.readings import Reading
from bot.store.workbooks import Workbook


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that is measured: a sentence on it, and its values by their labels.

    A label has few values, all known beforehand: no code of an agency, no address, no name.
    """

    name: str
    meaning: str
    values: Mapping[tuple[tuple[str, str], ...], float]
    only_grows: bool = False


def figures(session: Session, now: datetime) -> Iterator[Figure]:
    """All figures, in a fixed number of queries; asks nobody outside."""
    found = waiting.everything(session, now)
    yield _by("kind", "waiting", "Pieces of work that are due and not done", {each.kind: each.count for each in found})
    ages = {each.kind: (now - each.since).total_seconds() if each.since else 0.0 for each in found}
    yield _by("kind", "waiting_oldest_seconds", "How long the oldest of them has been due", ages)
    limits = {kind: patience.total_seconds() for kind, patience in PATIENCE.items()}
    yield _by("kind", "waiting_limit_seconds", "How long it may be due before it counts as stuck", limits)
    not_going = {each.what for each in stuck(session, now)}
    parts = {what: what in not_going for what in (*PATIENCE, *SILENCE)}
    yield _by("what", "stuck", "1 where work waits, or a part is silent, for longer than it may", parts)
    signs = {name: at.timestamp() for name, at in sorted(pulses.last(session).items())}
    yield _by("part", "last_sign_timestamp_seconds", "When each part last gave a sign", signs)
    amiss = breaches.counts(session)
    each_rule = {rule.id: amiss.get(rule.id, 0) for rule in RULES}
    yield _by("rule", "breaches", "What the last look at the stored data found amiss, by rule", each_rule)
    yield _by("state", "inbox_events", "Events of LINE that are kept, by state", inbox.counts(session))
    yield _by("state", "outbox_messages", "Messages, by state", outbox.counts(session))
    yield _by("state", "workbooks", "Workbooks, by whether they can be read", _workbooks(session))
    yield _by("programme", "agencies", "Agencies that take part, by programme", _agencies(session))
    yield _one("readings", "Readings that are kept", _count(session, Reading))
    yield _one("deadlines_open", "Deadlines that are still to come", len(still_open(session, now)))
    yield _by("kind", "google_requests_left", "Requests that the least filled account may send at once", _left(session))
    sent = _by("kind", "google_requests_total", "Requests that were sent to Google", budgets.spent_by_kind(session))
    yield replace(sent, only_grows=True)
    yield _by("state", "evidence_links", "Evidence links, as they were last found", _links(session))
    yield _one("decisions_waiting", "Decisions that wait to be announced", len(decisions.unreleased(session)))
    yield from _line(session, now)


def _line(session: Session, now: datetime) -> Iterator[Figure]:
    """What LINE told of this month; nothing while it was not asked."""
    quota = line_quota.find(session, now)
    if quota is None:
        return
    yield _one("line_messages_used", "Messages of this month, as LINE counts them", quota.used)
    if quota.limit is not None:
        yield _one("line_messages_limit", "Messages that LINE takes in this month", quota.limit)
    yield _one("line_refusing", "1 while LINE takes no more in this month", quota.refused_at is not None)
    if quota.tried_at is not None:
        yield _one("line_asked_seconds_ago", "How long ago a worker asked LINE", (now - quota.tried_at).total_seconds())


def _workbooks(session: Session) -> dict[str, int]:
    in_use = Workbook.let_go_at.is_(None)
    gone, troubled = Workbook.gone_at.is_not(None), func.coalesce(Workbook.last_problem, "") != ""
    counted = select(func.count(), func.count().filter(gone), func.count().filter(~gone & troubled)).where(in_use)
    total, out_of_reach, with_trouble = session.execute(counted).one()
    return {"well": total - out_of_reach - with_trouble, "troubled": with_trouble, "out_of_reach": out_of_reach}


def _agencies(session: Session) -> dict[str, int]:
    query = select(Agency.programme, func.count()).where(Agency.active).group_by(Agency.programme)
    return {programme: count for programme, count in session.execute(query)}  # noqa: C416 # rows, not pairs


def _left(session: Session) -> dict[str, float]:
    query = select(BudgetRow.kind, func.min(BudgetRow.tokens)).group_by(BudgetRow.kind)
    return {kind: tokens for kind, tokens in session.execute(query)}  # noqa: C416 # rows, not pairs


def _links(session: Session) -> dict[str, int]:
    query = select(EvidenceLink.state, func.count()).group_by(EvidenceLink.state)
    return {state: count for state, count in session.execute(query)}  # noqa: C416 # rows, not pairs


def _count(session: Session, table: type[Reading]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def _one(name: str, meaning: str, value: float) -> Figure:
    return Figure(name, meaning, {(): float(value)})


def _by(label: str, name: str, meaning: str, values: Mapping[str, float]) -> Figure:
    return Figure(name, meaning, {((label, each),): float(value) for each, value in values.items()})
