"""A report's last day reminds those who owe that report and nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.cases import deadline_entry, secretariat
from bot.cases.reminding import lacks, reminder_messages
from bot.cases.views import Views, agency_view
from bot.conversation.events import Chat
from bot.conversation.view import Contact
from bot.jobs.reminders import queue_due_reminders
from bot.store import agencies, deadlines, officers, outbox, readings
from bot.store.database import Database
from scoring import programmes
from scoring.deadlines import Deadline
from scoring.engine import score
from scoring.submission import Value
from tests.support.job_services import USER, Bench, StillClock
from tests.support.sample_plans import NATIONAL, PROVINCE
from tests.support.sample_scorecards import HALF_WAY
from tests.support.small_programmes import submission

pytest_plugins = ["tests.support.databases"]

PLAN = "cso-plan-1"
A_WEEK_BEFORE = datetime(2022, 3, 25, 3, 0, tzinfo=UTC)
HALF_3 = "cso-plan-1/report.half_3"
DONE: Mapping[str, Value] = {
    **{f"report.half_3.{part}": "สรุป" for part in ("progress", "limits", "outputs", "outcomes", "impact")},
    "report.half_3.sent": A_WEEK_BEFORE.date(),
    **{f"I{number}.3": number for number in range(1, 4)},
    "I4.3": True,
    "I5.3": True,
}


@pytest.fixture
def bench(database: Database) -> Bench:
    made = Bench(database, clock=StillClock(A_WEEK_BEFORE))
    with database.writing() as session:
        deadline_entry.enter_stated(session, PLAN, by="a", now=A_WEEK_BEFORE)
    return made


def linked(bench: Bench, code: str, number: int, values: Mapping[str, Value] | None, programme: str = PLAN) -> str:
    """An agency whose workbook holds these values (None: was never read), and its chat."""
    chat = "U" + str(number) * 32
    bench.link(chat, code, programme)
    if values is not None:
        of = programmes.load(programme)
        read = submission(of, values, [key for key in values if of.inputs[key].evidence])
        with bench.database.writing() as session:
            card = score(of, read, now=A_WEEK_BEFORE)
            readings.record(session, code, f"file {code}", read, card, settings={}, now=A_WEEK_BEFORE)
    return chat


def keys(bench: Bench) -> list[str]:
    queue_due_reminders(bench.services(lacks=lacks, reminder_messages=reminder_messages))
    with bench.database.reading() as session:
        return sorted(row.dedup_key for row in outbox.listing(session) if row.state == "pending")


def test_only_those_who_owe_the_report_are_reminded_of_it(bench: Bench) -> None:
    ministry = linked(bench, "MINISTRY", 1, NATIONAL)
    linked(bench, "SENT", 2, {**NATIONAL, **DONE})
    linked(bench, "PROVINCE", 3, PROVINCE)
    linked(bench, "UNREAD", 4, None)
    linked(bench, "AWARD", 5, HALF_WAY, "hrmo-2565")

    assert keys(bench) == [f"reminder:MINISTRY:{HALF_3}:v1:168h:{ministry}"]


def test_a_reminder_of_a_report_says_what_that_report_still_asks(bench: Bench) -> None:
    linked(bench, "MINISTRY", 1, NATIONAL)
    with bench.database.reading() as session:
        half_3 = next(d for d in deadlines.standing(session) if d.id == HALF_3)
        message = reminder_messages(session, "MINISTRY", half_3, A_WEEK_BEFORE)[0]

    assert message["altText"] == (
        "แจ้งเตือน: รายงานความก้าวหน้า งวดครึ่งปีที่ 3 ครบกำหนด พฤ. 31 มี.ค. 2565 23.59 น. (อีก 6 วัน) ยังขาด 11 รายการ"
    )


def test_a_setting_that_moves_the_day_takes_the_waiting_reminder_back(bench: Bench) -> None:
    linked(bench, "MINISTRY", 1, NATIONAL)
    assert len(keys(bench)) == 1

    with bench.database.writing() as session:
        secretariat.change_settings(session, PLAN, {"half_year_calendar": "calendar"}, by="a", now=A_WEEK_BEFORE)

    assert keys(bench) == []


def test_a_closing_asks_for_all_that_is_required_by_now_but_not_for_later_days_or_advice(bench: Bench) -> None:
    call = Deadline("call", PLAN, "ปิดแผน", "Plan closes", A_WEEK_BEFORE + timedelta(days=2), "", "Asia/Bangkok")
    province = {**PROVINCE, "monitoring.local_mechanism": True, "monitoring.participation": True}
    before = datetime(2021, 3, 1, 3, 0, tzinfo=UTC)
    linked(bench, "BUSY", 1, PROVINCE)
    linked(bench, "READY", 2, province)

    with bench.database.reading() as session:
        assert [lacks(session, code, call, before) for code in ("BUSY", "READY")] == [True, False]
        assert lacks(session, "READY", call, A_WEEK_BEFORE), "the report of the first year is overdue by then"


def test_a_call_of_another_programme_is_open_to_every_agency(bench: Bench) -> None:
    linked(bench, "AWARD", 5, HALF_WAY, "hrmo-2565")
    call = Deadline("unpsa-2022.application", "unpsa-2022", "ก", "a", A_WEEK_BEFORE, "", "EST")

    with bench.database.reading() as session:
        assert lacks(session, "AWARD", call, A_WEEK_BEFORE)
        assert not lacks(session, "AWARD", replace(call, id=HALF_3, programme=PLAN), A_WEEK_BEFORE)


def test_a_body_sees_the_days_of_its_own_reports_only(bench: Bench) -> None:
    seen = {}
    for number, (code, values, programme) in enumerate(
        [("MINISTRY", NATIONAL, PLAN), ("PROVINCE", PROVINCE, PLAN), ("AWARD", HALF_WAY, "hrmo-2565")], start=1
    ):
        chat = linked(bench, code, number, values, programme)
        with bench.database.reading() as session:
            view = Views(Contact())(session, Chat("user", chat), A_WEEK_BEFORE)
        seen[code] = [deadline.requirement for deadline in view.deadlines]

    assert seen == {
        "MINISTRY": ["report.half_1", "report.half_2", "report.half_3", "report.half_4"],
        "PROVINCE": ["report.year_1", "report.year_2"],
        "AWARD": [],
    }


def test_the_overview_takes_its_median_from_those_with_points(bench: Bench) -> None:
    linked(bench, "MINISTRY", 1, NATIONAL)
    linked(bench, "AWARD", 5, HALF_WAY, "hrmo-2565")
    with bench.database.writing() as session:
        officers.add(session, USER, "สมศรี", A_WEEK_BEFORE)

    with bench.database.reading() as session:
        overview = Views(Contact())(session, Chat("user", USER), A_WEEK_BEFORE).overview
        award = agencies.find(session, "AWARD")
        assert award is not None
        card = agency_view(session, award, A_WEEK_BEFORE).scorecard
    assert overview is not None
    assert card is not None
    assert (overview.read, overview.median) == (2, card.totals["combined"].points)
