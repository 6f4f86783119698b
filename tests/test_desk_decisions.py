"""Decisions and their announcement at the desk: what is shown, two signatures, several at once, and what is refused."""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime, timedelta

import pytest
from werkzeug.test import TestResponse

from bot.cases import season
from bot.cases.season import RefusedError, Wish
from bot.logs import hashed
from bot.season.moves import Act
from bot.season.states import State
from bot.store import agencies, audit, chats, decisions, officers, outbox, settings
from bot.store.agencies import Agency
from bot.store.database import Database
from bot.store.decisions import Decision
from bot.store.settings import ProgrammeSetting
from tests.support import two_officers
from tests.support.desk_web import SECRET, Browser, DeskWeb
from tests.support.many_agencies import code, enter_season

pytest_plugins = ["tests.support.databases"]

NOW = datetime(2022, 3, 1, 3, tzinfo=UTC)
PERSON, COLLEAGUE = "U" + "1" * 32, "U" + "2" * 32
HANDED_IN, READY = code(3), code(5)
"""One that has handed in and lacks things, and one that may be given an award."""
LIST, RECORD, RELEASE = "/desk/decisions", "/desk/decisions/record", "/desk/decisions/release"
PREVIEW = "/desk/decisions/release/preview"
NOT_AWARDED = {"stage": "final", "outcome": "not_awarded", "title": "ไม่ได้รับรางวัล", "note": "หลักฐานไม่ครบ"}
GOOD = {"stage": "final", "outcome": "awarded", "award": "award_good", "title": "ได้รับรางวัลระดับดี", "note": ""}


@pytest.fixture
def web(database: Database) -> DeskWeb:
    enter_season(database, 9, NOW)
    with database.writing() as session:
        two_officers.lead_to_consent(session, _agency(session, READY), NOW)
        for person in (PERSON, COLLEAGUE):
            chats.meet(session, person, "user", NOW)
            chats.link(session, person, HANDED_IN, NOW)
        chats.meet(session, two_officers.FIRST.user_id, "user", NOW)
    return DeskWeb(database, NOW)


def _agency(session: object, which: str) -> Agency:
    found = agencies.find(session, which)  # type: ignore[arg-type] # a session
    assert found is not None
    return found


def first(web: DeskWeb) -> Browser:
    return web.browser("officer", two_officers.FIRST.name, two_officers.FIRST.user_id)


def second(web: DeskWeb) -> Browser:
    return web.browser("officer", two_officers.SECOND.name, two_officers.SECOND.user_id)


def text(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def record(officer: Browser, codes: list[str], **typed: str) -> str:
    """Choose these agencies, look at the preview, and record what it shows; gives the page that comes after."""
    page = officer.page(f"{RECORD}?{'&'.join(f'agency={each}' for each in codes)}")
    preview = text(officer.send(RECORD, page, agency=_hidden(page, "agency"), step="preview", **typed))
    shown = {"agency": _hidden(preview, "agency"), "shown": _hidden(preview, "shown")}
    return text(officer.send(RECORD, preview, step="record", **shown, **typed))


def _hidden(page: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]+)"', page)


def release(officer: Browser, *numbers: int) -> str:
    page = officer.page(f"{PREVIEW}?{'&'.join(f'decision={each}' for each in numbers)}")
    return text(officer.send(RELEASE, page, decision=list(numbers)))


def stands(web: DeskWeb, which: str) -> State:
    with web.database.reading() as session:
        return season.state_of(session, _agency(session, which))


def log(web: DeskWeb, which: str) -> list[tuple[str, str]]:
    with web.database.reading() as session:
        return [(entry.actor, entry.act) for entry in reversed(audit.entries(session, which))]


def told(web: DeskWeb) -> list[tuple[str, str]]:
    """Whom messages are for, and of what kind."""
    with web.database.reading() as session:
        return sorted((row.chat_id, row.kind) for row in outbox.pending(session))


def test_the_list_shows_points_marks_and_what_was_decided_and_names_no_award_itself(web: DeskWeb) -> None:
    with web.database.writing() as session:
        for name, value in (("award_good", "45"), ("award_outstanding", "80")):
            set_to = ProgrammeSetting(programme="hrmo-2565", name=name, value=value, set_by="ก", at=NOW)
            settings.make(session, set_to)
        two_officers.decide(session, _agency(session, HANDED_IN), "ไม่ได้รับรางวัล", NOW)
    page = first(web).page(LIST)

    rows = {
        which: re.sub(r"<[^>]+>|\s+", " ", page.partition(f'value="{which}"')[2].partition("</tr>")[0])
        for which in (HANDED_IN, READY)
    }
    assert code(1) not in page, "it has not handed in"
    assert "รอประกาศ" in rows[HANDED_IN]
    assert ("✓ ดี 45.00" in rows[READY], "– ดีเด่น 80.00 (ขาด" in rows[READY]) == (True, True)
    assert "ยังไม่มีมติ" in rows[READY]
    assert "ได้รับรางวัล" not in rows[READY]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("state=decided", {HANDED_IN}),
        ("result=waiting", {HANDED_IN}),
        ("result=open", {READY, code(6), code(9)}),
        ("outcome=not_awarded", {HANDED_IN}),
        ("outcome=awarded", set()),
        ("programme=unpsa-2022", set()),
        (f"q={READY}", {READY}),
    ],
)
def test_the_list_is_filtered(web: DeskWeb, asked: str, shown: set[str]) -> None:
    with web.database.writing() as session:
        two_officers.decide(session, _agency(session, HANDED_IN), "ไม่ได้รับรางวัล", NOW)

    assert set(_hidden(first(web).page(f"{LIST}?{asked}"), "agency")) == shown


def test_the_form_shows_the_card_as_applicants_will_see_it_before_anything_is_recorded(web: DeskWeb) -> None:
    officer = first(web)
    page = officer.page(f"{RECORD}?agency={HANDED_IN}")
    preview = text(officer.send(RECORD, page, agency=_hidden(page, "agency"), step="preview", **NOT_AWARDED))

    card = re.findall(r"<p>(.*?)</p>", preview.partition('class="preview"')[2].partition("</div>")[0])
    assert card == [
        "ผลการพิจารณา",
        "องค์การบริหารส่วนตำบลหนองสองห้องพัฒนาสิทธิมนุษยชนอย่างยั่งยืน แห่งที่ 3",
        "ไม่ได้รับรางวัล",
        "หลักฐานไม่ครบ",
        "ประกาศเมื่อ 1 มี.ค. 2565 10.00 น.",
        "[ดูคะแนน]",
        "[หยุดแจ้งเตือน]",
    ]
    assert stands(web, HANDED_IN) is State.SUBMITTED

    changed = {"agency": _hidden(preview, "agency"), "shown": _hidden(preview, "shown"), **NOT_AWARDED, "note": "อื่น"}
    again = text(officer.send(RECORD, preview, step="record", **changed))
    assert ("ตัวอย่างก่อนบันทึก" in again, "<p>อื่น</p>" in again, stands(web, HANDED_IN)) == (True, True, State.SUBMITTED)


def test_what_a_rule_stops_is_told_per_agency_and_the_rest_is_recorded(web: DeskWeb) -> None:
    page = record(first(web), [HANDED_IN, READY], **GOOD)

    assert "บันทึกมติแล้ว 1 หน่วยงาน" in page
    assert "ให้รางวัลได้เมื่อผ่านชั้น A และ B และยินยอมเปิดเผยรายชื่อแล้ว" in page
    assert (stands(web, HANDED_IN), stands(web, READY)) == (State.SUBMITTED, State.DECIDED)
    with web.database.reading() as session:
        kept = decisions.waiting(session, READY)
    assert kept is not None
    assert (kept.stage, kept.outcome, kept.award, kept.title) == ("final", "awarded", "award_good", "ได้รับรางวัลระดับดี")


@pytest.mark.parametrize(
    ("typed", "told_why"),
    [
        ({"outcome": ""}, "โปรดเลือกขั้นของผลและผล"),
        ({"stage": "someday"}, "โปรดเลือกขั้นของผลและผล"),
        ({"title": "ก" * 161}, "ข้อความยาวเกินไป"),
        ({"outcome": "awarded", "award": "award_promotion"}, "โครงการนี้ไม่มีรางวัลระดับที่เลือก"),
    ],
)
def test_what_cannot_be_recorded_is_explained_and_kept_in_the_form(
    web: DeskWeb, typed: dict[str, str], told_why: str
) -> None:
    officer = first(web)
    page = officer.page(f"{RECORD}?agency={READY}")
    answer = text(officer.send(RECORD, page, agency=_hidden(page, "agency"), step="record", **{**NOT_AWARDED, **typed}))

    assert (told_why in answer, ">หลักฐานไม่ครบ</textarea>" in answer) == (True, True)
    assert stands(web, READY) is State.CONSENTED


def test_who_decides_on_an_old_page_is_told_and_a_repeat_records_nothing_more(web: DeskWeb) -> None:
    officer = first(web)
    old = officer.page(f"{RECORD}?agency={HANDED_IN}")
    preview = text(officer.send(RECORD, old, agency=_hidden(old, "agency"), step="preview", **NOT_AWARDED))
    fields = {"agency": _hidden(preview, "agency"), "shown": _hidden(preview, "shown"), "step": "record", **NOT_AWARDED}

    assert "บันทึกมติแล้ว 1 หน่วยงาน" in text(officer.send(RECORD, preview, **fields))
    assert "บันทึกมติแล้ว 1 หน่วยงาน" in text(officer.send(RECORD, preview, **fields))
    other = second(web)
    assert "มีมติใหม่ของหน่วยงานนี้ตั้งแต่ท่านเปิดหน้านี้" in text(other.send(RECORD, other.page(RECORD), **fields))
    assert log(web, HANDED_IN) == [("สมชาย", "decide")]


def test_several_decisions_are_announced_together_after_a_preview_of_cards_and_cost(web: DeskWeb) -> None:
    record(first(web), [HANDED_IN, code(6)], **NOT_AWARDED)
    officer = second(web)
    preview = officer.page(f"{PREVIEW}?decision=1&decision=2")

    facts = re.findall(r"<dd>(.*?)</dd>", preview)
    assert facts == [
        "2 หน่วยงาน",
        "2",
        "2",
        "<strong>3</strong> เมื่อรวมข้อความถึงแชตเดียวกัน และไม่เกิน 4",
        "ยังไม่ได้วางแผนของเดือนนี้",
    ]
    assert f"โปรดแจ้งทางอื่น: {code(6)}" in preview
    assert preview.count("หลักฐานไม่ครบ") == 2
    assert told(web) == []

    page = release(officer, 1, 2)

    assert ("ประกาศผลแล้ว 2 หน่วยงาน" in page, "แจ้ง 2 แชต" in page, "ไม่มีแชตที่ผูกไว้" in page) == (True, True, True)
    assert (stands(web, HANDED_IN), stands(web, code(6))) == (State.RELEASED, State.RELEASED)
    confirmed = (two_officers.FIRST.user_id, "result-confirmed")
    assert told(web) == sorted([(PERSON, "result"), (COLLEAGUE, "result"), confirmed, confirmed])
    assert log(web, HANDED_IN) == [("สมชาย", "decide"), ("สมหญิง", "release")]
    with web.database.reading() as session:
        entry = audit.entries(session, HANDED_IN)[0]
    assert entry.details["who"] == hashed(two_officers.SECOND.user_id, SECRET)


def test_a_repeated_confirmation_announces_nothing_twice(web: DeskWeb) -> None:
    record(first(web), [HANDED_IN], **NOT_AWARDED)
    officer = second(web)
    page = officer.page(f"{PREVIEW}?decision=1")

    once, twice = (text(officer.send(RELEASE, page, decision=[1, 1])) for _ in range(2))

    assert ("ประกาศผลแล้ว 1 หน่วยงาน" in once, "ประกาศผลแล้ว 0 หน่วยงาน" in twice, "ประกาศไปก่อนแล้ว" in twice) == (True,) * 3
    assert len(told(web)) == 3


@pytest.mark.parametrize(("user_id", "name"), [(two_officers.FIRST.user_id, "ชื่อใหม่"), ("U-other-phone", "สมชาย")])
def test_neither_a_new_name_nor_another_account_confirms_ones_own(web: DeskWeb, user_id: str, name: str) -> None:
    record(first(web), [HANDED_IN], **NOT_AWARDED)
    same = web.browser("officer", name, user_id)

    assert _hidden(same.page(RELEASE), "decision") == []
    assert "การประกาศต้องมีเจ้าหน้าที่สองคน" in same.page(f"{PREVIEW}?decision=1")
    assert "การประกาศต้องมีเจ้าหน้าที่สองคน" in text(same.send(RELEASE, same.page(RELEASE), decision=1))
    assert (stands(web, HANDED_IN), told(web)) == (State.DECIDED, [])
    assert log(web, HANDED_IN)[-1] == (name, "confirm refused")


def test_what_stops_one_announcement_does_not_stop_the_others(web: DeskWeb) -> None:
    record(first(web), [HANDED_IN, code(6)], **NOT_AWARDED)
    with web.database.writing() as session:
        wish = Wish(Act.WITHDRAW, "ก", "ขอถอน")
        season.do(session, _agency(session, HANDED_IN), wish, NOW)
    page = release(second(web), 1, 2)

    assert "ประกาศผลแล้ว 1 หน่วยงาน" in page
    assert "แต่ขณะนี้อยู่ในขั้น “ถอนการสมัคร”" in page
    assert (stands(web, HANDED_IN), stands(web, code(6))) == (State.WITHDRAWN, State.RELEASED)


def test_two_officers_who_confirm_at_once_announce_once(web: DeskWeb) -> None:
    record(first(web), [HANDED_IN, code(6), code(9)], **NOT_AWARDED)
    browsers = [second(web), web.browser("officer", "สมศักดิ์", "U-third")]
    pages = [officer.page(f"{PREVIEW}?decision=1&decision=2&decision=3") for officer in browsers]
    answers: list[str] = []

    def send(officer: Browser, page: str) -> None:
        answers.append(text(officer.send(RELEASE, page, decision=[1, 2, 3])))

    threads = [threading.Thread(target=send, args=each) for each in zip(browsers, pages, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    counts = [int(re.findall(r"ประกาศผลแล้ว (\d)", answer)[0]) for answer in answers]
    assert sum(counts) == 3
    assert sum(answer.count("ประกาศไปก่อนแล้ว") for answer in answers) == 3
    assert sum(kind == "result" for _, kind in told(web)) == 2
    assert log(web, HANDED_IN)[1:] in ([("สมหญิง", "release")], [("สมศักดิ์", "release")])


def test_a_decision_that_waits_is_withdrawn_for_a_reason(web: DeskWeb) -> None:
    record(first(web), [HANDED_IN], **NOT_AWARDED)
    officer = second(web)

    assert "โปรดระบุเหตุผล" in text(officer.send(f"{LIST}/1/withdraw", officer.page(RELEASE), why=" "))
    assert "ถอนมติแล้ว" in text(officer.send(f"{LIST}/1/withdraw", officer.page(RELEASE), why="บันทึกผิดหน่วยงาน"))
    assert "ถูกถอนแล้ว" in text(officer.send(f"{LIST}/1/withdraw", officer.page(LIST), why="ซ้ำ"))
    assert "ไม่ได้ประกาศ" in text(officer.send(RELEASE, officer.page(LIST), decision=1))
    with web.database.reading() as session:
        kept = session.get_one(Decision, 1)
    assert (kept.withdrawn_by, kept.withdrawn_because, kept.withdrawn_at) == ("สมหญิง", "บันทึกผิดหน่วยงาน", NOW)
    assert (stands(web, HANDED_IN), told(web)) == (State.SUBMITTED, [])


def test_going_back_on_the_seasons_page_withdraws_what_waits(web: DeskWeb) -> None:
    record(first(web), [HANDED_IN], **NOT_AWARDED)
    officer, address = second(web), f"/desk/agencies/{HANDED_IN}/season"
    page = officer.page(address)
    assert (f'href="{RECORD}?agency={HANDED_IN}"' in page, f'href="{RELEASE}"' in page) == (True, True)

    officer.send(address, page, act="back", seen="decided", why="ต้องพิจารณาใหม่")

    with web.database.reading() as session:
        assert decisions.unreleased(session) == []
    assert stands(web, HANDED_IN) is State.SUBMITTED


def test_a_preliminary_result_is_followed_by_the_final_one(web: DeskWeb) -> None:
    preliminary = {**NOT_AWARDED, "stage": "preliminary"}
    record(first(web), [HANDED_IN], **preliminary)
    assert "<p>ผลการพิจารณาเบื้องต้น</p>" in second(web).page(f"{PREVIEW}?decision=1")
    release(second(web), 1)
    assert stands(web, HANDED_IN) is State.PRELIMINARY
    with web.database.reading() as session:
        assert {
            "ผลการพิจารณาเบื้องต้น" in str(row.messages) for row in outbox.pending(session) if row.kind == "result"
        } == {True}

    web.clock.set(NOW + timedelta(days=16))  # the window for objections is over
    record(first(web), [HANDED_IN], **NOT_AWARDED)
    assert stands(web, HANDED_IN) is State.DECIDED
    with web.database.reading() as session:
        assert season.known_state_of(session, _agency(session, HANDED_IN)) is State.PRELIMINARY
    release(second(web), 2)
    assert stands(web, HANDED_IN) is State.RELEASED
    assert "ประกาศผลสุดท้ายของหน่วยงานนี้ไปแล้ว" in record(first(web), [HANDED_IN], **preliminary)


def test_a_decision_from_before_outcomes_were_kept_is_to_be_recorded_anew(web: DeskWeb) -> None:
    with web.database.writing() as session:
        given = {"agency_code": HANDED_IN, "programme": "hrmo-2565", "stage": "final", "title": "ผ่าน", "note": ""}
        decisions.decide(session, Decision(**given, decided_by="สมชาย", decided_at=NOW))
        with pytest.raises(RefusedError, match="โปรดบันทึกมติใหม่พร้อมผล"):
            two_officers.confirm(session, session.get_one(Decision, 1), NOW)

    assert "โปรดบันทึกมติใหม่พร้อมผล" in second(web).page(RELEASE)


def test_an_officer_of_line_is_the_same_person_at_the_desk(web: DeskWeb) -> None:
    with web.database.writing() as session:
        officers.add(session, two_officers.FIRST.user_id, "สมชาย", NOW)
        two_officers.decide(session, _agency(session, HANDED_IN), "ไม่ได้รับรางวัล", NOW)

    assert _hidden(first(web).page(RELEASE), "decision") == []
    assert _hidden(second(web).page(RELEASE), "decision") == ["1"]
