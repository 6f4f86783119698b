"""Commands that look after an installation: what they do, and one clear sentence where they cannot."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cases import secretariat
from bot.cli import main
from bot.cli.starting import installation
from bot.demo.stage import stage
from bot.sandbox.credentials import bot_settings
from bot.sandbox.state import Sandbox
from bot.store.agencies import Agency
from bot.web.app import create_app
from tests.support.sandbox import running_sandbox


@pytest.fixture
def sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """An installation in a folder of its own whose `.env` leads to a sandbox."""
    monkeypatch.chdir(tmp_path)
    with running_sandbox() as running:
        write_env(**bot_settings(running))
        yield running


def write_env(**settings: str) -> None:
    Path(".env").write_text("".join(f"{name}='{value}'\n" for name, value in settings.items()), encoding="utf-8")


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """The last line on standard error."""
    return capsys.readouterr().err.strip().splitlines()[-1]


def test_every_missing_setting_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["serve"]) == 1

    told = capsys.readouterr().err
    assert "LINE_CHANNEL_SECRET: ยังไม่ได้กำหนด" in told
    assert "LINE_CHANNEL_ACCESS_TOKEN: ยังไม่ได้กำหนด" in told


def test_roots_that_are_not_the_real_ones_are_shown_loudly(
    sandbox: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["migrate"]) == 0

    assert f"LINE_API_ROOT = {sandbox.root}" in capsys.readouterr().err


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("command", ["worker", "clock", "rescore"])
def test_a_database_of_another_release_is_not_touched(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command]) == 1
    assert "tonbaeb migrate" in said(capsys)


@pytest.mark.usefixtures("sandbox")
def test_an_unknown_agency_is_named_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    main(["migrate"])

    assert main(["rescore", "XX"]) == 1
    assert said(capsys).startswith("tonbaeb: ไม่มีหน่วยงานรหัส XX ในทะเบียน")


@pytest.mark.usefixtures("sandbox")
def test_a_workbook_that_was_not_shared_is_told_and_the_command_fails(capsys: pytest.CaptureFixture[str]) -> None:
    main(["migrate"])
    started = installation()
    entry = Agency(code="A1", name="กรมทดสอบ", programme="hrmo-2565", ministry="")
    with started.database.writing() as session:
        secretariat.enter_agency(session, entry, "1" * 44, "", identity="bot", now=started.clock.now())

    assert main(["rescore"]) == 1
    told = capsys.readouterr().out
    assert "ให้คะแนนใหม่ 1 แผ่นงาน" in told
    assert "A1: ไม่พบไฟล์" in told


def test_a_revoked_key_is_told_with_its_cure(sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    main(["migrate"])
    with running_sandbox() as another:
        foreign = json.loads(bot_settings(another)["GOOGLE_SERVICE_ACCOUNT_JSON"])
    settings = bot_settings(sandbox)
    own = json.loads(settings["GOOGLE_SERVICE_ACCOUNT_JSON"])
    settings["GOOGLE_SERVICE_ACCOUNT_JSON"] = json.dumps({**own, "private_key": foreign["private_key"]})
    write_env(**settings)
    started = installation()
    entry = Agency(code="A1", name="กรมทดสอบ", programme="hrmo-2565", ministry="")
    with started.database.writing() as session:
        secretariat.enter_agency(session, entry, "1" * 44, "", identity="bot", now=started.clock.now())

    assert main(["rescore"]) == 1
    assert "A1: Google ไม่รับกุญแจ" in capsys.readouterr().out


def test_the_web_process_needs_no_key_to_google(sandbox: Sandbox) -> None:
    write_env(**(bot_settings(sandbox) | {"GOOGLE_SERVICE_ACCOUNT_JSON": ""}))
    main(["migrate"])
    started = installation()

    answer = create_app(started.web_parts()).test_client().get("/livez")
    started.wake.inbox()

    assert (answer.status_code, started.wake.huey.pending_count()) == (200, 2)


@pytest.mark.usefixtures("sandbox")
def test_a_port_in_use_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with Path(".env").open("a", encoding="utf-8") as env:
            env.write(f"PORT={port}\n")

        assert main(["serve"]) == 1

    assert f"พอร์ต {port} ถูกใช้อยู่" in said(capsys)


def test_a_clock_that_does_not_answer_stops_the_command(sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    main(["migrate"])
    write_env(**{**bot_settings(sandbox), "CLOCK_URL": f"{sandbox.root}/nothing"})

    assert main(["rescore"]) == 1
    assert "นาฬิกาจำลอง" in said(capsys)


@pytest.mark.usefixtures("sandbox")
def test_a_database_that_is_not_there_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///no/such/folder/x.db")

    assert main(["migrate"]) == 1
    assert said(capsys).startswith("tonbaeb: ใช้ฐานข้อมูลไม่ได้")


def test_rescoring_from_the_command_line_reads_every_workbook_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with stage(port=0, sandbox_port=0, pace=None) as set_up:
        settings = set_up.installation.settings
        write_env(
            **{
                name.upper(): str(value.get_secret_value() if hasattr(value, "get_secret_value") else value)
                for name, value in settings
                if name != "needs" and value
            }
        )

        assert main(["rescore"]) == 0

    told = capsys.readouterr().out.splitlines()
    assert told == [
        "ให้คะแนนใหม่ 3 แผ่นงาน",
        *(f"  {player.agency.code}: อ่านและให้คะแนนแล้ว" for player in sorted(set_up.players, key=lambda p: p.file_id)),
    ]
