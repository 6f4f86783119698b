"""Doing the same with several things, in order or side by side in threads: most of a call to LINE is waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Protocol, TypeVar

PATIENCE = 0.5
"""Seconds after which what is done is handed on, so that one that hangs keeps no other waiting."""

Thing = TypeVar("Thing")
Result = TypeVar("Result")


class DoAll(Protocol):
    """Does something with each of several things, and gives the results in portions as they come."""

    def __call__(self, work: Callable[[Thing], Result], things: Sequence[Thing]) -> Iterator[list[Result]]: ...


def in_order(work: Callable[[Thing], Result], things: Sequence[Thing]) -> Iterator[list[Result]]:
    """One after the other, in the thread that asks."""
    yield [work(thing) for thing in things]


class SideBySide:
    """So many at once, in threads that are kept. What `work` raises is raised here."""

    def __init__(self, threads: int) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="side-by-side")

    def __call__(self, work: Callable[[Thing], Result], things: Sequence[Thing]) -> Iterator[list[Result]]:
        if len(things) < 2:
            yield from in_order(work, things)
            return
        under_way = {self._threads.submit(work, thing) for thing in things}
        while under_way:
            done, under_way = wait(under_way, PATIENCE)
            if done:
                yield [each.result() for each in done]
