"""The two signatures under a result, as officers give them in chat."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.cases import deciding, releasing
from bot.cases.deciding import Signer, Verdict
from bot.cases.season import RefusedError
from bot.conversation.acts import DecideResult, ReleaseResult
from bot.conversation.events import Incoming
from bot.conversation.outcomes import Outcome, ResultDecided, ResultRefused, ResultReleased
from bot.logs import hashed
from bot.store import agencies, officers

_REFUSED = {releasing.OWN: ResultRefused("own"), deciding.GONE: ResultRefused("gone")}


def sign(
    session: Session, incoming: Incoming, act: DecideResult | ReleaseResult, *, secret: str, now: datetime
) -> Outcome:
    """Give a signature; only officers may, and only in their private chat."""
    officer = officers.find(session, incoming.user_id) if incoming.chat.is_private else None
    if officer is None:
        return ResultRefused("officers_only")
    signer = Signer(officer.name, officer.user_id, hashed(officer.user_id, secret))
    if isinstance(act, DecideResult):
        return _decide(session, act, signer, now)
    return _release(session, act.decision_id, signer, now)


def _decide(session: Session, act: DecideResult, signer: Signer, now: datetime) -> Outcome:
    agency = agencies.find(session, act.agency_code)
    if agency is None or not agency.active:
        return ResultRefused("gone")
    verdict = Verdict(act.stage, act.outcome, act.award, act.title, act.note)
    try:
        replaced = deciding.decide(session, agency, verdict, signer, now=now)
    except RefusedError as refused:
        return ResultRefused("refused", refused.refusal.th)
    return ResultDecided(agency.code, agency.name, replaced is not None)


def _release(session: Session, decision_id: int, signer: Signer, now: datetime) -> Outcome:
    try:
        decision, told = releasing.confirm(session, decision_id, signer, now=now)
    except RefusedError as refused:
        return _REFUSED.get(refused.refusal) or ResultRefused("refused", refused.refusal.th)
    agency = agencies.find(session, decision.agency_code)
    return ResultReleased(agency.name if agency else decision.agency_code, told)
