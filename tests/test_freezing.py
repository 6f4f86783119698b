"""What is judged, and when it was taken: around midnight, after a pause, by a tick, and once more after reopening."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.cases import freezing
from bot.cases.reminding import lacks
from bot.cases.views import agency_view
from bot.store import audit, deadlines, readings, reviews, seals, workbooks
from bot.store.database import Database
from bot.store.reviews import Review
from scoring.changed import changed_keys
from tests.support import two_officers
from tests.support.closing import CLOSES, FILE, MIDNIGHT, Desk, agency, desk
from tests.support.sample_scorecards import HALF_WAY, submission

pytest_plugins = ["tests.support.databases"]

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def office(sqlite: Database) -> Desk:
    return desk(sqlite)


def test_an_edit_in_the_last_second_counts_although_no_change_was_told(database: Database) -> None:
    office = desk(database)
    office.at(MIDNIGHT - SECOND)
    office.staff = 101

    office.at(MIDNIGHT + 9 * SECOND)
    office.tick()
    assert (office.read(), office.judged()) == (False, None)

    office.at(MIDNIGHT + 10 * SECOND)
    office.tick()
    assert (office.read(), office.judged()) == (True, ("hrmo-2565", 101, "read", False))
    assert office.told() == ["judged"]


def test_a_pass_that_began_before_the_instant_takes_nothing(office: Desk) -> None:
    office.at(MIDNIGHT - SECOND)
    office.edit(101)

    assert (office.read(), office.judged()) == (True, None)


def test_later_edits_are_kept_but_what_was_judged_stands(database: Database) -> None:
    office = desk(database)
    office.at(MIDNIGHT + MINUTE)
    office.tick()
    office.read()
    office.at(MIDNIGHT + 5 * MINUTE)
    office.edit(7)
    office.read()

    with database.reading() as session:
        newest, counted = readings.latest(session, "A-1"), seals.counted(session, "A-1")
        view = agency_view(session, agency(session), office.clock.now())
    assert newest is not None
    assert counted is not None
    assert changed_keys(counted.as_submission(), newest.as_submission()) == ("org.staff_total",)
    assert view.judged is not None
    assert (view.judged.at, view.judged.because, view.judged.late) == (MIDNIGHT, "ตามกำหนด ส่งแบบประเมิน 2565", 1)
    assert view.submission == counted.as_submission()
    assert office.told() == ["judged"]


def test_a_quarter_of_an_hour_later_every_workbook_is_read_once_more(office: Desk) -> None:
    office.at(MIDNIGHT + 10 * SECOND)
    office.tick()
    office.read()
    office.staff = 7

    office.at(MIDNIGHT + 15 * MINUTE - SECOND)
    office.tick()
    assert not office.read()

    office.at(MIDNIGHT + 15 * MINUTE)
    office.tick()
    assert office.read()
    office.tick()
    assert not office.read()
    assert office.judged() == ("hrmo-2565", 100, "read", False)


def test_a_pause_over_the_deadline_loses_nothing_where_nothing_was_changed(office: Desk) -> None:
    office.at(MIDNIGHT + timedelta(hours=9))
    office.tick()
    office.read()

    assert office.judged() == ("hrmo-2565", 100, "unchanged", False)


def test_after_a_pause_a_changed_workbook_is_judged_as_read_late(database: Database) -> None:
    office = desk(database)
    office.at(MIDNIGHT + timedelta(hours=9))
    office.staff = 101
    office.tick()
    office.read()

    assert office.judged() == ("hrmo-2565", 101, "late", True)
    with database.reading() as session:
        view = agency_view(session, agency(session), office.clock.now())
    assert view.judged is not None
    assert view.judged.at == MIDNIGHT + timedelta(hours=9)
    assert view.judged.because.endswith("(อ่านหลังกำหนด เพราะระบบอ่านในเวลาปิดรับไม่ได้)")


def test_a_workbook_out_of_reach_is_judged_by_its_last_reading(database: Database) -> None:
    office = desk(database)
    with database.writing() as session:
        workbooks.note_gone(session, FILE, "ถูกลบ", office.clock.now())
    office.at(MIDNIGHT + MINUTE)
    office.tick()

    assert office.judged() == ("hrmo-2565", 100, "unread", False)


def test_a_workbook_that_is_lost_between_closing_and_reading_too(office: Desk) -> None:
    office.at(MIDNIGHT + MINUTE)
    office.tick()
    with office.database.writing() as session:
        freezing.without_reading(session, agency(session), FILE, office.clock.now(), now=office.clock.now())

    assert office.judged() == ("hrmo-2565", 100, "unread", False)


def test_a_tick_is_taken_at_the_next_reading_and_taking_it_back_changes_nothing(database: Database) -> None:
    office = desk(database)
    office.ticked = True
    office.edit(101)
    office.read()
    assert office.judged() == ("handed-in", 101, "read", False)

    office.ticked = False
    office.edit(7)
    office.read()
    office.ticked = True
    office.edit(8)
    office.read()
    assert office.judged() == ("handed-in", 101, "read", False)
    assert office.told() == ["judged"]


def test_who_handed_in_is_not_read_again_at_the_deadline_and_not_reminded(office: Desk) -> None:
    office.ticked = True
    office.edit(101)
    office.read()
    office.at(MIDNIGHT + MINUTE)
    office.tick()

    assert not office.read()
    assert office.judged() == ("handed-in", 101, "read", False)
    with office.database.reading() as session:
        assert not lacks(session, "A-1", CLOSES, MIDNIGHT - MINUTE)


def test_an_officer_reopens_with_a_reason_and_only_a_new_tick_closes_again(database: Database) -> None:
    office = desk(database)
    office.ticked = True
    office.edit(101)
    office.read()

    assert office.reopen() == 1
    office.edit(102)
    office.read()
    assert (office.judged(), office.reopen()) == (None, None)

    office.ticked = False
    office.edit(103)
    office.read()
    office.ticked = True
    office.edit(104)
    office.read()
    assert office.judged() == ("handed-in", 104, "read", False)
    assert office.told() == ["judged", "reopened", "judged"]
    with database.reading() as session:
        names = [reading.frozen_for for reading in readings.history(session, "A-1") if reading.frozen_for]
        noted = [(entry.actor, entry.act, entry.details.get("reason")) for entry in audit.entries(session, "A-1")]
    assert names == ["handed-in#2", "handed-in"]
    assert ("สมชาย", "reopen", "แนบผิดไฟล์") in noted


def test_reopened_after_the_deadline_it_stays_open_until_it_is_handed_in_or_the_deadline_moves(office: Desk) -> None:
    office.at(MIDNIGHT + MINUTE)
    office.tick()
    office.read()
    office.reopen()
    office.at(MIDNIGHT + timedelta(days=1))
    office.edit(101)
    office.tick()
    office.read()
    assert office.judged() is None

    later = replace(CLOSES, closes_at=MIDNIGHT + timedelta(days=7))
    with office.database.writing() as session:
        deadlines.enter(session, later, office.clock.now())
    office.at(later.closes_at + MINUTE)
    office.tick()
    office.read()
    assert office.judged() == ("hrmo-2565", 101, "read", False)


def test_a_deadline_moved_before_it_was_read_for_takes_nothing(office: Desk) -> None:
    office.at(MIDNIGHT + MINUTE)
    office.tick()
    with office.database.writing() as session:
        deadlines.enter(session, replace(CLOSES, closes_at=MIDNIGHT + timedelta(days=7)), office.clock.now())
    office.read()

    assert office.judged() is None


@pytest.mark.parametrize(
    "deadline",
    [
        replace(CLOSES, id="other", programme="unpsa-2022", closes_at=MIDNIGHT - timedelta(days=9)),
        replace(CLOSES, id="hrmo-2565/report", closes_at=MIDNIGHT - timedelta(days=9)),
        replace(CLOSES, id="past", closes_at=MIDNIGHT - timedelta(days=31)),
    ],
    ids=["of another programme", "of one requirement", "over when it was entered"],
)
def test_other_deadlines_close_nothing(office: Desk, deadline: object) -> None:
    with office.database.writing() as session:
        deadlines.enter(session, deadline, MIDNIGHT - timedelta(days=30))  # type: ignore[arg-type]
    office.at(MIDNIGHT - timedelta(days=8))
    office.tick()

    assert not office.read()


def test_ticking_the_clock_twice_awaits_each_workbook_once(office: Desk) -> None:
    office.at(MIDNIGHT + MINUTE)
    office.tick()
    office.tick()

    assert [office.read(), office.read()] == [True, False]


def test_levels_of_assessors_are_known_to_the_agency_once_a_result_was_announced(office: Desk) -> None:
    office.ticked = True
    office.edit(101)
    office.read()
    given = Review(
        agency_code="A-1",
        programme="hrmo-2565",
        criterion="1.1",
        level=1,
        reason="เห็นเอกสาร",
        assessor="ก",
        at=MIDNIGHT,
    )
    with office.database.writing() as session:
        reviews.give(session, given)
        before = agency_view(session, agency(session), office.clock.now())
        decision = two_officers.decide(session, agency(session), "ไม่ได้รับรางวัล", MIDNIGHT)
        decided = agency_view(session, agency(session), office.clock.now())
        two_officers.confirm(session, decision, MIDNIGHT)
        announced = agency_view(session, agency(session), office.clock.now())

    cards = [view.scorecard for view in (before, decided, announced)]
    assert [card and card.criterion("1.1").confirmed for card in cards] == [None, None, 1]
    assert announced.judged is not None
    assert announced.judged.late == 0


def test_a_decision_refers_to_what_is_judged(office: Desk) -> None:

    office.ticked = True
    office.edit(101)
    office.read()
    office.edit(7)
    office.read()
    with office.database.writing() as session:
        decision = two_officers.decide(session, agency(session), "ไม่ได้รับรางวัล", MIDNIGHT)
        seal = seals.standing(session, "A-1")

    assert seal is not None
    assert decision.reading_id == seal.scored_id


def test_only_what_counts_is_a_change() -> None:
    before = submission(HALF_WAY)
    moved = replace(before, answers={key: answer._replace(place=None) for key, answer in before.answers.items()})

    assert changed_keys(before, moved) == ()
