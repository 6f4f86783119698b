"""Several workers at once do everything exactly once."""

from __future__ import annotations

import threading
from collections.abc import Callable

from bot.jobs.inbox import drain_inbox
from bot.jobs.outbox import drain_outbox
from bot.store import outbox
from bot.store.database import Database
from bot.store.outbox import Draft
from tests.support.job_services import USER, Bench

pytest_plugins = ["tests.support.databases"]


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
