"""Webhooks at the same time share a commit, and what fails for one of them fails for it alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.line.errors import NotAcceptedError
from bot.line.events import arrival_of
from bot.line.own_id import OwnId
from bot.store.database import Database
from bot.store.turns import Turns
from bot.web.intake import Intake
from bot.web.nudge import Nudge
from tests.support.job_services import Bench

pytest_plugins = ["tests.support.databases"]


class SlowDatabase(Database):
    """Counts transactions; the first one waits until it is told to begin, as behind another writer."""

    def __init__(self, database: Database) -> None:
        super().__init__(database.engine)
        self.transactions = 0
        self.may_begin = threading.Event()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        self.transactions += 1
        assert self.may_begin.wait(timeout=20)
        with super().writing() as session:
            yield session


class Callers:
    """Webhooks that come at the same time, each with one event, and what became of each."""

    def __init__(self, bench: Bench, database: SlowDatabase, wake: Any = lambda: None) -> None:
        self._bench, self._database = bench, database
        self._intake = Intake(database, wake)
        self._before = threading.active_count()
        self.outcomes: dict[str, BaseException | None] = {}

    def come(self, *events: dict[str, Any]) -> None:
        now = self._bench.clock.now()

        def call(event: dict[str, Any]) -> None:
            try:
                self._intake.keep([arrival_of(event, now)], now)
            except Exception as error:  # noqa: BLE001 # kept for the test to look at
                self.outcomes[event["webhookEventId"]] = error
            else:
                self.outcomes[event["webhookEventId"]] = None

        threads = [threading.Thread(target=call, args=(event,)) for event in events]
        for thread in threads:
            thread.start()
        while len(self._intake._waiting) < len(events):  # nothing else tells that they all wait
            pass
        self._database.may_begin.set()
        for thread in threads:
            thread.join(timeout=20)


def test_webhooks_that_come_while_one_waits_share_its_commit(database: Database) -> None:
    bench, slow = Bench(database), SlowDatabase(database)
    woken: list[str] = []
    callers = Callers(bench, slow, lambda: woken.append("inbox"))

    callers.come(*(bench.text(str(number)) for number in range(6)))

    assert callers.outcomes == {f"event-{number}": None for number in range(6)}
    assert [event for event, _, _ in bench.kept()] == [f"event-{number}" for number in range(6)]
    assert (slow.transactions, woken) == (1, ["inbox"])


def test_an_event_that_no_database_takes_fails_alone(sqlite: Database) -> None:
    bench, slow = Bench(sqlite), SlowDatabase(sqlite)
    callers = Callers(bench, slow)

    callers.come(bench.text("a"), bench.text("b", odd=object()), bench.text("c"))

    assert {event: type(error).__name__ for event, error in callers.outcomes.items()} == {
        "event-0": "NoneType",
        "event-1": "StatementError",
        "event-2": "NoneType",
    }
    assert [event for event, _, _ in bench.kept()] == ["event-0", "event-2"]


def test_where_the_database_itself_fails_everyone_hears_it_and_nothing_is_tried_again(sqlite: Database) -> None:
    bench, slow = Bench(sqlite), SlowDatabase(sqlite)
    with sqlite.engine.begin() as connection:
        connection.exec_driver_sql("drop table inbox")
    callers = Callers(bench, slow)

    callers.come(bench.text("a"), bench.text("b"))

    assert {type(error) for error in callers.outcomes.values()} == {OperationalError}
    assert slow.transactions == 1


def test_a_lost_message_is_forgotten_in_whichever_order_the_events_of_a_batch_come(database: Database) -> None:
    bench = Bench(database)
    first, second = bench.text("ความลับ"), bench.text("ความลับ")
    unsent = [bench.event("unsend", unsend={"messageId": f"m-{event['webhookEventId']}"}) for event in (first, second)]

    bench.take_in(unsent[0], first)
    bench.take_in(second, unsent[1])

    assert [(event, note) for event, _, note in bench.kept()] == [
        *(("event-0", "unsent"), ("event-1", "unsent"), ("event-2", "forgotten"), ("event-3", "forgotten")),
    ]


def test_turns_at_writing_are_taken_by_one_at_a_time_though_each_has_locks_of_its_own(tmp_path: Path) -> None:
    inside, most = [0], [0]

    def work(turns: Turns) -> None:
        for _ in range(20):
            with turns.turn():
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    processes = [Turns(tmp_path / "a.db", patience=20) for _ in range(3)]
    threads = [threading.Thread(target=work, args=(turns,)) for turns in processes * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    assert most == [1]


def test_nobody_writes_twice_while_another_one_waits(tmp_path: Path) -> None:
    ours, theirs = (Turns(tmp_path / "a.db", patience=20) for _ in range(2))
    order: list[str] = []
    waits = threading.Event()

    def wait() -> None:
        waits.set()
        with theirs.turn():
            order.append("theirs")

    with ours.turn():
        waiting = threading.Thread(target=wait)
        waiting.start()
        waits.wait(timeout=20)
        waiting.join(timeout=0.05)  # until it stands between the doors
        order.append("ours")
    with ours.turn():
        order.append("ours again")
    waiting.join(timeout=20)

    assert order == ["ours", "theirs", "ours again"]


def test_who_waited_long_enough_goes_on_without_a_turn(tmp_path: Path) -> None:
    with Turns(tmp_path / "a.db", patience=20).turn(), Turns(tmp_path / "a.db", patience=0.01).turn():
        pass


def test_many_nudges_wake_at_once_and_once_more_afterwards() -> None:
    woken = threading.Semaphore(0)
    nudge = Nudge(woken.release, pause=0.02)

    for _ in range(50):
        nudge()

    assert woken.acquire(timeout=5)
    assert woken.acquire(timeout=5)
    assert not woken.acquire(timeout=0.1)


@pytest.mark.parametrize("trouble", [OSError("no queue"), RuntimeError("odd")])
def test_a_queue_that_is_down_is_no_trouble_of_the_webhook(trouble: Exception) -> None:
    def fail() -> None:
        raise trouble

    Nudge(fail)()


def test_the_own_id_is_asked_for_beside_the_webhook_and_remembered() -> None:
    may_answer, asked = threading.Event(), []

    def ask() -> str:
        asked.append("asked")
        may_answer.wait(timeout=20)
        return "U1"

    own_id = OwnId(ask)

    assert (own_id(), own_id()) == (None, None)
    may_answer.set()
    assert _told(own_id) == "U1"
    assert asked == ["asked"]


def test_a_line_that_cannot_be_asked_is_asked_again_after_a_pause_only() -> None:
    asked: list[str] = []

    def ask() -> str:
        asked.append("asked")
        if len(asked) == 1:
            raise NotAcceptedError("no connection")
        return "U1"

    patient, impatient = OwnId(ask, pause=3600), OwnId(ask, pause=0)
    while not asked:
        patient()
    assert [patient() for _ in range(20)] == [None] * 20

    assert _told(impatient) == "U1"
    assert asked == ["asked", "asked"]


def _told(own_id: OwnId) -> str:
    while (told := own_id()) is None:
        pass
    return told
