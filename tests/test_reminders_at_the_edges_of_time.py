"""When reminders go out and what is told of a deadline around midnight, summer time, a leap day and the fiscal year."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation.dates import closing_time_at_source, closing_time_short, time_left
from bot.jobs.outbox import drain_outbox
from bot.jobs.reminders import queue_due_reminders, sending_time
from bot.store import deadlines
from bot.store.database import Database
from scoring import programmes
from scoring.deadlines import Deadline, deadlines_of, reminders_of
from sheets_schema.thai import thai_instant
from tests.support.job_services import Bench, StillClock

pytest_plugins = ["tests.support.databases"]

YEAR_ENDS = "2022-10-01T00:00+07:00"
"""The midnight after 30 September 2565, with which the fiscal year 2565 ends."""


def closing(closes: str, zone: str = "Asia/Bangkok") -> Deadline:
    """A deadline that closes at an instant (ISO, with its offset)."""
    return Deadline("call", "hrmo-2565", "ส่ง", "Send", datetime.fromisoformat(closes).astimezone(UTC), "", zone)


def sent(deadline: Deadline) -> list[str]:
    """When its reminders go out, in Bangkok and the Buddhist Era, the first one first."""
    return [thai_instant(sending_time(reminder)) for reminder in reminders_of(deadline)]


@pytest.mark.parametrize(
    ("closes", "goes_out"),
    [
        (  # midnight in Bangkok, the end of a fiscal year
            YEAR_ENDS,
            (
                "1 ก.ย. 2565 08.00 น. / 17 ก.ย. 2565 08.00 น. / 24 ก.ย. 2565 08.00 น. / "
                "28 ก.ย. 2565 08.00 น. / 30 ก.ย. 2565 08.00 น. / 30 ก.ย. 2565 17.00 น."
            ),
        ),
        (  # midnight of a leap day
            "2024-03-01T00:00+07:00",
            (
                "31 ม.ค. 2567 08.00 น. / 16 ก.พ. 2567 08.00 น. / 23 ก.พ. 2567 08.00 น. / "
                "27 ก.พ. 2567 08.00 น. / 29 ก.พ. 2567 08.00 น. / 29 ก.พ. 2567 17.00 น."
            ),
        ),
        (  # the end of the office's hours, all by day
            "2022-03-31T16:31+07:00",
            (
                "1 มี.ค. 2565 16.31 น. / 17 มี.ค. 2565 16.31 น. / 24 มี.ค. 2565 16.31 น. / "
                "28 มี.ค. 2565 16.31 น. / 30 มี.ค. 2565 16.31 น. / 31 มี.ค. 2565 13.31 น."
            ),
        ),
        (  # midnight of the zone EST, noon in Bangkok
            "2021-12-04T00:00-05:00",
            (
                "4 พ.ย. 2564 12.00 น. / 20 พ.ย. 2564 12.00 น. / 27 พ.ย. 2564 12.00 น. / "
                "1 ธ.ค. 2564 12.00 น. / 3 ธ.ค. 2564 12.00 น. / 4 ธ.ค. 2564 09.00 น."
            ),
        ),
    ],
)
def test_each_reminder_goes_out_by_day_in_bangkok(closes: str, goes_out: str) -> None:
    assert " / ".join(sent(closing(closes))) == goes_out


@pytest.mark.parametrize(
    ("closes", "here", "there"),
    [
        ("2022-03-13T00:00-05:00", "อา. 13 มี.ค. 2565 11.59 น.", "ส. 12 มี.ค. 2565 23.59 น. America/New_York (UTC-5)"),
        ("2022-03-14T00:00-04:00", "จ. 14 มี.ค. 2565 10.59 น.", "อา. 13 มี.ค. 2565 23.59 น. America/New_York (UTC-4)"),
        ("2022-03-13T03:00-04:00", "อา. 13 มี.ค. 2565 13.59 น.", "อา. 13 มี.ค. 2565 01.59 น. America/New_York (UTC-5)"),
        ("2022-11-06T00:00-04:00", "อา. 6 พ.ย. 2565 10.59 น.", "ส. 5 พ.ย. 2565 23.59 น. America/New_York (UTC-4)"),
        ("2022-11-07T00:00-05:00", "จ. 7 พ.ย. 2565 11.59 น.", "อา. 6 พ.ย. 2565 23.59 น. America/New_York (UTC-5)"),
        ("2022-11-06T01:00-05:00", "อา. 6 พ.ย. 2565 12.59 น.", "อา. 6 พ.ย. 2565 01.59 น. America/New_York (UTC-4)"),
    ],
)
def test_the_last_minute_is_told_in_bangkok_and_on_new_york_s_clocks_on_both_sides_of_both_switches(
    closes: str, here: str, there: str
) -> None:
    deadline = closing(closes, "America/New_York")

    assert (closing_time_short(deadline), closing_time_at_source(deadline)) == (here, there)


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("Asia/Bangkok", ""),
        ("Asia/Jakarta", ""),
        ("UTC+7", ""),
        ("", ""),
        ("ตามประกาศของสหประชาชาติ", "เวลา ตามประกาศของสหประชาชาติ"),
        ("EST (UTC-5)", "ศ. 30 ก.ย. 2565 11.59 น. EST (UTC-5)"),
    ],
)
def test_a_source_that_keeps_bangkok_s_time_is_told_once_and_one_that_is_not_understood_as_it_stands(
    zone: str, told: str
) -> None:
    assert closing_time_at_source(closing(YEAR_ENDS, zone)) == told


@pytest.mark.parametrize(
    ("now", "left"),
    [
        ("2022-09-28T23:59:59", "อีก 2 วัน"),
        ("2022-09-29T00:00:00", "พรุ่งนี้"),
        ("2022-09-29T23:59:59", "พรุ่งนี้"),
        ("2022-09-30T00:00:00", "อีก 24 ชั่วโมง"),
        ("2022-09-30T23:00:01", "อีก 59 นาที"),
        ("2022-09-30T23:59:59", "อีก 1 นาที"),
        ("2022-10-01T00:00:00", "ปิดรับแล้ว"),
    ],
)
def test_the_days_that_are_left_change_at_midnight_in_bangkok(now: str, left: str) -> None:
    assert time_left(closing(YEAR_ENDS), datetime.fromisoformat(f"{now}+07:00")) == left


def test_a_report_of_a_fiscal_year_is_due_until_its_last_second_and_the_leap_day_has_one_too() -> None:
    plan, words = programmes.load("cso-plan-1"), (programmes.words("cso-plan-1"), programmes.words("cso-plan-1", "en"))
    half_2 = next(deadline for deadline in deadlines_of(plan, *words) if deadline.requirement == "report.half_2")

    assert closing_time_short(half_2) == "พฤ. 30 ก.ย. 2564 23.59 น."
    assert half_2.is_open(datetime.fromisoformat("2021-09-30T23:59:59+07:00"))
    assert not half_2.is_open(datetime.fromisoformat("2021-10-01T00:00:00+07:00"))
    assert closing_time_short(closing("2024-03-01T00:00+07:00")) == "พฤ. 29 ก.พ. 2567 23.59 น."
    assert closing_time_short(closing("2023-03-01T00:00+07:00")) == "อ. 28 ก.พ. 2566 23.59 น."


@pytest.mark.parametrize("closes", [YEAR_ENDS, "2022-03-14T00:00-04:00"])
def test_ticking_by_the_hour_each_goes_out_exactly_when_it_should(sqlite: Database, closes: str) -> None:
    deadline = closing(closes)
    bench = Bench(sqlite, StillClock(deadline.closes_at - timedelta(days=31)))
    bench.link()
    with sqlite.writing() as session:
        deadlines.enter(session, deadline, bench.clock.now())
    went_out = []
    while bench.clock.now() < deadline.closes_at + timedelta(days=1):
        queue_due_reminders(bench.services())
        if drain_outbox(bench.services()):
            went_out.append(thai_instant(bench.clock.now()))
        bench.clock.advance(hours=1)

    assert went_out == sent(deadline)
    assert len(bench.line.pushes) == 6
