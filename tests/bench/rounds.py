"""Measuring variants in turn, so that a machine's moods fall on all of them alike."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from statistics import median


def in_turn(variants: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median seconds of each variant over so many rounds, A B C A B C ..., after one round that does not count."""
    taken: dict[str, list[float]] = {name: [] for name in variants}
    for number in range(rounds + 1):
        for name, run in variants.items():
            gc.collect()
            begin = time.perf_counter()
            run()
            if number:
                taken[name].append(time.perf_counter() - begin)
    return {name: median(times) for name, times in taken.items()}


def row(name: str, measured: float, beside: float, limit: str) -> str:
    """One line of the table: a ratio, what it is measured against, and what is aimed at."""
    return f"{name:<58} {measured / beside:>7.2f}   {limit}"
