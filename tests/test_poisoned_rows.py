"""One row that breaks each time is set aside and told, and everything else goes on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.cases.work_state import work_state
from bot.jobs.inbox import drain_inbox
from bot.jobs.outbox import drain_outbox
from bot.jobs.reminders import queue_due_reminders
from bot.jobs.services import Scored
from bot.jobs.workbooks import MOST_ATTEMPTS, drain_workbooks
from bot.store import agencies, deadlines, outbox, outbox_calls, readings, seals, workbooks
from bot.store.database import Database
from bot.store.outbox import Draft, OutboxMessage
from bot.store.readings import Reading
from bot.store.workbooks import Claim, Workbook
from scoring.deadlines import Deadline
from scoring.engine import score
from tests.support.closing import CLOSES, FILE, MIDNIGHT, TIMING, Desk
from tests.support.job_services import NOON, USER, Bench, StillClock
from tests.support.sample_scorecards import HALF_WAY, PROGRAMME, submission

pytest_plugins = ["tests.support.databases"]

OTHER = "U" + "2" * 32
SOON = Deadline("d", "hrmo-2565", "ส่ง", "Hand in", NOON + timedelta(hours=20), "", "Asia/Bangkok")


@pytest.fixture
def bench(database: Database) -> Bench:
    bench = Bench(database)
    bench.link(USER, "A-1")
    bench.link(OTHER, "B-1")
    return bench


def broken_for_a(_session: Session, agency: str, deadline: Deadline, _now: datetime) -> list[dict[str, Any]]:
    if agency == "A-1":
        raise ValueError("an answer that nobody foresaw")
    return [{"type": "text", "text": f"{agency} {deadline.id}"}]


def standing(bench: Bench) -> list[tuple[str, str, str, int, bool]]:
    with bench.database.reading() as session:
        found = work_state(session, bench.clock.now()).troubles
    return [(each.kind, each.subject, each.about, each.times, each.is_set_aside) for each in found]


def queued(bench: Bench) -> list[str]:
    with bench.database.reading() as session:
        return sorted(row.chat_id for row in outbox.listing(session))


def test_an_agency_whose_reminder_breaks_keeps_no_other_from_being_reminded(bench: Bench) -> None:
    with bench.database.writing() as session:
        deadlines.enter(session, SOON, bench.clock.now())
    breaking = bench.services(reminder_messages=broken_for_a)

    for _ in range(7):
        queue_due_reminders(breaking)
        bench.clock.advance(minutes=1)
    seen = (queued(bench), standing(bench))
    bench.clock.advance(hours=1)
    queue_due_reminders(breaking)
    an_hour_later = standing(bench)
    bench.clock.advance(hours=1)
    queue_due_reminders(bench.services())

    assert seen == ([OTHER], [("reminder", "A-1", "", 5, True)])
    assert an_hour_later == [("reminder", "A-1", "", 6, True)]
    assert (queued(bench), standing(bench)) == ([USER, OTHER], [])


def test_a_workbook_that_breaks_is_put_off_for_a_day_and_others_are_read(bench: Bench) -> None:
    connect(bench, "bad", "A-1")

    def read(claim: Claim) -> Scored:
        if claim.file_id == "bad":
            raise ValueError("a cell that nobody foresaw")
        return Scored("hash", None)

    services = bench.services(score_workbook=read)
    for number in range(MOST_ATTEMPTS):
        connect(bench, f"good-{number}", "B-1")
        drain_workbooks(services)
        bench.clock.advance(minutes=45)

    bad = book(bench, "bad")
    assert bad.not_before == bench.clock.now() - timedelta(minutes=45) + workbooks.ASIDE
    assert bad.last_problem == "ValueError at test_poisoned_rows.py:84"
    assert all(book(bench, f"good-{number}").dirty_since is None for number in range(MOST_ATTEMPTS))
    connect(bench, "bad", "A-1")
    assert drain_workbooks(services) == 1


def test_a_workbook_that_ends_the_process_each_time_is_set_aside_and_read_when_it_changes(bench: Bench) -> None:
    connect(bench, "bad", "A-1")

    taken = []
    for _ in range(7):
        with bench.database.writing() as session:
            taken.append(workbooks.claim_dirty(session, bench.clock.now()) is not None)
        bench.clock.advance(minutes=11)
    aside = book(bench, "bad").last_problem
    connect(bench, "bad", "A-1")

    assert taken == [True] * workbooks.MOST_INTERRUPTED + [False] * 2
    assert aside == workbooks.INTERRUPTED
    assert drain_workbooks(bench.services()) == 1
    assert (book(bench, "bad").last_problem, book(bench, "bad").interrupted) == (None, 0)


def test_a_message_that_ends_the_process_each_time_fails_visibly_and_others_go_out(bench: Bench) -> None:
    text = [{"type": "text", "text": "ผล"}]
    with bench.database.writing() as session:
        outbox.queue_message(session, Draft("bad", USER, "result", text, ""), bench.clock.now())
    for _ in range(outbox_calls.MOST_INTERRUPTED):
        with bench.database.writing() as session:
            assert outbox_calls.claim_due(session, bench.clock.now()) is not None
        bench.clock.advance(minutes=3)
    with bench.database.writing() as session:
        outbox.queue_message(session, Draft("good", OTHER, "result", text, ""), bench.clock.now())

    drain_outbox(bench.services())

    with bench.database.reading() as session:
        ended = {row.dedup_key: (row.state, row.error) for row in session.query(OutboxMessage)}
        assert work_state(session, bench.clock.now()).failed == 1
    assert ended == {"bad": ("failed", outbox_calls.INTERRUPTED), "good": ("accepted", None)}


def test_an_event_that_breaks_each_time_is_counted_for_the_secretariat(bench: Bench) -> None:
    def breaks(*_: object) -> object:
        raise ValueError("a message that nobody foresaw")

    bench.take_in(bench.event("postback", postback={"data": "?"}))
    bench.take_in(bench.event("postback", postback={"data": "?"}, source={"type": "user", "userId": OTHER}))

    for _ in range(5):
        drain_inbox(bench.services(view_of=breaks))
        bench.clock.advance(minutes=1)

    with bench.database.reading() as session:
        assert work_state(session, bench.clock.now()).unanswered == 2


def test_an_agency_whose_inputs_cannot_be_taken_keeps_no_other_open(database: Database) -> None:
    desk = Desk(database, StillClock(MIDNIGHT - timedelta(days=1)), Bench(database))
    bench, before = Bench(database, desk.clock), MIDNIGHT - timedelta(days=1)
    with database.writing() as session:
        for code in ("A-1", "B-1"):
            agencies.register(session, code, code, "hrmo-2565", now=before)
            filled = submission(HALF_WAY)
            readings.record(session, code, FILE, filled, score(PROGRAMME, filled, now=before), now=before)
        deadlines.enter(session, CLOSES, before)
        spoilt = readings.latest(session, "A-1")
        assert spoilt is not None
        whole, spoilt.submission = spoilt.submission, {"answers": "spoilt"}

    desk.at(MIDNIGHT + TIMING.closing_delay)
    for _ in range(6):
        desk.tick()
    told, taken = standing(bench), taken_of(database)
    with database.writing() as session:
        session.get_one(Reading, spoilt.id).submission = whole
    desk.clock.advance(hours=1)
    desk.tick()

    assert told == [("closing", "A-1", "hrmo-2565", 5, True)]
    assert taken == {"B-1"}
    assert (standing(bench), taken_of(database)) == ([], {"A-1", "B-1"})


def taken_of(database: Database) -> set[str]:
    with database.reading() as session:
        return set(seals.all_standing(session))


def connect(bench: Bench, file_id: str, agency: str) -> None:
    with bench.database.writing() as session:
        workbooks.connect(session, file_id, agency, identity="bot", url="", now=bench.clock.now())


def book(bench: Bench, file_id: str) -> Workbook:
    with bench.database.reading() as session:
        return session.get_one(Workbook, file_id)
