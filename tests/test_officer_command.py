"""`tonbaeb officer link`: a link into the desk for someone of the secretariat."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cases.membership import Membership
from bot.cli import main
from bot.conversation import acts, outcomes
from bot.conversation.events import Chat, Incoming
from bot.store import audit, chats, link_codes, login_links, officers
from bot.store.database import Database
from tests.support.job_services import USER

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


def test_an_invited_account_becomes_an_officer_and_ceases_to_be_one(
    installed: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["officer", "invite", "--name", "สมหญิง"]) == 0
    code = capsys.readouterr().out.splitlines()[0].rpartition(" ")[2]
    membership = Membership("x" * 32)
    with installed.writing() as session:
        now = audit.entries(session, "สมหญิง")[0].at
        chats.meet(session, USER, "user", now)
        asked = Incoming("text", Chat("user", USER), USER, "", "", mentioned=False, at=now)
        found = membership.carry_out(session, asked, acts.RedeemCode(code), now)
        made = membership.carry_out(session, asked, acts.BecomeOfficer(), now)
        again = membership.carry_out(session, asked, acts.BecomeOfficer(), now)
    assert (found, made, again) == (
        outcomes.OfficerCodeFound("สมหญิง"),
        outcomes.OfficerMade("สมหญิง"),
        outcomes.CodeRefused("expired"),
    )

    assert main(["officer", "list"]) == 0
    assert capsys.readouterr().out.startswith("สมหญิง  ตั้งแต่ ")
    assert main(["officer", "remove", "--name", "สมหญิง"]) == 0
    with installed.reading() as session:
        assert officers.every(session) == []
    assert main(["officer", "remove", "--name", "สมหญิง"]) == 1


def test_a_second_invitation_ends_the_first(installed: Database, capsys: pytest.CaptureFixture[str]) -> None:
    codes = []
    for _ in range(2):
        main(["officer", "invite", "--name", "สมหญิง"])
        codes.append(capsys.readouterr().out.splitlines()[0].rpartition(" ")[2])
    with installed.writing() as session:
        now = audit.entries(session, "สมหญิง")[0].at
        shown = [link_codes.show(session, code, USER, secret="x" * 32, now=now) for code in codes]

    assert shown[0] == "used"
    assert not isinstance(shown[1], str)


def test_a_link_needs_a_name(installed: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["officer", "link", "--name", "  "]) == 1
    assert "--name" in capsys.readouterr().err


def test_a_removed_officer_keeps_no_way_in_neither_link_nor_invitation(
    installed: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["officer", "invite", "--name", "สมหญิง"])
    code = capsys.readouterr().out.splitlines()[0].rpartition(" ")[2]
    main(["officer", "link", "--name", "สมหญิง"])
    token = capsys.readouterr().out.splitlines()[0].rpartition("/")[2]

    assert main(["officer", "remove", "--name", "สมหญิง"]) == 0
    with installed.writing() as session:
        now = audit.entries(session, "สมหญิง")[0].at
        ways_in = (
            login_links.use(session, token, secret="x" * 32, now=now),
            link_codes.show(session, code, USER, secret="x" * 32, now=now),
        )
    assert ways_in == (None, "used")
