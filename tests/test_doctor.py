"""`tonbaeb doctor`: what is well is said to be, and whatever is not comes with its cure in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from bot.cases import secretariat
from bot.cli import main
from bot.cli.starting import installation
from bot.doctor import clock_check
from bot.doctor.checks import CHECKS, examine
from bot.doctor.finding import Finding, State
from bot.sandbox.credentials import bot_settings
from bot.sandbox.line import set_webhook
from bot.sandbox.state import Sandbox
from bot.services import Installation
from bot.store import chats, outbox, pulses, troubles, workbooks
from bot.store.agencies import Agency
from bot.store.outbox import Draft
from tests.support.line_stage import Listener, listening
from tests.support.sandbox import gspread_for, person_credentials, running_sandbox, share

FRIEND = "U" + "1" * 32


@dataclass
class Ward:
    """An installation on a sandbox, in a folder of its own, whose webhook is answered."""

    sandbox: Sandbox
    listener: Listener

    def write_env(self, **changes: str) -> None:
        base_url = self.listener.url.removesuffix("/line/webhook")
        settings = {**bot_settings(self.sandbox), "BASE_URL": base_url, **changes}
        Path(".env").write_text("".join(f"{name}='{value}'\n" for name, value in settings.items()), "utf-8")

    def installed(self) -> Installation:
        main(["migrate"])
        return installation()

    def arm(self, fault: str, path: str) -> None:
        body = {"fault": fault, "path": path, "times": 20}
        assert requests.post(f"{self.sandbox.root}/sandbox/api/faults", json=body, timeout=10).ok

    def allow(self, limit: int) -> None:
        body = {"limit": limit}
        assert requests.post(f"{self.sandbox.root}/sandbox/api/line/quota", json=body, timeout=10).ok


@pytest.fixture
def ward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ward]:
    monkeypatch.chdir(tmp_path)
    with running_sandbox() as sandbox, listening(sandbox) as listener:
        made = Ward(sandbox, listener)
        made.write_env()
        yield made


def ills() -> dict[str, list[Finding]]:
    """What is not well, by the name of the check."""
    found: dict[str, list[Finding]] = {}
    for name, _, finding in examine():
        if finding.state is not State.OK and "is not the real service" not in finding.english:
            found.setdefault(name, []).append(finding)
    return found


def told(found: dict[str, list[Finding]]) -> dict[str, list[tuple[str, str]]]:
    return {name: [(each.state.value, each.english) for each in findings] for name, findings in found.items()}


def test_a_well_installation_has_no_fault(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    ward.installed()
    capsys.readouterr()

    assert main(["doctor"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [name for name in (check.name for check in CHECKS) if not any(f"({name})" in line for line in lines)] == []
    assert lines[-1] == "ต้องแก้ 0 ควรดู 3 (faults: 0, warnings: 3)"  # three roots that are the sandbox's


def test_every_mistake_of_the_settings_is_told_with_status_one(ward: Ward, capsys: pytest.CaptureFixture[str]) -> None:
    ward.write_env(LINE_CHANNEL_SECRET="", PORT="abc")

    assert main(["doctor"]) == 1

    out = capsys.readouterr().out
    assert "✗ การตั้งค่า (settings): LINE_CHANNEL_SECRET:" in out
    assert "PORT" in out
    assert out.splitlines()[-1].startswith("ต้องแก้ 2 ")


def test_a_database_that_is_not_there_or_of_another_release_is_cured_by_migrating(ward: Ward) -> None:
    assert told(ills()) == {"database": [("fault", "there is no database file tonbaeb.db")]}
    assert not Path("tonbaeb.db").exists()

    Path("tonbaeb.db").touch()
    (finding,) = ills()["database"]
    assert (finding.state, finding.cure_english) == (State.FAULT, "run tonbaeb migrate")


def test_a_workbook_that_is_no_longer_shared_is_named(ward: Ward) -> None:
    started = ward.installed()
    person = gspread_for(ward.sandbox, person_credentials(ward.sandbox))
    shared, private = person.create("แบบประเมิน 1").id, person.create("แบบประเมิน 2").id
    share(person, shared)
    with started.database.writing() as session:
        for code, file_id in (("A1", shared), ("A2", private)):
            entry = Agency(code=code, name=f"กรม {code}", programme="hrmo-2565", ministry="")
            bot = started.sign_in.email
            secretariat.enter_agency(session, entry, file_id, "", identity=bot, now=started.clock.now())

    (finding,) = ills()["google"]

    assert finding.thai == f"1 แผ่นงานไม่ได้แชร์กับ {started.sign_in.email} แล้ว (A2)"
    assert "ผู้แก้ไข" in finding.cure_thai


def test_what_google_refuses_comes_with_googles_cure(ward: Ward) -> None:
    ward.installed()
    ward.arm("401", "/drive/v3/changes/startPageToken")

    (finding,) = ills()["google"]

    assert finding.state is State.FAULT
    assert finding.cure_thai
    assert finding.cure_english


def test_a_wrong_token_is_told_once_and_nothing_that_needs_it_is_asked(ward: Ward) -> None:
    ward.installed()
    ward.write_env(LINE_CHANNEL_ACCESS_TOKEN="wrong")

    found = ills()

    assert told(found) == {"line token": [("fault", "LINE did not tell the account's name")]}
    assert "LINE_CHANNEL_ACCESS_TOKEN" in found["line token"][0].cure_english


def test_a_webhook_that_goes_elsewhere_is_off_or_fails_is_told(ward: Ward) -> None:
    ward.installed()
    wanted = ward.listener.url
    set_webhook(ward.sandbox, url="http://127.0.0.1:9/line/webhook")
    assert told(ills()) == {
        "line webhook": [("fault", f"LINE sends webhooks to http://127.0.0.1:9/line/webhook, not to {wanted}")]
    }

    set_webhook(ward.sandbox, url=wanted, active=False)
    assert told(ills()) == {"line webhook": [("fault", "webhooks are switched off at LINE")]}

    set_webhook(ward.sandbox, active=True)
    ward.listener.statuses = [401]
    (finding,) = ills()["line webhook"]
    assert finding.english == "a test webhook was not answered (ERROR_STATUS_CODE 401)"
    assert "LINE_CHANNEL_SECRET" in finding.cure_thai


def test_messages_that_run_short_are_a_warning_and_promises_that_do_not_fit_a_fault(ward: Ward) -> None:
    started = ward.installed()
    now = started.clock.now()
    with started.database.writing() as session:
        for number in range(9):
            chat = f"U{number:032x}"
            chats.meet(session, chat, "user", now)
            outbox.queue_message(session, Draft(chat, chat, "notice", [{"type": "text", "text": "ก"}], "ทดสอบ"), now)

    ward.allow(5)
    assert told(ills())["line quota"] == [("warning", "0 of 5 messages used, 9 to come: folding")]

    with started.database.writing() as session:
        for message in outbox.pending(session):
            message.urgency = 10
    assert told(ills())["line quota"] == [("fault", "0 of 5 messages used, 9 to come: short")]


@pytest.mark.parametrize(
    ("seconds", "state"), [(0, State.OK), (29, State.OK), (31, State.WARNING), (239, State.WARNING), (240, State.FAULT)]
)
def test_a_clock_that_is_minutes_wrong_is_a_fault(seconds: int, state: State) -> None:
    assert clock_check.of_difference(timedelta(seconds=seconds)).state is state


def test_a_queue_that_cannot_be_used_is_told(ward: Ward) -> None:
    ward.installed()
    ward.write_env(QUEUE_URL="sqlite:////nowhere/queue.db")

    assert told(ills())["queue"] == [("fault", "the queue cannot be used")]


def test_what_has_been_waiting_for_long_is_told_with_how_long(ward: Ward) -> None:
    started = ward.installed()
    hours_ago = started.clock.now() - timedelta(hours=2)
    with started.database.writing() as session:
        chats.meet(session, FRIEND, "user", hours_ago)
        draft = Draft("k", FRIEND, "answer", [{"type": "text", "text": "ก"}], "ทดสอบ")
        outbox.queue_message(session, draft, hours_ago)
        entry = Agency(code="A1", name="กรม", programme="hrmo-2565", ministry="")
        bot = started.sign_in.email
        secretariat.enter_agency(session, entry, "file", "", identity=bot, now=hours_ago)
        workbooks.note_gone(session, "file", "gone", hours_ago)

    found = told(ills())["work"]

    assert found == [("fault", "1 messages that are due, waiting for 120 minutes")]


def test_what_breaks_again_and_again_is_told(ward: Ward) -> None:
    started = ward.installed()
    with started.database.writing() as session:
        troubles.note(session, "reminder", "A1", "ValueError at engine.py:1", started.clock.now())

    assert told(ills())["work"] == [("warning", "work for the agency A1 failed 1 times (reminder)")]


def test_a_part_that_was_at_work_and_is_silent_is_told_with_how_to_start_it(ward: Ward) -> None:
    started = ward.installed()
    with started.database.writing() as session:
        pulses.note(session, pulses.CLOCK, started.clock.now() - timedelta(minutes=20))
        pulses.note(session, pulses.WORKER, started.clock.now())

    (finding,) = ills()["work"]

    assert (finding.state, finding.english) == (State.FAULT, "the clock gave no sign for 20 minutes")
    assert finding.cure_english == "start tonbaeb serve, or tonbaeb clock"


def test_messages_that_failed_of_late_are_counted(ward: Ward) -> None:
    started = ward.installed()
    now = started.clock.now()
    with started.database.writing() as session:
        chats.meet(session, FRIEND, "user", now)
        outbox.queue_message(session, Draft("k", FRIEND, "notice", [{"type": "text", "text": "ก"}], "ทดสอบ"), now)
        (message,) = outbox.pending(session)
        message.state, message.ended_at = outbox.FAILED, now

    assert told(ills())["work"] == [("warning", "1 messages failed within 7 days")]
