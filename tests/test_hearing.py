"""The public hearing: who is named, what may be written, and what officers do with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.cases import assigning, season
from bot.cases.season import Wish
from bot.season.grounds import Window
from bot.season.moves import Act
from bot.season.states import State
from bot.store import agencies, assessors, audit, comments
from bot.store.database import Database
from tests.support.closing import MIDNIGHT, agency, desk
from tests.support.desk_web import Browser, DeskWeb

pytest_plugins = ["tests.support.databases"]

OPENS = MIDNIGHT + timedelta(days=60)
CLOSES = OPENS + timedelta(days=15)
NAME = "หน่วยงาน A-1"
FORM = "/hearing/A-1"
WORDS = "หน่วยงานนี้ตอบเรื่องร้องเรียนเร็วขึ้นมาก"


@pytest.fixture
def web(sqlite: Database) -> DeskWeb:
    """A hearing of one agency, on its first day."""
    desk(sqlite)
    made = DeskWeb(sqlite, OPENS)
    with sqlite.writing() as session:
        wish = Wish(Act.OPEN_HEARING, "ก", "ตามมติ", window=Window(OPENS, CLOSES))
        season._record(session, agency(session), wish, State.CONSENTED, State.HEARING, OPENS)
    return made


def kept(web: DeskWeb) -> list[tuple[str, str]]:
    with web.database.reading() as session:
        return [(comment.text, comment.state) for comment in comments.waiting(session)]


def send(web: DeskWeb, **fields: Any) -> tuple[int, str]:
    reader = web.stranger()
    answer = reader.send(FORM, reader.open(FORM), **fields)
    return answer.status_code, answer.get_data(as_text=True)


def test_an_agency_is_named_only_while_it_is_heard(web: DeskWeb) -> None:
    shown = {}
    for now in (OPENS - timedelta(seconds=1), OPENS, CLOSES - timedelta(seconds=1), CLOSES):
        web.clock.set(now)
        shown[now] = (NAME in web.stranger().page("/hearing"), web.stranger().open(FORM).status_code)

    assert list(shown.values()) == [(False, 404), (True, 200), (True, 200), (False, 404)]


def test_a_withdrawn_agency_is_not_named_any_more(web: DeskWeb) -> None:
    with web.database.writing() as session:
        season.do(session, agency(session), Wish(Act.WITHDRAW, "ก", "หนังสือที่ 12"), OPENS)

    assert NAME not in web.stranger().page("/hearing")


def test_a_decision_that_was_not_announced_does_not_end_what_the_public_sees(web: DeskWeb) -> None:
    before = web.stranger().page("/hearing")
    with web.database.writing() as session:
        season.do(session, agency(session), Wish(Act.DECIDE, "ก", "ตามมติ"), OPENS)

    assert web.stranger().page("/hearing") == before
    assert web.stranger().open(FORM).status_code == 200
    with web.database.writing() as session:
        season.do(session, agency(session), Wish(Act.RELEASE, "ข", "ตามมติ"), OPENS)
    assert NAME not in web.stranger().page("/hearing")


def test_a_comment_is_kept_for_the_officers_and_published_nowhere(web: DeskWeb) -> None:
    status, page = send(web, text=f"  {WORDS} ", name="วิภา")

    assert (status, "ได้รับความคิดเห็นของท่านแล้ว" in page) == (200, True)
    assert kept(web) == [(WORDS, "waiting")]
    assert not any(WORDS in web.stranger().page(address) for address in ("/", "/hearing", FORM))


def test_what_cannot_be_taken_is_told_and_what_was_typed_stays(web: DeskWeb) -> None:
    status, page = send(web, text="สั้น", contact="02-000-0000")

    assert status == 422
    assert "ข้อความสั้นเกินไป โปรดเขียนอย่างน้อย 10 ตัวอักษร" in page
    assert ">สั้น</textarea>" in page
    assert 'value="02-000-0000"' in page
    assert send(web, text="ก" * 2001)[0] == 422
    assert kept(web) == []


def test_the_same_words_again_are_kept_once(web: DeskWeb) -> None:
    assert [send(web, text=WORDS)[0] for _ in range(3)] == [200, 200, 200]
    assert kept(web) == [(WORDS, "waiting")]


def test_a_robot_is_thanked_and_not_heard(web: DeskWeb) -> None:
    assert send(web, text=WORDS, site="https://spam.example")[0] == 200
    assert kept(web) == []


def test_one_network_cannot_flood_the_hearing(web: DeskWeb) -> None:
    sent = [send(web, text=f"{WORDS} ครั้งที่ {number}")[0] for number in range(21)]
    assert sent == [200] * 20 + [422]

    web.clock.set(OPENS + timedelta(hours=1, seconds=1))
    assert send(web, text=f"{WORDS} อีกครั้ง")[0] == 200


def test_a_comment_is_text_and_never_markup(web: DeskWeb) -> None:
    send(web, text="<script>alert(1)</script> ข้อความ")
    page = web.browser().page("/desk/comments")

    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; ข้อความ" in page


def test_officers_pass_a_comment_on_or_set_it_aside_with_a_reason(web: DeskWeb) -> None:
    send(web, text=WORDS)
    officer = web.browser()
    page = officer.page("/desk/comments")

    without = officer.send("/desk/comments/1", page, fate="set_aside", why=" ")
    assert "โปรดระบุเหตุผลที่ไม่ส่งต่อ" in without.get_data(as_text=True)
    assert kept(web) == [(WORDS, "waiting")]

    officer.send("/desk/comments/1", page, fate="set_aside", why="ไม่เกี่ยวกับหน่วยงานนี้")
    again = officer.send("/desk/comments/1", page, fate="passed_on")
    assert "มีเจ้าหน้าที่พิจารณารายการนี้ไปก่อนแล้ว" in again.get_data(as_text=True)
    with web.database.reading() as session:
        comment, entry = comments.find(session, 1), audit.entries(session, "A-1")[0]
        assert comment is not None
        assert (comment.state, comment.moderated_by, comment.why) == ("set_aside", "สมหญิง", "ไม่เกี่ยวกับหน่วยงานนี้")
    assert (entry.actor, entry.act) == ("สมหญิง", "comment set_aside")


def test_what_was_passed_on_is_shown_to_the_assessors_of_that_agency_without_who_wrote_it(web: DeskWeb) -> None:
    for words in (WORDS, "รอเจ้าหน้าที่อ่านก่อน", "ไม่เกี่ยวกับรางวัลนี้เลย"):
        send(web, text=words, name="วิภา ใจดี", contact="081-000-0000")
    officer = web.browser()
    page = officer.page("/desk/comments")
    officer.send("/desk/comments/1", page, fate="passed_on", why="หมายเหตุของเจ้าหน้าที่")
    officer.send("/desk/comments/3", page, fate="set_aside", why="ไม่เกี่ยวข้อง")
    own, other = assessor(web, "AS-1", "A-1"), assessor(web, "AS-2", "A-2")

    told, counted = own.page("/desk/review/A-1"), own.page("/desk/mine")
    assert (WORDS in told, "ความคิดเห็นจากประชาชนที่ส่งต่อ</h2>" in told.replace(" (1)", "")) == (True, True)
    assert '/desk/review/A-1#heard">1</a>' in counted
    hidden = ("วิภา", "081-000", "หมายเหตุของเจ้าหน้าที่", "รอเจ้าหน้าที่", "ไม่เกี่ยวกับรางวัล")
    assert [words for words in hidden if words in told + counted] == []
    elsewhere = [other.page(address) for address in ("/desk/mine", "/desk/review/A-2")]
    assert [page for page in elsewhere if WORDS in page or "#heard" in page] == []
    assert other.open("/desk/review/A-1").status_code == 403


def test_before_attesting_an_assessor_learns_nothing_of_the_comments(web: DeskWeb) -> None:
    send(web, text=WORDS)
    officer = web.browser()
    officer.send("/desk/comments/1", officer.page("/desk/comments"), fate="passed_on")
    waiting = assessor(web, "AS-1", "A-1", attested=False)

    assert not any(WORDS in page or "#heard" in page for page in map(waiting.page, ("/desk/mine", "/desk/review/A-1")))


def assessor(web: DeskWeb, who: str, judges: str, *, attested: bool = True) -> Browser:
    """The browser of an assessor to whom this agency is assigned; it is entered if it is not there yet."""
    with web.database.writing() as session:
        judged = agencies.find(session, judges) or agencies.register(session, judges, judges, "hrmo-2565", now=OPENS)
        assessors.enter(session, who, who, now=OPENS)
        assigning.assign(session, judged, who, by="ก", now=OPENS)
        if attested:
            assigning.attest(session, judged, who, now=OPENS)
    return web.browser("assessor", who, who)


def test_from_where_comments_came_is_forgotten_after_a_month(web: DeskWeb) -> None:
    send(web, text=WORDS)
    with web.database.writing() as session:
        senders = []
        for days in (30, 31):
            comments.forget_senders(session, OPENS + timedelta(days=days - 30))
            comment = comments.find(session, 1)
            assert comment is not None
            senders.append(comment.sender != "")

    assert senders == [True, False]


def test_whoever_comments_reads_first_what_is_kept_and_for_what(web: DeskWeb) -> None:
    page = web.stranger().page(FORM)

    assert "ไม่เผยแพร่" in page
    assert 'href="/privacy"' in page
