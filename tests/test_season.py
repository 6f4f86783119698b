"""An agency's way through the season, from what its workbook and its assessors say."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.cases import season
from bot.cases.season import RefusedError, Wish
from bot.season.grounds import Window
from bot.season.moves import Act
from bot.season.states import State
from bot.store import agencies, audit, reviews
from bot.store import season as moves
from bot.store.database import Database
from bot.store.reviews import Review
from tests.support.closing import MIDNIGHT, Desk, agency, desk
from tests.support.sample_scorecards import PROGRAMME

pytest_plugins = ["tests.support.databases"]

AFTER = MIDNIGHT + timedelta(days=1)


def closed(database: Database) -> Desk:
    """The desk after its deadline, what is judged taken."""
    office = desk(database)
    office.at(MIDNIGHT + timedelta(minutes=1))
    office.tick()
    office.read()
    return office


def act(office: Desk, wanted: Act, why: str = "ตามมติ", **more: object) -> State:
    with office.database.writing() as session:
        return season.do(session, agency(session), Wish(wanted, "สมหญิง", why, **more), AFTER)  # type: ignore[arg-type] # any fields of a wish


def refused(office: Desk, wanted: Act, why: str = "ตามมติ", **more: object) -> str:
    with pytest.raises(RefusedError) as error:
        act(office, wanted, why, **more)
    return str(error.value)


def state(office: Desk) -> State:
    with office.database.reading() as session:
        return season.state_of(session, agency(session))


def test_taking_what_is_judged_moves_an_agency_to_submitted_and_reopening_back(database: Database) -> None:
    office = desk(database)
    assert state(office) is State.DRAFT

    office.ticked = True
    office.edit(101)
    office.read()
    assert state(office) is State.SUBMITTED
    office.reopen()
    assert state(office) is State.DRAFT
    with database.reading() as session:
        kept = [(move.act, move.origin, move.reached, move.by) for move in moves.moves(session, "A-1", "hrmo-2565")]
    assert kept == [("submit", "draft", "submitted", "system"), ("reopen", "submitted", "draft", "สมชาย")]


def test_an_eligible_agency_is_screened_and_waits_for_its_assessors(sqlite: Database) -> None:
    office = closed(sqlite)

    assert act(office, Act.SCREEN) is State.SCREENED
    assert refused(office, Act.ASSESS).startswith("ยังไม่ได้ยืนยันระดับ 25 ข้อ: 1.1, 1.2, ")
    assert act(office, Act.BACK, "กดผิด") is State.SUBMITTED


def test_an_act_needs_a_reason_and_the_state_that_was_seen(sqlite: Database) -> None:
    office = closed(sqlite)

    assert refused(office, Act.WITHDRAW, "  ") == "โปรดระบุเหตุผล"
    assert refused(office, Act.WITHDRAW, seen=State.DRAFT) == (
        "สถานะของหน่วยงานนี้เปลี่ยนไประหว่างที่ท่านเปิดหน้านี้ โปรดโหลดหน้าใหม่แล้วพิจารณาอีกครั้ง"
    )
    assert act(office, Act.WITHDRAW, "หนังสือที่ 12/2565", seen=State.SUBMITTED) is State.WITHDRAWN
    assert act(office, Act.REINSTATE) is State.SUBMITTED


def test_every_act_is_in_the_audit_log_with_its_reason(sqlite: Database) -> None:
    office = closed(sqlite)
    act(office, Act.WITHDRAW, "หนังสือที่ 12/2565")

    with sqlite.reading() as session:
        entry = audit.entries(session, "A-1")[0]
    assert (entry.actor, entry.act, entry.details) == (
        "สมหญิง",
        "withdraw",
        {"origin": "submitted", "reached": "withdrawn", "why": "หนังสือที่ 12/2565"},
    )


def test_what_was_decided_about_is_not_opened_again(sqlite: Database) -> None:
    office = closed(sqlite)
    act(office, Act.DECIDE)

    with pytest.raises(RefusedError, match="เปิดให้แก้ไข ทำได้เมื่อหน่วยงานอยู่ในขั้น"):
        office.reopen()
    assert office.judged() is not None


def test_grounds_tell_the_open_criteria_and_the_hearing(sqlite: Database) -> None:
    closed(sqlite)
    with sqlite.writing() as session:
        review = Review(
            agency_code="A-1", programme="hrmo-2565", criterion="1.1", level=3, reason="ครบ", assessor="ก", at=AFTER
        )
        reviews.give(session, review)
        window = Window(AFTER, AFTER + timedelta(days=15))
        wish = Wish(Act.OPEN_HEARING, "สมหญิง", "ตามมติ", window=window)
        season._record(session, agency(session), wish, State.CONSENTED, State.HEARING, AFTER)
        grounds = season.grounds_of(session, agency(session), AFTER)

    assert grounds.unreviewed == tuple(each.id for each in PROGRAMME.criteria if each.id != "1.1")
    assert (grounds.state, grounds.hearing) == (State.HEARING, window)
    assert grounds.combined is not None
    assert {ground.rule for ground in grounds.eligibility} == {
        "organisation_type",
        "approval",
        "publish_consent",
        "repeat_winner",
        "tier_b_window",
    }


def test_states_of_all_agencies_agree_with_each(sqlite: Database) -> None:
    office = closed(sqlite)
    with sqlite.writing() as session:
        agencies.register(session, "B-1", "เทศบาล", "hrmo-2565", now=AFTER)
    act(office, Act.WITHDRAW)

    with sqlite.reading() as session:
        every = agencies.active(session)
        assert season.states(session, every) == {each.code: season.state_of(session, each) for each in every}
        assert season.states(session, every) == {"A-1": State.WITHDRAWN, "B-1": State.DRAFT}


def test_a_letter_of_consent_that_was_noted_holds_for_the_hearing_too(sqlite: Database) -> None:
    office = closed(sqlite)
    act(office, Act.SCREEN)
    with sqlite.writing() as session:
        season._record(session, agency(session), Wish(Act.PASS_TIERS, "ก", "ผ่าน"), State.SCREENED, State.PASSED, AFTER)

    act(office, Act.CONSENT, letter="ยธ 0405/12")
    with sqlite.reading() as session:
        assert season.grounds_of(session, agency(session), AFTER).consent_noted
    window = Window(AFTER, AFTER + timedelta(days=15))
    assert act(office, Act.OPEN_HEARING, window=window) is State.HEARING
