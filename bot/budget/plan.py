"""What of the month's messages is sent, folded and left over. Pure.

As long as everything fits, everything goes at its time. Where it does not, what can wait is folded: it rides for
nothing on another push to the same chat, or goes with others on the next digest day. Where that is not enough either,
the least urgent is left over. What is promised (answers, results, last-day reminders) is paid first, at its time, out
of all that is left; the rest keeps a reserve, since LINE's own count is only approximate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.budget.notices import MOST_TOGETHER, Notice, Send, next_digest, turns

RESERVE_PER_CENT = 5


class Mode(StrEnum):
    """How messages go out. The values stand in the database, so they never change."""

    PLENTY = "plenty"
    FOLDING = "folding"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Room:
    """What LINE allows in this month (None: as much as wanted), and what was used of it."""

    limit: int | None
    used: int

    @property
    def left(self) -> int | None:
        return None if self.limit is None else max(0, self.limit - self.used)

    @property
    def reserve(self) -> int:
        """What is kept for the promised."""
        return 0 if self.limit is None else -(-self.limit * RESERVE_PER_CENT // 100)


@dataclass(frozen=True, slots=True)
class Plan:
    """Every notice stands in one send, or is left over. `needed` is what it would have cost to send all at its time."""

    mode: Mode
    sends: tuple[Send, ...]
    left_over: tuple[Notice, ...]
    needed: int

    @property
    def cost(self) -> int:
        return sum(send.people for send in self.sends)


def plan_month(notices: Sequence[Notice], room: Room, month_end: datetime) -> Plan:
    """Plan what is due before `month_end`; what is due later is no concern of this month."""
    concerned = [notice for notice in notices if notice.due < month_end]
    at_their_time = _at_their_time(concerned)
    needed = sum(send.people for send in at_their_time)
    if room.left is None or needed <= room.left - room.reserve:
        return Plan(Mode.PLENTY, at_their_time, (), needed)
    return _folded(concerned, room.left, room.reserve, month_end, needed)


def _at_their_time(notices: Iterable[Notice]) -> tuple[Send, ...]:
    calls = _Calls()
    for notice in sorted(notices, key=lambda each: (each.due, each.urgency, each.id)):
        if not calls.joined(notice, notice.due):
            calls.open(notice, notice.due)
    return calls.sends()


def _folded(notices: Sequence[Notice], left: int, reserve: int, month_end: datetime, needed: int) -> Plan:
    calls = _Calls()
    left_over: list[Notice] = []
    promised = [notice for notice in notices if notice.urgency.is_promised]
    others = [notice for notice in notices if not notice.urgency.is_promised]
    turn = {**turns(promised), **turns(others)}
    for notice in sorted(promised, key=lambda each: (turn[each.id], each.urgency, each.due, each.id)):
        if calls.joined(notice, notice.due):
            continue
        if calls.cost + notice.people <= left:
            calls.open(notice, notice.due)
        else:
            left_over.append(notice)
    mode = Mode.SHORT if left_over else Mode.FOLDING
    for notice in sorted(others, key=lambda each: (each.urgency, turn[each.id], each.people, each.due, each.id)):
        if calls.joined(notice, min(notice.until, month_end), before=True):
            continue
        if calls.cost + notice.people <= left - reserve:
            digest = next_digest(notice.due)
            calls.open(notice, digest if digest < min(notice.until, month_end) else notice.due)
        else:
            left_over.append(notice)
    return Plan(mode, calls.sends(), tuple(left_over), needed)


@dataclass
class _OpenCall:
    people: int
    at: datetime
    notices: list[Notice]
    size: int

    def takes(self, notice: Notice) -> bool:
        """Whether there is room; a later word on the same subject stands for the earlier one and needs none."""
        return self.speaks_of(notice.subject) or self.size + notice.size <= MOST_TOGETHER

    def add(self, notice: Notice) -> None:
        self.size += 0 if self.speaks_of(notice.subject) else notice.size
        self.notices.append(notice)

    def speaks_of(self, subject: str) -> bool:
        return bool(subject) and any(notice.subject == subject for notice in self.notices)


@dataclass
class _Calls:
    """The pushes planned so far, by chat."""

    cost: int = 0
    by_chat: dict[str, list[_OpenCall]] = field(default_factory=lambda: defaultdict(list))

    def joined(self, notice: Notice, latest: datetime, *, before: bool = False) -> bool:
        """Put a notice into the first call to its chat from `due` until `latest` (or just before it), if any."""
        fitting = [
            call
            for call in self.by_chat[notice.chat]
            if notice.due <= call.at and (call.at < latest if before else call.at <= latest) and call.takes(notice)
        ]
        if not fitting:
            return False
        min(fitting, key=lambda call: call.at).add(notice)
        return True

    def open(self, notice: Notice, at: datetime) -> None:
        self.cost += notice.people
        self.by_chat[notice.chat].append(_OpenCall(notice.people, at, [notice], notice.size))

    def sends(self) -> tuple[Send, ...]:
        made = [
            Send(chat, call.people, call.at, tuple(call.notices))
            for chat, calls in self.by_chat.items()
            for call in calls
        ]
        return tuple(sorted(made, key=lambda send: (send.at, send.chat)))
