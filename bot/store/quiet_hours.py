"""At night, 20.00 to 08.00 in Bangkok, nobody is sent what they did not ask for. Pure functions of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")
LEAST_OF_USE = timedelta(hours=1)
"""What a message that waits for the morning must leave of the time before the deadline; else it goes out before."""
EARLIER = timedelta(hours=3)
"""How long before quiet hours begin such a message goes out: long enough for an outage to pass."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Every day from `begins` until `ends` in Bangkok, over midnight where that is earlier; none where both are one."""

    begins: time
    ends: time

    def around(self, instant: datetime) -> tuple[datetime, datetime] | None:
        """The beginning and the end (the first instant after) of the quiet hours that `instant` lies in, if any."""
        local = instant.astimezone(BANGKOK)
        for day in (local.date() - _DAY, local.date()):
            begins = datetime.combine(day, self.begins, BANGKOK)
            ends = datetime.combine(day + (_DAY if self.ends < self.begins else timedelta(0)), self.ends, BANGKOK)
            if begins <= local < ends:
                return begins, ends
        return None

    @property
    def waking(self) -> timedelta:
        """How long people are awake between two nights."""
        return _DAY - (_since_midnight(self.ends) - _since_midnight(self.begins)) % _DAY


def _since_midnight(clock: time) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second, microseconds=clock.microsecond)


NIGHT = QuietHours(time(20), time(8))


def end_of_quiet(instant: datetime, quiet: QuietHours = NIGHT) -> datetime | None:
    """When the quiet hours end that `instant` lies in; None by day."""
    around = quiet.around(instant)
    return None if around is None else around[1]


def waking_time(instant: datetime, quiet: QuietHours = NIGHT) -> datetime:
    """`instant`, or the end of its quiet hours."""
    return end_of_quiet(instant, quiet) or instant


def reminding_time(due_at: datetime, closes_at: datetime, quiet: QuietHours = NIGHT) -> datetime:
    """When a reminder that is due at `due_at` of something that closes at `closes_at` goes out: never in quiet hours.

    It waits for the morning. Where the deadline would have passed by then, or nearly, it goes out before the night: as
    long before as it should have come before the deadline, but three hours at most.
    """
    around = quiet.around(due_at)
    if around is None:
        return due_at
    evening, morning = around
    if closes_at - morning >= LEAST_OF_USE:
        return morning
    return evening - min(closes_at - due_at, EARLIER, quiet.waking / 2)


def next_month(instant: datetime) -> datetime:
    """The first instant of the next month in Bangkok."""
    local = instant.astimezone(BANGKOK)
    year, month = (local.year + 1, 1) if local.month == 12 else (local.year, local.month + 1)
    return datetime(year, month, 1, tzinfo=BANGKOK)
