"""Whole conversations: from the event to the reply that LINE accepted. Each person asks again once they are answered.

So no queue can hide anything: what was not answered yet keeps its person waiting.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from bot.store import agencies, chats, readings
from bot.store.database import Database, engine
from scoring.engine import score
from tests.bench.line_side import Courier, api
from tests.bench.rounds import heading, row_of_rate, row_of_ratio, row_of_time
from tests.bench.two_bots import Bot, TwoBots, two_bots
from tests.bench.webhook_traffic import person, press, request, text
from tests.support.sample_scorecards import complete_agency

ROUNDS = 5
ASKING = 64
"""People who are in a conversation at once, of eight agencies."""

_SECONDS = 4.0
_PATIENCE = 120.0
_ANSWERS_AFTER = 0.05


@dataclass
class Talk:
    """People who ask, are answered and ask again, and how long each answer took."""

    bot: Bot
    ask: Callable[[str, str], dict[str, Any]]
    answered: list[float] = field(default_factory=list)
    _asked_at: dict[str, float] = field(default_factory=dict)
    _is_over: bool = False

    async def go_on(self, line_port: int) -> float:
        """For some seconds; answers a second."""
        self.answered, self._is_over, courier = [], False, Courier()
        async with api(line_port, answers_after=_ANSWERS_AFTER, accepted=lambda token: self._heard(courier, token)):
            await courier.connect(self.bot.web.port)
            began = time.perf_counter()
            for number in range(ASKING):
                self._asks(courier, number, 0)
            await asyncio.sleep(_SECONDS)
            rate = len(self.answered) / (time.perf_counter() - began)
            self._is_over = True
            await self._until_all_are_answered()
            await courier.all_answered()
            courier.close()
        return rate

    def _asks(self, courier: Courier, number: int, turn: int) -> None:
        token = f"{number}-{turn}-{time.monotonic_ns()}"
        self._asked_at[token] = time.perf_counter()
        courier.send(request(self.bot.path, self.ask(person(number), token)))

    def _heard(self, courier: Courier, token: str) -> None:
        self.answered.append(time.perf_counter() - self._asked_at.pop(token))
        number, turn, _ = token.split("-")
        if not self._is_over:
            self._asks(courier, int(number), int(turn) + 1)

    async def _until_all_are_answered(self) -> None:
        ends = time.monotonic() + _PATIENCE
        while self._asked_at:
            assert time.monotonic() < ends, f"{len(self._asked_at)} were not answered"
            await asyncio.sleep(0.05)


def print_conversations() -> None:
    """A button that asks for the score card of a full workbook, beside a line that is said back."""
    with two_bots() as bots:
        asyncio.run(_measure(bots))


async def _measure(bots: TwoBots) -> None:
    _have_people_of_agencies(bots.environment["DATABASE_URL"])
    sample = Talk(bots.sample, lambda user_id, token: text("คะแนน", user_id, token))
    ours = Talk(bots.ours, lambda user_id, token: press("v1:score", user_id, token))
    rates: list[tuple[float, float]] = []
    waits: list[float] = []
    with bots.with_a_worker():
        await ours.go_on(bots.line_port)  # until the worker is there
        for _ in range(ROUNDS):
            said_back = await sample.go_on(bots.line_port)
            rates.append((await ours.go_on(bots.line_port), said_back))
            waits.append(median(ours.answered))
    print(heading(f"Whole conversations of {ASKING} people, LINE answering after 50 ms"))
    print(row_of_rate("in the manner of the SDK's sample: a line said back", median(b for _, b in rates), ""))
    print(row_of_rate("ours: a score card, one worker of 4 threads", median(a for a, _ in rates), ""))
    print(row_of_ratio("rate, ours / the sample's", median(a / b for a, b in rates), ""))
    print(row_of_time("from the button to the card that LINE accepted", median(waits), ""))


def _have_people_of_agencies(database_url: str) -> None:
    """Everyone who asks is linked to one of eight agencies, each with a workbook that was read."""
    database, now = Database(engine(database_url)), datetime.now(UTC)
    known = complete_agency()
    assert known.submission is not None
    with database.writing() as session:
        for number in range(8):
            code = f"A-{number}"
            agencies.register(session, code, f"กรมที่ {number}", known.programme.id, now=now)
            card = score(known.programme, known.submission, now=now)
            readings.record(session, code, f"file {code}", known.submission, card, now=now)
        for number in range(ASKING):
            chats.meet(session, person(number), "user", now)
            chats.link(session, person(number), f"A-{number % 8}", now - timedelta(days=1))
