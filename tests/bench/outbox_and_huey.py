"""Messages through our outbox beside tasks through Huey's SqliteHuey as it comes, both on disk, LINE taking no time.

Huey commits when a task is queued and when it is taken; whoever is killed while doing it loses it. Our outbox keeps
what LINE accepted as well, so that nothing is lost or sent twice.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from huey import SqliteHuey
from huey.consumer import Consumer

from bot.jobs.outbox import drain_outbox
from bot.line.client import Accepted
from bot.store import chats, outbox
from bot.store.database import Database, engine
from bot.store.migrate import migrate
from bot.store.outbox import Draft
from tests.bench.rounds import heading, row_of_rate, row_of_ratio
from tests.support.job_services import NOON, Bench, FakeLine

ROUNDS = 5
THREADS = 4
_OURS, _THEIRS = 2000, 200
"""Messages a round."""

_PATIENCE = 120.0


@dataclass
class QuickLine(FakeLine):
    """Takes everything, and keeps only under which keys."""

    taken: list[str] = field(default_factory=list)

    def push(self, chat_id: str, messages: Any, retry_key: str) -> Accepted:
        self.taken.append(retry_key)
        return Accepted("request")

    def multicast(self, user_ids: Any, messages: Any, retry_key: str) -> Accepted:
        self.taken += [retry_key] * len(user_ids)
        return Accepted("request")


def print_outbox() -> None:
    """Messages a second from being queued to being done with, in turn."""
    with TemporaryDirectory() as folder:
        ours, huey = _Ours(Path(folder)), _Huey(Path(folder))
        seen: dict[str, list[tuple[float, float]]] = {"each its own": [], "the same to three": []}
        for _ in range(ROUNDS):
            for name, alike in (("each its own", 1), ("the same to three", 3)):
                seen[name].append((ours.moves(_OURS, alike), huey.moves(_THEIRS)))
    print(heading(f"Messages from being queued to being done with, {THREADS} threads, LINE taking no time"))
    for name, rates in seen.items():
        print(row_of_rate(f"Huey's SqliteHuey as it comes ({name})", median(theirs for _, theirs in rates), ""))
        print(row_of_rate("our outbox", median(ours for ours, _ in rates), ""))
        ratio = median(ours / theirs for ours, theirs in rates)
        print(row_of_ratio("our outbox / Huey", ratio, "20 at least"))


def _message(number: int) -> list[dict[str, Any]]:
    return [{"type": "text", "text": f"อีก 3 วันถึงกำหนดส่ง ยังขาด {number} ข้อ"}]


class _Ours:
    def __init__(self, folder: Path) -> None:
        made = engine(f"sqlite:///{folder / 'outbox.db'}")
        migrate(made)
        self._line = QuickLine()
        self._bench = Bench(Database(made), line=self._line)
        self._people = [f"U{number:032x}" for number in range(_OURS)]
        self._round = 0
        with self._bench.database.writing() as session:
            chats.meet_all(session, dict.fromkeys(self._people, "user"), NOON)

    def moves(self, messages: int, alike: int) -> float:
        """So many messages, each content to so many people; messages a second."""
        self._round += 1
        before, began = len(self._line.taken), time.perf_counter()
        drafts = [
            Draft(f"{self._round}:{number}", chat_id, "notice", _message(number // alike), "bench")
            for number, chat_id in enumerate(self._people[:messages])
        ]
        with self._bench.database.writing() as session:
            outbox.queue_messages(session, drafts, NOON)
        threads = [threading.Thread(target=drain_outbox, args=[self._bench.services()]) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        lasted = time.perf_counter() - began
        assert len(self._line.taken) - before == messages, "each message is taken once"
        return messages / lasted


class _Huey:
    def __init__(self, folder: Path) -> None:
        self._huey = SqliteHuey("bench", filename=str(folder / "huey.db"))
        self._left, self._done = 0, threading.Event()
        self._counting = threading.Lock()
        self._send = self._huey.task()(self._sent)

    def _sent(self, chat_id: str, messages: list[dict[str, Any]]) -> None:
        del chat_id, messages
        with self._counting:
            self._left -= 1
            if not self._left:
                self._done.set()

    def moves(self, messages: int) -> float:
        """So many tasks queued, then done by a consumer; tasks a second."""
        self._left = messages
        self._done.clear()
        began = time.perf_counter()
        for number in range(messages):
            self._send(f"U{number:032x}", _message(number))
        consumer = Consumer(self._huey, workers=THREADS, periodic=False)
        consumer.start()
        assert self._done.wait(_PATIENCE), "Huey did not do its tasks"
        lasted = time.perf_counter() - began
        consumer.stop(graceful=True)
        return messages / lasted
