"""Several workers at once do everything exactly once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from bot.jobs.inbox import drain_inbox
from bot.jobs.outbox import drain_outbox
from bot.store import outbox
from bot.store.database import Database
from bot.store.outbox import Draft
from tests.support.job_services import USER, Bench

pytest_plugins = ["tests.support.databases"]

KILLED_WHILE_SENDING = """
import os, signal, sys
from bot.jobs.outbox import drain_outbox
from bot.store.database import Database, engine
from tests.support.job_services import Bench, FakeLine

class Deadly(FakeLine):
    def push(self, chat_id, messages, retry_key):
        print(retry_key, flush=True)  # LINE has it now
        os.kill(os.getpid(), signal.SIGKILL)

bench = Bench(Database(engine(sys.argv[1])), line=Deadly())
drain_outbox(bench.services())
"""


def at_once(work: Callable[[], object], workers: int = 4) -> None:
    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def queue(bench: Bench, count: int) -> None:
    bench.link()
    with bench.database.writing() as session:
        for number in range(count):
            text = [{"type": "text", "text": str(number)}]
            outbox.queue_message(session, Draft(f"k{number}", USER, "result", text, "ทดสอบ"), bench.clock.now())


def test_workers_at_once_send_each_message_once(database: Database) -> None:
    bench = Bench(database)
    queue(bench, 20)

    at_once(lambda: drain_outbox(bench.services()))

    told = [int(message["text"]) for said in bench.line.pushes for message in said.messages]
    assert sorted(told) == list(range(20))
    assert bench.line.calls == len(bench.line.pushes)


def test_workers_at_once_answer_each_event_once_and_in_order_per_chat(database: Database) -> None:
    bench = Bench(database)
    people = ["U" + str(number) * 32 for number in range(1, 5)]
    for _ in range(3):
        for person in people:
            source = {"type": "user", "userId": person}
            bench.take_in(bench.event("postback", postback={"data": "?"}, source=source, replyToken=f"{person} {_}"))
        bench.clock.advance(seconds=1)

    at_once(lambda: drain_inbox(bench.services()))
    drain_inbox(bench.services())

    tokens = [said.to for said in bench.line.replies]
    assert len(tokens) == 12
    for person in people:
        assert [token for token in tokens if token.startswith(person)] == [f"{person} {turn}" for turn in range(3)]


def test_a_worker_killed_right_after_line_accepted_does_not_lead_to_a_second_message(
    sqlite: Database, tmp_path: Path
) -> None:
    bench = Bench(sqlite)
    queue(bench, 1)
    url = f"sqlite:///{tmp_path / 'test.db'}"

    killed = subprocess.run(
        [sys.executable, "-c", KILLED_WHILE_SENDING, url],
        cwd=Path(__file__).parent.parent,
        env={**os.environ, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    bench.line.keys.append(killed.stdout.strip())
    bench.clock.advance(minutes=3)
    drain_outbox(bench.services())

    assert bench.line.pushes == []
    with sqlite.reading() as session:
        assert outbox.counts(session) == {"accepted": 1}
