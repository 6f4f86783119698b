"""Requests to Google are accounted for together, by however many processes there are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.store.budgets import SharedBudget
from bot.store.database import Database

pytest_plugins = ["tests.support.databases"]

BURST = 4
PER_MINUTE = {"read": 30, "write": 600}
SECONDS_APART = 60 / PER_MINUTE["read"]

SPENDING = """
import sys
from bot.store.budgets import SharedBudget
from bot.store.database import Database, engine
budget = SharedBudget(Database(engine(sys.argv[1])), {"read": 30, "write": 600}, burst=4)
print("ready", flush=True)
sys.stdin.readline()
for _ in range(10):
    print(budget.spend("bot@x", "read"), flush=True)
"""


def budget_in(database: Database) -> SharedBudget:
    return SharedBudget(database, PER_MINUTE, burst=BURST)


def test_a_few_go_at_once_and_the_rest_wait_their_turn(database: Database) -> None:
    budget = budget_in(database)

    waits = [budget.spend("bot@x", "read") for _ in range(BURST + 2)]

    assert waits == [0, 0, 0, 0, pytest.approx(SECONDS_APART, abs=0.5), pytest.approx(2 * SECONDS_APART, abs=0.5)]


def test_each_identity_and_each_kind_has_a_bucket_of_its_own(database: Database) -> None:
    budget = budget_in(database)
    for _ in range(BURST):
        budget.spend("bot@x", "read")

    assert [budget.spend(*spent) for spent in (("bot@x", "write"), ("bot@y", "read"))] == [0, 0]


def test_two_processes_that_spend_at_once_spend_from_one_bucket(database: Database) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", SPENDING, url]
    piped = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen(command, cwd=Path(__file__).parent.parent, **piped) for _ in range(2)]  # type: ignore[call-overload]
    for process in processes:
        assert process.stdout.readline() == "ready\n", process.stderr.read()
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    told = [process.communicate(timeout=60)[0].split() for process in processes]

    waits = sorted(float(wait) for lines in told for wait in lines)
    assert len(waits) == 20
    assert waits[:BURST] == [0] * BURST
    # Twenty requests through one bucket: had each process its own, the longest wait would be that of six.
    assert waits[BURST:] == [pytest.approx(SECONDS_APART * turn, abs=1.5) for turn in range(1, 20 - BURST + 1)]


def test_a_bucket_fills_as_time_goes_by_but_never_beyond_its_burst(database: Database) -> None:
    quick = SharedBudget(database, {"read": 60_000}, burst=BURST)  # a token each millisecond

    waits = [quick.spend("bot@x", "read") for _ in range(30)]

    assert max(waits) < 0.1
    slow = budget_in(database)
    assert [slow.spend("bot@x", "read") for _ in range(BURST + 1)][-1] > 0
