"""What a group may see of an agency: only what someone linked to it allowed there, until anyone there ends it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.conversation import acts, outcomes
from bot.conversation.events import Incoming
from bot.logs import hashed
from bot.store import agencies, audit, chats
from bot.store.agencies import Agency

Act = acts.AskGroup | acts.AllowGroup | acts.EndGroup | acts.MembersLeft


def carry_out(session: Session, incoming: Incoming, act: Act, *, secret: str, now: datetime) -> outcomes.Outcome | None:
    """Do what was asked for in a group, and tell what came of it."""
    match act:
        case acts.AskGroup(shows):
            return _ask(session, incoming, shows)
        case acts.AllowGroup():
            return _allow(session, incoming, act, secret=secret, now=now)
        case acts.EndGroup():
            return _end(session, incoming, secret=secret, now=now)
        case acts.MembersLeft():
            row = chats.find(session, incoming.chat.id)
            if row is not None and row.allowed_by in incoming.members:
                _end(session, incoming, secret=secret, now=now)
    return None


def _ask(session: Session, incoming: Incoming, shows: tuple[str, ...]) -> outcomes.Outcome:
    """Whether the one who asks may allow it; nothing is allowed yet."""
    agency = _agency_of_asker(session, incoming)
    return agency if isinstance(agency, outcomes.GroupRefused) else outcomes.GroupAsked(agency.code, agency.name, shows)


def _allow(
    session: Session, incoming: Incoming, act: acts.AllowGroup, *, secret: str, now: datetime
) -> outcomes.Outcome:
    """Let the group see it, if whoever confirms speaks for that very agency."""
    agency = _agency_of_asker(session, incoming)
    if isinstance(agency, outcomes.GroupRefused):
        return agency
    if agency.code != act.agency_code or incoming.user_id is None:
        return outcomes.GroupRefused("not_linked")
    chats.allow_group(session, incoming.chat.id, agency.code, act.shows, incoming.user_id, now)
    who, group = hashed(incoming.user_id, secret), hashed(incoming.chat.id, secret)
    audit.note(session, who, "allow group", agency.code, now=now, group=group, shows=list(act.shows))
    return outcomes.GroupAllowed(agency.name, act.shows)


def _end(session: Session, incoming: Incoming, *, secret: str, now: datetime) -> outcomes.Outcome:
    """The group sees nothing of an agency any more; anyone there may ask for that."""
    code = chats.disallow_group(session, incoming.chat.id)
    if code is not None:
        group = hashed(incoming.chat.id, secret)
        who = hashed(incoming.user_id or incoming.chat.id, secret)
        audit.note(session, who, "end group", code, now=now, group=group)
    return outcomes.GroupEnded(was_allowed=code is not None)


def _agency_of_asker(session: Session, incoming: Incoming) -> Agency | outcomes.GroupRefused:
    """The agency that whoever writes in a group is linked to in private. LINE may not tell who it is."""
    if incoming.user_id is None:
        return outcomes.GroupRefused("unknown_person")
    row = chats.find(session, incoming.user_id)
    agency = agencies.find(session, row.agency_code) if row and row.agency_code else None
    return agency if agency is not None and agency.active else outcomes.GroupRefused("not_linked")
