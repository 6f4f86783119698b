"""How the health of a link follows from looks: grace before a link is called bad, none before it is called well."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evidence.health import (
    FIRST_TIME,
    LONGEST_WAIT,
    ONCE_WELL,
    SOONEST,
    UNREACHABLE,
    WEEK,
    WELL,
    Grace,
    Health,
    Observation,
    State,
    after,
    next_look,
)

START = datetime(2021, 11, 1, 5, 0, tzinfo=UTC)
OK = Observation("ok")
GONE = Observation("gone", "http_404")
NOT_SHARED = Observation("not_shared", "not_visible")
DOWN = Observation("temporary", "http_503")
UNTOLD = Observation("not_checked", "robots")

SEEN = st.sampled_from(
    [OK, Observation("moved", "permanent"), GONE, NOT_SHARED, Observation("needs_login", "http_401"), DOWN, UNTOLD]
)
STEPS = st.lists(st.tuples(SEEN, st.timedeltas(timedelta(minutes=1), timedelta(days=9))), min_size=1, max_size=30)


def history(steps: list[tuple[Observation, timedelta]]) -> list[tuple[datetime, Observation, Health]]:
    """Every look with its instant and the health after it."""
    now, health, told = START, Health(), []
    for seen, pause in steps:
        now += pause
        health = after(health, seen, now)
        told.append((now, seen, health))
    return told


def looked(*steps: tuple[Observation, timedelta]) -> Health:
    return history(list(steps))[-1][2]


HOUR, DAY, NOW = timedelta(hours=1), timedelta(days=1), timedelta(0)


@given(STEPS)
def test_no_single_failure_ever_changes_a_state(steps: list[tuple[Observation, timedelta]]) -> None:
    before: State = "not_checked"
    alike = 0
    last: State | None = None
    for _, seen, health in history(steps):
        alike = alike + 1 if seen.state == last else 1
        is_failure = seen.state not in WELL and seen.state != "not_checked"
        if is_failure and health.state != before:
            counted = sum(1 for _, each, _ in history(steps) if each.state == health.state)
            assert counted >= 2
            assert health.failures >= 2
        before, last = health.state, seen.state


@given(STEPS)
def test_grace_is_respected_before_any_failure_is_believed(steps: list[tuple[Observation, timedelta]]) -> None:
    before: Health = Health()
    for now, _, health in history(steps):
        if health.state != before.state and health.state not in {*WELL, "not_checked"}:
            assert health.suspect == health.state
            assert health.suspect_since is not None
            grace = grace_of(health)
            assert health.failures >= grace.failures
            assert now - health.suspect_since >= grace.lasting
        before = health


def grace_of(health: Health) -> Grace:
    if health.state == "temporary":
        return UNREACHABLE
    return ONCE_WELL if health.well_at else FIRST_TIME


@given(STEPS)
def test_one_good_look_ends_all_suspicion_at_once(steps: list[tuple[Observation, timedelta]]) -> None:
    for now, seen, health in history(steps):
        if seen.state in WELL:
            assert (health.state, health.well_at, health.suspect, health.failing_since) == (seen.state, now, None, None)


@given(STEPS)
def test_a_site_that_is_only_down_is_never_called_gone(steps: list[tuple[Observation, timedelta]]) -> None:
    only_down = [(DOWN if seen.state == "gone" else seen, pause) for seen, pause in steps]

    assert all(health.state != "gone" for _, _, health in history(only_down))


@given(STEPS)
def test_what_cannot_be_told_blames_no_one(steps: list[tuple[Observation, timedelta]]) -> None:
    assert all(health.trouble is None for _, seen, health in history(steps) if seen.state == "not_checked")


@given(STEPS, st.floats(0, 1))
def test_the_next_look_is_later_and_within_bounds(steps: list[tuple[Observation, timedelta]], jitter: float) -> None:
    for now, seen, health in history(steps):
        pause = next_look(health, seen, now, jitter) - now
        assert SOONEST <= pause <= timedelta(days=30) * 1.25
        if health.failing_since is not None:
            assert pause <= WEEK * 1.25


def test_a_link_that_was_well_is_called_gone_after_a_day_of_failing() -> None:
    well = (OK, NOW)

    assert looked(well, (GONE, DAY)).state == "ok"
    assert looked(well, (GONE, DAY), (GONE, HOUR), (GONE, HOUR), (GONE, HOUR)).state == "ok"
    assert looked(well, (GONE, DAY), (GONE, 5 * DAY)).state == "ok"
    assert looked(well, (GONE, DAY), (GONE, HOUR), (GONE, DAY)).state == "gone"


def test_a_link_that_never_was_well_is_told_within_the_hour() -> None:
    assert looked((NOT_SHARED, NOW)).trouble is None
    assert looked((NOT_SHARED, NOW), (NOT_SHARED, timedelta(minutes=29))).trouble is None
    assert looked((NOT_SHARED, NOW), (NOT_SHARED, timedelta(minutes=30))).trouble == "not_shared"


def test_a_site_that_does_not_answer_is_told_after_two_days() -> None:
    failing = [(OK, NOW), (DOWN, HOUR), (DOWN, HOUR), (DOWN, HOUR), (DOWN, DAY)]

    assert looked(*failing).state == "ok"
    assert looked(*failing, (DOWN, DAY)).state == "temporary"


def test_an_outage_in_between_takes_nothing_back() -> None:
    assert looked((GONE, NOW), (DOWN, HOUR), (GONE, HOUR)).state == "gone"
    assert looked((GONE, NOW), (GONE, HOUR), (DOWN, HOUR)).state == "gone"


def test_another_kind_of_failure_begins_anew() -> None:
    assert looked((GONE, NOW), (NOT_SHARED, HOUR)).state == "not_checked"
    assert looked((GONE, NOW), (GONE, HOUR), (NOT_SHARED, HOUR), (NOT_SHARED, HOUR)).state == "not_shared"


@pytest.mark.parametrize(
    ("health", "trouble"),
    [
        (Health("ok"), None),
        (Health("moved", "permanent"), None),
        (Health("moved", "front_page"), "front_page"),
        (Health("gone", "http_410"), "gone"),
        (Health("not_shared", "not_visible"), "not_shared"),
        (Health("not_shared", "private_address"), "not_public"),
        (Health("needs_login", "sign_in_page"), "needs_login"),
        (Health("temporary", "timeout"), "unreachable"),
        (Health("temporary", "tls"), "insecure"),
        (Health("not_checked", "robots"), None),
    ],
)
def test_each_state_is_told_in_its_own_way(health: Health, trouble: str | None) -> None:
    assert health.trouble == trouble


def test_looks_become_rarer_while_a_link_fails_and_are_rare_while_it_is_well() -> None:
    now, health, pauses = START, after(Health(), GONE, START), []
    for _ in range(60):
        due = next_look(health, GONE, now, 0)
        pauses.append(due - now)
        now, health = due, after(health, GONE, due)

    assert [pause / HOUR for pause in pauses[:8]] == [0.5, 0.5, 1, 2, 4, 8, 16, 24]
    assert pauses[-1] == WEEK
    assert next_look(Health("ok"), OK, START, 0) == START + WEEK


def test_a_site_that_asks_to_be_left_alone_is_left_alone_for_a_day_at_most() -> None:
    busy = Observation("temporary", "http_429", wait=timedelta(hours=3))
    health = after(Health(), busy, START)

    assert next_look(health, busy, START, 0) == START + timedelta(hours=3)
    for_ever = Observation("temporary", "http_429", wait=timedelta(days=900))
    assert next_look(health, for_ever, START, 0) == START + LONGEST_WAIT
