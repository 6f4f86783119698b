"""The README's way to a real season, step by step, on the sandbox with the files that it writes for its clients."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import main
from bot.cli.starting import installation
from bot.demo.browser import Browser
from bot.one_process import running
from bot.sandbox.credentials import authorized_user_info, bot_settings
from bot.sandbox.state import Sandbox
from tests.support.sandbox import running_sandbox

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
NAME = "สมหญิง ใจดี"


@pytest.fixture
def sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """A folder of one's own in which nothing was done yet, beside a sandbox."""
    monkeypatch.chdir(tmp_path)
    with running_sandbox() as started:
        yield started


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


class Newcomer:
    """Someone who types what the README says, and reads what is answered."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def types(self, *words: str) -> str:
        """A command that the README teaches; it has to succeed."""
        taught = " ".join(("tonbaeb", *(word for word in words[:2] if word.isalpha())))
        assert taught in README, f"the README does not teach {taught}"
        self.capsys.readouterr()
        assert main(list(words)) == 0, self.capsys.readouterr()
        return self.capsys.readouterr().out

    def asks_the_doctor(self) -> list[str]:
        """What the doctor finds amiss."""
        self.capsys.readouterr()
        main(["doctor"])
        return re.findall(r"^✗ .*\((.+?)\):", self.capsys.readouterr().out, re.MULTILINE)


def test_every_step_of_the_readme_brings_the_doctor_one_fault_less(
    sandbox: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    newcomer, port = Newcomer(capsys), free_port()
    assert newcomer.asks_the_doctor() == ["settings", "settings"]

    settings = bot_settings(sandbox) | {
        "GOOGLE_AUTHORIZED_USER_JSON": str(authorized_user_info(sandbox)).replace("'", '"'),
        "SECRET_KEY": "k" * 32,
        "BASE_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
    }
    Path(".env").write_text("".join(f"{name}='{value}'\n" for name, value in settings.items()), encoding="utf-8")
    assert newcomer.asks_the_doctor() == ["database", "line webhook", "line webhook"]

    newcomer.types("migrate")
    assert newcomer.asks_the_doctor() == ["line webhook", "line webhook"]

    with running(installation(), host="127.0.0.1", port=port):
        newcomer.types("line", "setup")
        assert newcomer.asks_the_doctor() == []

        assert "/copy" in newcomer.types("template", "hrmo-2565", "--google")
        newcomer.types("agencies", "add", "D01", "--name", "กรมตัวอย่าง", "--programme", "hrmo-2565", "--as-person")
        assert "✓ D01" in newcomer.types("agencies", "check")
        assert "ผูก" in newcomer.types("agencies", "code", "D01")
        assert "unpsa-2022.application" in newcomer.types("deadlines", "--from", "unpsa-2022")
        assert "ผูก" in newcomer.types("officer", "invite", "--name", NAME)

        link = newcomer.types("officer", "link", "--name", NAME).splitlines()[0]
        assert Browser().come_in_by(link) == "ภาพรวมฤดูกาล"
        assert newcomer.asks_the_doctor() == []
