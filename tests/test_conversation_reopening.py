"""What is said of what is judged, and how an officer opens a workbook again from chat."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation import announcements
from bot.conversation.acts import Reopen
from bot.conversation.answer import after
from bot.conversation.outcomes import NotReopened, Reopened
from bot.conversation.reply import Reply
from bot.conversation.topics.officers import OFFICERS_ONLY
from bot.conversation.topics.reopening import HOW_TO, TOO_LONG
from bot.conversation.view import Judged
from tests.support.sample_conversations import GROUP, said, waiting, words_of
from tests.support.sample_scorecards import NOW, agency, view

OFFICER = view(officer=True, agencies={"DOL": "กรมบังคับคดี", "A-1": "หน่วยงานหนึ่ง"}, closed={"DOL": NOW})
HALF = agency()
assert HALF.scorecard is not None
JUDGED = replace(HALF, judged=Judged(NOW, "ตามกำหนด ส่งแบบประเมิน", late=2, newest=HALF.scorecard))


def test_reopening_is_asked_with_the_reason_and_done_by_a_yes() -> None:
    asked = said("เปิดให้แก้ไข dol  แนบลิงก์ ผิดไฟล์ ครับ", OFFICER)

    assert words_of(asked) == [
        (
            "เปิดให้ กรมบังคับคดี (DOL) แก้ไข ซึ่งรับข้อมูลไว้ตัดสิน 1 มี.ค. 2565 10.00 น. "
            "เหตุผล: แนบลิงก์ ผิดไฟล์ ครับ ใช่หรือไม่ พิมพ์ ใช่ หรือ ไม่ใช่"
        )
    ]
    assert asked.acts == ()
    assert said("ใช่", waiting(asked, OFFICER)) == Reply([], (Reopen("DOL", "แนบลิงก์ ผิดไฟล์ ครับ"),), {})
    assert words_of(said("ใช่", replace(waiting(asked, OFFICER), officer=False))) == [OFFICERS_ONLY]


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("เปิดให้แก้ไข", HOW_TO),
        ("reopen XYZ why", f"ไม่พบหน่วยงานรหัส XYZ {HOW_TO}"),
        ("เปิดให้แก้ไข DOL", f"ยังไม่มีเหตุผลที่เปิดให้ กรมบังคับคดี (DOL) แก้ไข {HOW_TO}"),
        ("เปิดให้แก้ไข A-1 ผิดไฟล์", "หน่วยงานหนึ่ง (A-1) ยังแก้ไขได้อยู่ จึงไม่ต้องเปิดให้แก้ไข"),
        (f"เปิดให้แก้ไข DOL {'ก' * 301}", TOO_LONG),
    ],
)
def test_what_cannot_be_reopened_is_explained(text: str, answered: str) -> None:
    reply = said(text, OFFICER)

    assert (words_of(reply), reply.acts, reply.pending) == ([answered], (), None)


def test_others_and_groups_open_nothing() -> None:
    assert words_of(said("เปิดให้แก้ไข DOL ผิดไฟล์", view(agency=HALF))) == [OFFICERS_ONLY]
    assert said("@ต้นแบบ เปิดให้แก้ไข DOL ผิดไฟล์", OFFICER, chat=GROUP, mentioned=True).acts == ()


def test_what_came_of_it_is_told() -> None:
    assert words_of(after(Reopened("กรมบังคับคดี", 2), OFFICER)) == ["เปิดให้ กรมบังคับคดี แก้ไขแล้ว แจ้ง 2 แชต"]
    assert words_of(after(NotReopened("open"), OFFICER)) == ["หน่วยงานนี้ ยังแก้ไขได้อยู่ จึงไม่ต้องเปิดให้แก้ไข"]


def test_a_score_that_is_judged_says_so_and_that_later_edits_do_not_count() -> None:
    told = words_of(said("คะแนน", view(agency=JUDGED)))[0]

    assert "รับข้อมูลไว้ตัดสินแล้ว 1 มี.ค. 2565 10.00 น. · แก้ไขหลังส่ง ยังไม่นับ 2 แถว ฉบับล่าสุดได้" in told
    assert "แก้ไขหลังส่ง ยังไม่นับ 2 แถว" in str(said("ขาดอะไร", view(agency=JUDGED)).messages)
    assert "ยังไม่นับ" not in str(said("คะแนน", view(agency=HALF)).messages)


def test_the_message_that_it_was_taken_shows_no_score_on_a_lock_screen() -> None:
    assert HALF.scorecard is not None
    message = announcements.judged(JUDGED)[0]

    assert message["altText"] == (
        "รับข้อมูลไว้ตัดสินแล้ว 1 มี.ค. 2565 10.00 น. ตามกำหนด ส่งแบบประเมิน การแก้ไขหลังจากนี้ยังไม่นับ หากจำเป็นต้องแก้ "
        "โปรดติดต่อฝ่ายเลขานุการเพื่อขอเปิดให้แก้ไข"
    )
    assert HALF.scorecard.receipt in str(message["contents"])
