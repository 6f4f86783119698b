"""What `make bench` says of passes over a nation holds at a small size too, and its time on paper is right."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from bot.google.budget import BURST, PER_MINUTE, LocalBudget
from tests.bench.as_gspread import in_one_batch, requests_for_one, tab_by_tab
from tests.bench.many_workbooks import Nation, Passed, nation
from tests.bench.paper_time import MeteredBudget, PaperTime

NOON = datetime(2021, 12, 3, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def people() -> Iterator[Nation]:
    with nation(40) as made:
        yield made


def requests_of(passed: Passed) -> tuple[int, int, int, int]:
    return passed.changes, passed.reads, passed.writes, passed.refused


def test_a_pass_asks_once_for_changes_and_reads_and_writes_only_what_changed(people: Nation) -> None:
    people.type_into(3, "ใช่")

    assert requests_of(people.run_a_pass()) == (1, 3, 3, 0)
    assert requests_of(people.run_a_pass()) == (1, 0, 0, 0)


def test_each_request_that_goes_wrong_costs_one_more(people: Nation) -> None:
    first, second, third = people.type_into(3, "ไม่ใช่")
    people.stage.hands.arm("503", path=first, method="GET")
    people.stage.hands.arm("reset", path=second, method="GET")
    people.stage.hands.arm("lost-answer", path=third, method="POST")

    assert requests_of(people.run_a_pass()) == (1, 5, 4, 3)
    assert requests_of(people.run_a_pass()) == (1, 0, 0, 0)


def test_gspread_costs_its_requests_for_every_workbook(people: Nation) -> None:
    sample = people.twins[:2]

    assert requests_for_one(people.stage, sample, tab_by_tab) == 8
    assert requests_for_one(people.stage, sample, in_one_batch) == 3


def test_two_workers_wait_on_paper_at_the_pace_of_their_budget() -> None:
    paper = PaperTime(NOON)
    budget = MeteredBudget(LocalBudget(paper.monotonic), paper, on_the_way=1.5)
    began = time.monotonic()

    paper.begin_with(2)
    with ThreadPoolExecutor(2) as threads:
        for sent in [threads.submit(send_thirty, paper, budget) for _ in range(2)]:
            sent.result()

    slept = (60 - BURST) / PER_MINUTE["read"] * 60
    assert slept <= paper.monotonic() < slept + 10
    assert budget.busiest_minutes()["read"] <= 60
    assert time.monotonic() - began < slept / 2


def send_thirty(paper: PaperTime, budget: MeteredBudget) -> None:
    for _ in range(30):
        paper.sleep(budget.spend("bot", "read"))
    paper.end()
