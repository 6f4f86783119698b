"""The secretariat lets an agency change what it confirmed by mistake."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.cases import secretariat
from bot.cases.prepared import case_of
from bot.store import audit, readings, workbooks
from bot.store.agencies import Agency
from bot.store.database import Database
from scoring import programmes
from scoring.engine import score
from scoring.fixed import held_fast
from scoring.submission import Submission
from tests.support.small_programmes import submission

pytest_plugins = ["tests.support.databases"]

NOW = datetime(2021, 11, 1, tzinfo=UTC)
UNPSA = programmes.load("unpsa-2022")
AGENCY = Agency(code="LED", name="กรมบังคับคดี", programme=UNPSA.id, ministry="")


def entered(category: str, *, sure: bool = True) -> Submission:
    return submission(UNPSA, {"work.category": category, "work.category_confirmed": sure})


def read(database: Database, found: Submission) -> str | None:
    """Read a workbook as a pass does; tells the category that counts."""
    with database.writing() as session:
        earlier, case = readings.latest(session, AGENCY.code), case_of(session, UNPSA.id)
        held = held_fast(case.programme, found, earlier.as_submission() if earlier else None)
        readings.record(session, AGENCY.code, "file", held, score(case.programme, held, now=NOW), now=NOW)
    category = held.answers["work.category"].value
    return None if category is None else str(category)


@pytest.fixture
def registered(database: Database) -> Database:
    with database.writing() as session:
        secretariat.enter_agency(session, AGENCY, "file", "https://x", identity="bot", now=NOW)
        workbooks.all_in_use(session)[0].dirty_since = None
    return database


def test_what_the_workbook_says_next_counts_and_stands_again(registered: Database) -> None:
    assert read(registered, entered("gender_responsive")) == "gender_responsive"
    assert read(registered, entered("effective_institutions")) == "gender_responsive"

    with registered.writing() as session:
        assert secretariat.open_again(session, AGENCY, by="สมศรี", now=NOW)

    assert read(registered, entered("effective_institutions")) == "effective_institutions"
    assert read(registered, entered("gender_responsive")) == "effective_institutions"


def test_it_is_kept_in_the_audit_and_the_workbook_is_read_again(registered: Database) -> None:
    read(registered, entered("gender_responsive"))

    with registered.writing() as session:
        secretariat.open_again(session, AGENCY, by="สมศรี", now=NOW)

    with registered.reading() as session:
        assert [(e.actor, e.act) for e in audit.entries(session, AGENCY.code)][:2] == [
            ("สมศรี", "rescore"),
            ("สมศรี", "open again"),
        ]
        assert [book.dirty_since for book in workbooks.all_in_use(session)] == [NOW]


def test_where_nothing_stands_confirmed_nothing_is_done(registered: Database) -> None:
    with registered.writing() as session:
        assert not secretariat.open_again(session, AGENCY, by="สมศรี", now=NOW)

    read(registered, entered("gender_responsive", sure=False))

    with registered.writing() as session:
        assert not secretariat.open_again(session, AGENCY, by="สมศรี", now=NOW)
