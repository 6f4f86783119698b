"""Every reading has its brief, made with it or, for readings of before, by the migration; lists rest on those."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from bot.store import agencies, readings, seals, standing_readings
from bot.store.agencies import Agency
from bot.store.database import Database, engine
from bot.store.migrate import migrate
from bot.store.reading_briefs import ReadingBrief, brief_of
from bot.store.readings import Reading
from bot.store.seals import HANDED_IN, Seal
from scoring.engine import score
from tests.support.job_services import NOON
from tests.support.sample_scorecards import HALF_WAY, PROGRAMME, WITHOUT_LINK, submission
from tests.test_replay_stored import upgrade_to

pytest_plugins = ["tests.support.databases"]

ENTERED = submission({**HALF_WAY, "org.type": "province"}, WITHOUT_LINK)


def record(session: Session, code: str = "A-1", staff: int = 100) -> Reading:
    if agencies.find(session, code) is None:
        agencies.register(session, code, code, PROGRAMME.id, now=NOON)
    read = submission({**HALF_WAY, "org.type": "province", "org.staff_total": staff}, WITHOUT_LINK)
    return readings.record(session, code, f"file of {code}", read, score(PROGRAMME, read, now=NOON), now=NOON)


def briefs(session: Session) -> list[dict[str, Any]]:
    columns = ReadingBrief.__table__.columns.keys()
    return [
        {name: getattr(row, name) for name in columns}
        for row in session.scalars(select(ReadingBrief).order_by(ReadingBrief.reading_id))
    ]


def test_each_way_of_keeping_a_reading_keeps_its_brief(database: Database) -> None:
    with database.writing() as session:
        reading = record(session)
        copy = readings.freeze(session, reading, HANDED_IN, now=NOON + timedelta(days=1))
        anew = score(PROGRAMME, reading.as_submission(), confirmed={"1.1": 0}, now=NOON)
        again = readings.score_anew(session, copy, HANDED_IN, anew, settings={}, now=NOON)
        expected = [brief_of(each) for each in (reading, copy, again)]

    with database.reading() as session:
        assert briefs(session) == expected
    first = expected[0]
    assert (first["body"], first["frozen"], first["lacking"]) == ("province", False, "1.1 8.2")
    assert first["levels"]["1.1"] == [3, 2, 1]
    assert first["totals"] == reading.totals


def test_a_reading_that_is_the_same_again_gets_no_second_brief(database: Database) -> None:
    with database.writing() as session:
        assert record(session).id == record(session).id
        assert len(briefs(session)) == 1


def test_what_counts_is_the_judged_reading_else_the_newest(database: Database) -> None:
    with database.writing() as session:
        judged = readings.freeze(session, record(session), HANDED_IN, now=NOON)
        seals.put(session, _seal("A-1", judged))
        record(session, staff=7)
        record(session, "A-2")
        newest = record(session, "A-2", staff=7)

        counted = standing_readings.all_counted(session)
        assert {code: each.id for code, each in counted.items()} == {"A-1": judged.id, "A-2": newest.id}


def test_readings_of_before_get_their_briefs_by_the_migration(database_url: str) -> None:
    made = engine(database_url)
    upgrade_to(made, "0024")
    card = score(PROGRAMME, ENTERED, now=NOON)
    shared = {"agency_code": "A-1", "file_id": "f", "at": NOON, "submission": ENTERED.to_json(), "read_late": False}
    worth = readings._worth(card, {})
    rows = [
        {"id": 1, **shared, **worth, "result": None, "frozen_for": None},
        {"id": 2, **shared, **worth, "frozen_for": HANDED_IN},
    ]
    agency = {"code": "A-1", "name": "กรม", "programme": PROGRAMME.id, "ministry": "", "active": True}
    with made.begin() as connection:
        connection.execute(insert(_table(Agency)), {**agency, "created_at": NOON})
        connection.execute(insert(_table(Reading)), rows)

    migrate(made)

    with Database(made).reading() as session:
        kept = [brief_of(each) for each in session.scalars(select(Reading).order_by(Reading.id))]
        assert briefs(session) == kept
    assert [(each["frozen"], each["body"], each["lacking"]) for each in kept] == [
        (False, "province", ""),
        (True, "province", "1.1 8.2"),
    ]
    made.dispose()


def _table(of: type[Agency | Reading]) -> Table:
    assert isinstance(of.__table__, Table)
    return of.__table__


def _seal(code: str, judged: Reading) -> Seal:
    return Seal(
        agency_code=code,
        cause=HANDED_IN,
        title="",
        reading_id=judged.id,
        scored_id=judged.id,
        read_at=NOON,
        basis="read",
        sealed_at=NOON,
    )
