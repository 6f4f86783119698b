"""The queue carries wake-ups, the ticker offers what is due, and a lost wake-up loses nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from huey import PostgresHuey, SqliteHuey

from bot.jobs.services import Scored
from bot.jobs.ticker import Pace, offer_what_is_due, ticker
from bot.jobs.wakeups import ENOUGH, THREADS, WakeUps, Workers, queue_at
from bot.jobs.workbooks import drain_workbooks
from bot.store import outbox, workbooks
from bot.store.database import Database
from bot.store.outbox import Draft
from bot.store.workbooks import Claim
from tests.support.job_services import NOON, USER, Bench, broken

pytest_plugins = ["tests.support.databases"]


@pytest.fixture
def bench(sqlite: Database) -> Bench:
    made = Bench(sqlite)
    made.link()
    return made


@pytest.fixture
def huey(tmp_path: Path) -> Any:
    return queue_at(f"sqlite:///{tmp_path / 'queue.db'}", "secret")


def wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def connect(bench: Bench) -> None:
    with bench.database.writing() as session:
        workbooks.connect(session, "f", "A-1", identity="bot", url="https://x", now=NOON)


def test_the_queue_follows_its_address(tmp_path: Path, postgres: str) -> None:
    assert isinstance(queue_at(f"sqlite:///{tmp_path / 'q.db'}", "s"), SqliteHuey)
    at_postgres = queue_at(postgres.replace("+psycopg", ""), "s")
    assert isinstance(at_postgres, PostgresHuey)
    assert at_postgres.pending_count() == 0


def test_processes_that_begin_at_once_make_the_queue_once(empty_postgres: str) -> None:
    address = empty_postgres.replace("+psycopg", "")

    with ThreadPoolExecutor(8) as pool:
        queues = list(pool.map(lambda _: queue_at(address, "s"), range(8)))

    assert [queue.pending_count() for queue in queues] == [0] * 8


def test_a_wake_up_reaches_a_worker(bench: Bench, huey: Any) -> None:
    wake = WakeUps(huey, bench.services)
    workers = Workers(huey)
    workers.start()
    try:
        bench.take_in(bench.event("postback", postback={"data": "?"}))
        wake.inbox()
        wait_for(lambda: len(bench.line.replies) == 1)
    finally:
        workers.stop(graceful=True)


def test_a_chat_is_answered_while_many_workbooks_are_read(bench: Bench, huey: Any) -> None:
    go_on = threading.Event()

    def long_reading(claim: Claim) -> Scored:
        go_on.wait(timeout=10)
        return Scored("hash", None)

    connect(bench)
    wake = WakeUps(huey, lambda: bench.services(score_workbook=long_reading))
    workers = Workers(huey)
    workers.start()
    try:
        for file_id in map(str, range(THREADS)):
            with bench.database.writing() as session:
                workbooks.connect(session, file_id, "A-1", identity="bot", url="https://x", now=NOON)
            wake.workbooks()
        bench.take_in(bench.event("postback", postback={"data": "?"}))
        wake.inbox()
        wait_for(lambda: len(bench.line.replies) == 1)
    finally:
        go_on.set()
        workers.stop(graceful=True)


def test_a_full_queue_takes_no_more_wake_ups(bench: Bench, huey: Any) -> None:
    wake = WakeUps(huey, bench.services)

    for _ in range(ENOUGH + 10):
        wake.outbox()

    assert huey.pending_count() == ENOUGH


def test_what_waits_for_a_clock_that_was_put_back_keeps_nobody_from_being_woken(bench: Bench, huey: Any) -> None:
    wake = WakeUps(huey, bench.services)
    an_hour = datetime.now() + timedelta(hours=1)  # noqa: DTZ005 # Huey's own kind of time
    for _ in range(ENOUGH + 10):
        huey.add_schedule(wake._inbox.s(eta=an_hour))  # as if planned before the clock was put back

    wake.inbox()
    wake.outbox()

    assert sorted(task.name for task in huey.pending()) == ["wake_inbox", "wake_outbox"]
    assert huey.scheduled_count() == ENOUGH + 10


def test_a_forged_task_is_not_run(bench: Bench, tmp_path: Path, huey: Any) -> None:
    stranger = WakeUps(queue_at(f"sqlite:///{tmp_path / 'queue.db'}", "another secret"), bench.services)
    stranger.outbox()

    with pytest.raises(Exception, match=r"[Ss]ignature"):
        huey.dequeue()


def test_only_what_is_due_is_offered(bench: Bench, huey: Any) -> None:
    wake = WakeUps(huey, bench.services)
    offer_what_is_due(bench.services(), wake)
    assert huey.pending_count() == 0

    with bench.database.writing() as session:
        outbox.queue_message(session, Draft("k", USER, "result", [], "ทดสอบ"), NOON)
    connect(bench)
    offer_what_is_due(bench.services(), wake)

    assert {task.name for task in huey.pending()} == {"wake_outbox", "wake_workbooks"}


def test_the_ticker_wakes_without_anyone_asking(bench: Bench, huey: Any) -> None:
    polled = threading.Event()
    services = bench.services(poll_changes=polled.set)
    wake = WakeUps(huey, lambda: services)
    clock = ticker(services, wake, Pace(due=0.1, changes=0.1, reminders=3600, tidy=3600))
    workers = Workers(huey)
    workers.start()
    clock.start()
    try:
        bench.take_in(bench.event("postback", postback={"data": "?"}))
        wait_for(lambda: len(bench.line.replies) == 1 and polled.is_set())
    finally:
        clock.shutdown()
        workers.stop(graceful=True)


def test_the_tickers_jobs_are_never_left_out_and_never_run_beside_themselves(bench: Bench, huey: Any) -> None:
    clock = ticker(bench.services(), WakeUps(huey, bench.services))
    clock.start(paused=True)
    try:
        jobs = {job.id: (job.max_instances, job.coalesce, job.misfire_grace_time) for job in clock.get_jobs()}
    finally:
        clock.shutdown()

    names = [
        "due",
        "pulse",
        "changes",
        "channels",
        "closings",
        "reminders",
        "link_news",
        "control_news",
        "menus",
        "budget",
        "tidy",
        "check",
    ]
    assert jobs == dict.fromkeys(names, (1, True, None))


def test_changed_workbooks_are_read_one_after_the_other(bench: Bench) -> None:
    connect(bench)

    assert drain_workbooks(bench.services()) == 1
    assert drain_workbooks(bench.services()) == 0

    with bench.database.reading() as session:
        book = workbooks.of_agency(session, "A-1")
        assert book is not None
        assert (book.scored_hash, book.last_read_at, book.dirty_since) == ("hash 1", NOON, None)


def test_a_workbook_that_breaks_is_tried_again_later(bench: Bench) -> None:
    connect(bench)

    assert drain_workbooks(bench.services(score_workbook=broken)) == 1

    with bench.database.reading() as session:
        book = workbooks.of_agency(session, "A-1")
        assert book is not None
        assert str(book.last_problem).startswith("RuntimeError at job_services.py:")
    bench.clock.advance(seconds=15)
    assert drain_workbooks(bench.services()) == 1
