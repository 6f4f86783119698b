"""The month's messages in figures: what a secretariat wants to know before it asks. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.budget.notices import Notice
from bot.budget.plan import Mode, Plan, Room
from bot.budget.urgency import Urgency

ALARM_PER_CENT = 80
"""From so much of the month's messages on, the officers are told."""


class Kind(StrEnum):
    """What messages are for, in the figures."""

    RESULT = "result"
    LAST_DAY = "last_day"
    NOTICE = "notice"
    EARLY = "early"


@dataclass(frozen=True, slots=True)
class Figures:
    """Messages of one kind in the rest of the month: with a push of their own, folded into another one, left over."""

    kind: Kind
    own: int
    folded: int
    left_over: int


@dataclass(frozen=True, slots=True)
class MonthBudget:
    """The month as it stands and as it is planned. `needed` is what the rest would cost if all went at its time,
    `planned` what it will cost as planned; both count people. `refused`: LINE takes no more in this month.

    `awaited` is kept for results that may be announced on any day.
    `told_at` is when LINE last told of it, None before the first time; `unknown_groups` have no member count yet.
    """

    month_end: datetime
    limit: int | None
    used: int
    told_at: datetime | None
    needed: int
    planned: int
    mode: Mode
    kinds: tuple[Figures, ...]
    refused: bool = False
    awaited: int = 0
    unknown_groups: int = 0
    problem: str = ""

    @property
    def left(self) -> int | None:
        return None if self.limit is None else max(0, self.limit - self.used)

    @property
    def per_cent(self) -> int | None:
        """How much of the month's messages is used, rounded down; None where there is no limit."""
        return None if self.limit is None else (self.used * 100 // self.limit if self.limit else 100)

    @property
    def is_alarming(self) -> bool:
        return self.per_cent is not None and self.per_cent >= ALARM_PER_CENT

    @property
    def left_over(self) -> int:
        return sum(figures.left_over for figures in self.kinds)

    @property
    def folded(self) -> int:
        return sum(figures.folded for figures in self.kinds)

    @property
    def promised_left_over(self) -> int:
        """Results and last-day reminders for which this month's messages do not suffice."""
        return sum(figures.left_over for figures in self.kinds if figures.kind in {Kind.RESULT, Kind.LAST_DAY})

    def as_json(self) -> dict[str, Any]:
        told = {**asdict(self), "month_end": self.month_end.isoformat()}
        return {**told, "told_at": self.told_at.isoformat() if self.told_at else None}


def from_json(told: Mapping[str, Any]) -> MonthBudget:
    """The budget that `as_json` wrote."""
    kinds = tuple(Figures(**{**each, "kind": Kind(each["kind"])}) for each in told["kinds"])
    told_at = datetime.fromisoformat(told["told_at"]) if told["told_at"] else None
    month_end = datetime.fromisoformat(told["month_end"])
    return MonthBudget(
        **{**told, "kinds": kinds, "mode": Mode(told["mode"]), "month_end": month_end, "told_at": told_at}
    )


def figures_of(plan: Plan) -> tuple[Figures, ...]:
    """The plan by kinds; those of which there is nothing are left out."""
    own = [send.notices[0] for send in plan.sends]
    folded = [notice for send in plan.sends for notice in send.notices[1:]]
    found = (Figures(kind, _count(own, kind), _count(folded, kind), _count(plan.left_over, kind)) for kind in Kind)
    return tuple(each for each in found if each.own or each.folded or each.left_over)


def budget_of(plan: Plan, room: Room, month_end: datetime, told_at: datetime | None, **more: Any) -> MonthBudget:
    """A plan in figures. `more` are the remaining fields of `MonthBudget`."""
    return MonthBudget(
        month_end=month_end,
        limit=room.limit,
        used=room.used,
        told_at=told_at,
        needed=plan.needed,
        planned=plan.cost,
        mode=plan.mode,
        kinds=figures_of(plan),
        awaited=room.awaited,
        **more,
    )


def kind_of(urgency: Urgency) -> Kind:
    if urgency <= Urgency.RESULT:
        return Kind.RESULT
    if urgency is Urgency.LAST_DAY:
        return Kind.LAST_DAY
    return Kind.NOTICE if urgency is Urgency.NOTICE else Kind.EARLY


def _count(notices: list[Notice] | tuple[Notice, ...], kind: Kind) -> int:
    return sum(kind_of(notice.urgency) is kind for notice in notices)
