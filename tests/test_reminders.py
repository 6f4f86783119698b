"""Who lacks something is reminded, once per step, and never of a deadline that was moved."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.jobs.outbox import drain_outbox
from bot.jobs.reminders import queue_due_reminders
from bot.store import chats, deadlines, outbox, topics
from bot.store.chats import ChatRow
from bot.store.database import Database
from scoring.deadlines import Deadline
from tests.support.job_services import GROUP, NOON, USER, Bench

pytest_plugins = ["tests.support.databases"]

OTHER = "U" + "3" * 32


@pytest.fixture
def bench(database: Database) -> Bench:
    made = Bench(database)
    made.link()
    return made


def enter(bench: Bench, closes_in: timedelta, **changes: Any) -> Deadline:
    given = {
        "id": "d1",
        "programme": "hrmo-2565",
        "title_th": "ส่งแบบประเมิน",
        "title_en": "Hand in",
        "closes_at": NOON + closes_in,
        "source_text": "",
        "source_zone": "Asia/Bangkok",
        **changes,
    }
    with bench.database.writing() as session:
        return deadlines.enter(session, Deadline(**given), bench.clock.now())


def keys(bench: Bench) -> dict[str, str]:
    """Key to state of everything queued."""
    with bench.database.reading() as session:
        return {row.dedup_key: row.state for row in outbox.listing(session)}


def test_each_step_before_a_deadline_reminds_once(bench: Bench) -> None:
    enter(bench, timedelta(days=8))
    sent = []
    for _ in range(8 * 24):
        queue_due_reminders(bench.services())
        drain_outbox(bench.services())
        sent.append(len(bench.line.pushes))
        bench.clock.advance(hours=1)

    assert sorted(keys(bench)) == sorted(
        f"reminder:A-1:d1:v1:{hours}h:{USER}" for hours in (14 * 24, 7 * 24, 3 * 24, 24, 3)
    )
    assert set(keys(bench).values()) == {"accepted"}
    assert sent[-1] == 5


def test_only_those_who_lack_something_are_reminded(bench: Bench) -> None:
    bench.link(OTHER, "A-2")
    enter(bench, timedelta(days=6))

    def lacks(_session: Session, agency: str, _deadline: Deadline, _now: datetime) -> bool:
        return agency == "A-2"

    assert queue_due_reminders(bench.services(lacks=lacks)) == 1
    assert list(keys(bench)) == [f"reminder:A-2:d1:v1:168h:{OTHER}"]


def test_a_waiting_reminder_is_cancelled_once_nothing_is_lacking(bench: Bench) -> None:
    enter(bench, timedelta(days=6))
    queue_due_reminders(bench.services())

    queue_due_reminders(bench.services(lacks=lambda *_: False))

    assert list(keys(bench).values()) == ["cancelled"]


def test_moving_a_deadline_cancels_its_reminders_and_starts_anew(bench: Bench) -> None:
    enter(bench, timedelta(days=6))
    queue_due_reminders(bench.services())

    moved = enter(bench, timedelta(days=12))
    queue_due_reminders(bench.services())

    assert moved.version == 2
    assert keys(bench) == {
        f"reminder:A-1:d1:v1:168h:{USER}": "cancelled",
        f"reminder:A-1:d1:v2:336h:{USER}": "pending",
    }


def test_correcting_only_the_title_keeps_the_version(bench: Bench) -> None:
    enter(bench, timedelta(days=6))

    assert enter(bench, timedelta(days=6), title_th="ส่งแบบประเมินตนเอง").version == 1


def test_a_removed_deadline_reminds_nobody(bench: Bench) -> None:
    enter(bench, timedelta(days=6))
    queue_due_reminders(bench.services())
    with bench.database.writing() as session:
        deadlines.remove(session, "d1", bench.clock.now())

    assert queue_due_reminders(bench.services()) == 0
    assert list(keys(bench).values()) == ["cancelled"]


def test_a_later_step_takes_the_place_of_one_still_waiting(bench: Bench) -> None:
    enter(bench, timedelta(hours=26), offsets=(timedelta(hours=26), timedelta(hours=25)))
    queue_due_reminders(bench.services())
    bench.clock.advance(hours=1)
    queue_due_reminders(bench.services())

    assert keys(bench) == {
        f"reminder:A-1:d1:v1:26h:{USER}": "cancelled",
        f"reminder:A-1:d1:v1:25h:{USER}": "pending",
    }


@pytest.mark.parametrize("why", ["notifications off", "disabled", "linked after the step"])
def test_who_may_or_need_not_be_reminded_is_not(bench: Bench, why: str) -> None:
    enter(bench, timedelta(days=6))
    with bench.database.writing() as session:
        if why == "notifications off":
            topics.switch(session.get_one(chats.ChatRow, USER), on=False)
        elif why == "disabled":
            chats.disable(session, USER, "unfollowed", bench.clock.now())
        else:
            chats.link(session, USER, "A-1", bench.clock.now())

    assert queue_due_reminders(bench.services()) == 0


def test_after_the_deadline_nobody_is_reminded(bench: Bench) -> None:
    enter(bench, timedelta(hours=2))
    queue_due_reminders(bench.services())
    bench.clock.advance(hours=2)

    assert queue_due_reminders(bench.services()) == 0
    drain_outbox(bench.services())
    assert bench.line.pushes == []
    assert list(keys(bench).values()) == ["cancelled"]


def test_at_night_nothing_is_made_and_in_the_morning_only_for_who_still_lacks_something(bench: Bench) -> None:
    bench.link(OTHER, "A-2")
    bench.clock.advance(hours=9)  # 21.00 in Bangkok
    enter(bench, timedelta(days=3))
    assert queue_due_reminders(bench.services()) == 0

    bench.clock.advance(hours=11)

    assert queue_due_reminders(bench.services(lacks=lambda _session, agency, *_: agency == "A-2")) == 1
    assert keys(bench) == {f"reminder:A-2:d1:v1:72h:{OTHER}": "pending"}


def test_a_reminder_of_the_last_hours_goes_out_before_the_night_that_reaches_over_the_deadline(bench: Bench) -> None:
    enter(bench, timedelta(hours=12))  # midnight in Bangkok
    sent = []
    for _ in range(12):
        queue_due_reminders(bench.services())
        drain_outbox(bench.services())
        sent.append(len(bench.line.pushes))
        bench.clock.advance(hours=1)

    assert sent == [1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2]  # at noon that of a day before, at 17.00 that of three hours
    assert list(keys(bench)) == [f"reminder:A-1:d1:v1:3h:{USER}", f"reminder:A-1:d1:v1:24h:{USER}"]


def test_a_system_that_was_off_for_a_week_sends_one_reminder_for_all_that_passed(bench: Bench) -> None:
    enter(bench, timedelta(days=31))
    bench.clock.advance(days=28, hours=2)

    assert queue_due_reminders(bench.services()) == 1
    assert list(keys(bench)) == [f"reminder:A-1:d1:v1:72h:{USER}"]


def test_a_clock_that_is_put_back_repeats_nothing_and_takes_nothing_back(bench: Bench) -> None:
    enter(bench, timedelta(days=31))
    bench.clock.advance(days=28, hours=2)
    queue_due_reminders(bench.services())  # three days before; LINE has not taken it yet
    bench.clock.advance(days=-10)

    assert queue_due_reminders(bench.services()) == 0
    assert keys(bench) == {f"reminder:A-1:d1:v1:72h:{USER}": "pending"}


def test_other_steps_of_the_same_deadline_repeat_nothing_and_take_back_what_waits_for_a_step_that_is_gone(
    bench: Bench,
) -> None:
    enter(bench, timedelta(days=6))
    queue_due_reminders(bench.services())

    changed = enter(bench, timedelta(days=6), offsets=(timedelta(days=10), timedelta(days=2), timedelta(minutes=90)))
    queue_due_reminders(bench.services())
    bench.clock.advance(days=5, hours=22, minutes=30)
    queue_due_reminders(bench.services())

    assert changed.version == 1
    assert keys(bench) == {
        f"reminder:A-1:d1:v1:168h:{USER}": "cancelled",
        f"reminder:A-1:d1:v1:240h:{USER}": "cancelled",
        f"reminder:A-1:d1:v1:90m:{USER}": "pending",
    }


def test_a_group_is_reminded_only_where_a_linked_officer_allowed_it(bench: Bench) -> None:
    with bench.database.writing() as session:
        chats.meet(session, GROUP, "group", bench.clock.now())
        chats.link(session, GROUP, "A-1", NOON - timedelta(days=365))
    enter(bench, timedelta(days=6))
    assert queue_due_reminders(bench.services()) == 1

    with bench.database.writing() as session:
        session.get_one(ChatRow, GROUP).group_allowed = True

    assert queue_due_reminders(bench.services()) == 1
    assert set(keys(bench)) == {f"reminder:A-1:d1:v1:168h:{chat}" for chat in (USER, GROUP)}
