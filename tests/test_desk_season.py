"""The overview and the table of agencies: what they count, find, sort and page, and how fast."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from sqlalchemy import event

from bot.cases import season_figures, season_roll
from bot.season.states import State
from bot.store import workbooks
from bot.store.agencies import Agency
from bot.store.database import Database
from tests.support.desk_web import DeskWeb
from tests.support.many_agencies import code, enter_season
from tests.support.sample_scorecards import PROGRAMME

pytest_plugins = ["tests.support.databases"]

NOW = datetime(2022, 3, 1, 3, tzinfo=UTC)


@pytest.fixture
def web(database: Database) -> DeskWeb:
    enter_season(database, 60, NOW)
    return DeskWeb(database, NOW)


def codes(page: str) -> list[str]:
    return re.findall(r">(A-\d{5})<", page)


def numbers(page: str, title: str) -> dict[str, list[str]]:
    """The table of the plot with this title: its rows' names and numbers."""
    table = page.split(f"<caption>{title}</caption>")[1].split("</table>", maxsplit=1)[0]
    rows = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', table, re.DOTALL)
    return {name: re.findall(r'<td class="number">(.*?)</td>', cells) for name, cells in rows}


def test_the_overview_shows_the_numbers_of_each_plot_in_a_table(web: DeskWeb) -> None:
    page = web.browser().page("/desk/")

    assert numbers(page, "ความคืบหน้าของฤดูกาล")["กำลังกรอก"] == ["40"]
    assert numbers(page, "ความคืบหน้าของฤดูกาล")["ส่งแล้ว รอตรวจคุณสมบัติ"] == ["20"]
    assert numbers(page, "การส่งแบบประเมินก่อนปิดรับ (สะสม)") == {
        "14": ["4"],
        "13": ["8"],
        "12": ["12"],
        "11": ["16"],
        "10": ["20"],
    }
    assert page.count("<svg") == 5
    assert "<script" not in page
    assert not re.search(r'<[^>]+ style="', page)


def test_plots_follow_the_filters(web: DeskWeb) -> None:
    page = web.browser().page("/desk/?body=province")

    assert "หน่วยงานที่เข้าร่วม <strong>20</strong>" in page
    (share, agencies) = numbers(page, "คะแนนเฉลี่ยตามประเภทหน่วยงาน (ร้อยละ)")["จังหวัด"]
    assert (float(share) > 0, agencies) == (True, "20")


def test_the_registry_tells_the_type_of_a_body_before_its_workbook_does(web: DeskWeb) -> None:
    with web.database.reading() as session:
        entry = season_roll.roll(session)[0]
        before = entry.body
        session.get_one(Agency, entry.code).type = "public_organisation"
        session.flush()
        after = season_roll.roll(session)[0].body

    assert (before != "", after) == (True, "public_organisation")


def test_figures_are_worked_out_from_what_counts(web: DeskWeb) -> None:
    with web.database.reading() as session:
        entries = season_roll.roll(session)
    lacking = season_figures.missing_evidence(entries, PROGRAMME)
    tiers = {each.name: each for each in season_figures.by_tier(entries, PROGRAMME)}
    first = PROGRAMME.tiers[0]
    points = [Fraction(each.counted.totals[first.id]["points"]) for each in entries if each.counted]

    assert season_figures.by_state(entries)[State.SUBMITTED] == 20
    assert tiers[first.id].per_cent == sum(points) / 60 * 100 / first.max
    assert {each.criterion: each.agencies for each in lacking if each.agencies} == {"1.1": 30, "8.2": 10}


def test_agencies_are_searched_filtered_sorted_and_paged(web: DeskWeb) -> None:
    officer = web.browser()

    assert codes(officer.page("/desk/agencies")) == [code(number) for number in range(1, 51)]
    assert codes(officer.page("/desk/agencies?page=2")) == [code(number) for number in range(51, 61)]
    assert codes(officer.page("/desk/agencies?sort=code&falling=1"))[0] == "A-00060"
    assert codes(officer.page("/desk/agencies?q=a-00017")) == ["A-00017"]
    assert codes(officer.page("/desk/agencies?q=แห่งที่ 33")) == ["A-00033"]
    of_both = codes(officer.page("/desk/agencies?province=ขอนแก่น&ministry=กระทรวงยุติธรรม&state=submitted"))
    assert of_both == [code(number) for number in range(6, 61, 6)]
    assert "ไม่พบหน่วยงานตามที่ค้น" in officer.page("/desk/agencies?q=ไม่มี")


def test_a_page_that_is_none_shows_the_nearest(web: DeskWeb) -> None:
    officer = web.browser()

    assert codes(officer.page("/desk/agencies?page=99&sort=nonsense")) == [code(number) for number in range(51, 61)]
    assert codes(officer.page("/desk/agencies?page=-1"))[0] == "A-00001"


def test_agencies_without_points_stand_last_either_way(web: DeskWeb) -> None:
    with web.database.reading() as session:
        some = season_roll.roll(session)[:2]
    blank = replace(some[0], code="blank", points=None)

    for falling in (False, True):
        ordered = season_roll.in_order([blank, *some], "points", falling=falling)
        assert ordered[-1] == blank


def test_trouble_with_a_workbook_is_shown(web: DeskWeb) -> None:
    with web.database.writing() as session:
        workbooks.note_gone(session, "file-00002", "ไม่ได้แชร์", NOW)
        book = workbooks.find(session, "file-00003")
        assert book is not None
        book.last_problem = "เขียนไม่ได้"

    page = web.browser().page("/desk/agencies?q=A-0000")
    assert page.count("แผ่นงานมีปัญหา") == 1


@pytest.mark.parametrize("address", ["/desk/", "/desk/agencies"])
def test_a_page_of_many_agencies_asks_the_database_as_often_as_one_of_few(database: Database, address: str) -> None:
    """No query for each agency: sixty more agencies cost not one query more."""
    asked: list[str] = []
    enter_season(database, 3, NOW)
    officer = DeskWeb(database, NOW).browser()
    event.listen(database.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    officer.page(address)
    with_few = len(asked)
    enter_season(database, 60, NOW, after=3)
    asked.clear()
    officer.page(address)

    assert len(asked) == with_few


def test_an_assessor_sees_how_far_the_season_is_and_no_score(web: DeskWeb) -> None:
    page = web.browser("assessor", "อาจารย์ ก", "AS-1").page("/desk/?q=A-00001")

    assert numbers(page, "ความคืบหน้าของฤดูกาล")["กำลังกรอก"] == ["40"]
    assert page.count("<svg") == 1
    assert "คะแนน" not in page


def test_names_of_agencies_are_never_markup(database: Database) -> None:
    enter_season(database, 1, NOW)
    with database.writing() as session:
        session.get_one(Agency, "A-00001").ministry = "<script>alert(1)</script>"

    page = DeskWeb(database, NOW).browser().page("/desk/agencies")
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)" in page
