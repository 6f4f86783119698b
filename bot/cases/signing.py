"""The two signatures under a result, as officers give them in chat."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.cases import secretariat
from bot.conversation.acts import DecideResult, ReleaseResult
from bot.conversation.events import Incoming
from bot.conversation.outcomes import Outcome, ResultDecided, ResultRefused, ResultReleased
from bot.logs import hashed
from bot.store import agencies, officers
from bot.store.officers import Officer


def sign(
    session: Session, incoming: Incoming, act: DecideResult | ReleaseResult, *, secret: str, now: datetime
) -> Outcome:
    """Give a signature; only officers may, and only in their private chat."""
    officer = officers.find(session, incoming.user_id) if incoming.chat.is_private else None
    if officer is None:
        return ResultRefused("officers_only")
    who = hashed(officer.user_id, secret)
    if isinstance(act, DecideResult):
        return _decide(session, act, officer, who, now)
    return _release(session, act.decision_id, officer, who, now)


def _decide(session: Session, act: DecideResult, officer: Officer, who: str, now: datetime) -> Outcome:
    agency = agencies.find(session, act.agency_code)
    if agency is None or not agency.active:
        return ResultRefused("gone")
    replaced = secretariat.decide_result(session, agency, (act.title, act.note), officer, who=who, now=now)
    return ResultDecided(agency.code, agency.name, replaced)


def _release(session: Session, decision_id: int, officer: Officer, who: str, now: datetime) -> Outcome:
    confirmed = secretariat.confirm_result(session, decision_id, officer, who=who, now=now)
    if isinstance(confirmed, str):
        return ResultRefused(confirmed)
    decision, told = confirmed
    agency = agencies.find(session, decision.agency_code)
    return ResultReleased(agency.name if agency else decision.agency_code, told)
