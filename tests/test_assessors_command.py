"""`tonbaeb assessors`: who judges, and their links into the desk."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cases.assessors import Known
from bot.cases.assessors import enter as enter_assessor
from bot.cli import main
from bot.store import assessors, audit, login_links
from bot.store.database import Database

pytest_plugins = ["tests.support.databases"]

NOW = datetime(2022, 3, 1, 3, tzinfo=UTC)
ADD = ["assessors", "add", "AS-1", "--name", "อาจารย์ ก", "--ministry", "กระทรวงยุติธรรม"]


@pytest.fixture
def installed(sqlite: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Database:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", sqlite.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("SECRET_KEY", "x" * 32)
    monkeypatch.setenv("BASE_URL", "https://tonbaeb.example.go.th")
    return sqlite


def test_an_assessor_is_entered_listed_and_removed(installed: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(ADD) == 0
    assert main([*ADD, "--email", "k@example.ac.th"]) == 0
    capsys.readouterr()
    assert main(["assessors", "list"]) == 0
    assert capsys.readouterr().out == "AS-1  อาจารย์ ก  กระทรวงยุติธรรม    k@example.ac.th\n"

    assert main(["assessors", "remove", "AS-1"]) == 0
    capsys.readouterr()
    assert main(["assessors", "list"]) == 0
    assert "ยังไม่มีผู้ประเมิน" in capsys.readouterr().out
    with installed.reading() as session:
        acts = [entry.act for entry in audit.entries(session, "AS-1")]
        kept = assessors.find(session, "AS-1")
    assert (acts, kept.active if kept else None) == (["remove assessor", "enter assessor", "enter assessor"], False)


def test_a_link_is_an_assessors_and_ends_with_their_part(
    installed: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    main(ADD)
    capsys.readouterr()
    assert main(["assessors", "link", "AS-1"]) == 0
    address = capsys.readouterr().out.splitlines()[0]
    token = address.removeprefix("https://tonbaeb.example.go.th/desk/enter/")

    with installed.reading() as session:
        now = audit.entries(session, "AS-1")[0].at
        link = login_links.usable(session, token, secret="x" * 32, now=now)
        assert (link.role, link.person, link.name) == ("assessor", "AS-1", "อาจารย์ ก") if link else False
    assert main(["assessors", "remove", "AS-1"]) == 0
    with installed.reading() as session:
        assert login_links.usable(session, token, secret="x" * 32, now=now) is None


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        (["assessors", "link", "AS-9"], "ไม่มีผู้ประเมินรหัส AS-9"),
        (["assessors", "remove", "AS-9"], "ไม่มีผู้ประเมินรหัส AS-9"),
        (["assessors", "add", "AS-1", "--name", " "], "โปรดระบุรหัสและชื่อผู้ประเมิน"),
        (["assessors", "add", "AS-1", "--name", "ก", "--email", "nowhere"], "“nowhere” ไม่ใช่ที่อยู่อีเมล"),
    ],
)
def test_what_cannot_be_done_is_told(
    installed: Database, capsys: pytest.CaptureFixture[str], asked: list[str], complaint: str
) -> None:
    assert main(asked) == 1
    assert complaint in capsys.readouterr().err
    with installed.reading() as session:
        assert assessors.every(session) == []


def test_entering_again_brings_a_retired_assessor_back(sqlite: Database) -> None:
    with sqlite.writing() as session:
        enter_assessor(session, Known("AS-1", " อาจารย์   ก "), by="ส", now=NOW)
        assessors.retire(session, "AS-1")
        assert assessors.active(session) == []
        again = enter_assessor(session, Known("AS-1", "อาจารย์ ก", "กระทรวงการคลัง"), by="ส", now=NOW)

    assert (again.name, again.ministry, again.active) == ("อาจารย์ ก", "กระทรวงการคลัง", True)
