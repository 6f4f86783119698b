"""Zones as sources state them, and the two nights of a year on which a clock does not tell the time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from scoring.zones import NoSuchTimeError, TwoSuchTimesError, instant_of, told_from_utc, zone_of

NEW_YORK = ZoneInfo("America/New_York")


def from_utc(hours: int, minutes: int = 0) -> timezone:
    return timezone(timedelta(hours=hours, minutes=minutes))


@pytest.mark.parametrize(
    ("stated", "zone"),
    [
        ("America/New_York", NEW_YORK),
        ("EST (UTC-5)", from_utc(-5)),
        ("UTC\N{MINUS SIGN}05:30", from_utc(-5, -30)),
        ("GMT +7", from_utc(7)),
        ("UTC+0545", from_utc(5, 45)),
        ("UTC+24", None),
        ("UTC", ZoneInfo("UTC")),
        ("", None),
        ("America", None),
        ("../etc/passwd", None),
        ("ตามเวลานิวยอร์ก", None),
    ],
)
def test_a_zone_is_known_by_its_name_or_by_how_far_it_is_from_utc(stated: str, zone: object) -> None:
    assert zone_of(stated) == zone


@pytest.mark.parametrize(
    ("shown", "instant"),
    [
        ("2022-03-13T01:59", datetime(2022, 3, 13, 6, 59, tzinfo=UTC)),
        ("2022-03-13T03:00", datetime(2022, 3, 13, 7, 0, tzinfo=UTC)),
        ("2022-11-06T00:59", datetime(2022, 11, 6, 4, 59, tzinfo=UTC)),
        ("2022-11-06T02:00", datetime(2022, 11, 6, 7, 0, tzinfo=UTC)),
    ],
)
def test_around_a_switch_of_summer_time_each_clock_has_its_instant(shown: str, instant: datetime) -> None:
    assert instant_of(datetime.fromisoformat(shown), NEW_YORK) == instant


@pytest.mark.parametrize("minute", ["00", "30", "59"])
def test_the_hour_that_summer_time_skips_never_comes_and_the_one_it_repeats_comes_twice(minute: str) -> None:
    with pytest.raises(NoSuchTimeError):
        instant_of(datetime.fromisoformat(f"2022-03-13T02:{minute}"), NEW_YORK)
    with pytest.raises(TwoSuchTimesError):
        instant_of(datetime.fromisoformat(f"2022-11-06T01:{minute}"), NEW_YORK)


def test_how_far_an_instant_s_zone_is_from_utc_is_told_with_minutes_only_where_there_are_any() -> None:
    winter, summer = datetime(2022, 1, 1, tzinfo=NEW_YORK), datetime(2022, 7, 1, tzinfo=NEW_YORK)
    others = [datetime(2022, 1, 1, tzinfo=zone) for zone in (UTC, from_utc(5, 45), from_utc(-3, -30))]

    assert [told_from_utc(each) for each in (winter, summer, *others)] == [
        "UTC-5",
        "UTC-4",
        "UTC+0",
        "UTC+5:45",
        "UTC-3:30",
    ]
