"""When workbooks are read: how long typing may go on, and what happens around a deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Timing:
    """A changed workbook is read `quiet` after the last sign of a change, at most `longest` after the first.

    At a deadline what is judged is read `closing_delay` after the instant, so that what was typed in the last second is
    saved at Google, and what is read more than `read_late` after it is marked as read late. `look_again` after the
    instant every workbook is read once more, since Drive may learn of a change many minutes later.
    """

    quiet: timedelta = timedelta(seconds=20)
    longest: timedelta = timedelta(seconds=90)
    closing_delay: timedelta = timedelta(seconds=10)
    read_late: timedelta = timedelta(minutes=5)
    look_again: timedelta = timedelta(minutes=15)


USUAL = Timing()
AT_ONCE = Timing(quiet=timedelta(0), longest=timedelta(0))
"""Every change is read as soon as it is known."""
