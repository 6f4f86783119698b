"""A person of the secretariat is one tap away, and words are kept only of who agreed, until they are answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.cases.deeds import Deeds
from bot.cases.views import Views
from bot.conversation import acts, outcomes
from bot.conversation.answer import after
from bot.conversation.events import Chat, Incoming
from bot.conversation.reply import Reply
from bot.conversation.topics import getting_back
from bot.conversation.topics.officers import NO_DASHBOARD, OFFICERS_ONLY, TOO_MANY_LINKS
from bot.conversation.view import Asking, Contact, ToReview
from bot.jobs.inbox import drain_inbox
from bot.store import audit, help_requests, login_links, officers, outbox, tries
from bot.store.database import Database
from sheets_schema.thai import thai_instant
from tests.support.job_services import NOON, USER, Bench
from tests.support.sample_conversations import offered, pressed, said, waiting, words_of
from tests.support.sample_scorecards import NOW, agency, view

pytest_plugins = ["tests.support.databases"]

SECRET = "s" * 32
OFFICER = "U" + "8" * 32
LINKED = view(agency=agency())
ASKING = Asking(12, "กรมบังคับคดี", NOW, "ลิงก์เปิดไม่ได้")
OFFICE = view(officer=True, agencies={"DOL": "กรมบังคับคดี"}, requests=(ASKING,))


@pytest.fixture
def bench(sqlite: Database) -> Bench:
    made = Bench(sqlite)
    made.link()
    with sqlite.writing() as session:
        officers.add(session, OFFICER, "สมชาย", NOON)
    return made


def carry_out(
    bench: Bench, act: acts.Act, by: str = USER, base_url: str = "https://t.example"
) -> outcomes.Outcome | None:
    incoming = Incoming("text", Chat("user", by), by, "", "", False, NOON)
    with bench.database.writing() as session:
        return Deeds(SECRET, base_url)(session, incoming, act, NOON)


def test_words_are_shown_before_they_are_kept() -> None:
    asked = waiting(said("ขอให้ติดต่อกลับ", LINKED), LINKED)
    written = said("ลิงก์เปิดไม่ได้ค่ะ\nข้อ 1.2", asked)
    confirming = waiting(written, LINKED)

    assert words_of(said("ขอให้ติดต่อกลับ", LINKED)) == [getting_back.WRITE_NOW]
    assert words_of(written) == ["ส่งข้อความนี้ให้เจ้าหน้าที่ใช่หรือไม่: “ลิงก์เปิดไม่ได้ค่ะ ข้อ 1.2” พิมพ์ ใช่ หรือ ไม่ใช่"]
    assert written.acts == ()
    assert said("ใช่", confirming) == Reply([], (acts.AskForHelp("ลิงก์เปิดไม่ได้ค่ะ\nข้อ 1.2"),), {})
    assert said("ไม่ใช่", confirming).acts == ()


def test_a_person_may_be_asked_for_without_leaving_words() -> None:
    asked = said("ขอให้ติดต่อกลับ", LINKED)

    assert offered(asked) == ["ส่งโดยไม่ฝากข้อความ", "ย้อนกลับ", "ช่วยเหลือ"]
    assert pressed("v1:yes:message", waiting(asked, LINKED)) == Reply([], (acts.AskForHelp(""),), {})
    assert words_of(after(outcomes.HelpAsked(12), LINKED)) == [
        "ส่งเรื่องให้เจ้าหน้าที่แล้ว เลขที่คำขอ 12 เจ้าหน้าที่จะตอบในแชตนี้ในเวลาทำการ"
    ]


def test_a_word_of_the_conversation_leaves_the_letter_and_ends_it() -> None:
    asked = waiting(said("ขอให้ติดต่อกลับ", LINKED), LINKED)
    score = said("คะแนน", asked)

    assert words_of(score) == words_of(said("คะแนน", LINKED))
    assert words_of(said("ลิงก์เปิดไม่ได้", waiting(score, asked))) == words_of(said("ลิงก์เปิดไม่ได้", LINKED))
    assert words_of(said("ก" * 501, asked)) == [getting_back.TOO_LONG]


def test_a_letter_in_several_lines_is_one_letter(bench: Bench) -> None:
    services = bench.services(carry_out=Deeds(SECRET), view_of=Views(Contact()))
    for lines in (["ขอให้ติดต่อกลับ"], ["ลิงก์เปิดไม่ได้", "ทำไม 1.2 ได้น้อย"], ["ใช่"]):
        bench.take_in(*(bench.text(line) for line in lines))
        bench.clock.advance(seconds=5)
        drain_inbox(services)

    with bench.database.reading() as session:
        (request,) = help_requests.waiting(session)
        assert (request.agency_code, request.text) == ("A-1", "ลิงก์เปิดไม่ได้\nทำไม 1.2 ได้น้อย")


def test_an_officer_answers_once_and_the_words_are_forgotten(bench: Bench) -> None:
    first = carry_out(bench, acts.AskForHelp("เก่า"))
    asked = carry_out(bench, acts.AskForHelp("ลิงก์เปิดไม่ได้"))
    assert isinstance(first, outcomes.HelpAsked)
    assert isinstance(asked, outcomes.HelpAsked)
    answer = acts.GetBack(asked.number, "โปรดโทรกลับ")

    assert carry_out(bench, answer) == outcomes.GotBack(asked.number, "officers_only")
    assert carry_out(bench, acts.GetBack(99, "x"), OFFICER) == outcomes.GotBack(99, "gone")
    assert carry_out(bench, answer, OFFICER) == outcomes.GotBack(asked.number, "sent")
    assert carry_out(bench, answer, OFFICER) == outcomes.GotBack(asked.number, "gone")

    with bench.database.reading() as session:
        (row,) = outbox.listing(session)
        assert (row.chat_id, row.kind) == (USER, "officer-answer")
        assert row.messages[0]["text"] == "คำตอบจากเจ้าหน้าที่ฝ่ายเลขานุการ:\nโปรดโทรกลับ"
        assert help_requests.waiting(session) == []
        kept = str([vars(each) for each in [*session.query(help_requests.HelpRequest), *audit.entries(session)]])
    assert "ลิงก์เปิดไม่ได้" not in kept


def test_words_that_nobody_answers_are_forgotten_after_a_month_and_the_request_stays(bench: Bench) -> None:
    carry_out(bench, acts.AskForHelp("ลิงก์เปิดไม่ได้"))
    with bench.database.writing() as session:
        help_requests.tidy(session, NOON + timedelta(days=1))

    with bench.database.reading() as session:
        assert [request.text for request in help_requests.waiting(session)] == [""]


def test_who_erases_themselves_asks_for_nothing_any_more(bench: Bench) -> None:
    carry_out(bench, acts.AskForHelp("ลิงก์เปิดไม่ได้"))
    carry_out(bench, acts.EraseData())

    with bench.database.reading() as session:
        assert help_requests.waiting(session) == []


def test_officers_see_who_waits_and_show_their_answer_before_it_goes() -> None:
    asked = said("ตอบคำขอ ๑๒ โปรดโทรกลับ\nในเวลาทำการ", OFFICE)

    assert words_of(said("คำขอ", OFFICE)) == ["คำขอที่รอคำตอบ 1 รายการ ตอบโดยพิมพ์ ตอบคำขอ ตามด้วยเลขที่และข้อความ"]
    assert words_of(said("คำขอ", replace(OFFICE, requests=()))) == [getting_back.NONE_WAIT]
    assert words_of(asked) == ["ส่งคำตอบนี้ถึงผู้ขอของ กรมบังคับคดี ใช่หรือไม่: “โปรดโทรกลับ ในเวลาทำการ” พิมพ์ ใช่ หรือ ไม่ใช่"]
    assert said("ใช่", waiting(asked, OFFICE)).acts == (acts.GetBack(12, "โปรดโทรกลับ\nในเวลาทำการ"),)
    assert words_of(said("ใช่", waiting(asked, LINKED))) == [OFFICERS_ONLY]


@pytest.mark.parametrize("text", ["ตอบคำขอ", "ตอบคำขอ 13 โทรกลับ", "ตอบคำขอ 12", "ตอบคำขอ โทรกลับ"])
def test_an_answer_that_names_no_request_or_says_nothing_is_asked_for_again(text: str) -> None:
    reply = said(text, OFFICE)

    assert words_of(reply)[0].endswith(getting_back.HOW_TO)
    assert reply.acts == ()


@pytest.mark.parametrize("text", ["คำขอ", "ตอบคำขอ 12 โทรกลับ", "ค้างตรวจ", "แดชบอร์ด"])
def test_what_is_for_officers_is_for_officers(text: str) -> None:
    reply = said(text, replace(LINKED, requests=(ASKING,), to_review=(ToReview("DOL", "กรม", 0, 25),)))

    assert (words_of(reply), reply.acts) == ([OFFICERS_ONLY], ())


def test_what_waits_for_officers_is_told_in_one_card() -> None:
    known = replace(OFFICE, to_review=(ToReview("DOL", "กรมบังคับคดี", 3, 25),))

    assert words_of(said("ค้างตรวจ", known)) == [
        "ค้างตรวจ 1 หน่วยงาน · ผลที่ค้างประกาศ 0 · คำคัดค้านที่รอคำวินิจฉัย 0 · คำขอที่รอคำตอบ 1"
    ]
    assert "ยืนยันแล้ว 3 จาก 25 ข้อ" in str(said("ค้างตรวจ", known).messages)


def test_an_officer_who_asks_for_links_again_and_again_is_told_to_use_the_last_one(bench: Bench) -> None:
    opened = [carry_out(bench, acts.OpenDashboard(), OFFICER) for _ in range(tries.LINKS_ASKED_FOR.most + 1)]

    again_at = NOON + tries.LINKS_ASKED_FOR.within
    assert opened[-1] == outcomes.DashboardOpened("", again_at, too_often=True)
    assert words_of(after(opened[-1], OFFICE)) == [TOO_MANY_LINKS.format(thai_instant(again_at))]
    last = opened[-2]
    assert isinstance(last, outcomes.DashboardOpened)
    with bench.database.reading() as session:
        assert login_links.usable(session, last.address.rpartition("/")[2], secret=SECRET, now=NOON) is not None


def test_the_dashboard_opens_by_a_link_for_one_officer_that_works_once(bench: Bench) -> None:
    assert said("แดชบอร์ด", OFFICE).acts == (acts.OpenDashboard(),)
    assert carry_out(bench, acts.OpenDashboard()) == outcomes.DashboardOpened("", NOON)
    assert carry_out(bench, acts.OpenDashboard(), OFFICER, base_url="") == outcomes.DashboardOpened("", NOON)

    opened = carry_out(bench, acts.OpenDashboard(), OFFICER)

    assert isinstance(opened, outcomes.DashboardOpened)
    address, _, token = opened.address.rpartition("/")
    assert (address, opened.until) == ("https://t.example/desk/enter", NOON + timedelta(minutes=10))
    with bench.database.writing() as session:
        used = login_links.use(session, token, secret=SECRET, now=NOON)
        assert used is not None
        assert (used.person, used.role) == (OFFICER, "officer")
        assert login_links.use(session, token, secret=SECRET, now=NOON) is None
        assert [entry.act for entry in audit.entries(session)] == ["issue desk link"]
    assert token not in str(words_of(after(opened, OFFICE)))
    assert words_of(after(outcomes.DashboardOpened("", NOON), OFFICE)) == [NO_DASHBOARD]
