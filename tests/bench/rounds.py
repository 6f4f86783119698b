"""Measuring variants in turn, so that a machine's moods fall on all of them alike."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from statistics import median


def in_turn(
    variants: Mapping[str, Callable[[], object]],
    rounds: int,
    *,
    times: int = 1,
    clock: Callable[[], float] = time.process_time,
) -> dict[str, float]:
    """The median seconds of each variant over so many rounds, A B C A B C ..., after one round that does not count.

    In each round a variant runs so many `times` on end, and the mean of these counts. The `clock` is the processor's
    time in this process, so that other work on the machine takes none of it; who waits for others needs another one.
    """
    taken: dict[str, list[float]] = {name: [] for name in variants}
    with _little_to_collect():
        for number in range(rounds + 1):
            for name, run in variants.items():
                gc.collect()
                begin = clock()
                for _ in range(times):
                    run()
                if number:
                    taken[name].append((clock() - begin) / times)
    return {name: median(seconds) for name, seconds in taken.items()}


@contextmanager
def _little_to_collect() -> Iterator[None]:
    """A block in which Python's collector leaves alone what was there before.

    Going through hundreds of thousands of objects before each run would leave the processor's caches cold.
    """
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def heading(name: str) -> str:
    """The line above a part of the table."""
    return f"\n{name:<76} {'figure':>9}   aim"


def row(name: str, measured: float, beside: float, aim: str) -> str:
    """One line of the table: a ratio, what it is measured against, and what is aimed at."""
    return _line(name, f"{measured / beside:.2f}   ", aim)


def row_of_time(name: str, seconds: float, aim: str) -> str:
    """One line of the table: a time, and what is aimed at."""
    return _line(name, f"{seconds * 1000:.3f} ms", aim)


def row_of_seconds(name: str, seconds: float, aim: str) -> str:
    """One line of the table: a time that people wait, and what is aimed at."""
    return _line(name, f"{seconds:.1f} s ", aim)


def row_of_number(name: str, number: int, aim: str) -> str:
    """One line of the table: how many, and what is aimed at."""
    return _line(name, f"{number:,}   ", aim)


def row_of_rate(name: str, rate: float, aim: str) -> str:
    """One line of the table: how many a second, and what is aimed at."""
    return _line(name, f"{rate:,.0f} /s", aim)


def row_of_ratio(name: str, ratio: float, aim: str) -> str:
    """One line of the table: a ratio that was taken round by round, and what is aimed at."""
    return _line(name, f"{ratio:.2f}   ", aim)


def row_of_kilobytes(name: str, length: int, aim: str) -> str:
    """One line of the table: so many bytes in kilobytes, and what is aimed at."""
    return _line(name, f"{length / 1e3:,.0f} KB", aim)


def row_of_megabytes(name: str, taken: float, aim: str) -> str:
    """One line of the table: so many bytes in megabytes, and what is aimed at."""
    return _line(name, f"{taken / 1e6:.1f} MB", aim)


def _line(name: str, figure: str, aim: str) -> str:
    return f"  {name:<72} {figure:>11}   {aim}".rstrip()
