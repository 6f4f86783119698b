"""Looking each night whether the stored data is as it always is, and telling officers of what is serious, once."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.budget.urgency import Urgency
from bot.cases.invariants import Breach, broken, rule_of
from bot.conversation.announcements import data_alarm
from bot.jobs.services import Services
from bot.logs import fields
from bot.store import breaches, chats, officers, outbox, pulses
from bot.store.breaches import KeptBreach
from bot.store.outbox import Draft
from sheets_schema.thai import BANGKOK

AT_NIGHT = time(3)
"""In Bangkok. Where nothing ran at that hour it is made up for as soon as something does."""
KIND = "check"

log = logging.getLogger(__name__)


def check_if_due(services: Services) -> None:
    """Look at the data unless that was done since the last night's hour."""
    now = services.clock.now()
    with services.database.reading() as session:
        last = pulses.last(session).get(pulses.CHECK)
    if last is None or last < _last_night(now):
        check_data(services)


def check_data(services: Services) -> list[Breach]:
    """Look at the data, keep what was found in place of what was found before, and tell officers of what is new.

    Everything is found without holding the write lock. Twice in a row tells nobody twice.
    """
    now = services.clock.now()
    with services.database.reading() as session:
        found = list(broken(session, now))
    with services.database.writing() as session:
        new = breaches.keep(session, _by_subject(found), now)
        serious = [each for each in new if (rule := rule_of(each.rule)) is not None and rule.serious]
        if serious:
            _tell_officers(session, serious, now)
        pulses.note(session, pulses.CHECK, now)
    for each in new:
        told = fields(rule=each.rule, subject=each.subject, found=each.found)
        log.error("stored data is not as it should be", extra=told)
    log.info("stored data checked", extra=fields(found=len(found), new=len(new)))
    return found


def _by_subject(found: Sequence[Breach]) -> dict[tuple[str, str], str]:
    told: dict[tuple[str, str], list[str]] = {}
    for each in found:
        told.setdefault((each.rule, each.subject), []).append(each.found)
    return {key: "; ".join(lines) for key, lines in told.items()}


def _tell_officers(session: Session, serious: Sequence[KeptBreach], now: datetime) -> None:
    """One message to each officer for all that is new."""
    names = [f"{each.rule}:{each.subject}:{each.since.isoformat()}" for each in serious]
    occasion = hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]
    rules = dict.fromkeys(rule.called.th for each in serious if (rule := rule_of(each.rule)) is not None)
    for officer in officers.every(session):
        chat = chats.find(session, officer.user_id)
        if chat is None or chat.disabled_at is not None:
            continue
        draft = Draft(
            dedup_key=f"{KIND}:{occasion}:{officer.user_id}",
            chat_id=officer.user_id,
            kind=KIND,
            messages=data_alarm(list(rules), len(serious)),
            reason="ผลตรวจข้อมูลประจำคืน",
            subject=KIND,
            urgency=Urgency.RESULT,
        )
        outbox.queue_message(session, draft, now)


def _last_night(now: datetime) -> datetime:
    tonight = datetime.combine(now.astimezone(BANGKOK).date(), AT_NIGHT, BANGKOK)
    return tonight if tonight <= now else tonight - timedelta(days=1)
