"""A line that tells how far a long piece of work is, on a terminal only."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TextIO, TypeVar

T = TypeVar("T")
_WIDTH = 24
_PAUSE = 0.1


def shown(
    work: Sequence[T], stream: TextIO, what: str, *, monotonic: Callable[[], float] = time.monotonic
) -> Iterator[T]:
    """The same things one by one; meanwhile the line is drawn at most ten times a second, and wiped in the end."""
    begun = drawn = monotonic()
    total = len(work)
    try:
        for done, each in enumerate(work):
            now = monotonic()
            if stream.isatty() and (now - drawn >= _PAUSE or done == 0):
                drawn = now
                stream.write(f"\r\033[K{line(what, done, total, now - begun)}")
                stream.flush()
            yield each
    finally:
        if stream.isatty():
            stream.write("\r\033[K")
            stream.flush()


def line(what: str, done: int, total: int, seconds: float) -> str:
    """`กำลังบันทึก ██████░░░░ 1,234/3,000 (41%) เหลืออีกราว 3 นาที`."""
    full = _WIDTH * done // total if total else _WIDTH
    bar = "█" * full + "░" * (_WIDTH - full)
    share = 100 * done // total if total else 100
    return f"{what} {bar} {done:,}/{total:,} ({share}%){_left(done, total, seconds)}"


def _left(done: int, total: int, seconds: float) -> str:
    if not done or seconds < 1:
        return ""
    left = seconds / done * (total - done)
    return f" เหลืออีกราว {left / 60:.0f} นาที" if left >= 90 else f" เหลืออีกราว {left:.0f} วินาที"
