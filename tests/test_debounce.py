"""A workbook in which someone types is read when they pause; what is asked for at once is read at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.cases.change_poll import ChangePoll
from bot.cases.timing import Timing
from bot.google.drive_changes import Change, ChangesPage, DriveChanges
from bot.store import workbooks
from bot.store.database import Database
from tests.support.job_services import NOON, Bench

pytest_plugins = ["tests.support.databases"]

TIMING = Timing()
FILE = "f"


class TypedOnce(DriveChanges):
    """A log in which someone else has changed the workbook since every token."""

    def __init__(self) -> None:
        self.tokens = 0

    def start_token(self) -> str:
        return "0"

    def since(self, token: str) -> ChangesPage:
        self.tokens += 1
        change = Change(
            FILE, "ก", "sheet", gone=False, own=False, by="", can_edit=True, at=datetime(2021, 11, 1, tzinfo=UTC)
        )
        return ChangesPage((change,), str(self.tokens), is_last=True)


class Typing:
    """A workbook that was read, and signs of changes at seconds after noon."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.bench = Bench(database)
        self.bench.link()
        self.poll = ChangePoll(database, self.bench.clock, TypedOnce(), "bot", TIMING)
        self.poll()
        with database.writing() as session:
            workbooks.connect(session, FILE, "A-1", identity="bot", url="https://x", now=NOON)
        self.read()

    def sign(self, second: float) -> None:
        self.bench.clock.set(NOON + timedelta(seconds=second))
        self.poll()

    def read(self) -> None:
        now = self.bench.clock.now()
        with self.database.writing() as session:
            claim = workbooks.claim_dirty(session, now)
            assert claim is not None
            workbooks.settle(session, claim, scored_hash="h", feedback_hash=None, problem=None, now=now)

    def is_due(self, second: float) -> bool:
        with self.database.reading() as session:
            return workbooks.anything_due(session, NOON + timedelta(seconds=second))


@pytest.fixture
def typing(database: Database) -> Typing:
    return Typing(database)


def test_it_is_read_twenty_seconds_after_the_last_sign_of_a_change(typing: Typing) -> None:
    typing.sign(0)
    typing.sign(15)

    assert [typing.is_due(second) for second in (20, 34.9, 35)] == [False, False, True]


def test_it_is_read_after_ninety_seconds_whoever_goes_on_typing(typing: Typing) -> None:
    for second in range(0, 90, 15):
        typing.sign(second)
    assert not typing.is_due(89.9)

    typing.sign(90)
    assert typing.is_due(90)


def test_what_is_due_already_is_not_put_off(typing: Typing) -> None:
    typing.sign(0)
    typing.sign(25)

    assert typing.is_due(25)


def test_after_it_was_read_the_next_change_waits_anew(typing: Typing) -> None:
    typing.sign(0)
    typing.bench.clock.set(NOON + timedelta(seconds=20))
    typing.read()
    typing.sign(100)

    assert [typing.is_due(second) for second in (119.9, 120)] == [False, True]


def test_what_an_officer_asks_for_is_read_at_once_and_stays_so(typing: Typing) -> None:
    typing.sign(0)
    with typing.database.writing() as session:
        workbooks.mark_dirty(session, [FILE], NOON + timedelta(seconds=5))
    typing.sign(6)

    assert typing.is_due(6)
