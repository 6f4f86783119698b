"""Several things at once: everything is done once, and nothing waits for what hangs."""

from __future__ import annotations

import threading

import pytest

from bot.jobs import side_by_side
from bot.jobs.side_by_side import SideBySide, in_order


def test_everything_is_done_once_whichever_way() -> None:
    things = list(range(20))

    done = [sorted(each for portion in way(str, things) for each in portion) for way in (in_order, SideBySide(4))]

    assert done == [sorted(map(str, things))] * 2


def test_what_is_done_is_handed_on_while_another_one_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_by_side, "PATIENCE", 0.01)
    others_are_noted = threading.Event()

    def work(thing: str) -> str:
        if thing == "hangs":
            assert others_are_noted.wait(60)
        return thing

    noted: list[str] = []
    for portion in SideBySide(4)(work, ["hangs", "a", "b"]):
        noted += portion
        if {"a", "b"} <= set(noted):
            others_are_noted.set()

    assert (sorted(noted[:2]), noted[2]) == (["a", "b"], "hangs")


def test_what_breaks_is_raised_to_whoever_asked() -> None:
    def breaks(thing: int) -> int:
        raise RuntimeError(str(thing))

    with pytest.raises(RuntimeError):
        list(SideBySide(2)(breaks, [1, 2]))
