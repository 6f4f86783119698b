"""What announcing some decisions would do: who is told what, who cannot be reached, and what it costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.cases import releasing
from bot.cases.deciding import Signer
from bot.conversation.cards.parts import Json
from bot.season.refusals import Refusal
from bot.store import agencies, chats, decisions
from bot.store.agencies import Agency
from bot.store.decisions import Decision
from bot.store.outbox_calls import MOST_MESSAGES


@dataclass(frozen=True, slots=True)
class Prospect:
    """One decision that waits: what stands against announcing it, else what so many chats would be told.

    `notice_to` is the chat of the officer who recorded it, who is told as well, or None.
    """

    decision: Decision
    agency: Agency
    stopped: Refusal | None
    messages: list[Json]
    chats: int
    notice_to: str | None


@dataclass(frozen=True, slots=True)
class Cost:
    """In messages as LINE counts them. `notices` go to the officers who recorded; `folded` is the sum where those that
    go to one chat at once share a push, `most` where none does.
    """

    results: int
    notices: int
    folded: int

    @property
    def most(self) -> int:
        return self.results + self.notices


def prospects(
    session: Session, signer: Signer, now: datetime, numbers: Collection[int] | None = None
) -> list[Prospect]:
    """Of the decisions that wait, those with these ids, or all; the oldest first. Changes nothing."""
    listeners = Counter(chat.agency_code for chat in chats.to_tell_results(session))
    known = {agency.code: agency for agency in agencies.every(session)}
    waiting = (each for each in decisions.unreleased(session) if numbers is None or each.id in numbers)
    return [
        Prospect(
            decision=each,
            agency=known[each.agency_code],
            stopped=releasing.stopped(session, each, signer, now),
            messages=releasing.message_of(session, known[each.agency_code], each, now),
            chats=listeners[each.agency_code],
            notice_to=releasing.notice_goes_to(session, each),
        )
        for each in waiting
    ]


def cost_of(found: Iterable[Prospect]) -> Cost:
    """What announcing all of them costs for which nothing stands in the way."""
    going = [each for each in found if each.stopped is None]
    results, notices = sum(each.chats for each in going), Counter(each.notice_to for each in going if each.notice_to)
    shared = sum(-(-count // MOST_MESSAGES) for count in notices.values())
    return Cost(results, notices.total(), results + shared)
