"""Receipts of stored readings, on both databases: proved as they come back, refuted where a row was altered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from weakref import WeakSet

import pytest
from alembic import command
from sqlalchemy import Engine, event, insert

from bot.cases.replaying import proof_of
from bot.store import agencies, readings
from bot.store.agencies import Agency
from bot.store.database import Database, engine
from bot.store.migrate import _config, migrate
from bot.store.readings import Reading
from scoring.engine import score
from scoring.receipt import totals_record
from scoring.submission import Submission
from tests.support.job_services import NOON
from tests.support.receipts import HALF_WAY_SUBMISSION
from tests.support.sample_scorecards import HALF_WAY, PROGRAMME, WITHOUT_LINK, submission

pytest_plugins = ["tests.support.databases"]


def keep(database: Database, entered: Submission = HALF_WAY_SUBMISSION, **confirmed: int) -> int:
    """Score and keep a reading of one agency; tells its id. Levels are named `c1_1` for criterion 1.1."""
    levels = {name[1:].replace("_", "."): level for name, level in confirmed.items()}
    card = score(PROGRAMME, entered, confirmed=levels, now=NOON)
    with database.writing() as session:
        if agencies.find(session, "A-1") is None:
            agencies.register(session, "A-1", "กรม", PROGRAMME.id, now=NOON)
        return readings.record(session, "A-1", "f", entered, card, now=NOON).id


def found(database: Database, reading_id: int) -> Reading:
    with database.reading() as session:
        return session.get_one(Reading, reading_id)


def alter(database: Database, reading_id: int, **columns: Any) -> None:
    with database.writing() as session:
        reading = session.get_one(Reading, reading_id)
        for name, value in columns.items():
            setattr(reading, name, value)


def test_a_stored_reading_is_proved(database: Database) -> None:
    kept = keep(database, c1_1=3, c4_2=0)

    proof = proof_of(found(database, kept))

    assert (proof.refuted, found(database, kept).confirmed) == ((), {"1.1": 3, "4.2": 0})


def test_a_frozen_copy_has_the_same_proof(database: Database) -> None:
    kept = keep(database, c1_1=3)
    with database.writing() as session:
        copy = readings.freeze(session, session.get_one(Reading, kept), "d1", now=NOON + timedelta(days=9)).id

    assert (found(database, copy).confirmed, proof_of(found(database, copy)).refuted) == ({"1.1": 3}, ())


def test_a_reading_is_kept_anew_when_confirmed_levels_changed(database: Database) -> None:
    kept = [keep(database), keep(database), keep(database, c1_1=3), keep(database, c1_1=3), keep(database)]

    assert [number - kept[0] for number in kept] == [0, 0, 1, 1, 2]


def test_all_readings_with_a_receipt_are_found(database: Database) -> None:
    first, _, again = keep(database), keep(database, c1_1=3), keep(database)

    with database.reading() as session:
        same = readings.with_receipt(session, found(database, first).receipt)
        assert [reading.id for reading in same] == [first, again]
        assert readings.with_receipt(session, "unknown") == []


@pytest.mark.parametrize(
    ("column", "value", "refuted"),
    [
        ("programme_hash", "0" * 64, {"programme"}),
        ("programme", "hrmo-2499", {"programme", "result", "totals", "receipt"}),
        ("input_hash", "0" * 64, {"inputs"}),
        ("confirmed", {"1.1": 2}, {"confirmed", "result", "totals", "receipt"}),
        ("result", {"criteria": [], "eligibility": []}, {"confirmed", "result"}),
        ("totals", {"combined": {"points": "100", "max": "100"}}, {"totals"}),
        ("receipt", "hrmo-2565-e1-000000000000-000000000000-000000000000", {"receipt"}),
        ("receipt", "lost", {"engine", "receipt"}),
        (
            "submission",
            submission({**HALF_WAY, "4.2.staff_trained": 0}, WITHOUT_LINK).to_json(),
            {"inputs", "result", "totals", "receipt"},
        ),
        ("submission", {}, {"inputs", "result", "totals", "receipt"}),
    ],
)
def test_an_altered_row_is_refuted(database: Database, column: str, value: Any, refuted: set[str]) -> None:
    kept = keep(database, c1_1=3)

    alter(database, kept, **{column: value})

    assert set(proof_of(found(database, kept)).refuted) == refuted


def test_going_through_all_holds_few_in_memory(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "AT_ONCE", 5)
    made = [keep(database, submission({"org.staff_total": number})) for number in range(23)]
    alive = WeakSet[Reading]()
    seen, most = [], 0

    with database.reading() as session, loading_into(alive):
        for reading in readings.stream(session):
            seen.append(reading.id)
            most = max(most, len(alive))

    assert seen == made
    assert 5 <= most <= 2 * 5


@contextmanager
def loading_into(alive: WeakSet[Reading]) -> Iterator[None]:
    """While the block runs, `alive` holds each reading that was loaded and is still in memory."""

    def loaded(reading: Reading, _context: object) -> None:
        alive.add(reading)

    event.listen(Reading, "load", loaded)
    yield
    event.remove(Reading, "load", loaded)


def upgrade_to(made: Engine, revision: str) -> None:
    config = _config()
    with made.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def test_readings_of_before_keep_their_receipts_through_the_migration(database_url: str) -> None:
    card = score(PROGRAMME, HALF_WAY_SUBMISSION, now=NOON)
    agency = {
        "code": "A-1",
        "name": "กรม",
        "programme": "hrmo-2565",
        "ministry": "",
        "active": True,
        "created_at": NOON,
    }
    old = {
        "id": 7,
        "agency_code": "A-1",
        "file_id": "f",
        "at": NOON,
        "programme": card.programme,
        "programme_hash": card.programme_hash,
        "input_hash": card.input_hash,
        "receipt": card.receipt,
        "submission": HALF_WAY_SUBMISSION.to_json(),
        "totals": totals_record(card),
    }
    made = engine(database_url)
    upgrade_to(made, "0002")
    with made.begin() as connection:
        connection.execute(insert(Agency.__table__).values(agency))  # type: ignore[arg-type] # declared too widely
        connection.execute(insert(Reading.__table__).values(old))  # type: ignore[arg-type] # as above

    migrate(made)

    kept = found(Database(made), 7)
    assert (kept.confirmed, kept.result, kept.as_submission()) == ({}, None, HALF_WAY_SUBMISSION)
    assert proof_of(kept).proved
    made.dispose()
