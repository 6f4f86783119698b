"""Two people act on the same agency at the same instant: the second waits, and overwrites nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.cases import assessing, assigning
from bot.cases.assessing import MEANWHILE, Given
from bot.cases.season import RefusedError
from bot.season.refusals import Refusal
from bot.store import agencies, assessments, assessors, assignments, reviews
from bot.store.agencies import Agency
from bot.store.assignments import Assignment
from bot.store.database import Database
from tests.support.many_agencies import code, enter_season
from tests.support.sample_scorecards import PROGRAMME

pytest_plugins = ["tests.support.databases"]

NOW = datetime(2022, 3, 1, 3, tzinfo=UTC)
CODE = code(3)
Deed = Callable[[Session, Agency], object]


@pytest.fixture
def office(database: Database) -> Database:
    """One agency that has handed in, two assessors who hold it."""
    enter_season(database, 3, NOW)
    with database.writing() as session:
        for who in ("AS-1", "AS-2", "AS-3"):
            assessors.enter(session, who, who, now=NOW)
        for who in ("AS-1", "AS-2"):
            assigning.assign(session, _agency(session), who, by="สมหญิง", now=NOW)
            assigning.attest(session, _agency(session), who, now=NOW)
    return database


def _agency(session: Session) -> Agency:
    found = agencies.find(session, CODE)
    assert found is not None
    return found


def both(office: Database, first: Deed, second: Deed) -> Refusal | None:
    """Do `second` while `first` is done and not yet committed; what the second was told, None where it was done."""
    told: list[Any] = []

    def follow() -> None:
        try:
            with office.writing() as session:
                second(session, _agency(session))
            told.append(None)
        except RefusedError as error:
            told.append(error.refusal)

    follower = threading.Thread(target=follow)
    with office.writing() as session:
        first(session, _agency(session))
        follower.start()
        follower.join(0.3)  # who does not wait has done it by now, and the assertions below find both
        assert told == []
    follower.join()
    (refused,) = told
    return refused  # type: ignore[no-any-return] # what was put there above


def gives(level: int, who: str = "AS-1", seen: int = 0) -> Deed:
    given = Given("1.1", level, f"ให้ {level}", seen)
    return lambda session, agency: assessing.give(session, agency, who, given, NOW)


def settles(level: int) -> Deed:
    given = Given("1.1", level, f"ชี้ขาด {level}", 0)
    return lambda session, agency: assessing.settle(session, agency, given, by="ก", now=NOW)


def ends(why: str) -> Deed:
    return lambda session, agency: assigning.end(session, agency, "AS-1", why, by=why, now=NOW)


def test_of_two_pages_of_one_assessor_the_second_is_refused(office: Database) -> None:
    assert both(office, gives(3), gives(1)) == MEANWHILE

    with office.reading() as session:
        kept = assessments.latest(session, CODE, PROGRAMME.id)["1.1"]
    assert {who: row.level for who, row in kept.items()} == {"AS-1": 3}


def test_two_assessors_at_once_are_both_kept(office: Database) -> None:
    assert both(office, gives(3), gives(1, "AS-2")) is None

    with office.reading() as session:
        kept = assessments.latest(session, CODE, PROGRAMME.id)["1.1"]
    assert {who: row.level for who, row in kept.items()} == {"AS-1": 3, "AS-2": 1}


def test_of_two_officers_who_settle_the_second_is_refused(office: Database) -> None:
    with office.writing() as session:
        gives(3)(session, _agency(session))
        gives(1, "AS-2")(session, _agency(session))

    assert both(office, settles(3), settles(1)) == MEANWHILE
    with office.reading() as session:
        assert reviews.confirmed(session, CODE, PROGRAMME.id) == {"1.1": 3}


def test_who_confirms_all_and_who_settles_one_do_not_cross(office: Database) -> None:
    with office.writing() as session:
        gives(2)(session, _agency(session))
        gives(2, "AS-2")(session, _agency(session))

    def confirms(session: Session, agency: Agency) -> object:
        return assessing.settle_agreed(session, agency, by="ก", now=NOW)

    assert both(office, confirms, settles(1)) == MEANWHILE
    with office.reading() as session:
        assert reviews.confirmed(session, CODE, PROGRAMME.id) == {"1.1": 2}


def test_an_agency_is_assigned_to_one_assessor_once(office: Database) -> None:
    def assigns(session: Session, agency: Agency) -> object:
        return assigning.assign(session, agency, "AS-3", by="ก", now=NOW)

    refused = both(office, assigns, assigns)

    assert refused is not None
    assert "มอบหมายไว้แล้ว" in refused.th
    with office.reading() as session:
        assert [each.assessor_code for each in assignments.every_open(session)] == ["AS-1", "AS-2", "AS-3"]


def test_an_assignment_is_ended_once_and_by_the_first(office: Database) -> None:
    assert both(office, ends("คนแรก"), ends("คนที่สอง")) == assigning.NOT_YOURS

    with office.reading() as session:
        (ended,) = assignments.ended(session)
    assert _end_of(ended) == ("คนแรก", "คนแรก")


def test_no_level_is_taken_from_whose_assignment_was_just_ended(office: Database) -> None:
    assert both(office, ends("ย้ายหน่วยงาน"), gives(3)) == assigning.NOT_YOURS

    with office.reading() as session:
        assert assessments.all_latest(session) == {}


def _end_of(row: Assignment) -> tuple[str | None, str | None]:
    return row.ended_by, row.ended_because
