"""`tonbaeb officer link`: a link into the desk for someone of the secretariat."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main
from bot.store import audit, login_links
from bot.store.database import Database

pytest_plugins = ["tests.support.databases"]


@pytest.fixture
def installed(sqlite: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Database:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", sqlite.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("SECRET_KEY", "x" * 32)
    monkeypatch.setenv("BASE_URL", "https://tonbaeb.example.go.th")
    return sqlite


def test_a_link_is_printed_and_noted(installed: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["officer", "link", "--name", " สมหญิง  ใจดี "]) == 0

    address = capsys.readouterr().out.splitlines()[0]
    assert address.startswith("https://tonbaeb.example.go.th/desk/enter/")
    with installed.reading() as session:
        entry = audit.entries(session, "สมหญิง ใจดี")[0]
        token = address.rpartition("/")[2]
        link = login_links.usable(session, token, secret="x" * 32, now=entry.at)
    assert (entry.act, link.name if link else None) == ("issue desk link", "สมหญิง ใจดี")


def test_a_link_needs_a_name(installed: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["officer", "link", "--name", "  "]) == 1
    assert "--name" in capsys.readouterr().err
