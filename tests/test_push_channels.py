"""Push channels wake the poll and are never more than that: opened, renewed, stopped, lost, forged."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest

from bot.cases.push_channels import LIFE, LONG_PAUSE, SHORT_PAUSE
from bot.google.drive_channels import PATH, DriveChannels
from bot.sandbox.credentials import BOT
from bot.sandbox.google.channels import CHANNELS
from bot.store import push_channels
from bot.store.push_channels import LEASE
from tests.support.called_address import wait_until
from tests.support.pushed_house import NOWHERE, SECOND, House, house

__all__ = ["house"]

pytest_plugins = ["tests.support.databases"]


def test_an_edit_wakes_the_poll_of_its_log(house: House) -> None:
    file_id = house.workbook()
    with house.open_to_calls():
        house.keep()
        house.edit(file_id)
        wait_until(house.is_pushed)

    assert not house.is_dirty(file_id), "a call is not the truth: only the log says what changed"
    house.polls.pushed()
    assert (house.is_dirty(file_id), house.is_pushed()) == (True, False)


def test_opening_costs_one_request_and_keeping_an_open_channel_none(house: House) -> None:
    bot = house.identities.served_by(BOT)
    with house.open_to_calls():
        before = bot.calls["drive"]
        house.keep()
        house.keep()

    assert bot.calls["drive"] - before == 1
    [row] = house.rows()
    assert [row.id] == house.at_drive()
    assert (row.expires_at - row.made_at) / LIFE == pytest.approx(1, abs=1e-4)  # the header tells whole seconds


def test_a_channel_is_renewed_before_it_ends_and_the_old_one_is_stopped(house: House) -> None:
    with house.open_to_calls():
        house.keep()
        [first] = house.at_drive()
        house.sandbox.clock.advance(LIFE * 0.7)
        house.keep()
        assert house.at_drive() == [first]

        house.sandbox.clock.advance(LIFE * 0.1)
        house.keep()

    [second] = house.at_drive()
    assert (second != first, [row.id for row in house.rows()]) == (True, [second])


def test_an_end_that_drive_sets_itself_is_heeded(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sandbox.google.channels.LONGEST_LIFE", timedelta(hours=1))
    with house.open_to_calls():
        house.keep()
        [row] = house.rows()
        house.sandbox.clock.advance(timedelta(minutes=50))
        house.keep()

    assert (row.expires_at - row.made_at).total_seconds() == pytest.approx(3600, abs=2)
    assert row.id not in house.at_drive()


def test_where_no_calls_are_wanted_any_more_channels_are_stopped(house: House) -> None:
    with house.open_to_calls():
        house.keep()
        house.keep(address=None)

    assert (house.at_drive(), house.rows()) == ([], [])


def test_another_address_takes_the_place_of_the_old_one(house: House) -> None:
    with house.open_to_calls():
        house.keep(NOWHERE)
        [first] = house.at_drive()
        house.keep()

    assert (len(house.at_drive()), first in house.at_drive()) == (1, False)
    assert [row.address for row in house.rows()] == [f"{house.root}{PATH}"]


def test_two_clocks_at_once_open_one_channel(house: House) -> None:
    with house.open_to_calls():
        at_once = threading.Barrier(4)
        faults: list[BaseException] = []

        def keep() -> None:
            try:
                keeper = house.keeper()
                at_once.wait(timeout=10)
                keeper()
            except BaseException as error:  # noqa: BLE001 # told below, in the test's own thread
                faults.append(error)

        threads = [threading.Thread(target=keep) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)

    assert faults == []
    assert (len(house.at_drive()), len(house.rows())) == (1, 1)


class Dying(DriveChannels):
    """A process that ends as soon as Drive has opened the channel."""

    def open(self, *asked: Any) -> Any:
        super().open(*asked)
        raise KeyboardInterrupt


def die_after_opening(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as dying:
        dying.setattr("bot.cases.push_channels.DriveChannels", Dying)
        with pytest.raises(KeyboardInterrupt):
            house.keep()


def test_after_a_crash_the_first_call_proves_the_channel_open(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    file_id = house.workbook()
    with house.open_to_calls():
        die_after_opening(house, monkeypatch)
        wait_until(house.is_known_open)
        house.sandbox.clock.advance(LEASE + SECOND)
        house.keep()
        house.edit(file_id)
        wait_until(house.is_pushed)

    assert [row.id for row in house.rows()] == house.at_drive()
    assert len(house.at_drive()) == 1


def test_an_orphan_that_nobody_knows_to_be_open_ends_by_itself(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.root = NOWHERE.removesuffix(PATH)
    die_after_opening(house, monkeypatch)
    [orphan] = house.at_drive()
    house.keep()
    assert house.at_drive() == [orphan], "someone may still be at it"

    house.sandbox.clock.advance(LEASE + SECOND)
    house.keep()
    serving = next(row for row in house.rows() if row.retired_at is None)
    assert sorted(house.at_drive()) == sorted([orphan, serving.id])
    house.sandbox.clock.advance(LIFE)
    house.keep()

    assert orphan not in [row.id for row in house.rows()]


def test_a_retired_orphan_is_stopped_once_it_calls(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.root = NOWHERE.removesuffix(PATH)
    die_after_opening(house, monkeypatch)
    [orphan] = house.at_drive()
    resource = house.sandbox.shelf.all(CHANNELS)[orphan]["resource_id"]
    house.sandbox.clock.advance(LEASE + SECOND)
    house.keep()

    with house.database.writing() as session:
        now = house.sandbox.clock.now()
        in_use = push_channels.take_call(session, orphan, resource, is_change=True, expires_at=None, now=now)
    house.keep()

    assert (in_use, house.is_pushed(), orphan in house.at_drive()) == (False, False, False)


def test_an_answer_that_is_lost_is_not_asked_for_twice(house: House) -> None:
    house.sandbox.faults.arm("lost-answer", path="/changes/watch")
    with house.open_to_calls():
        house.keep()
        wait_until(house.is_known_open)
        house.keep()

    assert len(house.at_drive()) == 1


@pytest.mark.parametrize(("fault", "pause"), [("503", SHORT_PAUSE), ("403-domainPolicy", LONG_PAUSE)])
def test_where_drive_refuses_it_is_left_alone_for_a_while_and_polled_all_the_same(
    house: House, fault: str, pause: timedelta
) -> None:
    file_id = house.workbook()
    house.sandbox.faults.arm(fault, path="/changes/watch")
    with house.open_to_calls():
        house.keep()
        house.keep()
        assert house.at_drive() == []
        house.edit(file_id)
        house.polls()
        assert house.is_dirty(file_id)

        house.sandbox.clock.advance(pause + SECOND)
        house.keep()

    assert len(house.at_drive()) == 1


def test_a_stop_that_fails_is_tried_again_and_one_done_before_is_done(house: House) -> None:
    with house.open_to_calls():
        house.keep()
        house.sandbox.faults.arm("lost-answer", path="/channels/stop")
        house.keep(address=None)
        assert (house.at_drive(), house.rows()) == ([], []), "the second try finds it stopped"

        house.keep()
        house.sandbox.faults.arm("403-domainPolicy", path="/channels/stop")
        house.keep(address=None)
        assert len(house.at_drive()) == len(house.rows()) == 1
        house.sandbox.clock.advance(LONG_PAUSE + SECOND)
        house.keep(address=None)

    assert (house.at_drive(), house.rows()) == ([], [])
