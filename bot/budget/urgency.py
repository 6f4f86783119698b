"""How urgent a pushed message is, and which may wait for another one to the same chat."""

from __future__ import annotations

from datetime import timedelta
from enum import IntEnum


class Urgency(IntEnum):
    """The smaller, the sooner it is paid for. The numbers stand in the database, so they never change."""

    ANSWER = 0
    RESULT = 10
    LAST_DAY = 20
    NOTICE = 30
    THREE_DAYS = 40
    WEEK = 50
    FORTNIGHT = 60
    EARLY = 70

    @property
    def is_promised(self) -> bool:
        """Whether it goes out at its time whatever else has to wait: answers, results, last-day reminders."""
        return self <= Urgency.LAST_DAY


_OF_REMINDERS = (
    (timedelta(days=1), Urgency.LAST_DAY),
    (timedelta(days=3), Urgency.THREE_DAYS),
    (timedelta(days=7), Urgency.WEEK),
    (timedelta(days=14), Urgency.FORTNIGHT),
)


def of_reminder(offset: timedelta) -> Urgency:
    """How urgent a reminder is that goes out so long before its deadline."""
    return next((urgency for longest, urgency in _OF_REMINDERS if offset <= longest), Urgency.EARLY)
