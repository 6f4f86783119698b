"""How long before a deadline people are reminded, as one types it: `30d,14d,3h` or `30d 14d 3h`, or `none`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

NONE = "none"
MOST = 12
LONGEST = timedelta(days=366)
_STEP = re.compile(r"(\d{1,4})([dhm])")
_UNITS = {"d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}


class StepsError(ValueError):
    """These are no steps. `part` is the first that is none; blank where there are none or more than `MOST`."""

    def __init__(self, part: str = "") -> None:
        self.part = part
        super().__init__(part)


def steps_in(text: str) -> tuple[timedelta, ...]:
    """The steps, the longest first and each once. Raises `StepsError`."""
    if text.strip().lower() == NONE:
        return ()
    told = [_step(part) for part in text.replace(",", " ").split()]
    if not 1 <= len(told) <= MOST:
        raise StepsError
    return tuple(sorted(set(told), reverse=True))


def steps_typed(steps: Iterable[timedelta]) -> str:
    """The steps as one would type them."""
    return " ".join(map(_typed, sorted(steps, reverse=True))) or NONE


def _step(part: str) -> timedelta:
    read = _STEP.fullmatch(part.lower())
    step = int(read[1]) * _UNITS[read[2]] if read else timedelta(0)
    if not timedelta(0) < step <= LONGEST:
        raise StepsError(part)
    return step


def _typed(step: timedelta) -> str:
    unit = next(name for name in ("d", "h", "m") if not step % _UNITS[name])
    return f"{step // _UNITS[unit]}{unit}"
