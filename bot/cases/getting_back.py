"""A person asks the secretariat to get back to them, and an officer does, in the chat."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.budget.urgency import Urgency
from bot.conversation import acts, announcements, outcomes
from bot.conversation.events import Incoming
from bot.logs import hashed
from bot.store import audit, chats, help_requests, officers, outbox
from bot.store.outbox import Draft

ANSWERED = "officer-answer"


def ask(session: Session, incoming: Incoming, text: str, *, secret: str, now: datetime) -> outcomes.Outcome:
    """Note that a person asks for help, with the words they agreed to leave."""
    row = chats.find(session, incoming.chat.id)
    agency_code = row.agency_code if row else None
    request = help_requests.ask(session, incoming.chat.id, agency_code, text, now)
    who = hashed(incoming.user_id or incoming.chat.id, secret)
    audit.note(session, who, "ask for help", agency_code or "", now=now, request=request.id)
    return outcomes.HelpAsked(request.id)


def get_back(session: Session, incoming: Incoming, act: acts.GetBack, now: datetime) -> outcomes.Outcome:
    """Send an officer's words to whoever asked, once; what they had written is forgotten."""
    officer = officers.find(session, incoming.user_id) if incoming.chat.is_private else None
    if officer is None:
        return outcomes.GotBack(act.request_id, "officers_only")
    request = help_requests.settle(session, act.request_id, officer.name, now)
    if request is None:
        return outcomes.GotBack(act.request_id, "gone")
    draft = Draft(
        dedup_key=f"get-back:{request.id}",
        chat_id=request.chat_id,
        kind=ANSWERED,
        messages=announcements.got_back(act.text),
        reason=f"ตอบคำขอเลขที่ {request.id}",
        urgency=Urgency.ANSWER,
    )
    outbox.queue_message(session, draft, now)
    audit.note(session, officer.name, "get back", request.agency_code or "", now=now, request=request.id)
    return outcomes.GotBack(request.id, "sent")
