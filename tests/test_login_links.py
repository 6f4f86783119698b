"""Entering the desk: a link works once and not for long, a session ends when it should."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from bot.store import login_links, web_sessions
from bot.store.database import Database

pytest_plugins = ["tests.support.databases"]

NOW = datetime(2022, 5, 2, 3, 0, tzinfo=UTC)
SECRET = "s" * 32
SECOND = timedelta(seconds=1)


def issued(database: Database, person: str = "สมหญิง") -> str:
    with database.writing() as session:
        return login_links.issue(session, "officer", person, person, issued_by="test", secret=SECRET, now=NOW)


def used(database: Database, token: str, now: datetime = NOW) -> str | None:
    """The name of whoever the link let in."""
    with database.writing() as session:
        link = login_links.use(session, token, secret=SECRET, now=now)
        return link.name if link else None


def test_a_link_works_once_and_looking_does_not_use_it(database: Database) -> None:
    token = issued(database)
    with database.reading() as session:
        assert login_links.usable(session, token, secret=SECRET, now=NOW) is not None

    assert (used(database, token), used(database, token)) == ("สมหญิง", None)
    with database.reading() as session:
        assert login_links.usable(session, token, secret=SECRET, now=NOW) is None


def test_a_link_ends_after_ten_minutes_and_with_the_next_one(sqlite: Database) -> None:
    late, replaced = issued(sqlite, "ก"), issued(sqlite, "ข")
    issued(sqlite, "ข")

    assert used(sqlite, late, NOW + login_links.LIFE) is None
    assert used(sqlite, replaced) is None
    assert used(sqlite, late, NOW + login_links.LIFE - SECOND) == "ก"


def test_the_token_itself_is_not_in_the_store(sqlite: Database) -> None:
    token = issued(sqlite)
    with sqlite.reading() as session:
        link = login_links.usable(session, token, secret=SECRET, now=NOW)
        assert link is not None
        assert token not in link.token_hash
        assert login_links.usable(session, token, secret="another", now=NOW) is None


def test_a_session_lives_while_it_is_used_and_no_longer_than_a_working_day(sqlite: Database) -> None:
    with sqlite.writing() as session:
        link = login_links.use(session, issued_in(session), secret=SECRET, now=NOW)
        assert link is not None
        token = web_sessions.begin(session, link, secret=SECRET, now=NOW)

        def is_in(now: datetime) -> bool:
            return web_sessions.signed_in(session, token, secret=SECRET, now=now) is not None

        assert is_in(NOW + web_sessions.IDLE - SECOND)
        assert not is_in(NOW + web_sessions.IDLE)
        found = web_sessions.of_person(session, "สมหญิง")[0]
        for hour in range(1, 12):
            web_sessions.note_seen(session, found.token_hash, NOW + timedelta(hours=hour))
        assert is_in(NOW + web_sessions.LIFE - SECOND)
        assert not is_in(NOW + web_sessions.LIFE)


def test_signing_out_everywhere_and_forgetting_what_is_over(sqlite: Database) -> None:
    with sqlite.writing() as session:
        for _ in range(2):
            link = login_links.use(session, issued_in(session), secret=SECRET, now=NOW)
            assert link is not None
            web_sessions.begin(session, link, secret=SECRET, now=NOW)

        assert web_sessions.end_all_of(session, "สมหญิง") == 2
        assert (login_links.forget_old(session, NOW + timedelta(days=1)), web_sessions.forget_old(session, NOW)) == (
            2,
            0,
        )


def issued_in(session: Session) -> str:
    return login_links.issue(session, "officer", "สมหญิง", "สมหญิง", issued_by="test", secret=SECRET, now=NOW)
