"""Deadlines and their reminders as functions of time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scoring.deadlines import DEFAULT_OFFSETS, Deadline, Reminder, reminder_due, reminders_of, upcoming

CLOSES = datetime(2022, 3, 9, 17, tzinfo=UTC)


def closing(name: str = "call", at: datetime = CLOSES) -> Deadline:
    return Deadline(name, "small", "ส่งใบสมัคร", "Apply", at, "ภายในวันที่ 9 มีนาคม 2565", "Asia/Bangkok")


def before(**time: float) -> datetime:
    return CLOSES - timedelta(**time)


def test_a_deadline_is_open_until_the_instant_at_which_it_closes() -> None:
    deadline = closing()

    assert [deadline.is_open(before(microseconds=1)), deadline.is_open(CLOSES)] == [True, False]
    assert deadline.last_minute == datetime(2022, 3, 9, 16, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "requirement"),
    [("small/report", "report"), ("small/a/b", "a/b"), ("other/report", None), ("small", None), ("small.call", None)],
)
def test_the_id_says_whether_it_is_the_last_day_of_a_requirement(name: str, requirement: str | None) -> None:
    assert closing(name).requirement == requirement


@pytest.mark.parametrize(
    ("now", "offset"),
    [
        (before(days=30, microseconds=1), None),
        (before(days=30), timedelta(days=30)),
        (before(days=14, microseconds=1), timedelta(days=30)),
        (before(days=14), timedelta(days=14)),
        (before(days=2), timedelta(days=3)),
        (before(hours=1), timedelta(hours=3)),
        (CLOSES, None),
        (CLOSES + timedelta(days=1), None),
    ],
)
def test_of_the_steps_that_have_come_only_the_latest_is_due_and_none_once_it_has_closed(
    now: datetime, offset: timedelta | None
) -> None:
    deadline = closing()

    assert reminder_due(deadline, now) == (None if offset is None else Reminder(deadline, offset))


def test_a_reminder_goes_out_when_it_is_said_to() -> None:
    deadline = closing()

    def a_day_later(reminder: Reminder) -> datetime:
        return reminder.due_at + timedelta(days=1)

    assert reminder_due(deadline, before(days=29, microseconds=1), a_day_later) is None
    assert reminder_due(deadline, before(days=29), a_day_later) == Reminder(deadline, timedelta(days=30))
    assert reminder_due(deadline, CLOSES, a_day_later) is None


def test_reminders_come_the_first_one_first_in_whatever_order_they_were_entered() -> None:
    deadline = replace(closing(), offsets=(timedelta(hours=3), timedelta(days=2)))

    assert [reminder.step for reminder in reminders_of(deadline)] == ["48h", "3h"]


def test_people_are_reminded_from_a_month_to_three_hours_before() -> None:
    assert [Reminder(closing(), offset).due_at for offset in DEFAULT_OFFSETS] == [
        before(days=30),
        before(days=14),
        before(days=7),
        before(days=3),
        before(days=1),
        before(hours=3),
    ]


def test_a_reminder_is_known_by_agency_deadline_version_and_how_long_before() -> None:
    offsets = (timedelta(days=1), timedelta(days=1, minutes=59), timedelta(minutes=59))

    assert [Reminder(closing(), offset).key("A-1") for offset in offsets] == [
        "reminder:A-1:call:v1:24h",
        "reminder:A-1:call:v1:1499m",
        "reminder:A-1:call:v1:59m",
    ]


def test_the_nearest_open_deadline_comes_first() -> None:
    late, soon = closing("late", CLOSES + timedelta(days=1)), closing("soon")

    assert upcoming([late, closing("gone", before(days=9)), soon], before(days=9)) == [soon, late]
