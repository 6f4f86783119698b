"""Assessors at the desk: what they attest, see and give, how levels are settled, and two people at once."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from werkzeug.test import TestResponse

from bot.cases import assigning, season
from bot.cases.season import RefusedError, Wish
from bot.review.proposal import Pair
from bot.season.grounds import Window
from bot.season.moves import Act
from bot.season.states import State
from bot.store import agencies, assessments, assessors, assignments, audit, reviews, site_visits
from bot.store.agencies import Agency
from bot.store.database import Database
from tests.support.desk_web import Browser, DeskWeb
from tests.support.many_agencies import code, enter_season
from tests.support.sample_scorecards import PROGRAMME

pytest_plugins = ["tests.support.databases"]

NOW = datetime(2022, 3, 1, 3, tzinfo=UTC)
CODE = code(3)
SHEET = f"/desk/review/{CODE}"
ANOTHER = f"/desk/review/{code(6)}"


@pytest.fixture
def web(sqlite: Database) -> DeskWeb:
    """Agencies 3 and 6 of six have handed in; 3 is of the ministry of the interior, 6 of that of justice."""
    return ready(sqlite)


def ready(database: Database) -> DeskWeb:
    enter_season(database, 6, NOW)
    with database.writing() as session:
        assessors.enter(session, "AS-1", "อาจารย์ ก", now=NOW, ministry="กระทรวงการคลัง")
        assessors.enter(session, "AS-2", "อาจารย์ ข", now=NOW)
        assessors.enter(session, "AS-3", "อาจารย์ ค", now=NOW, ministry="กระทรวงมหาดไทย")
    return DeskWeb(database, NOW)


def agency(session: object) -> Agency:
    found = agencies.find(session, CODE)  # type: ignore[arg-type] # any session
    assert found is not None
    return found


def assign(web: DeskWeb, *who: str, attested: bool = True) -> list[Browser]:
    """Assign these assessors to the agency and give their browsers."""
    with web.database.writing() as session:
        for each in who:
            assigning.assign(session, agency(session), each, by="สมหญิง", now=NOW)
            if attested:
                assigning.attest(session, agency(session), each, now=NOW)
        names = {each.code: each.name for each in assessors.active(session)}
    return [web.browser("assessor", names[each], each) for each in who]


def seen(page: str, criterion: str) -> str:
    """The id of the newest row that the criterion's form was based on."""
    found = re.search(
        rf'name="criterion" value="{re.escape(criterion)}">\s*<input type="hidden" name="seen" value="(\d+)"', page
    )
    assert found is not None, f"no form for {criterion}"
    return found.group(1)


def give(
    browser: Browser, criterion: str, level: int, reason: str = "ตามหลักฐาน", page: str | None = None, act: str = "level"
) -> TestResponse:
    shown = page or browser.page(SHEET)
    return browser.send(
        f"{SHEET}/{act}", shown, criterion=criterion, level=level, reason=reason, seen=seen(shown, criterion)
    )


def text(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def test_an_assessor_sees_nothing_before_attesting_and_only_what_is_assigned(web: DeskWeb) -> None:
    (assessor,) = assign(web, "AS-2", attested=False)

    asked = assessor.page(SHEET)
    assert ("ไม่มีส่วนได้เสีย" in asked, "ระบบไม่มีข้อมูลกระทรวง" in asked, "หลักฐาน" in asked) == (True, True, False)
    assert assessor.open(ANOTHER).status_code == 403
    assert CODE in assessor.page("/desk/mine")
    assert code(6) not in assessor.page("/desk/mine")
    refused = text(assessor.send(f"{SHEET}/attest", asked, answer="attest"))
    assert "โปรดทำเครื่องหมายรับรอง" in refused
    shown = text(assessor.send(f"{SHEET}/attest", asked, answer="attest", sure="yes"))
    assert 'href="https://example.go.th/1.1.policy_announced"' in shown
    assert "ข้อเท็จจริงและหลักฐาน" in shown
    with web.database.reading() as session:
        assert [each.act for each in audit.entries(session, CODE)] == ["attest", "assign"]


def test_nothing_can_be_sent_for_an_agency_that_is_not_theirs(web: DeskWeb) -> None:
    (assessor,) = assign(web, "AS-1")
    page = assessor.page(SHEET)
    for act in ("level", "attest", "marks"):
        assessor.send(
            f"{ANOTHER}/{act}", page, criterion="1.1", level=1, reason="x", seen=0, answer="attest", sure="yes"
        )
    for act in ("settle", "agreed", "assign", "unassign"):
        assert assessor.send(f"{SHEET}/{act}", page, criterion="1.1", level=1, reason="x", seen=0).status_code == 403

    with web.database.reading() as session:
        assert assessments.all_latest(session) == {}
        assert reviews.all_confirmed(session) == {}
        assert site_visits.newest(session, code(6), PROGRAMME.id, "AS-1") == 0


def test_who_declines_says_why_and_is_not_assigned_again(web: DeskWeb) -> None:
    (assessor,) = assign(web, "AS-1", attested=False)
    page = assessor.page(SHEET)

    assert "โปรดระบุเหตุผล" in text(assessor.send(f"{SHEET}/attest", page, answer="decline", why=" "))
    assert assessor.send(f"{SHEET}/attest", page, answer="decline", why="คู่สมรสทำงานที่นี่").request.path == "/desk/mine"
    assert assessor.open(SHEET).status_code == 403
    officer = web.browser()
    again = text(officer.send(f"{SHEET}/assign", officer.page(SHEET), assessor="AS-1"))
    assert "ขอถอนตัวจากหน่วยงานนี้แล้ว" in again
    with web.database.reading() as session:
        assert Pair(CODE, "AS-1") not in assigning.proposal(session, 3).pairs


def test_a_conflict_of_interest_is_refused_by_hand_and_not_proposed(web: DeskWeb) -> None:
    with web.database.writing() as session:
        judged = {code(3): "กระทรวงมหาดไทย", code(6): "กระทรวงยุติธรรม"}
        assert {each.code: each.ministry for each in agencies.active(session) if each.code in judged} == judged
        found = assigning.proposal(session, 3)
        assert found.pairs == tuple(
            Pair(each, who) for each in judged for who in ("AS-1", "AS-2", "AS-3") if (each, who) != (CODE, "AS-3")
        )
        assert found.short == {CODE: 1}

    officer = web.browser()
    refused = text(officer.send(f"{SHEET}/assign", officer.page(SHEET), assessor="AS-3"))
    assert "อาจารย์ ค: ผู้ประเมินสังกัดกระทรวงเดียวกับหน่วยงานนี้" in refused


def test_a_proposal_is_accepted_as_it_was_shown(web: DeskWeb) -> None:
    officer = web.browser()
    page = officer.page("/desk/assignments?each=1")
    pairs = re.findall(r'name="pair" value="([^"]+)"', page)
    officer.send("/desk/assignments/accept", page, pair=[pair.replace("&#9;", "\t") for pair in pairs])

    with web.database.reading() as session:
        made = [(each.agency_code, each.assessor_code, each.assigned_by) for each in assignments.every_open(session)]
        assert assigning.proposal(session, 1).pairs == ()
    assert made == [(CODE, "AS-1", "สมหญิง"), (code(6), "AS-2", "สมหญิง")]


def test_a_proposal_with_a_conflict_in_it_assigns_nobody(web: DeskWeb) -> None:
    with pytest.raises(RefusedError), web.database.writing() as session:
        assigning.accept(session, [Pair(CODE, "AS-1"), Pair(CODE, "AS-3")], by="ส", now=NOW)

    with web.database.reading() as session:
        assert assignments.every_open(session) == []


def test_a_level_is_kept_with_its_reason_beside_what_the_system_found(web: DeskWeb) -> None:
    (assessor,) = assign(web, "AS-1")

    assert "บันทึกข้อ 1.1 แล้ว" in text(give(assessor, "1.1", 2, " แผนยังไม่เชื่อมโยง "))
    with web.database.reading() as session:
        kept = assessments.latest(session, CODE, PROGRAMME.id)["1.1"]["AS-1"]
        row = next(each for each in season_rows(web) if each[0] == "1.1")
    assert (kept.level, kept.reason) == (2, "แผนยังไม่เชื่อมโยง")
    assert (kept.claimed, kept.computed, kept.supported) == row[1:]


def season_rows(web: DeskWeb) -> list[tuple[str, int | None, int, int]]:
    from bot.cases import assessing  # noqa: PLC0415 # only here

    with web.database.reading() as session:
        found = assessing.sheet(session, agency(session), NOW)
    return [(row.criterion.id, row.result.claimed, row.result.computed, row.result.supported) for row in found.rows]


@pytest.mark.parametrize(
    ("level", "reason", "why"),
    [(2, "ดี", "ระดับที่มีคือ 0, 1, 3"), (7, "ดี", "โปรดเลือกระดับ"), (3, "  ", "โปรดระบุเหตุผล")],
)
def test_only_levels_that_exist_are_taken_with_a_reason(web: DeskWeb, level: int, reason: str, why: str) -> None:
    (assessor,) = assign(web, "AS-1")
    page = assessor.page(SHEET)

    assert 'id="l-7.1-2"' not in page
    answer = give(assessor, "7.1", level, reason)
    assert (answer.status_code, why in text(answer)) == (409, True)
    with web.database.reading() as session:
        assert assessments.all_latest(session) == {}


def test_of_two_browsers_the_second_overwrites_nothing_and_keeps_what_was_typed(web: DeskWeb) -> None:
    (here,) = assign(web, "AS-1")
    there = web.browser("assessor", "อาจารย์ ก", "AS-1")
    page_here, page_there = here.page(SHEET), there.page(SHEET)

    give(here, "1.1", 3, "ครบทุกข้อ", page_here)
    late = give(there, "1.1", 1, "มีแต่ประกาศ", page_there)
    assert late.status_code == 409
    shown = text(late)
    assert "มีผู้บันทึกข้อนี้ไประหว่างที่ท่านเปิดหน้านี้" in shown
    assert "ครบทุกข้อ" in shown
    assert ">มีแต่ประกาศ</textarea>" in shown
    assert 'id="l-1.1-1" name="level" value="1" checked' in shown
    with web.database.reading() as session:
        assert assessments.latest(session, CODE, PROGRAMME.id)["1.1"]["AS-1"].level == 3

    assert give(there, "1.1", 1, "มีแต่ประกาศ", shown).status_code == 200
    with web.database.reading() as session:
        assert assessments.latest(session, CODE, PROGRAMME.id)["1.1"]["AS-1"].level == 1


def test_two_officers_who_settle_at_once_do_not_overwrite_each_other(web: DeskWeb) -> None:
    one, two = assign(web, "AS-1", "AS-2")
    give(one, "1.1", 3)
    give(two, "1.1", 1)
    first, second = web.browser(), web.browser("officer", "สมชาย")
    page, same = first.page(SHEET), second.page(SHEET)

    assert give(first, "1.1", 3, "แผนเชื่อมโยงแล้ว", page, "settle").status_code == 200
    late = give(second, "1.1", 1, "ยังไม่เชื่อมโยง", same, "settle")
    shown = text(late)
    assert (late.status_code, "แผนเชื่อมโยงแล้ว" in shown, ">ยังไม่เชื่อมโยง</textarea>" in shown) == (409, True, True)
    with web.database.reading() as session:
        assert reviews.confirmed(session, CODE, PROGRAMME.id) == {"1.1": 3}


def test_what_all_agree_on_is_confirmed_by_one_act_and_the_rest_is_settled(web: DeskWeb) -> None:
    one, two = assign(web, "AS-1", "AS-2")
    for browser, levels in ((one, {"1.1": 3, "1.2": 2, "1.3": 1}), (two, {"1.1": 3, "1.2": 0})):
        for criterion, level in levels.items():
            give(browser, criterion, level)
    officer = web.browser()
    page = officer.page(SHEET)
    assert ("50%" in page, "(1/2)" in page) == (True, True)
    assert "ยืนยันระดับที่เห็นตรงกันแล้ว 1 ข้อ" in text(officer.send(f"{SHEET}/agreed", page))

    waiting = officer.send(f"{SHEET}/settle", page, criterion="1.3", level=1, reason="x", seen=0)
    assert "ข้อ 1.3 ยังรอผู้ประเมินให้ระดับ" in text(waiting)
    give(officer, "1.2", 2, "ดูหลักฐานแล้ว", act="settle")
    with web.database.reading() as session:
        given = reviews.reviews(session, CODE, PROGRAMME.id)
        told = season.grounds_of(session, agency(session), NOW)
    supported = {row[0]: row[3] for row in season_rows(web)}
    assert [(each.criterion, each.level, each.reason, each.supported) for each in given] == [
        ("1.1", 3, "ผู้ประเมินเห็นตรงกัน: AS-1, AS-2", supported["1.1"]),
        ("1.2", 2, "ดูหลักฐานแล้ว", supported["1.2"]),
    ]
    assert len(told.unreviewed) == len(PROGRAMME.criteria) - 2


def test_assessors_do_not_see_each_others_levels(web: DeskWeb) -> None:
    one, two = assign(web, "AS-1", "AS-2")
    give(one, "1.1", 3, "เหตุผลของผู้ประเมินคนแรก")

    assert "เหตุผลของผู้ประเมินคนแรก" not in two.page(SHEET)
    assert "เหตุผลของผู้ประเมินคนแรก" in web.browser().page(SHEET)


def test_levels_are_given_only_until_the_assessment_is_closed(web: DeskWeb) -> None:
    (assessor,) = assign(web, "AS-1")
    page = assessor.page(SHEET)
    move(web, State.ASSESSED)

    assert "ขณะนี้อยู่ในขั้น “ประเมินครบแล้ว”" in text(give(assessor, "1.1", 3, page=page))
    assert "ขั้นนี้ดูได้อย่างเดียว" in assessor.page(SHEET)


def move(web: DeskWeb, reached: State) -> None:
    """Bring the agency to a state, whatever would stop it."""
    with web.database.writing() as session:
        wish = Wish(Act.ASSESS, "สมหญิง", "ทดสอบ", window=Window(NOW, NOW))
        season._record(session, agency(session), wish, State.SUBMITTED, reached, NOW)


def test_several_mark_a_site_visit_and_their_mean_and_spread_are_shown(web: DeskWeb) -> None:
    one, two = assign(web, "AS-1", "AS-2")
    page = one.page(SHEET)
    early = {"SV1": "30", "SV2": "", "SV3": "", "note": "ดี", "seen": "0"}
    assert "ให้คะแนนได้เมื่อหน่วยงานอยู่ในขั้นตรวจ" in text(one.send(f"{SHEET}/marks", page, **early))
    move(web, State.SITE_VISIT)

    assert one.send(f"{SHEET}/marks", page, **early).status_code == 200
    assert two.send(f"{SHEET}/marks", two.page(SHEET), **{**early, "SV1": "35.5"}).status_code == 200
    late = one.send(f"{SHEET}/marks", page, **{**early, "SV1": "10"})
    assert (late.status_code, 'value="10"' in text(late), "ท่านบันทึกไว้: SV1 30" in text(late)) == (409, True, True)
    over = two.send(f"{SHEET}/marks", two.page(SHEET), **{**early, "SV1": "41", "seen": "2"})
    assert "ต้องอยู่ระหว่าง 0 ถึง 40" in text(over)
    shown = web.browser().page(SHEET)
    assert ("32.75" in shown, "5.50" in shown, "อาจารย์ ข 35.5" in shown) == (True, True, True)


def test_a_link_for_an_assessor_is_shown_once(web: DeskWeb) -> None:
    officer = web.browser()
    page = officer.send("/desk/assessors/AS-1/link", officer.page("/desk/assessors"))
    (address,) = re.findall(r"<code>(/desk/[^<]+)</code>", text(page))

    assert address not in officer.page("/desk/assessors")
    stranger, link = web.stranger(), address
    assert "อาจารย์ ก" in text(stranger.send(link, stranger.open(link)))
    officer.send("/desk/assessors/AS-1/remove", officer.page("/desk/assessors"))
    assert stranger.open("/desk/mine").status_code == 302


def test_what_was_typed_for_an_assessor_is_kept_when_it_is_refused(web: DeskWeb) -> None:
    officer = web.browser()
    known = {"code": "AS-9", "name": "อาจารย์ ง", "ministry": "ม", "agency_code": "", "email": "nowhere"}
    answer = officer.send("/desk/assessors/enter", officer.page("/desk/assessors"), **known)

    assert (answer.status_code, 'value="อาจารย์ ง"' in text(answer)) == (400, True)
    officer.send("/desk/assessors/enter", officer.page("/desk/assessors"), **{**known, "email": "n@example.ac.th"})
    with web.database.reading() as session:
        found = assessors.find(session, "AS-9")
    assert (found.name, found.email) == ("อาจารย์ ง", "n@example.ac.th") if found else False
