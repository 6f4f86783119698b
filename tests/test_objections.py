"""Objections to a preliminary result: the window, letters, replacing and withdrawing, answers, and the final result."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cases import answering_objections, deciding, objecting, season, secretariat
from bot.cases.deciding import Verdict
from bot.cases.objecting import Letter
from bot.season.objections import Announced, Standing, closing, days_in, filing_stops
from bot.store import audit, decisions, objections, readings, reviews, settings
from bot.store.database import Database
from scoring.assumptions import SettingError
from sheets_schema.thai import BANGKOK, bangkok_date
from tests.support import two_officers
from tests.support.closing import agency
from tests.support.objection_stage import (
    ANNOUNCED,
    REASON,
    UNTIL,
    Stage,
    announce_preliminary,
    found,
    objection_stage,
    refusal,
)
from tests.support.two_officers import FIRST

pytest_plugins = ["tests.support.databases"]

SECOND_BEFORE = UNTIL - timedelta(seconds=1)
OVER = "พ้นกำหนดคัดค้านแล้ว รับคำคัดค้านถึง 26 พ.ค. 2565 23.59 น."
ANSWERED = "วินิจฉัยคำคัดค้านข้อนี้แล้ว จึงรับข้อความใหม่หรือถอนไม่ได้"
MEANWHILE = answering_objections.MEANWHILE.th


@pytest.fixture
def stage(database: Database) -> Stage:
    return objection_stage(database)


def standings(stage: Stage) -> list[tuple[str, str]]:
    with stage.database.reading() as session:
        return [(each.objection.criterion, each.standing.value) for each in answering_objections.listed(session)]


def confirmed(stage: Stage) -> dict[str, int]:
    with stage.database.reading() as session:
        return reviews.confirmed(session, "A-1", "hrmo-2565")


def note(stage: Stage, received: date, now: datetime = UNTIL, **changed: Any) -> str:
    letter = Letter(**{"criterion": "1.2", "text": REASON, "number": "สธ 0101/12", "received": received, **changed})
    with stage.database.writing() as session:
        return refusal(objecting.file_letter, session, agency(session), letter, by="สมชาย", now=now)


@given(st.datetimes(min_value=datetime(2021, 1, 1), max_value=datetime(2030, 1, 1)), st.integers(1, 120))  # noqa: DTZ001 # made aware below
def test_a_window_ends_with_a_whole_day_in_bangkok(announced: datetime, days: int) -> None:
    at = announced.replace(tzinfo=BANGKOK)
    until = closing(at, days)

    assert until is not None
    assert (until.hour, until.minute, until.second) == (0, 0, 0)
    assert bangkok_date(until) - bangkok_date(at) == timedelta(days=days + 1)


@given(st.integers(-3 * 24 * 3600, 30 * 24 * 3600))
def test_an_objection_is_taken_from_the_announcement_to_the_last_second_and_never_else(seconds: int) -> None:
    announced = Announced(ANNOUNCED, UNTIL, {"1.2": 2}, {"1.2": 3})
    at = ANNOUNCED + timedelta(seconds=seconds)

    assert (filing_stops(announced, "1.2", at) is None) == (ANNOUNCED <= at < UNTIL)


def test_the_window_is_stored_with_the_announcement_and_its_days_are_a_setting(stage: Stage) -> None:
    with stage.database.writing() as session:
        assert decisions.announcements(session, "A-1", "hrmo-2565")[0][1].objections_until == UNTIL
        secretariat.change_settings(session, "hrmo-2565", {"objection_days": "7"}, by="ก", now=ANNOUNCED)
        assert (settings.of(session, "hrmo-2565"), settings.objection_days(session, "hrmo-2565")) == ({}, "7")
        announce_preliminary(session)
        windows = [release.objections_until for _, release in decisions.announcements(session, "A-1", "hrmo-2565")]

    assert windows == [UNTIL, UNTIL - timedelta(days=8)]


@pytest.mark.parametrize("days", ["-1", "121", "7.5", "สิบ"])
def test_days_that_are_none_are_refused(stage: Stage, days: str) -> None:
    with stage.database.writing() as session, pytest.raises(SettingError, match="objection_days"):
        secretariat.change_settings(session, "hrmo-2565", {"objection_days": days}, by="ก", now=ANNOUNCED)
    assert days_in(days) is None


def test_the_last_second_is_in_time_and_the_next_is_not(stage: Stage) -> None:
    assert refusal(stage.file, at=UNTIL) == OVER
    stage.file(at=SECOND_BEFORE)

    assert standings(stage) == [("1.2", "open")]


def test_officers_are_told_how_many_wait_for_an_answer(stage: Stage) -> None:
    counted, first = [], stage.file("1.2")
    for step in (lambda: stage.file("1.1"), lambda: stage.answer(first, None)):
        step()
        with stage.database.reading() as session:
            counted.append(objections.count_open(session))

    assert counted == [2, 1]


@pytest.mark.parametrize(
    ("criterion", "text", "said"),
    [
        ("9.9", REASON, "ไม่พบข้อ 9.9"),
        ("1.3", REASON, "ข้อ 1.3 ได้ระดับสูงสุดแล้ว"),
        ("1.2", "สั้น", "โปรดระบุเหตุผลที่คัดค้านอย่างน้อย 10 ตัวอักษร"),
        ("1.2", "ก" * 1001, "เหตุผลยาว 1,001 ตัวอักษร"),
    ],
)
def test_what_is_no_objection_is_refused_with_the_reason(stage: Stage, criterion: str, text: str, said: str) -> None:
    assert refusal(stage.file, criterion, text).startswith(said)
    assert standings(stage) == []


def test_a_later_text_takes_the_place_of_one_that_is_not_answered_and_the_earlier_stays_to_be_read(
    stage: Stage,
) -> None:
    first = stage.file(text="เหตุผลแรกที่ยื่นไว้")
    second = stage.file(text="เหตุผลที่สองที่ยื่นไว้")

    assert standings(stage) == [("1.2", "open")]
    with stage.database.reading() as session:
        contested = found(session, first)
        assert (contested.objection.id, contested.objection.text) == (second, "เหตุผลที่สองที่ยื่นไว้")
        assert [each.text for each in contested.earlier] == ["เหตุผลแรกที่ยื่นไว้"]


def test_a_withdrawn_objection_can_be_filed_again_within_the_window(stage: Stage) -> None:
    stage.file()
    with stage.database.writing() as session:
        objecting.withdraw(session, agency(session), "1.2", SECOND_BEFORE, now=SECOND_BEFORE)
    assert standings(stage) == [("1.2", "withdrawn")]
    with stage.database.writing() as session:
        again = refusal(objecting.withdraw, session, agency(session), "1.2", SECOND_BEFORE, now=SECOND_BEFORE)
    assert again == "ไม่มีคำคัดค้านข้อนี้ที่จะถอน"

    stage.file(at=SECOND_BEFORE)
    assert standings(stage) == [("1.2", "open")]


def test_after_the_window_the_agency_withdraws_by_a_letter(stage: Stage) -> None:
    objection = stage.file()
    with stage.database.writing() as session:
        late = refusal(objecting.withdraw, session, agency(session), "1.2", UNTIL, now=UNTIL)
        assert late.startswith("พ้นกำหนดคัดค้านแล้ว หากประสงค์จะถอน")
        answering_objections.withdraw_by_letter(
            session, objection, "สธ 9", seen=found(session, objection).seen, by="สมชาย", now=UNTIL
        )

    assert standings(stage) == [("1.2", "withdrawn")]


def test_a_letter_counts_by_the_day_on_which_it_came_whenever_it_is_entered(stage: Stage) -> None:
    last_day = bangkok_date(SECOND_BEFORE)

    assert note(stage, last_day + timedelta(days=1), UNTIL + timedelta(days=3)) == OVER
    assert note(stage, bangkok_date(ANNOUNCED) - timedelta(days=1)).startswith("วันที่ได้รับอยู่ก่อนวันประกาศ")
    assert note(stage, last_day + timedelta(days=9), UNTIL) == "วันที่ได้รับหนังสือต้องไม่อยู่ในอนาคต"
    assert note(stage, last_day, number=" ").startswith("โปรดระบุเลขที่หนังสือ")
    assert standings(stage) == []
    assert note(stage, last_day, UNTIL + timedelta(days=3)) == ""
    assert note(stage, bangkok_date(ANNOUNCED), criterion="4.3") == ""

    with stage.database.reading() as session:
        kept = [(each.criterion, each.letter, each.entered_by) for each in objections.all_newest(session)]
    assert kept == [("1.2", "สธ 0101/12", "สมชาย"), ("4.3", "สธ 0101/12", "สมชาย")]


def test_nothing_is_answered_while_the_agency_may_still_change_it(stage: Stage) -> None:
    objection = stage.file()

    assert refusal(stage.answer, objection, 3, SECOND_BEFORE).startswith("ยังอยู่ในกำหนดคัดค้านถึง 26 พ.ค. 2565 23.59 น.")
    assert stage.answer(objection, 3, UNTIL) is Standing.UPHELD


def test_an_upheld_objection_confirms_the_new_level_and_says_by_whom_and_why(stage: Stage) -> None:
    objection = stage.file()
    assert refusal(stage.answer, objection, 1) == "รับฟังคำคัดค้านข้อ 1.2 ต้องเลือกระดับที่สูงกว่าที่ประกาศไว้ คือ 2, 3"
    stage.answer(objection, 3)

    assert confirmed(stage) == {"1.2": 3}
    with stage.database.reading() as session:
        (review,) = reviews.reviews(session, "A-1", "hrmo-2565")
        assert (review.assessor, review.reason) == (FIRST.name, "รับฟังคำคัดค้าน: ตามหลักฐานเดิม")
        noted = [(each.act, each.actor) for each in audit.entries(session, "A-1")]
        assert ("answer objection", FIRST.name) in noted
        assert ("settle", FIRST.name) in noted


def test_an_answer_that_is_changed_before_the_final_result_changes_the_level_back(stage: Stage) -> None:
    objection = stage.file()
    stage.answer(objection, 3)
    stage.answer(objection, None)

    assert (standings(stage), confirmed(stage)) == ([("1.2", "dismissed")], {})


def test_links_that_were_added_later_are_not_what_is_looked_at(stage: Stage) -> None:
    objection = stage.file()
    with stage.database.reading() as session:
        before = found(session, objection).preliminary
    stage.desk.edit(900)
    assert stage.desk.read()

    with stage.database.reading() as session:
        newest, after = readings.latest(session, "A-1"), found(session, objection).preliminary
        assert newest is not None
        assert newest.as_submission().answers["org.staff_total"].value == 900
    assert (after.submission, after.card.receipt) == (before.submission, before.card.receipt)


def test_the_final_result_waits_for_the_window_and_for_every_answer(stage: Stage) -> None:
    objection = stage.file()
    waits = "ยังอยู่ในกำหนดคัดค้านผลเบื้องต้นถึง 26 พ.ค. 2565 23.59 น. โปรดรอให้ครบกำหนดก่อน"

    assert refusal(stage.final, SECOND_BEFORE) == waits
    assert refusal(stage.final) == "ยังไม่ได้วินิจฉัยคำคัดค้านข้อ 1.2 โปรดวินิจฉัยที่หน้าคำคัดค้านก่อน"
    stage.answer(objection, None)
    assert refusal(stage.final) == ""


def test_a_letter_in_time_that_is_entered_late_holds_back_a_final_result_that_was_decided(stage: Stage) -> None:
    with stage.database.writing() as session:
        decision = two_officers.decide(session, agency(session), "ไม่ได้รับรางวัล", UNTIL)
    assert note(stage, bangkok_date(SECOND_BEFORE)) == ""
    with stage.database.writing() as session:
        said = refusal(two_officers.confirm, session, decision, UNTIL)
    assert said.startswith("ยังไม่ได้วินิจฉัยคำคัดค้านข้อ 1.2")


def test_after_the_final_result_nothing_is_filed_answered_or_withdrawn(stage: Stage) -> None:
    objection = stage.file()
    stage.answer(objection, None)
    assert refusal(stage.file, at=SECOND_BEFORE) == ANSWERED
    stage.final()

    final = "ประกาศผลสุดท้ายแล้ว จึงคัดค้านหรือถอนคำคัดค้านไม่ได้แล้ว"
    assert refusal(stage.file, "4.3", at=SECOND_BEFORE) == final
    assert note(stage, bangkok_date(SECOND_BEFORE)) == final
    assert refusal(stage.answer, objection, 3) == "ประกาศผลสุดท้ายแล้ว คำวินิจฉัยจึงแก้ไขไม่ได้"


def test_the_agency_knows_its_answers_with_the_final_result_and_not_before(stage: Stage) -> None:
    objection = stage.file()

    def known() -> list[tuple[Standing, int | None, str]]:
        with stage.database.reading() as session:
            told = objecting.known_to(session, agency(session))
            assert told is not None
            return [(each.standing, each.level, each.answer) for each in told.objections]

    unanswered = known()
    stage.answer(objection, 3)
    assert known() == unanswered == [(Standing.OPEN, None, "")]
    stage.final()
    assert known() == [(Standing.UPHELD, 3, "ตามหลักฐานเดิม")]


def test_of_two_who_answer_at_once_the_second_is_shown_the_first(stage: Stage) -> None:
    objection = stage.file()
    with stage.database.reading() as session:
        seen = found(session, objection).seen
    came: list[str] = []
    both = [
        Thread(target=lambda level=level: came.append(refusal(stage.answer, objection, level, UNTIL, seen)))
        for level in (3, None)
    ]
    for each in both:
        each.start()
    for each in both:
        each.join()

    assert sorted(came) == ["", MEANWHILE]


def test_an_answer_to_a_text_that_was_replaced_meanwhile_is_not_saved(stage: Stage) -> None:
    objection = stage.file()
    with stage.database.reading() as session:
        seen = found(session, objection).seen
    assert note(stage, bangkok_date(SECOND_BEFORE)) == ""

    assert refusal(stage.answer, objection, 3, UNTIL, seen) == MEANWHILE
    assert standings(stage) == [("1.2", "open")]


def test_of_two_who_file_at_once_one_takes_the_place_of_the_other(stage: Stage) -> None:
    both = [Thread(target=stage.file, args=("1.2", f"{REASON} {number}")) for number in (1, 2)]
    for each in both:
        each.start()
    for each in both:
        each.join()

    assert standings(stage) == [("1.2", "open")]
    with stage.database.reading() as session:
        told = objections.told(session, objections.all_newest(session)[0].decision_id, "1.2")
    assert len(told) == 2


def test_a_preliminary_result_without_a_reading_cannot_be_objected_to(sqlite: Database) -> None:
    stage = objection_stage(sqlite)
    with sqlite.writing() as session:
        latest = decisions.announcements(session, "A-1", "hrmo-2565")[0][0]
        latest.reading_id = None
    assert refusal(stage.file) == objecting.NOTHING_ANNOUNCED.th


def test_a_preliminary_decision_waits_for_no_answer(stage: Stage) -> None:
    stage.file()
    with stage.database.writing() as session:
        verdict = Verdict("preliminary", "not_awarded", "", "ไม่ได้รับรางวัล")
        deciding.decide(session, agency(session), verdict, FIRST, now=UNTIL)
        assert season.state_of(session, agency(session)).value == "decided"
