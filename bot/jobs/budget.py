"""Keeping the month's messages in view: asking LINE, planning, and telling the officers in good time."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.budget.month import MonthBudget
from bot.budget.urgency import Urgency
from bot.cases import message_budget
from bot.conversation.announcements import budget_alarm
from bot.jobs.services import Services
from bot.line.errors import LineError
from bot.logs import fields
from bot.store import chats, line_quota, officers, outbox
from bot.store.line_quota import LineQuota
from bot.store.outbox import Draft

ASK_EVERY = timedelta(minutes=30)
ASK_AGAIN = timedelta(minutes=5)
"""So soon LINE is asked again where it did not answer, or took no more."""

COUNT_EVERY = timedelta(days=1)
KIND = "budget"

log = logging.getLogger(__name__)


def plan_messages(services: Services) -> MonthBudget:
    """Ask LINE where that is due, plan the rest of the month, put it in force, and raise the alarm once for each cause.

    Everything is found without holding the write lock; a message that comes in between is planned the next time.
    """
    _ask(services)
    _count_members(services)
    now = services.clock.now()
    with services.database.writing() as session:
        outbox.end_outlived(session, now)
    with services.database.reading() as session:
        made = message_budget.planned(session, now)
    with services.database.writing() as session:
        before = message_budget.last_planned(session, now)
        message_budget.put_in_force(session, made, now)
        _raise_alarms(session, before, made.budget, now)
    return made.budget


def _ask(services: Services) -> None:
    now = services.clock.now()
    with services.database.reading() as session:
        quota = line_quota.find(session, now)
    if quota is not None and not _is_due(quota, now):
        return
    try:
        limit, used = services.line.monthly_limit(), services.line.used_this_month()
    except LineError as error:
        log.warning("LINE did not tell of the month's messages", extra=fields(problem=error))
        with services.database.writing() as session:
            line_quota.note_problem(session, str(error), now)
        return
    with services.database.writing() as session:
        line_quota.note_told(session, limit, used, now)


def _is_due(quota: LineQuota, now: datetime) -> bool:
    wait = ASK_AGAIN if quota.problem or quota.refused_at is not None else ASK_EVERY
    return quota.tried_at is None or now - quota.tried_at >= wait


def _count_members(services: Services) -> None:
    """Groups cost a message for everyone in them."""
    now = services.clock.now()
    with services.database.reading() as session:
        groups = [chat.id for chat in chats.groups_to_count(session, now - COUNT_EVERY)]
    for group in groups:
        members = _members(services, group)
        with services.database.writing() as session:
            chats.note_members(session, group, members, now)


def _members(services: Services, group: str) -> int | None:
    try:
        return services.line.member_count(group)
    except LineError as error:
        log.warning("LINE did not count a group's members", extra=fields(chat=group, problem=error))
        return None


def _raise_alarms(session: Session, before: MonthBudget | None, budget: MonthBudget, now: datetime) -> None:
    told = causes_of_alarm(before) if before is not None else []
    for cause in causes_of_alarm(budget):
        for officer in officers.every(session):
            chat = chats.find(session, officer.user_id)
            if chat is not None and chat.disabled_at is None:
                outbox.queue_message(session, _alarm(cause, budget, officer.user_id, now), now)
        if cause not in told:
            figures = fields(cause=cause, limit=budget.limit, used=budget.used, needed=budget.needed)
            log.warning("the month's messages run short", extra=figures)


def causes_of_alarm(budget: MonthBudget) -> list[str]:
    """`used`: four fifths are used. `promised`: results or last-day reminders will not all go out in this month."""
    causes = {"used": budget.is_alarming, "promised": budget.promised_left_over > 0}
    return [cause for cause, holds in causes.items() if holds]


def _alarm(cause: str, budget: MonthBudget, officer_id: str, now: datetime) -> Draft:
    return Draft(
        dedup_key=f"budget:{line_quota.month_of(now)}:{cause}:{budget.limit}:{officer_id}",
        chat_id=officer_id,
        kind=KIND,
        messages=budget_alarm(budget),
        reason="โควตาข้อความ LINE",
        subject="budget",
        expires_at=budget.month_end,
        urgency=Urgency.RESULT,
    )
