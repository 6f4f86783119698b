"""Several processes on one database: what they share, and what only one of them does."""

from __future__ import annotations

import multiprocessing
import threading
from datetime import timedelta

from bot.google.budget import BURST
from bot.jobs.reminders import queue_due_reminders
from bot.store import deadlines, outbox
from bot.store.budgets import SharedBudget
from bot.store.database import Database, engine
from bot.store.migrate import migrate
from scoring.deadlines import Deadline
from tests.support.job_services import NOON, Bench

pytest_plugins = ["tests.support.databases"]

EACH = 20
SOON = Deadline("d", "hrmo-2565", "ส่ง", "Hand in", NOON + timedelta(hours=20), "", "Asia/Bangkok")


def spend(url: str, waits: multiprocessing.Queue[list[float]]) -> None:
    """One process asks for its requests one after the other, and tells how long it was to wait for each."""
    opened = Database(engine(url))
    budget = SharedBudget(opened, {"read": 1}, burst=BURST)
    waits.put([budget.spend("bot", "read") for _ in range(EACH)])
    opened.engine.dispose()


def test_two_processes_share_one_budget_of_requests(database_url: str) -> None:
    made = engine(database_url)
    migrate(made)
    made.dispose()
    spawning = multiprocessing.get_context("spawn")
    waits: multiprocessing.Queue[list[float]] = spawning.Queue()
    processes = [spawning.Process(target=spend, args=(database_url, waits)) for _ in range(2)]
    for process in processes:
        process.start()
    told = [wait for _ in processes for wait in waits.get(timeout=60)]
    for process in processes:
        process.join(60)

    assert sum(wait == 0 for wait in told) in {BURST, BURST + 1}  # a token more where it took a minute
    assert len(told) == 2 * EACH
    assert 60 * (2 * EACH - BURST - 2) < max(told) <= 60 * (2 * EACH - BURST)


def test_two_clocks_at_once_queue_each_reminder_once(database: Database) -> None:
    bench = Bench(database)
    people = [f"U{number:032}" for number in range(6)]
    for person in people:
        bench.link(person)
    with database.writing() as session:
        deadlines.enter(session, SOON, bench.clock.now())

    clocks = [threading.Thread(target=queue_due_reminders, args=(bench.services(),)) for _ in range(4)]
    for clock in clocks:
        clock.start()
    for clock in clocks:
        clock.join()

    with database.reading() as session:
        assert sorted(row.chat_id for row in outbox.listing(session)) == people
