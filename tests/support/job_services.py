"""What the loops need, for tests: a clock that stands still, a LINE that keeps LINE's rules, and simple ports."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.conversation.acts import Act
from bot.conversation.events import Chat, Incoming
from bot.conversation.outcomes import Outcome
from bot.conversation.view import View
from bot.jobs.services import Scored, Services
from bot.line import errors
from bot.line.client import Accepted
from bot.line.events import arrival_of
from bot.store import agencies, chats, inbox
from bot.store.database import Database
from bot.store.workbooks import Claim
from scoring.deadlines import Deadline

NOON = datetime(2021, 11, 1, 5, 0, tzinfo=UTC)
"""A Monday, 12.00 in Bangkok."""

USER = "U" + "1" * 32
GROUP = "C" + "2" * 32


class StillClock:
    """A clock that moves only when told to."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def set(self, instant: datetime) -> None:
        self._now = instant

    def advance(self, **step: float) -> datetime:
        self._now += timedelta(**step)
        return self._now


@dataclass(frozen=True)
class Said:
    """One message call that LINE accepted: to a chat, or in answer to a reply token."""

    to: str
    messages: list[dict[str, Any]]


@dataclass
class FakeLine:
    """Takes reply tokens once and retry keys once. `troubles` are met in order, one per call, None for none.

    A trouble is raised before anything is taken, or after it where it stands in `after_taking`.
    """

    troubles: list[Exception | None] = field(default_factory=list)
    after_taking: bool = False
    replies: list[Said] = field(default_factory=list)
    pushes: list[Said] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    calls: int = 0
    limit: int | None = None
    used: int = 0
    members: dict[str, int] = field(default_factory=dict)

    def reply(self, reply_token: str, messages: Sequence[Mapping[str, Any]]) -> Accepted:
        def take() -> Accepted:
            if any(said.to == reply_token for said in self.replies):
                raise errors.ReplyTokenSpentError("Invalid reply token", status=400)
            self.replies.append(Said(reply_token, [dict(message) for message in messages]))
            return Accepted("r")

        return self._call(take)

    def push(self, chat_id: str, messages: Sequence[Mapping[str, Any]], retry_key: str) -> Accepted:
        def take() -> Accepted:
            if retry_key in self.keys:
                return Accepted("first", repeated=True)
            self.keys.append(retry_key)
            self.pushes.append(Said(chat_id, [dict(message) for message in messages]))
            return Accepted("p")

        return self._call(take)

    def multicast(self, user_ids: Sequence[str], messages: Sequence[Mapping[str, Any]], retry_key: str) -> Accepted:
        def take() -> Accepted:
            if retry_key in self.keys:
                return Accepted("first", repeated=True)
            self.keys.append(retry_key)
            self.pushes += [Said(user_id, [dict(message) for message in messages]) for user_id in user_ids]
            return Accepted("m")

        return self._call(take)

    def monthly_limit(self) -> int | None:
        return self.limit

    def used_this_month(self) -> int:
        return self.used

    def member_count(self, group_id: str) -> int:
        if group_id not in self.members:
            raise errors.AddressUnknownError("Not found", status=404)
        return self.members[group_id]

    def _call(self, take: Callable[[], Accepted]) -> Accepted:
        self.calls += 1
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble is None:
            return take()
        if self.after_taking:
            take()
        raise trouble


@dataclass
class Bench:
    """A set of services around one database, with its parts at hand."""

    database: Database
    clock: StillClock = field(default_factory=StillClock)
    line: FakeLine = field(default_factory=FakeLine)
    numbers: Any = field(default_factory=itertools.count)

    def services(self, **ports: Any) -> Services:
        """Services with simple ports, any of which may be given instead."""
        made = Services(
            database=self.database,
            clock=self.clock,
            line=self.line,
            view_of=view_of,
            carry_out=carry_out_nothing,
            lacks=lacks_something,
            reminder_messages=reminder_text,
            score_workbook=lambda claim: Scored(f"hash {claim.marks}", None),
            poll_changes=lambda: None,
            jitter=lambda: 0.0,
        )
        return replace(made, **ports)

    def event(self, kind: str, **more: Any) -> dict[str, Any]:
        """A webhook event of the present moment, from a private chat unless told otherwise."""
        number = next(self.numbers)
        return {
            "type": kind,
            "webhookEventId": f"event-{number}",
            "timestamp": int(self.clock.now().timestamp() * 1000),
            "mode": "active",
            "source": {"type": "user", "userId": USER},
            "replyToken": f"token-{number}",
            "deliveryContext": {"isRedelivery": False},
            **more,
        }

    def text(self, text: str, **more: Any) -> dict[str, Any]:
        """A text message of the present moment."""
        event = self.event("message", **more)
        event["message"] = {"type": "text", "id": f"m-{event['webhookEventId']}", "quoteToken": "q", "text": text}
        return event

    def take_in(self, *events: dict[str, Any]) -> None:
        """Keep events as the webhook does."""
        now = self.clock.now()
        with self.database.writing() as session:
            arrivals = [arrival_of(event, now) for event in events]
            chats.meet_all(session, {each.chat_id: each.chat_kind for each in arrivals if each.chat_id}, now)
            inbox.take_in(session, arrivals, now)

    def kept(self) -> list[tuple[str, str, str | None]]:
        """Every event in the inbox: its id, state and note."""
        with self.database.reading() as session:
            rows = session.query(inbox.InboxEvent).order_by(inbox.InboxEvent.webhook_event_id)
            return [(row.webhook_event_id, row.state, row.note) for row in rows]

    def link(self, chat_id: str = USER, agency: str = "A-1", programme: str = "hrmo-2565") -> None:
        """An agency with a chat linked to it long ago."""
        with self.database.writing() as session:
            agencies.register(session, agency, f"หน่วยงาน {agency}", programme, now=self.clock.now())
            chats.meet(session, chat_id, "user", self.clock.now())
            chats.link(session, chat_id, agency, self.clock.now() - timedelta(days=365))


def view_of(session: Session, chat: Chat, now: datetime) -> View:
    return View(now=now, pending=chats.pending(session, chat.id))


def carry_out_nothing(_session: Session, _line: Incoming, _act: Act, _now: datetime) -> Outcome | None:
    return None


def lacks_something(_session: Session, _agency: str, _deadline: Deadline, _now: datetime) -> bool:
    return True


def reminder_text(_session: Session, agency: str, deadline: Deadline, _now: datetime) -> list[dict[str, Any]]:
    return [{"type": "text", "text": f"{agency} {deadline.id} v{deadline.version}"}]


def broken(_claim: Claim) -> Scored:
    raise RuntimeError("this workbook breaks")
