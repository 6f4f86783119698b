"""What of the month's messages is sent, folded and left over. Pure.

As long as everything fits, everything goes at its time. Where it does not, what can wait is folded: it rides for
nothing on another push to the same chat, or goes with others on the next digest day. Where that is not enough either,
the least urgent is left over. What is promised (answers, results, last-day reminders) is paid first, at its time, out
of all that is left; the rest keeps a reserve, since LINE's own count is only approximate, and what results will cost
that may be announced on any day.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.budget.notices import MOST_TOGETHER, Notice, Send, next_digest, turns
from bot.budget.urgency import Urgency

RESERVE_PER_CENT = 5


class Mode(StrEnum):
    """How messages go out. The values stand in the database, so they never change."""

    PLENTY = "plenty"
    FOLDING = "folding"
    SHORT = "short"


_CAN_WAIT = (Urgency.EARLY, Urgency.FORTNIGHT, Urgency.WEEK, Urgency.THREE_DAYS, Urgency.NOTICE)
_STEPS = tuple((beside, urgency) for beside in (True, False) for urgency in _CAN_WAIT)
"""No more is folded than has to be: first what groups hear beside the agency's people, then the rest, in both the least
urgent first."""


@dataclass(frozen=True, slots=True)
class Room:
    """What LINE allows in this month (None: as much as wanted), and what was used of it.

    `awaited` is kept for results that may be announced on any day, `awaited_once` the part of it that tells each agency
    once: no agency is told anything twice out of that.
    """

    limit: int | None
    used: int
    awaited: int = 0
    awaited_once: int = 0

    @property
    def left(self) -> int | None:
        return None if self.limit is None else max(0, self.limit - self.used)

    @property
    def reserve(self) -> int:
        """What is kept since LINE's own count is only approximate."""
        return 0 if self.limit is None else -(-self.limit * RESERVE_PER_CENT // 100)

    @property
    def for_the_rest(self) -> int:
        """What is not kept for anything, and so is there for what is not promised too. Only where there is a limit."""
        return (self.left or 0) - self.reserve - self.awaited


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
    if room.left is None or needed <= room.for_the_rest:
        return Plan(Mode.PLENTY, at_their_time, (), needed)
    month = _Month(concerned, room, month_end, needed)
    enough = range(1, len(_STEPS)) if month.promises_fit else range(0)
    steps = bisect_left(enough, True, key=lambda some: not month.folded(some).left_over)
    return month.folded(enough[steps] if steps < len(enough) else len(_STEPS))


def _at_their_time(notices: Iterable[Notice]) -> tuple[Send, ...]:
    calls = _Calls()
    for notice in sorted(notices, key=lambda each: (each.due, each.urgency, each.id)):
        if not calls.joined(notice, notice.due):
            calls.open(notice, notice.due)
    return calls.sends()


class _Month:
    """A month in which not everything goes at its time."""

    def __init__(self, notices: Sequence[Notice], room: Room, month_end: datetime, needed: int) -> None:
        assert room.left is not None, "without a limit everything goes at its time"
        self._left, self._for_the_rest = room.left, room.for_the_rest
        self._for_the_second = room.left - room.awaited_once
        self._month_end, self._needed = month_end, needed
        promised = [notice for notice in notices if notice.urgency.is_promised]
        others = [notice for notice in notices if not notice.urgency.is_promised]
        self._turn = turn = {**turns(promised), **turns(others)}
        self._promised = sorted(promised, key=lambda each: (turn[each.id], each.urgency, each.due, each.id))
        self._others = sorted(others, key=lambda each: (each.urgency, turn[each.id], each.people, each.due, each.id))
        self.promises_fit = not self._with_promises()[1]

    def folded(self, steps: int) -> Plan:
        """The plan in which what the first so many steps name may wait."""
        may_wait = frozenset(_STEPS[:steps])
        calls, left_over = self._with_promises()
        mode = Mode.SHORT if left_over else Mode.FOLDING
        for notice in self._others:
            beside = notice.people > 1 and self._turn[notice.id] > 0
            waits_until = min(notice.until, self._month_end) if (beside, notice.urgency) in may_wait else None
            if not self._placed(calls, notice, waits_until):
                left_over.append(notice)
        return Plan(mode, calls.sends(), tuple(left_over), self._needed)

    def _with_promises(self) -> tuple[_Calls, list[Notice]]:
        calls, left_over = _Calls(), []
        for notice in self._promised:
            if calls.joined(notice, notice.due):
                continue
            if calls.cost + notice.people <= (self._for_the_second if self._turn[notice.id] else self._left):
                calls.open(notice, notice.due)
            else:
                left_over.append(notice)
        return calls, left_over

    def _placed(self, calls: _Calls, notice: Notice, waits_until: datetime | None) -> bool:
        if waits_until is None:
            rides = calls.joined(notice, notice.due)
        else:
            rides = calls.joined(notice, waits_until, before=True)
        if rides:
            return True
        if calls.cost + notice.people > self._for_the_rest:
            return False
        digest = next_digest(notice.due)
        calls.open(notice, digest if waits_until is not None and digest < waits_until else notice.due)
        return True


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
