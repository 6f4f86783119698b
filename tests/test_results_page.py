"""`/results`: nothing before the final announcement, nobody without consent or award, and gone once it is withdrawn."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.cases import season
from bot.cases.season import Granted, Wish
from bot.season.moves import Act
from bot.season.states import State
from bot.store import agencies, audit, decisions
from bot.store.agencies import Agency
from bot.store.database import Database
from tests.support import two_officers
from tests.support.closing import MIDNIGHT, agency, desk
from tests.support.desk_web import DeskWeb

pytest_plugins = ["tests.support.databases"]

NOW = MIDNIGHT + timedelta(days=60)
NAME = "หน่วยงาน A-1"


@pytest.fixture
def web(sqlite: Database) -> DeskWeb:
    """An agency that has handed in and came so far that it may be given an award."""
    desk(sqlite)
    with sqlite.writing() as session:
        two_officers.lead_to_consent(session, agency(session), NOW)
    return DeskWeb(sqlite, NOW)


def announce(session: Session, mine: Agency, outcome: str, award: str = "", *, consent: bool = True) -> None:
    """A final result as it was announced, whatever its points: the rules of awards have tests of their own."""

    decision = two_officers.decide(session, mine, "ผล", NOW)
    decision.outcome, decision.award = outcome, award
    decisions.release(session, decision.id, "สมหญิง", NOW, may_publish=consent)


def names(web: DeskWeb) -> list[str]:
    page = web.stranger().page("/results")
    return [line.partition("</li>")[0] for line in page.split("<li>")[1:]]


def test_nothing_is_told_of_a_decision_before_it_is_announced(web: DeskWeb) -> None:
    before = web.stranger().page("/results")
    with web.database.writing() as session:
        two_officers.decide(session, agency(session), "ผล", NOW)

    assert web.stranger().page("/results") == before
    assert "ยังไม่มีผลที่ประกาศ" in before


@pytest.mark.parametrize(
    ("outcome", "consent", "shown"),
    [("awarded", True, [NAME]), ("awarded", False, []), ("not_awarded", True, [])],
)
def test_only_who_got_an_award_and_consented_is_named(
    web: DeskWeb, outcome: str, consent: bool, shown: list[str]
) -> None:
    with web.database.writing() as session:
        announce(session, agency(session), outcome, "award_good" if outcome == "awarded" else "", consent=consent)

    assert names(web) == shown


def test_a_later_announcement_takes_the_place_of_an_earlier_one(web: DeskWeb) -> None:
    with web.database.writing() as session:
        announce(session, agency(session), "awarded", "award_good")
        announce(session, agency(session), "not_awarded")

    assert names(web) == []


def test_the_page_tells_the_award_and_the_year_in_both_languages(web: DeskWeb) -> None:
    with web.database.writing() as session:
        announce(session, agency(session), "awarded", "award_outstanding")

    assert all(words in web.stranger().page("/results") for words in ("ดีเด่น", "ประจำปี 2565"))
    assert "Outstanding" in web.stranger().page("/results?lang=en")


def test_whoever_kept_the_page_is_told_whether_it_still_stands(web: DeskWeb) -> None:
    client = web.stranger().client
    first = client.get("/results")
    headers = {"If-None-Match": first.headers["ETag"]}

    assert (first.headers["Cache-Control"], client.get("/results", headers=headers).status_code) == ("no-cache", 304)
    with web.database.writing() as session:
        announce(session, agency(session), "awarded")
    assert client.get("/results", headers=headers).status_code == 200


def test_an_agency_that_withdrew_its_consent_vanishes_and_the_letter_is_kept(web: DeskWeb) -> None:
    with web.database.writing() as session:
        announce(session, agency(session), "awarded", "award_good")
    officer = web.browser()
    page = officer.page("/desk/published")
    without = officer.send("/desk/published/A-1", page, programme="hrmo-2565", letter=" ").get_data(as_text=True)
    assert ("โปรดระบุเลขที่หนังสือของหน่วยงาน" in without, names(web)) == (True, [NAME])

    officer.send("/desk/published/A-1", page, programme="hrmo-2565", letter="สธ 9/2565")
    assert names(web) == []
    with web.database.reading() as session:
        kept = audit.entries(session, "A-1")[0]
        assert (kept.act, kept.actor, kept.details["letter"]) == ("withdraw publication", "สมหญิง", "สธ 9/2565")


def test_consent_is_what_the_agency_answered_or_wrote_in_a_letter(web: DeskWeb) -> None:
    with web.database.writing() as session:
        assert season.has_consented(session, agency(session), NOW)
        silent = agencies.register(session, "A-2", "หน่วยงาน A-2", "hrmo-2565", now=NOW)
        assert not season.has_consented(session, silent, NOW)
        wish = Wish(Act.CONSENT, "ก", "หนังสือ", letter="สธ 1")
        season.make(session, Granted(silent, wish, State.PASSED, State.CONSENTED), NOW)
        assert season.has_consented(session, silent, NOW)


def test_a_withdrawn_application_is_named_no_more(web: DeskWeb) -> None:
    with web.database.writing() as session:
        announce(session, agency(session), "awarded")
        season.do(session, agency(session), Wish(Act.WITHDRAW, "ก", "หนังสือที่ 12"), NOW)

    assert names(web) == []
