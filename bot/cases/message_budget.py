"""The month's messages put together from the database: what waits, what is to come, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.budget.forecast import AT_ONCE, Listener, awaited, foreseen, wait_of
from bot.budget.month import MonthBudget, budget_of, from_json
from bot.budget.notices import Notice
from bot.budget.plan import Mode, Plan, Room, plan_month
from bot.budget.urgency import Urgency
from bot.store import agencies, chats, deadlines, decisions, line_quota, outbox, seals
from bot.store.line_quota import LineQuota
from bot.store.outbox import OutboxMessage
from bot.store.quiet_hours import BANGKOK, next_month, waking_time

LEFT_OVER = "left over: this month's messages do not suffice"


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan of the rest of a month, in full and in figures."""

    plan: Plan
    budget: MonthBudget


def planned(session: Session, now: datetime) -> Planned:
    """Plan the rest of this month. Reads only; asks LINE nothing."""
    quota, month_end = line_quota.find(session, now), next_month(now)
    listeners = _listeners(session)
    room = _room(session, quota, listeners, now)
    to_come = foreseen(deadlines.still_open(session, now), listeners, now, month_end)
    plan = plan_month([*_waiting(session, now), *to_come], room, month_end)
    unknown = len([chat for chat in chats.to_notify(session) if chat.kind != "user" and chat.members is None])
    budget = budget_of(
        plan,
        room,
        month_end,
        quota.told_at if quota else None,
        refused=quota is not None and quota.refused_at is not None,
        unknown_groups=unknown,
        problem=quota.problem if quota else "",
    )
    return Planned(plan, budget)


def put_in_force(session: Session, made: Planned, now: datetime) -> None:
    """Let the messages that wait go when the plan says; what is left over waits for the next month, if still of use."""
    row = line_quota.this_month(session, now)
    row.mode, row.plan = made.budget.mode, made.budget.as_json()
    when = {notice.id: send.at for send in made.plan.sends for notice in send.notices}
    left_over = {notice.id for notice in made.plan.left_over}
    for message in outbox.pending(session):
        name = str(message.id)
        if name in left_over:
            message.planned_for, message.error = made.budget.month_end, LEFT_OVER
        else:
            plenty = made.budget.mode is Mode.PLENTY
            message.planned_for = None if plenty else when.get(name, message.planned_for)
            message.error = None if message.error == LEFT_OVER else message.error


def last_planned(session: Session, now: datetime) -> MonthBudget | None:
    """The figures of the last plan of this month; None before the first."""
    quota = line_quota.find(session, now)
    return from_json(quota.plan) if quota is not None and quota.plan is not None else None


def _room(session: Session, quota: LineQuota | None, listeners: Sequence[Listener], now: datetime) -> Room:
    """LINE's count lags behind, and others may send too: what counts is the larger of its and ours."""
    start = now.astimezone(BANGKOK).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    ours = outbox.paid_since(session, start)
    if quota is None or quota.told_at is None:
        return Room(None, ours)
    used = max(quota.used + outbox.paid_since(session, quota.told_at), ours)
    if quota.refused_at is not None and quota.limit is not None:
        used = max(used, quota.limit)
    return Room(quota.limit, used, *awaited(listeners, _without_a_result(session)))


def _without_a_result(session: Session) -> set[str]:
    """Agencies that are judged and have no final result yet, and those with a decision to come."""
    deciding = {decision.agency_code for decision in decisions.unreleased(session)}
    return deciding | (seals.standing_codes(session) - decisions.finally_announced(session))


def _listeners(session: Session) -> list[Listener]:
    programmes = {agency.code: agency.programme for agency in agencies.active(session)}
    sealed = seals.all_standing(session)
    return [
        Listener(chat.id, chat.people, chat.kind == "user", code, programmes[code], code in sealed)
        for chat in chats.to_remind(session)
        if (code := str(chat.agency_code)) in programmes
    ]


def _waiting(session: Session, now: datetime) -> list[Notice]:
    messages = outbox.pending(session)
    people = chats.people_by_chat(session) if messages else {}
    told = outbox.told_before(session) if messages else {}
    return [
        replace(
            _notice(message, people.get(message.chat_id, 1), now),
            told=told.get((message.subject, message.urgency, message.agency_code or ""), 0),
        )
        for message in messages
    ]


def _notice(message: OutboxMessage, people: int, now: datetime) -> Notice:
    """What was let go already waits for no further digest."""
    urgency, due = Urgency(message.urgency), max(message.not_before, now)
    due = due if urgency is Urgency.ANSWER else waking_time(due)
    let_go = message.planned_for is not None and message.planned_for <= now and message.error != LEFT_OVER
    until = due + AT_ONCE if let_go else wait_of(urgency, due, message.expires_at)
    return Notice(
        id=str(message.id),
        chat=message.chat_id,
        people=people,
        agency=message.agency_code or "",
        subject=message.subject,
        occasion=f"{message.urgency}:{message.subject}",
        urgency=urgency,
        due=due,
        until=until,
        size=len(message.messages),
    )
