"""The season's acts on an agency's page: what is offered, what stops it, and what is recorded."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from werkzeug.test import TestResponse

from bot.cases import season
from bot.season.grounds import Window
from bot.season.moves import Act
from bot.season.states import State
from bot.store import agencies, seals
from bot.store import season as moves
from bot.store.database import Database
from bot.store.season import SeasonMove
from tests.support.desk_web import Browser, DeskWeb
from tests.support.many_agencies import code, enter_season

pytest_plugins = ["tests.support.databases"]

NOW = datetime(2022, 3, 1, 3, tzinfo=UTC)
CODE = code(3)
PAGE = f"/desk/agencies/{CODE}/season"


@pytest.fixture
def web(sqlite: Database) -> DeskWeb:
    enter_season(sqlite, 3, NOW)
    return DeskWeb(sqlite, NOW)


def do(officer: Browser, act: Act, seen: State, why: str = "ตามมติ", **more: str) -> TestResponse:
    return officer.send(PAGE, officer.page(PAGE), act=act.value, seen=seen.value, why=why, **more)


def text(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def state(web: DeskWeb) -> State:
    with web.database.reading() as session:
        found = agencies.find(session, CODE)
        assert found is not None
        return season.state_of(session, found)


def place(web: DeskWeb, reached: State) -> None:
    """Bring the agency to a state, whatever would stop it."""
    with web.database.writing() as session:
        row = SeasonMove(
            agency_code=CODE, programme="hrmo-2565", act="assess", origin="submitted", reached=reached.value,
            by="test", why="ทดสอบ", details={}, at=NOW,
        )  # fmt: skip
        moves.add(session, row)


def test_only_thinkable_acts_are_offered_and_what_stops_one_is_told(web: DeskWeb) -> None:
    page = web.browser().page(PAGE)

    assert 'value="withdraw"' in page
    assert 'value="assess"' not in page
    assert not [act for act in ("submit", "decide", "release") if f'value="{act}"' in page]
    place(web, State.SCREENED)
    assert "ยังไม่ได้ยืนยันระดับ 25 ข้อ" in web.browser().page(PAGE)


def test_an_act_is_recorded_with_its_reason_and_can_be_taken_back(web: DeskWeb) -> None:
    officer = web.browser()

    assert "บันทึกแล้ว: ถอนการสมัคร" in text(do(officer, Act.WITHDRAW, State.SUBMITTED, "หนังสือที่ 12/2565"))
    page = officer.page(PAGE)
    assert ("หนังสือที่ 12/2565" in page, "สมหญิง" in page, 'value="reinstate"' in page) == (True, True, True)
    do(officer, Act.REINSTATE, State.WITHDRAWN)
    assert state(web) is State.SUBMITTED


def test_a_refusal_keeps_what_was_typed(web: DeskWeb) -> None:
    officer = web.browser()
    place(web, State.CONSENTED)

    no_window = do(officer, Act.OPEN_HEARING, State.CONSENTED, "ตามประกาศ", opens="2022-03-05T09:00", closes="")
    assert (no_window.status_code, "โปรดระบุวันเวลาเปิดและปิด" in text(no_window)) == (409, True)
    assert 'value="2022-03-05T09:00"' in text(no_window)
    assert ">ตามประกาศ</textarea>" in text(no_window)
    assert "โปรดระบุเหตุผล" in text(do(officer, Act.WITHDRAW, State.CONSENTED, " "))
    assert state(web) is State.CONSENTED


def test_a_hearing_is_opened_with_its_window_in_bangkok_time(web: DeskWeb) -> None:
    place(web, State.CONSENTED)
    with web.database.writing() as session:
        consent = SeasonMove(
            agency_code=CODE, programme="hrmo-2565", act="consent", origin="passed", reached="consented",
            by="test", why="หนังสือ", details={"letter": "ที่ 7/2565"}, at=NOW,
        )  # fmt: skip
        moves.add(session, consent)
    do(web.browser(), Act.OPEN_HEARING, State.CONSENTED, opens="2022-03-05T09:00", closes="2022-03-20T16:30")

    assert state(web) is State.HEARING
    with web.database.reading() as session:
        window = season.hearing_of(moves.moves(session, CODE, "hrmo-2565"))
    assert window == Window(datetime(2022, 3, 5, 2, tzinfo=UTC), datetime(2022, 3, 20, 9, 30, tzinfo=UTC))


def test_who_acts_on_an_old_page_is_told_and_nothing_is_done(web: DeskWeb) -> None:
    officer, other = web.browser(), web.browser("officer", "สมชาย")
    page = officer.page(PAGE)
    do(other, Act.WITHDRAW, State.SUBMITTED)

    late = officer.send(PAGE, page, act="withdraw", seen="submitted", why="ซ้ำ")
    assert (late.status_code, "เปลี่ยนไประหว่างที่ท่านเปิดหน้านี้" in text(late)) == (409, True)
    assert state(web) is State.WITHDRAWN


def test_opening_again_ends_what_was_judged(web: DeskWeb) -> None:
    do(web.browser(), Act.REOPEN, State.SUBMITTED, "แนบผิดไฟล์")

    with web.database.reading() as session:
        seal = seals.last(session, CODE)
    assert (state(web), seal.reopened_because if seal else None) == (State.DRAFT, "แนบผิดไฟล์")


@pytest.mark.parametrize("act", ["decide", "release", "submit", "nonsense"])
def test_what_is_done_elsewhere_is_not_done_here(web: DeskWeb, act: str) -> None:
    officer = web.browser()
    answer = officer.send(PAGE, officer.page(PAGE), act=act, seen="submitted", why="x")

    assert (answer.status_code, "ไม่ได้ทำที่หน้านี้" in text(answer), state(web)) == (409, True, State.SUBMITTED)
