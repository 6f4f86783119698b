"""Quiet hours: nothing falls into them, and what they reach over comes before them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.quiet_hours import (
    BANGKOK,
    EARLIER,
    LEAST_OF_USE,
    NIGHT,
    QuietHours,
    end_of_quiet,
    reminding_time,
    waking_time,
)
from scoring.deadlines import DEFAULT_OFFSETS
from tests.support.examples import examples

A_DAY = timedelta(days=1)


def bangkok(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BANGKOK)


clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
quiet_hours = st.builds(QuietHours, clocks, clocks)
moments = st.integers(0, 110 * 365 * 24 * 60)
instants = moments.map(lambda minute: datetime(1990, 1, 1, tzinfo=UTC) + timedelta(minutes=minute))
minutes = st.integers(1, 60 * 24 * 40).map(lambda number: timedelta(minutes=number))
offsets = minutes | st.sampled_from(DEFAULT_OFFSETS)


@pytest.mark.parametrize(
    ("quiet", "instant", "around"),
    [
        (NIGHT, "2021-11-01T19:59:59.999999", None),
        (NIGHT, "2021-11-01T20:00", ("2021-11-01T20:00", "2021-11-02T08:00")),
        (NIGHT, "2021-11-02T00:00", ("2021-11-01T20:00", "2021-11-02T08:00")),
        (NIGHT, "2021-11-02T07:59:59.999999", ("2021-11-01T20:00", "2021-11-02T08:00")),
        (NIGHT, "2021-11-02T08:00", None),
        (QuietHours(time(12), time(13)), "2021-11-02T12:30", ("2021-11-02T12:00", "2021-11-02T13:00")),
        (QuietHours(time(12), time(13)), "2021-11-02T13:00", None),
        (QuietHours(time(9), time(9)), "2021-11-02T09:00", None),
    ],
)
def test_quiet_hours_begin_with_their_first_instant_and_end_before_their_last(
    quiet: QuietHours, instant: str, around: tuple[str, str] | None
) -> None:
    assert quiet.around(bangkok(instant)) == (around and tuple(map(bangkok, around)))


def test_people_are_awake_for_the_rest_of_the_day() -> None:
    spans = [NIGHT, QuietHours(time(12), time(13, 30)), QuietHours(time(9), time(9))]

    assert [quiet.waking for quiet in spans] == [timedelta(hours=12), timedelta(hours=22, minutes=30), A_DAY]


@pytest.mark.parametrize(
    ("due", "closes", "sent"),
    [
        ("2022-03-09T12:00", "2022-03-09T15:00", "2022-03-09T12:00"),  # by day
        ("2022-03-09T00:00", "2022-03-10T00:00", "2022-03-09T08:00"),  # at night, with a day to go
        ("2022-03-09T21:00", "2022-03-10T00:00", "2022-03-09T17:00"),  # the night reaches over the deadline
        ("2022-03-09T23:30", "2022-03-10T00:00", "2022-03-09T19:30"),
        ("2022-03-10T06:00", "2022-03-10T09:00", "2022-03-10T08:00"),  # an hour is left in the morning
        ("2022-03-10T05:59", "2022-03-10T08:59", "2022-03-09T17:00"),  # less is too late
    ],
)
def test_what_falls_due_at_night_waits_for_the_morning_or_comes_before_the_night(
    due: str, closes: str, sent: str
) -> None:
    assert reminding_time(bangkok(due), bangkok(closes)) == bangkok(sent)


@examples(300)
@given(instants, offsets, quiet_hours)
def test_no_reminder_goes_out_in_quiet_hours_nor_too_late_and_none_is_lost(
    closes_at: datetime, offset: timedelta, quiet: QuietHours
) -> None:
    due_at = closes_at - offset
    sent_at = reminding_time(due_at, closes_at, quiet)

    assert end_of_quiet(sent_at, quiet) is None
    assert sent_at < closes_at
    if end_of_quiet(due_at, quiet) is None:
        assert sent_at == due_at
    elif sent_at > due_at:
        assert closes_at - sent_at >= LEAST_OF_USE
        assert sent_at - due_at <= A_DAY - quiet.waking
    else:
        assert closes_at - sent_at <= A_DAY + LEAST_OF_USE + EARLIER


@examples(100)
@given(instants, quiet_hours)
def test_whatever_waits_for_the_morning_waits_no_longer_than_the_night_lasts(
    instant: datetime, quiet: QuietHours
) -> None:
    woken = waking_time(instant, quiet)

    assert end_of_quiet(woken, quiet) is None
    assert timedelta(0) <= woken - instant <= A_DAY - quiet.waking
