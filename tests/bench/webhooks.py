"""Webhooks taken in by our bot and by one in the manner of the SDK's sample, in turn, LINE answering after a while."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from tests.bench.line_side import CONNECTIONS, Courier, api
from tests.bench.rounds import heading, row_of_rate, row_of_ratio, row_of_time
from tests.bench.two_bots import Bot, TwoBots, two_bots
from tests.bench.webhook_traffic import request, text

ROUNDS = 7
USUAL, SLOW = 0.05, 1.0
"""Seconds after which LINE answers."""

_OURS, _THEIRS = 3000, 150
"""Webhooks a round: about two seconds' worth of each."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Events a second, the 99th percentile of the seconds until the 200, and processor seconds per event."""

    rate: float
    slowest: float
    processor: float


def print_webhooks() -> None:
    """How they are acknowledged, also while LINE is slow or away."""
    with two_bots() as bots:
        asyncio.run(_measure(bots))


async def _measure(bots: TwoBots) -> None:
    await _warm_up(bots)
    for events in (1, 5):
        seen: dict[str, list[Taken]] = {"sample": [], "ours": []}
        async with api(bots.line_port, answers_after=USUAL):
            for _ in range(ROUNDS):
                seen["sample"].append(await _taken(bots.sample, _THEIRS // events, events))
                seen["ours"].append(await _taken(bots.ours, _OURS // events, events))
        _print_beside(seen["sample"], seen["ours"], events)
    await _print_troubled(bots)


async def _warm_up(bots: TwoBots) -> None:
    async with api(bots.line_port, answers_after=0.001):
        for bot in (bots.sample, bots.ours):
            await _taken(bot, 20 * CONNECTIONS, 1)


async def _taken(bot: Bot, webhooks: int, events: int) -> Taken:
    requests = [request(bot.path, *(text("คะแนน") for _ in range(events))) for _ in range(webhooks)]
    courier = Courier()
    await courier.connect(bot.web.port)
    worked, began = bot.web.processor_seconds(), time.perf_counter()
    for each in requests:
        courier.send(each)
    await courier.all_answered()
    lasted, worked = time.perf_counter() - began, bot.web.processor_seconds() - worked
    courier.close()
    assert not courier.refused, f"{len(courier.refused)} webhooks were not taken: {set(courier.refused)}"
    in_order = sorted(courier.seconds)
    return Taken(webhooks * events / lasted, in_order[len(in_order) * 99 // 100], worked / (webhooks * events))


def _print_beside(sample: list[Taken], ours: list[Taken], events: int) -> None:
    print(heading(f"Webhooks with {events} event{'s' if events > 1 else ''} each, LINE answering after 50 ms"))
    print(row_of_rate("in the manner of the SDK's sample: answered, nothing kept", _of(sample, lambda t: t.rate), ""))
    print(row_of_rate("ours: kept for good and acknowledged", _of(ours, lambda t: t.rate), ""))
    print(row_of_time("the sample's 99th percentile", _of(sample, lambda t: t.slowest), ""))
    print(row_of_time("ours", _of(ours, lambda t: t.slowest), ""))
    print(row_of_time("the sample's processor time per event", _of(sample, lambda t: t.processor), ""))
    print(row_of_time("ours", _of(ours, lambda t: t.processor), ""))
    pairs = list(zip(ours, sample, strict=True))
    print(row_of_ratio("rate, ours / the sample's", median(a.rate / b.rate for a, b in pairs), "15 at least"))
    print(
        row_of_ratio("99th percentile, ours / the sample's", median(a.slowest / b.slowest for a, b in pairs), "0.125")
    )
    processor = median(a.processor / b.processor for a, b in pairs)
    print(row_of_ratio("processor time, ours / the sample's", processor, "0.25"))


async def _print_troubled(bots: TwoBots) -> None:
    """Ours alone: the sample waits for LINE, and answers 500 where it is away."""
    seen: dict[str, list[float]] = {"usual": [], "slow": [], "down": []}
    for _ in range(ROUNDS):
        for name, answers_after in (("usual", USUAL), ("slow", SLOW)):
            async with api(bots.line_port, answers_after=answers_after):
                seen[name].append((await _taken(bots.ours, _OURS, 1)).rate)
        seen["down"].append((await _taken(bots.ours, _OURS, 1)).rate)
    print(heading("Our webhooks where LINE does not do well"))
    for name, words in (("slow", "answers after 1 s"), ("down", "is down")):
        ratio = median(now / usual for now, usual in zip(seen[name], seen["usual"], strict=True))
        print(row_of_ratio(f"rate where LINE {words} / where it answers after 50 ms", ratio, "1 within noise"))


def _of(seen: list[Taken], figure: Callable[[Taken], float]) -> float:
    return median(map(figure, seen))
