"""The month's messages at work: LINE is asked, what waits is planned, and the officers hear of it in good time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.budget.month import MonthBudget, from_json
from bot.budget.plan import Mode
from bot.budget.urgency import Urgency
from bot.cases import message_budget
from bot.jobs.budget import plan_messages
from bot.jobs.outbox import drain_outbox
from bot.line import errors
from bot.store import agencies, chats, deadlines, decisions, line_quota, officers, outbox
from bot.store.database import Database
from bot.store.decisions import Decision
from bot.store.outbox import Draft, OutboxMessage
from bot.store.quiet_hours import BANGKOK
from scoring.deadlines import Deadline
from tests.support.job_services import GROUP, NOON, USER, Bench

pytest_plugins = ["tests.support.databases"]

OFFICER = "U" + "9" * 32
MONDAY = datetime(2021, 11, 8, 9, tzinfo=BANGKOK)
MONTHLY = errors.MonthlyLimitError("You have reached your monthly limit.", status=429)
FULL = 20


@pytest.fixture
def bench(database: Database) -> Bench:
    """A Monday at noon; LINE allows twenty messages in this month."""
    made = Bench(database)
    made.line.limit = FULL
    made.link()
    return made


def people(bench: Bench, count: int, agency: str = "A-1") -> list[str]:
    found = [f"U{number:032x}" for number in range(1, count + 1)]
    for person in found:
        bench.link(person, agency)
    return found


def queue(bench: Bench, key: str, chat: str = USER, **more: Any) -> None:
    draft = Draft(key, chat, "notice", [{"type": "text", "text": key}], "ทดสอบ", **more)
    with bench.database.writing() as session:
        outbox.queue_message(session, draft, bench.clock.now())


def state(bench: Bench, key: str) -> tuple[str, str | None]:
    with bench.database.reading() as session:
        row = session.query(OutboxMessage).filter_by(dedup_key=key).one()
        return row.state, row.error


def said(bench: Bench) -> list[tuple[str, list[str]]]:
    return [(each.to, [message.get("text", "card") for message in each.messages]) for each in bench.line.pushes]


def work(bench: Bench) -> MonthBudget:
    budget = plan_messages(bench.services())
    drain_outbox(bench.services())
    return budget


def test_while_there_is_plenty_everything_goes_out_at_once(bench: Bench) -> None:
    queue(bench, "early", urgency=Urgency.EARLY)

    budget = work(bench)

    assert said(bench) == [(USER, ["early"])]
    assert (budget.limit, budget.used, budget.needed, budget.mode) == (FULL, 0, 1, Mode.PLENTY)
    assert plan_messages(bench.services()).used == 1


def test_a_group_is_counted_and_costs_its_members(bench: Bench) -> None:
    with bench.database.writing() as session:
        chats.meet(session, GROUP, "group", NOON)
        chats.link(session, GROUP, "A-1", NOON)
    queue(bench, "to the group", GROUP)
    assert plan_messages(bench.services()).unknown_groups == 1

    bench.line.members[GROUP] = 7
    bench.clock.advance(hours=25)
    budget = work(bench)

    assert (budget.needed, budget.unknown_groups) == (7, 0)
    assert plan_messages(bench.services()).used == 7


def test_where_it_is_tight_what_can_wait_goes_together_on_monday(bench: Bench) -> None:
    bench.line.used = FULL - 3
    (other,) = people(bench, 1)
    queue(bench, "a", urgency=Urgency.EARLY)
    queue(bench, "b", urgency=Urgency.EARLY, not_before=NOON + timedelta(days=1))
    queue(bench, "x", other, urgency=Urgency.EARLY, not_before=MONDAY + timedelta(days=7))
    queue(bench, "y", other, urgency=Urgency.EARLY, not_before=MONDAY + timedelta(days=9))

    assert (work(bench).mode, said(bench)) == (Mode.FOLDING, [])
    queue(bench, "c", urgency=Urgency.EARLY)
    drain_outbox(bench.services())
    assert said(bench) == []
    bench.clock.set(MONDAY - timedelta(minutes=1))
    assert (work(bench).planned, said(bench)) == (2, [])
    bench.clock.set(MONDAY + timedelta(minutes=1))  # a tick that comes late waits for no other Monday
    work(bench)

    assert said(bench) == [(USER, ["a", "b", "c"])]


def test_what_waits_rides_on_a_result_for_nothing(bench: Bench) -> None:
    bench.line.used = FULL - 2
    queue(bench, "early", urgency=Urgency.EARLY)
    queue(bench, "tomorrow", urgency=Urgency.EARLY, not_before=NOON + timedelta(days=1))
    work(bench)
    assert said(bench) == []

    queue(bench, "result", urgency=Urgency.RESULT)
    drain_outbox(bench.services())

    assert said(bench) == [(USER, ["early", "result"])]
    assert state(bench, "early") == ("accepted", None)


def test_what_does_not_fit_waits_for_the_next_month_with_the_reason(bench: Bench) -> None:
    bench.line.used = FULL - 1
    queue(bench, "notice")
    queue(bench, "ends before", expires_at=NOON + timedelta(days=3), urgency=Urgency.THREE_DAYS)

    assert work(bench).left_over == 2
    assert state(bench, "notice") == ("pending", message_budget.LEFT_OVER)
    bench.clock.set(datetime(2021, 12, 1, 9, tzinfo=BANGKOK))
    bench.line.used = 0
    work(bench)

    assert said(bench) == [(USER, ["notice"])]
    assert state(bench, "ends before") == ("cancelled", f"{message_budget.LEFT_OVER}; too late to be of use")


def test_more_messages_bought_set_free_what_was_left_over(bench: Bench) -> None:
    bench.line.used = FULL
    queue(bench, "notice")
    work(bench)
    bench.line.limit = 1000
    bench.clock.advance(hours=1)

    budget = work(bench)

    assert (budget.mode, said(bench)) == (Mode.PLENTY, [(USER, ["notice"])])


def test_where_results_do_not_fit_each_agency_is_told_once_first(bench: Bench) -> None:
    bench.line.used = FULL - 2
    first, second = people(bench, 4)[:2], people(bench, 4)[2:]
    for person in second:
        bench.link(person, "A-2")
    work(bench)
    for person, agency in [*((each, "A-1") for each in first), *((each, "A-2") for each in second)]:
        queue(bench, person, person, urgency=Urgency.RESULT, agency_code=agency, subject=f"result of {agency}")

    budget = work(bench)

    assert (budget.mode, budget.promised_left_over) == (Mode.SHORT, 2)
    assert [to for to, _ in said(bench)] == [first[0], second[0]]


def test_after_the_monthly_limit_nothing_is_tried_until_there_is_room(bench: Bench) -> None:
    bench.line.limit = None
    plan_messages(bench.services())
    bench.line.troubles = [MONTHLY]
    for key in ("a", "b"):
        queue(bench, key, people(bench, 2)[key == "b"])
    drain_outbox(bench.services())
    bench.line.limit = bench.line.used = FULL

    for _ in range(20):
        bench.clock.advance(minutes=5)
        assert work(bench).refused
    assert bench.line.calls == 1

    bench.line.limit = FULL + 500
    bench.clock.advance(minutes=5)
    assert not work(bench).refused
    assert sorted(text for _, texts in said(bench) for text in texts) == ["a", "b"]


def test_a_refusal_although_line_tells_of_room_is_tried_again_after_an_hour(bench: Bench) -> None:
    plan_messages(bench.services())
    queue(bench, "a")
    bench.line.troubles = [MONTHLY, MONTHLY]
    drain_outbox(bench.services())

    for _ in range(3 * 12):
        bench.clock.advance(minutes=5)
        work(bench)

    assert (bench.line.calls, said(bench)) == (3, [(USER, ["a"])])


def test_officers_are_told_once_when_four_fifths_are_used(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    with bench.database.writing() as session:
        chats.meet(session, OFFICER, "user", NOON)
        officers.add(session, OFFICER, "สมศรี", NOON)
    bench.line.used = 15
    work(bench)
    assert said(bench) == []

    bench.line.used = 16
    for _ in range(3):
        bench.clock.advance(minutes=30)
        work(bench)

    assert said(bench) == [(OFFICER, ["card"])]
    assert [record.getMessage() for record in caplog.records].count("the month's messages run short") == 1
    with bench.database.reading() as session:
        (row,) = session.query(OutboxMessage)
        assert "ใช้ไป 16 จาก 20 ข้อความ (ร้อยละ 80) เหลือ 4" in row.messages[0]["altText"]


def test_line_out_of_reach_leaves_the_last_figures_in_force(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.line.used = 7
    plan_messages(bench.services())

    def no_answer() -> int:
        raise errors.TimedOutError("LINE did not answer in time")

    monkeypatch.setattr(bench.line, "used_this_month", no_answer)
    bench.clock.advance(minutes=30)
    budget = plan_messages(bench.services())

    assert (budget.used, budget.problem) == (7, "LINE did not answer in time")


def test_the_forecast_counts_deadlines_members_and_results_that_wait(bench: Bench) -> None:
    people(bench, 3)
    with bench.database.writing() as session:
        agencies.register(session, "A-3", "ไม่มีใครผูก", "hrmo-2565", now=NOON)
        closes = datetime(2021, 11, 20, 16, 30, tzinfo=BANGKOK)
        deadlines.enter(session, Deadline("call", "hrmo-2565", "ปิดรับ", "Call", closes, "", "Asia/Bangkok"), NOON)
    bench.line.limit = 1000

    budget = plan_messages(bench.services())

    assert budget.needed == 4 * 6  # five offsets that are to come, and what is judged
    assert {figures.kind: figures.own for figures in budget.kinds} == {"last_day": 8, "notice": 4, "early": 12}
    with bench.database.reading() as session:
        assert message_budget.last_planned(session, bench.clock.now()) == budget


def test_what_results_cost_that_are_decided_and_not_announced_is_kept_for_them(bench: Bench) -> None:
    people(bench, 3)
    with bench.database.writing() as session:
        given = {"programme": "hrmo-2565", "stage": "final", "title": "ผ่าน", "note": "", "reading_id": None}
        made = Decision(agency_code="A-1", decided_by="สมชาย", decided_by_id=OFFICER, decided_at=NOON, **given)
        decisions.decide(session, made)
    queue(bench, "early", urgency=Urgency.EARLY)
    bench.line.used = FULL - 5

    budget = work(bench)

    assert (budget.awaited, budget.mode, said(bench)) == (4, Mode.FOLDING, [])


def test_figures_survive_the_database(bench: Bench) -> None:
    budget = plan_messages(bench.services())

    assert from_json(budget.as_json()) == budget


def test_a_new_month_begins_with_plenty(bench: Bench) -> None:
    bench.line.used = FULL
    plan_messages(bench.services())
    bench.clock.set(datetime(2021, 12, 1, 8, tzinfo=BANGKOK))

    with bench.database.reading() as session:
        assert line_quota.find(session, bench.clock.now()) is None
        assert message_budget.last_planned(session, bench.clock.now()) is None
