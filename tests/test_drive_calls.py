"""What a call of Drive's does, and what a forged one does not."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
import requests

from bot.cases.push_channels import LIFE
from bot.google.drive_channels import PATH, is_token_of, token_of
from bot.google.file_ids import workbook_url
from bot.google.workbooks import Workbooks
from bot.jobs.ticker import Pace
from bot.one_process import running
from bot.sandbox.credentials import BOT
from bot.sandbox.google.channels import CHANNELS
from bot.store import drive_pages, push_channels, workbooks
from tests.support.agency_office import agency_office
from tests.support.called_address import free_port, wait_until
from tests.support.google_side import Naps, person_transport, shared_template
from tests.support.pushed_house import NOWHERE, RETITLED, SECRET, House, house

__all__ = ["house"]

pytest_plugins = ["tests.support.databases"]


def call(house: House, channel_id: str, token: str, state: str = "change", **more: str) -> requests.Response:
    headers = {"X-Goog-Channel-ID": channel_id, "X-Goog-Channel-Token": token, "X-Goog-Resource-State": state, **more}
    return requests.post(f"{house.root}{PATH}", headers=headers, timeout=10)


def test_a_forged_call_is_answered_like_any_other_and_does_nothing(house: House) -> None:
    with house.open_to_calls():
        house.keep()
        [row] = house.rows()
        forged = [
            call(house, row.id, "guessed"),
            call(house, row.id, ""),
            call(house, row.id, token_of("another secret", row.id)),
            call(house, "unknown", "guessed"),
            requests.post(f"{house.root}{PATH}", data=b"x" * 10_000, timeout=10),
        ]
        assert not house.is_pushed()
        stranger = call(house, "never-opened", token_of(SECRET, "never-opened"))
        assert not house.is_pushed()
        true = call(house, row.id, token_of(SECRET, row.id))

    answers = {(answer.status_code, answer.content) for answer in [*forged, stranger, true]}
    assert (answers, house.is_pushed()) == ({(204, b"")}, True)


def test_a_sync_call_wakes_nobody_and_an_odd_end_is_overlooked(house: House) -> None:
    house.root = NOWHERE.removesuffix(PATH)
    house.sandbox.faults.arm("lost-answer", path="/changes/watch")
    house.keep()
    [row] = house.rows()
    with house.open_to_calls():
        odd = {"X-Goog-Resource-ID": "r", "X-Goog-Channel-Expiration": "soon"}
        call(house, row.id, token_of(SECRET, row.id), "sync", **odd)

    [after] = house.rows()
    assert (house.is_pushed(), after.resource_id, after.expires_at) == (False, "r", row.expires_at)


def test_calls_that_come_together_are_one_poll(house: House) -> None:
    with house.open_to_calls():
        house.keep()
        [row] = house.rows()
        for _ in range(3):
            call(house, row.id, token_of(SECRET, row.id))
    bot = house.identities.served_by(BOT)
    before = bot.calls["drive"]

    house.polls.pushed()
    house.polls.pushed()

    assert bot.calls["drive"] - before == 1


def test_a_call_about_a_log_that_nobody_polls_wakes_nobody_for_ever(house: House) -> None:
    now = house.sandbox.clock.now()
    with house.database.writing() as session:
        drive_pages.save_token(session, "gone@x", "1", now=now)
        push_channels.add(session, "c", "gone@x", "", address="a", expires_at=now + LIFE, now=now)
        push_channels.take_call(session, "c", "r", is_change=True, expires_at=None, now=now)
    assert house.is_pushed()

    house.polls.pushed()
    house.keep(address=None)

    assert not house.is_pushed()


def test_without_a_secret_of_our_own_no_token_is_right() -> None:
    assert is_token_of(SECRET, "c", token_of(SECRET, "c"))
    assert not is_token_of("", "c", token_of("", "c"))
    assert not is_token_of(SECRET, "c", "ผิด")


def test_a_whole_installation_answers_an_edit_without_waiting_for_its_next_poll(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.jobs.ticker.GATHERING", timedelta(0))
    with agency_office(tmp_path, monkeypatch, capsys) as office:
        port = free_port()
        office.settings(GOOGLE_PUSH="on", BASE_URL=f"http://127.0.0.1:{port}")
        file_id = shared_template(office.sandbox, Naps())
        arguments = ("--name", "กรม", "--programme", "hrmo-2565", "--workbook", workbook_url(file_id))
        assert office.run("agencies", "add", "A", *arguments)[0] == 0
        started = office.installation()
        started.services.poll_changes()

        def read_at() -> datetime | None:
            with started.database.reading() as session:
                return session.get_one(workbooks.Workbook, file_id).last_read_at

        with running(started, host="127.0.0.1", port=port, pace=Pace(due=0.1, changes=3600, channels=0.1)):
            wait_until(lambda: read_at() is not None)
            wait_until(lambda: any(not each["stopped"] for each in office.sandbox.shelf.all(CHANNELS).values()))
            before = read_at()
            Workbooks(person_transport(office.sandbox, Naps())).build(file_id, RETITLED)
            wait_until(lambda: read_at() != before)
