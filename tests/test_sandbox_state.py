"""The parts that all stand-ins share: shelf, clock, faults, connection and credentials."""

from __future__ import annotations

import json
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests

from bot.sandbox.clock import SandboxClock
from bot.sandbox.credentials import bot_settings, service_account_info, write_files
from bot.sandbox.faults import Faults
from bot.sandbox.server import start
from bot.sandbox.shelf import Shelf
from bot.sandbox.state import Sandbox
from tests.support.sandbox import running_sandbox

NOON = datetime(2021, 12, 3, 12, 0, tzinfo=UTC)


def test_the_shelf_keeps_documents_over_a_restart(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put("chat", "b", {"text": "สอง"})
    shelf.put("chat", "a", {"text": "หนึ่ง"})
    shelf.put("chat", "b", {"text": "สอง แก้แล้ว"})
    shelf.put("other", "a", {})
    shelf.delete("other", "a")
    shelf.close()

    again = Shelf(tmp_path)

    assert list(again.all("chat").items()) == [("b", {"text": "สอง แก้แล้ว"}), ("a", {"text": "หนึ่ง"})]
    assert again.get("other", "a") is None


def test_the_shelf_hands_out_copies() -> None:
    shelf = Shelf()
    shelf.put("chat", "a", {"texts": []})

    handed_out = shelf.get("chat", "a")
    assert handed_out is not None
    handed_out["texts"].append("never put back")

    assert shelf.get("chat", "a") == {"texts": []}


def test_a_moved_clock_runs_on_and_outlives_a_restart() -> None:
    shelf = Shelf()
    real = NOON
    clock = SandboxClock(shelf, lambda: real)
    clock.set(NOON + timedelta(days=1))
    clock.advance(timedelta(hours=2))

    real = NOON + timedelta(minutes=5)

    assert clock.now() == NOON + timedelta(days=1, hours=2, minutes=5)
    assert SandboxClock(shelf, lambda: real).now() == clock.now()
    assert clock.real_now() == real


def test_the_clock_refuses_an_instant_without_a_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        SandboxClock(Shelf()).set(datetime(2021, 12, 3))  # noqa: DTZ001 the missing zone is the point


def test_a_fault_strikes_as_often_as_armed_and_only_what_fits() -> None:
    faults = Faults()
    faults.arm("503", times=2, path="/values", method="get")
    faults.arm("drive-lag")

    assert faults.take("/v4/spreadsheets/x", "GET", among={"503"}) is None
    assert faults.take("/v4/spreadsheets/x/values/A1", "PUT", among={"503"}) is None
    assert faults.take("/v4/spreadsheets/x/values/A1", "GET") == "503"
    assert faults.listing() == [
        {"fault": "503", "times": 1, "path": "/values", "method": "GET", "seconds": 0},
        {"fault": "drive-lag", "times": 1, "path": "", "method": "", "seconds": 0},
    ]
    assert faults.take("/v4/spreadsheets/x/values/A1", "GET", among={"503"}) == "503"
    assert faults.take("/v4/spreadsheets/x/values/A1", "GET", among={"503"}) is None


def test_an_unknown_fault_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="502-html"):
        Faults().arm("earthquake")


@pytest.mark.parametrize(("fault", "status"), [("429", 429), ("500", 500), ("503", 503), ("502-html", 502)])
def test_a_told_fault_is_told_once(fault: str, status: int) -> None:
    with running_sandbox() as sandbox:
        sandbox.faults.arm(fault)

        answers = [requests.get(f"{sandbox.root}/v4/spreadsheets/x", timeout=5) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [status, 401]
    assert answers[0].headers.get("Retry-After") == ("1" if fault == "429" else None)


def test_a_fault_never_strikes_the_control_api() -> None:
    with running_sandbox() as sandbox:
        sandbox.faults.arm("reset")

        assert requests.get(f"{sandbox.root}/sandbox/api/revision", timeout=5).status_code == 200
        with pytest.raises(requests.ConnectionError):
            requests.get(f"{sandbox.root}/drive/v3/files", timeout=5)


def test_what_is_not_spoken_is_refused_aloud() -> None:
    with running_sandbox() as sandbox:
        answer = requests.get(f"{sandbox.root}/drive/v3/apps", timeout=5)

    assert answer.status_code == 501
    assert answer.json()["error"]["message"] == "the sandbox does not speak GET /drive/v3/apps"


def test_calls_of_the_apis_are_listed_until_they_are_dropped() -> None:
    with running_sandbox() as sandbox:
        sandbox.faults.arm("reset", path="/drive")
        requests.get(f"{sandbox.root}/v4/spreadsheets/x", timeout=5)
        with pytest.raises(requests.ConnectionError):
            requests.get(f"{sandbox.root}/drive/v3/about", timeout=5)
        address = f"{sandbox.root}/sandbox/api/calls"

        assert requests.delete(address, timeout=5).json() == [
            {"method": "GET", "path": "/v4/spreadsheets/x", "status": 401},
            {"method": "GET", "path": "/drive/v3/about", "status": 0},
        ]
        assert requests.get(address, timeout=5).json() == []


def test_the_control_api_moves_the_clock_and_tells_the_revision() -> None:
    with running_sandbox() as sandbox:
        address = f"{sandbox.root}/sandbox/api"
        moved = requests.post(f"{address}/clock", json={"now": "2021-12-03T18:00:00+07:00"}, timeout=5).json()
        told = requests.get(f"{address}/revision", timeout=5).json()
        wrong = requests.post(f"{address}/clock", json={"later": 5}, timeout=5)

    assert moved["now"].startswith("2021-12-03T11:00:0")
    assert (told["revision"], told["now"][:16]) == (1, "2021-12-03T11:00")
    assert wrong.status_code == 400


def test_faults_are_armed_and_cleared_over_the_control_api() -> None:
    with running_sandbox() as sandbox:
        address = f"{sandbox.root}/sandbox/api/faults"
        armed = requests.post(address, json={"fault": "hang", "times": 3, "path": "/token"}, timeout=5)
        refused = requests.post(address, json={"fault": "earthquake"}, timeout=5)
        cleared = requests.delete(address, timeout=5)

    assert armed.json() == {"faults": [{"fault": "hang", "times": 3, "path": "/token", "method": "", "seconds": 0.0}]}
    assert refused.status_code == 400
    assert cleared.json() == {"faults": []}


def test_a_port_in_use_raises_an_os_error() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError, match="in use"):
            start(Sandbox(), taken.getsockname()[1])


def test_the_files_for_clients_hold_keys_that_stay_the_same(tmp_path: Path) -> None:
    sandbox = Sandbox()
    sandbox.root = "http://127.0.0.1:8900"

    write_files(sandbox, tmp_path)

    key = json.loads((tmp_path / "service-account.json").read_text())
    person = json.loads((tmp_path / "authorized-user.json").read_text())
    settings = dict(line.split("=", 1) for line in (tmp_path / "bot.env").read_text().splitlines())
    assert key == service_account_info(sandbox)
    assert key["client_email"] == "tonbaeb-bot@sandbox.iam.gserviceaccount.com"
    assert (person["type"], person["account"]) == ("authorized_user", "secretariat@sandbox.example")
    assert person["token_uri"] == key["token_uri"] == "http://127.0.0.1:8900/token"
    assert {name: value.strip("'") for name, value in settings.items()} == bot_settings(sandbox)
    assert (tmp_path / "bot.env").stat().st_mode & 0o077 == 0
