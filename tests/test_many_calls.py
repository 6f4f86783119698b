"""Many messages share commits, and each of them still goes once, or not at all, by itself."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from bot.jobs.outbox import drain_outbox
from bot.jobs.side_by_side import SideBySide
from bot.line import errors
from bot.store import chats, many_calls, outbox
from bot.store.database import Database
from bot.store.outbox import Draft, OutboxMessage
from tests.support.job_services import Bench

pytest_plugins = ["tests.support.databases"]

PEOPLE = [f"U{number:032x}" for number in range(30)]
RATE = errors.NotAcceptedError("The API rate limit has been exceeded.", status=429)


@pytest.fixture
def bench(database: Database) -> Bench:
    made = Bench(database)
    with database.writing() as session:
        chats.meet_all(session, dict.fromkeys(PEOPLE, "user"), made.clock.now())
        drafts = [
            Draft(person, person, "notice", [{"type": "text", "text": person}], "ทดสอบ", subject="s")
            for person in PEOPLE
        ]
        assert outbox.queue_messages(session, drafts, made.clock.now()) == len(PEOPLE)
        assert outbox.queue_messages(session, drafts, made.clock.now()) == 0
    return made


def attempts(bench: Bench) -> dict[str, tuple[str, int, bool]]:
    """Of each message its state, how often it was tried, and whether anything about it is unsure."""
    with bench.database.reading() as session:
        rows = session.query(OutboxMessage).order_by(OutboxMessage.id)
        return {row.dedup_key: (row.state, row.attempts, row.unsure_since is not None) for row in rows}


def test_thirty_messages_take_two_commits(bench: Bench) -> None:
    commits: list[object] = []
    event.listen(bench.database.engine, "commit", commits.append)

    assert drain_outbox(bench.services()) == 30

    nothing_more_is_due = 1
    assert len(commits) == 2 + nothing_more_is_due
    assert [said.to for said in bench.line.pushes] == PEOPLE


def test_what_one_call_found_futile_the_others_do_not_try(bench: Bench) -> None:
    bench.line.troubles = [None, RATE]

    assert drain_outbox(bench.services()) == 1

    untried = dict.fromkeys(PEOPLE[2:], ("pending", 0, False))
    assert attempts(bench) == {PEOPLE[0]: ("accepted", 1, True), PEOPLE[1]: ("pending", 1, False), **untried}
    bench.clock.advance(seconds=2)
    assert drain_outbox(bench.services()) == 29
    assert sorted(said.to for said in bench.line.pushes) == PEOPLE


def test_side_by_side_each_goes_once(bench: Bench) -> None:
    bench.line.troubles = [errors.UnsureError("oops", status=500)]
    services = bench.services(do_all=SideBySide(4))

    drain_outbox(services)
    bench.clock.advance(seconds=2)
    drain_outbox(services)

    assert sorted(said.to for said in bench.line.pushes) == PEOPLE
    assert {state for state, _, _ in attempts(bench).values()} == {"accepted"}


def test_what_was_in_hand_of_a_worker_that_ended_goes_one_by_one(bench: Bench) -> None:
    with bench.database.writing() as session:
        assert len(many_calls.claim_some(session, bench.clock.now())) == 30
    later = bench.clock.advance(minutes=3)

    with bench.database.writing() as session:
        assert len(many_calls.claim_some(session, later)) == 1
