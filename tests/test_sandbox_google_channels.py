"""The sandbox calls whoever wants to know of changes, as Drive does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.credentials import BOT
from bot.sandbox.google import channels
from tests.support.called_address import Called, called_address
from tests.support.google_stage import DRIVE, GoogleStage, google_stage, refused, stage, told
from tests.support.sandbox import bot_credentials, gspread_for, person_credentials, running_sandbox, share

__all__ = ["stage"]

HOUR = timedelta(hours=1)


@pytest.fixture
def address() -> Iterator[Called]:
    with called_address() as called:
        yield called


def watch(stage: GoogleStage, root: str, **wish: Any) -> Any:
    """A channel of the bot's, called "c-1" unless told otherwise."""
    body = {"id": "c-1", "type": "web_hook", "address": root, **wish}
    params: dict[str, Any] = {
        "pageToken": stage.start_token(),
        "includeItemsFromAllDrives": True,
        "supportsAllDrives": True,
    }
    return stage.bot.http_client.request("post", f"{DRIVE}/changes/watch", params=params, json=body).json()


def stop(stage: GoogleStage, channel: Any) -> int:
    body = {"id": channel["id"], "resourceId": channel["resourceId"]}
    return stage.bot.http_client.request("post", f"{DRIVE}/channels/stop", json=body).status_code


def milliseconds(stage: GoogleStage, later: timedelta) -> str:
    return str(int((stage.sandbox.clock.now() + later).timestamp() * 1000))


def states(calls: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(call["X-Goog-Message-Number"], call["X-Goog-Resource-State"]) for call in calls]


def test_the_first_call_says_that_the_channel_is_open_and_the_next_that_something_changed(
    stage: GoogleStage, address: Called
) -> None:
    workbook_id = stage.workbook()
    ends = milliseconds(stage, 2 * HOUR)

    channel = watch(stage, address.root, token="secret-1", expiration=ends)  # made up
    stage.type_in(workbook_id, "A1", "ก")
    first, second = address.wait_for(2)

    assert {name: channel[name] for name in ("kind", "id", "token", "expiration")} == {
        "kind": "api#channel",
        "id": "c-1",
        "token": "secret-1",
        "expiration": ends,
    }
    assert states([first, second]) == [("1", "sync"), ("2", "change")]
    for call in (first, second):
        assert call["X-Goog-Channel-ID"] == "c-1"
        assert call["X-Goog-Channel-Token"] == "secret-1"
        assert call["X-Goog-Resource-ID"] == channel["resourceId"]
        assert call["X-Goog-Resource-URI"] == channel["resourceUri"]
        assert parsedate_to_datetime(call["X-Goog-Channel-Expiration"]).timestamp() == int(ends) // 1000


def test_changes_of_files_out_of_reach_are_not_told(stage: GoogleStage, address: Called) -> None:
    mine = stage.person.create("ไม่แชร์").id
    shared = stage.workbook()
    watch(stage, address.root)

    stage.person.http_client.values_update(mine, "A1", {"valueInputOption": "RAW"}, {"values": [["x"]]})
    stage.type_in(shared, "A1", "ก")

    assert states(address.wait_for(2)) == [("1", "sync"), ("2", "change")]
    share(stage.person, mine)
    assert states(address.wait_for(3))[-1] == ("3", "change")


def test_a_change_that_drive_learns_late_is_told_late(stage: GoogleStage, address: Called) -> None:
    workbook_id = stage.workbook()
    watch(stage, address.root, expiration=milliseconds(stage, HOUR))
    stage.sandbox.faults.arm("drive-lag")

    stage.type_in(workbook_id, "A1", "ก")
    stage.control("GET", "revision")
    address.wait_for(1)
    assert len(address.calls) == 1
    stage.control("POST", "clock", advance_seconds=240)

    assert states(address.wait_for(2)) == [("1", "sync"), ("2", "change")]


def test_a_channel_that_ended_or_was_stopped_calls_no_more(stage: GoogleStage, address: Called) -> None:
    workbook_id = stage.workbook()
    stopped = watch(stage, address.root, id="stopped")
    ended = watch(stage, address.root, id="ended")
    watch(stage, address.root, id="going-on", expiration=milliseconds(stage, 9 * 24 * HOUR))
    address.wait_for(3)

    assert stop(stage, stopped) == 204
    stage.control("POST", "clock", advance_seconds=2 * HOUR.total_seconds())
    stage.type_in(workbook_id, "A1", "ก")

    assert address.wait_for(4)[-1]["X-Goog-Channel-ID"] == "going-on"
    for channel in (stopped, ended):
        with refused() as refusal:
            stop(stage, channel)
        assert told(refusal) == (404, f"Channel '{channel['id']}' not found for project '0'")
    assert len(address.calls) == 4


def test_a_channel_lives_an_hour_unless_told_otherwise_and_never_longer_than_a_week(
    stage: GoogleStage, address: Called
) -> None:
    usual = watch(stage, address.root)
    longest = watch(stage, address.root, id="c-2", expiration=milliseconds(stage, 30 * 24 * HOUR))

    lives = [int(each["expiration"]) - int(milliseconds(stage, timedelta(0))) for each in (usual, longest)]
    assert lives == pytest.approx([3_600_000, 7 * 24 * 3_600_000], abs=5_000)


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        ({"address": "http://tonbaeb.example.go.th/x"}, "WebHook callback must be HTTPS: http://tonbaeb.example"),
        ({"id": ""}, "entity.id: Required"),
        ({"id": "x" * 65}, "Channel ID must match [A-Za-z0-9\\-_\\+/=]{1,64}"),
        ({"type": "mail"}, "Unknown channel type: mail"),
        ({"expiration": "5"}, "The requested expiration has passed"),
        ({"expiration": "soon"}, "Invalid value at 'expiration' (TYPE_INT64), \"soon\""),
        ({"colour": "red"}, 'Invalid JSON payload received. Unknown name "colour": Cannot find field.'),
    ],
)
def test_a_channel_that_google_would_not_open_is_refused(
    stage: GoogleStage, address: Called, wish: dict[str, Any], message: str
) -> None:
    with refused() as refusal:
        watch(stage, address.root, **wish)

    assert told(refusal)[0] == 400
    assert told(refusal)[1].startswith(message)
    assert address.calls == []


def test_an_id_opens_one_channel_only_even_after_it_was_stopped(stage: GoogleStage, address: Called) -> None:
    stop(stage, watch(stage, address.root))

    with refused() as refusal:
        watch(stage, address.root)

    assert told(refusal) == (400, "Channel id c-1 not unique")


def test_a_call_that_is_not_taken_comes_again_and_one_that_is_refused_does_not(
    stage: GoogleStage, address: Called, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "PAUSES", (0.05, 0.05, 0.05))
    workbook_id = stage.workbook()
    address.answers = [503, 502, 204, 403]

    watch(stage, address.root)
    assert states(address.wait_for(3)) == [("1", "sync")] * 3
    stage.type_in(workbook_id, "A1", "ก")
    address.wait_for(4)
    stage.type_in(workbook_id, "A1", "ข")

    assert states(address.wait_for(5)) == [("1", "sync")] * 3 + [("2", "change"), ("3", "change")]


def test_a_channel_outlives_the_sandboxs_restart(tmp_path: Path, address: Called) -> None:
    with running_sandbox(tmp_path) as sandbox:
        person = gspread_for(sandbox, person_credentials(sandbox))
        before = GoogleStage(sandbox, person, gspread_for(sandbox, bot_credentials(sandbox)))
        workbook_id = before.workbook()
        watch(before, address.root)
        address.wait_for(1)
    with running_sandbox(tmp_path) as sandbox:
        again = gspread_for(sandbox, bot_credentials(sandbox))
        again.http_client.values_update(workbook_id, "A1", {"valueInputOption": "RAW"}, {"values": [["x"]]})

        assert states(address.wait_for(2)) == [("1", "sync"), ("2", "change")]


def test_the_log_of_a_shared_drive_has_channels_of_its_own(address: Called) -> None:
    with google_stage() as stage:
        person = stage.person.http_client
        made = person.request("post", f"{DRIVE}/drives", params={"requestId": "1"}, json={"name": "รางวัล"}).json()
        drive = made["id"]
        permission = {"type": "user", "role": "fileOrganizer", "emailAddress": BOT}
        everywhere: dict[str, Any] = {"supportsAllDrives": True}
        person.request("post", f"{DRIVE}/files/{drive}/permissions", params=everywhere, json=permission)
        wish = {"id": "in-drive", "type": "web_hook", "address": address.root}
        params = {"pageToken": stage.start_token(), "driveId": drive, **everywhere}
        stage.bot.http_client.request("post", f"{DRIVE}/changes/watch", params=params, json=wish)

        stage.workbook()
        sheet = {"name": "ใหม่", "mimeType": "application/vnd.google-apps.spreadsheet", "parents": [drive]}
        person.request("post", f"{DRIVE}/files", params=everywhere, json=sheet)

        assert states(address.wait_for(2)) == [("1", "sync"), ("2", "change")]
