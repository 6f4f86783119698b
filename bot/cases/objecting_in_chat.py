"""Objections as an agency's people file and withdraw them in their private chat."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.cases import objecting
from bot.cases.objecting import IN_LINE, Filed
from bot.cases.season import RefusedError
from bot.conversation.acts import FileObjection, WithdrawObjection
from bot.conversation.events import Incoming
from bot.conversation.outcomes import ObjectionFiled, ObjectionRefused, ObjectionWithdrawn, Outcome
from bot.conversation.topics.scores import NOT_LINKED
from bot.logs import hashed
from bot.store import agencies, chats


def carry_out(
    session: Session, incoming: Incoming, act: FileObjection | WithdrawObjection, *, secret: str, now: datetime
) -> Outcome:
    """File or withdraw for the agency that this chat speaks for."""
    row = chats.find(session, incoming.chat.id) if incoming.chat.is_private else None
    agency = agencies.find(session, row.agency_code) if row and row.agency_code else None
    if agency is None:
        return ObjectionRefused(NOT_LINKED)
    who, written_at = hashed(incoming.chat.id, secret), min(act.written_at, now)
    try:
        if isinstance(act, WithdrawObjection):
            return ObjectionWithdrawn(objecting.withdraw(session, agency, act.criterion, written_at, now=now, who=who))
        filed = Filed(act.criterion, act.text, written_at)
        replaced = objecting.file(session, agency, filed, by=IN_LINE, now=now, who=who)
    except RefusedError as refused:
        return ObjectionRefused(refused.refusal.th)
    on = objecting.preliminary(session, agency)
    return ObjectionFiled(act.criterion, replaced, on.announced.until if on else None)
