"""Assumptions and thresholds as the secretariat sets them: kept, told, scored with, and proved by receipts."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from bot.cases import secretariat
from bot.cases.prepared import case_of
from bot.cases.replaying import exported, proof_of, published_hash
from bot.store import audit, readings, settings, site_visits, workbooks
from bot.store.agencies import Agency
from bot.store.database import Database
from scoring.assumptions import SettingError
from scoring.engine import score
from scoring.outcome import AgainstMark, against_marks, final_score
from scoring.receipt_file import check
from scoring.scorecard import Total
from scoring.site_visit import Mark, MarkError, SiteVisit, site_visit
from tests.support.sample_scorecards import HALF_WAY, PROGRAMME, submission

pytest_plugins = ["tests.support.databases"]

NOW = datetime(2022, 3, 31, tzinfo=UTC)
AGENCY = Agency(code="LED", name="กรมบังคับคดี", programme=PROGRAMME.id, ministry="")
READ = submission(HALF_WAY)
MARK = {"pass_mark": "60"}


@pytest.fixture
def entered(database: Database) -> Database:
    with database.writing() as session:
        secretariat.enter_agency(session, AGENCY, "file", "https://x", identity="bot", now=NOW)
        workbooks.all_in_use(session)[0].dirty_since = None
    return database


def test_a_setting_is_kept_told_in_the_audit_and_has_the_workbooks_scored_again(entered: Database) -> None:
    with entered.writing() as session:
        secretariat.change_settings(session, PROGRAMME.id, {"pass_mark": "60"}, by="สมศรี", now=NOW)

    with entered.reading() as session:
        assert settings.of(session, PROGRAMME.id) == {"pass_mark": "60"}
        assert case_of(session, PROGRAMME.id).programme.marks == {"pass_mark": Fraction(60)}
        assert [book.dirty_since for book in workbooks.all_in_use(session)] == [NOW]
        assert [(e.actor, e.act, e.details) for e in audit.entries(session, PROGRAMME.id)] == [
            ("สมศรี", "set", {"name": "pass_mark", "value": "60"})
        ]


def test_a_blank_value_goes_back_to_the_programmes_own(entered: Database) -> None:
    with entered.writing() as session:
        secretariat.change_settings(session, PROGRAMME.id, {"pass_mark": "60"}, by="a", now=NOW)
        secretariat.change_settings(session, PROGRAMME.id, {"pass_mark": ""}, by="b", now=NOW)

    with entered.reading() as session:
        assert settings.of(session, PROGRAMME.id) == {}
        assert [(s.value, s.set_by) for s in settings.history(session, PROGRAMME.id)] == [("60", "a"), (None, "b")]


def test_a_setting_that_cannot_be_changes_nothing(entered: Database) -> None:
    with pytest.raises(SettingError, match="ค่าตั้ง pass_mark เป็น “สูง” ใช้ไม่ได้"), entered.writing() as session:
        secretariat.change_settings(session, PROGRAMME.id, {"pass_mark": "สูง"}, by="a", now=NOW)

    with entered.reading() as session:
        assert settings.history(session, PROGRAMME.id) == []


def test_a_reading_is_proved_under_the_settings_it_was_scored_with(entered: Database) -> None:
    with entered.writing() as session:
        secretariat.change_settings(session, PROGRAMME.id, MARK, by="a", now=NOW)
        case = case_of(session, PROGRAMME.id)
        card = score(case.programme, READ, now=NOW)
        readings.record(session, AGENCY.code, "file", READ, card, settings=case.settings, now=NOW)
        secretariat.change_settings(session, PROGRAMME.id, {"pass_mark": ""}, by="a", now=NOW)

    with entered.reading() as session:
        reading = readings.latest(session, AGENCY.code)
        assert reading is not None
        proof = proof_of(reading)
        file = exported(reading, proof)

    assert proof.proved
    assert card.receipt != score(PROGRAMME, READ, now=NOW).receipt
    assert check(file, published_hash).proved
    assert not check({**file, "programme": {**file["programme"], "settings": {}}}, published_hash).proved


def marks(*given: tuple[str, str, int]) -> list[Mark]:
    return [Mark(who, part, Fraction(points)) for who, part, points in given]


def test_a_site_visit_is_the_mean_of_its_assessors_part_by_part() -> None:
    visit = site_visit(PROGRAMME, marks(("ก", "SV1", 30), ("ข", "SV1", 35), ("ก", "SV2", 40), ("ก", "SV3", 20)))

    assert [(part.id, part.points, part.spread) for part in visit.parts] == [
        ("SV1", Fraction(65, 2), Fraction(5)),
        ("SV2", Fraction(40), Fraction(0)),
        ("SV3", Fraction(20), Fraction(0)),
    ]
    assert visit.total == Total(Fraction(185, 2), Fraction(100))


def test_a_visit_has_no_total_until_each_part_is_marked() -> None:
    visit = site_visit(PROGRAMME, marks(("ก", "SV1", 30)))

    assert (visit.total, [part.points for part in visit.parts]) == (None, [Fraction(30), None, None])


@pytest.mark.parametrize(
    ("given", "told"),
    [(("ก", "SV4", 1), "ส่วนที่มีคือ SV1, SV2, SV3"), (("ก", "SV3", 21), "ต้องอยู่ระหว่าง 0 ถึง 20")],
)
def test_a_mark_that_cannot_be_is_refused(given: tuple[str, str, int], told: str) -> None:
    with pytest.raises(MarkError, match=told):
        site_visit(PROGRAMME, marks(given))


def test_the_latest_mark_of_an_assessor_counts_and_one_may_be_taken_back(entered: Database) -> None:
    with entered.writing() as session:
        for points in (Fraction(10), Fraction(25, 2)):
            secretariat.give_marks(session, AGENCY, "ก", {"SV1": points, "SV2": Fraction(9)}, "", now=NOW)
        secretariat.give_marks(session, AGENCY, "ก", {"SV2": None}, "ให้ผิดส่วน", now=NOW)

    with entered.reading() as session:
        assert site_visits.marks(session, "LED", PROGRAMME.id) == [Mark("ก", "SV1", Fraction(25, 2))]


def test_one_bad_mark_keeps_the_good_ones_out_too(entered: Database) -> None:
    with pytest.raises(MarkError), entered.writing() as session:
        secretariat.give_marks(session, AGENCY, "ก", {"SV1": Fraction(1), "SV9": Fraction(1)}, "", now=NOW)

    with entered.reading() as session:
        assert site_visits.marks(session, "LED", PROGRAMME.id) == []


COMBINED = Total(Fraction(60), Fraction(100))


def full_visit() -> SiteVisit:
    return site_visit(PROGRAMME, marks(("ก", "SV1", 40), ("ก", "SV2", 40), ("ก", "SV3", 20)))


def test_no_mark_is_held_against_a_score_until_the_secretariat_sets_it() -> None:
    assert against_marks(PROGRAMME, COMBINED) == ()


def test_awards_are_held_against_the_final_score_and_the_pass_mark_against_the_combined(entered: Database) -> None:
    chosen = {"pass_mark": "55", "award_good": "65", "award_outstanding": "80", "site_visit_weight": "25"}
    with entered.writing() as session:
        changed = secretariat.change_settings(session, PROGRAMME.id, chosen, by="a", now=NOW)

    found = against_marks(changed, COMBINED, full_visit())

    assert final_score(changed, COMBINED, full_visit()) == 70
    assert [(s.name, s.reached, s.short) for s in found] == [
        ("pass_mark", True, Fraction(0)),
        ("award_outstanding", False, Fraction(10)),
        ("award_good", True, Fraction(0)),
    ]
    assert found[0] == AgainstMark("pass_mark", Fraction(55), Fraction(60))


def test_the_visit_weighs_nothing_while_its_weight_is_not_set() -> None:
    assert final_score(PROGRAMME, COMBINED, full_visit()) == 60
