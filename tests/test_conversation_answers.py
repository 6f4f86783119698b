"""What is answered to each word in a private chat."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest

from bot.conversation.acts import Rescore, RescoreAll, Unlink
from bot.conversation.answer import NOT_UNDERSTOOD, OLD_BUTTON, PERHAPS, after
from bot.conversation.cards.what_if import AT_THE_TOP, CONFIRMED, NOTHING_TO_GAIN
from bot.conversation.outcomes import RescoreQueued
from bot.conversation.reply import SILENCE, Reply
from bot.conversation.topics import person, scores
from bot.conversation.topics.officers import NAME_ONE, NO_OVERVIEW, OFFICERS_ONLY
from bot.conversation.topics.yes_no import LEFT_AS_IT_WAS, NOTHING_ASKED, NOTHING_WAITS, PRESS_THE_BUTTON
from bot.conversation.unpsa import call_of_2022
from tests.support.sample_conversations import (
    BUDGET,
    OVERVIEW,
    RELEASED,
    happened,
    offered,
    pressed,
    said,
    waiting,
    words_of,
)
from tests.support.sample_scorecards import APPLICATION, agency, complete_agency, view

LINKED = view(agency=agency())
UNPSA_2022 = call_of_2022().deadline


def test_the_score_is_answered_with_what_is_open_and_the_days_left() -> None:
    reply = said("คะแนน", LINKED)

    assert words_of(reply) == [
        (
            "กรมบังคับคดี คะแนนรวมเบื้องต้น 48.83 จาก 100 · ยังมีสิ่งที่ต้องทำ 31 รายการ · "
            "ส่งใบสมัครองค์กรต้นแบบด้านสิทธิมนุษยชน ปี 2565 อีก 8 วัน · คะแนนเบื้องต้น ยังไม่ใช่ผลทางการ"
        )
    ]
    assert offered(reply) == ["ขาดอะไร", "ทำไม", "กำหนดส่ง", "ช่วยเหลือ"]
    assert (reply.acts, reply.pending) == ((), None)


@pytest.mark.parametrize("word", ["คะแนน", "ขาดอะไร", "ทำไม 1.2", "ถ้า 1.2", "ถ้า", "ผล"])
def test_a_stranger_is_told_how_to_link_first(word: str) -> None:
    reply = said(word, view())

    assert words_of(reply) == [scores.NOT_LINKED]
    assert offered(reply) == ["ผูก", "กำหนดส่ง", "ช่วยเหลือ"]


def test_an_agency_that_was_never_read_is_told_so() -> None:
    unread = view(agency=replace(agency(), scorecard=None, read_at=None))

    assert words_of(said("คะแนน", unread)) == [
        "ระบบยังไม่ได้อ่านแบบประเมินของ กรมบังคับคดี โปรดลองใหม่ในอีกสักครู่ หรือตรวจว่าแชร์แบบประเมินให้ระบบแล้ว"
    ]


def test_the_pages_of_what_is_missing_are_turned_by_a_button() -> None:
    second = pressed("v1:missing:2", LINKED)

    assert second == said("ขาดอะไร 2", LINKED)
    assert second.messages[0]["contents"]["footer"]["contents"][0]["action"] == {
        "type": "postback",
        "label": "หน้าถัดไป (3/7)",
        "data": "v1:missing:3",
        "displayText": "ขาดอะไร 3",
    }


@pytest.mark.parametrize("data", ["v1:missing:0", "v1:missing:999", "v1:missing:-1", "v1:missing:x", "v1:missing"])
def test_a_page_that_does_not_exist_is_answered_with_one_that_does(data: str) -> None:
    assert words_of(pressed(data, LINKED))[0].startswith("ยังขาด 31 รายการ")


def test_nothing_missing_is_said_plainly() -> None:
    assert words_of(said("ขาดอะไร", view(agency=complete_agency()))) == [
        "ไม่มีรายการที่ขาด ข้อมูลและหลักฐานครบทุกข้อตามที่ระบบอ่านได้ โปรดตรวจทานอีกครั้งก่อนส่ง"
    ]


def test_why_answers_with_level_points_and_what_the_next_level_lacks() -> None:
    assert words_of(said("ทำไม 1.2", LINKED)) == [
        (
            "ข้อ 1.2 ได้ระดับ 2 คือ 3.33 จาก 5 คะแนน ระดับถัดไปยังขาด: "
            "จำนวนระดับของบุคลากรที่เห็นชอบเป็นลายลักษณ์อักษร (ระดับ): ต้องมีตั้งแต่ 4 ขึ้นไป"
        )
    ]


def test_why_understands_the_number_of_a_way() -> None:
    assert said("ทำไม 3.3.1", LINKED) == said("ทำไม 3.3", LINKED)


def test_why_of_a_section_asks_which_of_its_criteria() -> None:
    reply = said("ทำไม 1", LINKED)

    assert words_of(reply) == ["ต้องการทราบเหตุผลของข้อใด ข้อที่มีคือ 1.1, 1.2, 1.3 โปรดพิมพ์ ทำไม ตามด้วยเลขข้อ เช่น ทำไม 1.1"]
    assert offered(reply) == ["ทำไม 1.1", "ทำไม 1.2", "ทำไม 1.3"]


def test_why_of_an_unknown_number_lists_what_there_is() -> None:
    reply = said("ทำไม 9.9", LINKED)

    assert words_of(reply) == [
        (
            "ไม่พบข้อ 9.9 ข้อที่มีคือ 1.1, 1.2, 1.3, 2.1, 3.1, 3.2, 3.3, 4.1, 4.2, 4.3, 5.1, 5.2, 6, 7.1, 7.2, 8.1, 8.2, "
            "8.3, B1.1, B1.2, B1.3, B2, B3, B4, B5 โปรดพิมพ์ ทำไม ตามด้วยเลขข้อ เช่น ทำไม 6"
        )
    ]
    assert offered(reply) == ["ทำไม 6", "ทำไม B2", "ทำไม 4.3", "ทำไม 8.2", "ทำไม 3.3"]


def test_what_if_answers_with_what_each_higher_level_brings() -> None:
    reply = said("ถ้า 4.3", LINKED)

    assert words_of(reply) == [
        (
            "ถ้าทำข้อ 4.3: ระดับ 1 +1.67 คะแนน คะแนนรวมจาก 48.83 เป็น 50 · "
            "ระดับ 2 +3.33 คะแนน คะแนนรวมจาก 48.83 เป็น 51.17 · ระดับ 3 +5 คะแนน คะแนนรวมจาก 48.83 เป็น 52.33"
        )
    ]
    assert offered(reply) == ["ถ้า", "ทำไม 4.3", "ขาดอะไร", "คะแนน", "ช่วยเหลือ"]
    assert reply == pressed("v1:what-if:4.3", LINKED)


def test_what_if_alone_offers_the_criteria_that_gain_most() -> None:
    reply = said("ถ้า", LINKED)

    assert words_of(reply) == [
        (
            "ถ้าทำเพิ่ม ข้อ 6 คะแนนรวมจาก 48.83 เป็น 53.5 · ข้อ 4.3 คะแนนรวมจาก 48.83 เป็น 52.33 · "
            "ข้อ 8.2 คะแนนรวมจาก 48.83 เป็น 52.33 · ข้อ 8.3 คะแนนรวมจาก 48.83 เป็น 52.33 · "
            "ข้อ B1.2 คะแนนรวมจาก 48.83 เป็น 51.83"
        )
    ]
    assert offered(reply) == ["ถ้า 6", "ถ้า 4.3", "ขาดอะไร", "คะแนน", "ช่วยเหลือ"]


def test_what_if_of_a_section_offers_its_criteria_and_an_unknown_number_all() -> None:
    assert offered(said("ถ้า 7", LINKED)) == ["ถ้า 7.1", "ถ้า 7.2", "ขาดอะไร", "คะแนน", "ช่วยเหลือ"]
    assert words_of(said("ถ้า 9.9", LINKED))[0].startswith("ไม่พบข้อ 9.9 ข้อที่มีคือ 1.1, 1.2,")


def test_what_if_says_when_nothing_can_be_gained() -> None:
    confirmed = view(agency=agency(confirmed={"4.3": 2}))

    assert words_of(said("ถ้า", view(agency=complete_agency()))) == [NOTHING_TO_GAIN]
    assert words_of(said("ถ้า 1.2", view(agency=complete_agency()))) == [f"ถ้าทำข้อ 1.2: {AT_THE_TOP}"]
    assert words_of(said("ถ้า 4.3", confirmed)) == [f"ถ้าทำข้อ 4.3: {CONFIRMED}"]


@pytest.mark.parametrize(
    ("mark", "lead"),
    [
        (60, "อีก 3 รายการถึงเกณฑ์ผ่าน 60 คะแนน"),
        (40, "คะแนนเบื้องต้นถึงเกณฑ์ผ่าน 40 คะแนนแล้ว"),
        (101, "แก้แบบประเมินอย่างเดียวยังไม่ถึงเกณฑ์ผ่าน 101 คะแนน"),
    ],
)
def test_what_if_says_how_far_it_is_to_the_pass_mark(mark: int, lead: str) -> None:
    known = view(agency=replace(agency(), thresholds={"pass_mark": Fraction(mark)}))

    assert words_of(said("ถ้า", known))[0].startswith(f"{lead} · ถ้าทำเพิ่ม")


def test_a_result_is_shown_only_once_it_is_released() -> None:
    released = view(agency=replace(agency(), released=RELEASED))

    assert words_of(said("ผล", LINKED)) == [scores.NO_RESULT]
    assert words_of(said("ผล", released)) == ["ผลการพิจารณาของ กรมบังคับคดี: ผ่านการพิจารณาชั้น A และชั้น B"]


def test_deadlines_are_told_in_thai_time_with_weekday_and_days_left() -> None:
    reply = said("กำหนดส่ง", view(deadlines=(UNPSA_2022, APPLICATION)))

    assert words_of(reply) == ["กำหนดส่ง: ส่งใบสมัครองค์กรต้นแบบด้านสิทธิมนุษยชน ปี 2565 ปิดรับ พ. 9 มี.ค. 2565 23.59 น. (อีก 8 วัน)"]


def test_unpsa_is_told_as_its_source_states_it_and_in_thai_time() -> None:
    reply = said("UNPSA", view(now=datetime(2021, 11, 25, 3, 0, tzinfo=UTC)))

    assert words_of(reply) == [
        (
            "UNPSA 2022 ปิดรับ ภายในวันที่ 3 ธันวาคม 2564 ก่อนเที่ยงคืน ตามโซนเวลา EST "
            "ตรงกับ ส. 4 ธ.ค. 2564 11.59 น. เวลาไทย (อีก 9 วัน) "
            "ต้องมีรายงานการประเมิน 4 ส่วน หนังสือรับรอง 2 ฉบับ เว็บไซต์ ลิงก์ไม่เกิน 3 ลิงก์ และคำตอบ 12 ข้อ"
        )
    ]


def test_help_knows_whether_one_is_linked() -> None:
    assert words_of(said("ช่วยเหลือ", LINKED)) == [
        (
            "คำที่ใช้ได้: คะแนน · ขาดอะไร · ทำไม · ถ้า · กำหนดส่ง · UNPSA · ผล · คัดค้าน · แจ้งเตือน · "
            "ข้อมูลของฉัน · ยกเลิกผูก · ส่งมอบงาน · ติดต่อเจ้าหน้าที่"
        )
    ]
    assert words_of(said("help", view())) == ["คำที่ใช้ได้: ผูก · กำหนดส่ง · UNPSA · ข้อมูลของฉัน · ติดต่อเจ้าหน้าที่"]


def test_only_officers_rescore_others_and_only_after_confirming() -> None:
    officer = view(officer=True, agencies={"DOL": "กรมบังคับคดี", "RLPD": "กรมคุ้มครองสิทธิและเสรีภาพ"})
    asked = said("ให้คะแนนใหม่ dol", officer)
    asked_all = said("rescore all", officer)

    assert words_of(said("ให้คะแนนใหม่ DOL", LINKED)) == [OFFICERS_ONLY]
    assert words_of(asked) == ["อ่านและให้คะแนนใหม่ กรมบังคับคดี (DOL) ใช่หรือไม่ พิมพ์ ใช่ หรือ ไม่ใช่"]
    assert said("ใช่", waiting(asked, officer)).acts == (Rescore("DOL"),)
    assert words_of(asked_all) == ["อ่านและให้คะแนนใหม่ทั้งหมด 2 หน่วยงาน ใช่หรือไม่ พิมพ์ ใช่ หรือ ไม่ใช่"]
    assert said("ใช่", waiting(asked_all, officer)).acts == (RescoreAll(),)
    assert words_of(said("ใช่", waiting(asked, replace(officer, officer=False)))) == [OFFICERS_ONLY]


def test_an_officer_who_names_no_agency_or_an_unknown_one_is_asked_again() -> None:
    officer = view(officer=True, agencies={"DOL": "กรมบังคับคดี"})

    assert words_of(said("ให้คะแนนใหม่", officer)) == [NAME_ONE]
    assert words_of(said("ให้คะแนนใหม่ XYZ", officer)) == [f"ไม่พบหน่วยงานรหัส xyz {NAME_ONE}"]


def test_an_officer_may_name_an_agency_by_its_whole_name_where_no_other_has_it() -> None:
    officer = view(officer=True, agencies={"A": "กรมบังคับคดี", "B": "เทศบาล", "C": "เทศบาล"})
    asked = said("ให้คะแนนใหม่ กรมบังคับคดี", officer)

    assert words_of(asked) == ["อ่านและให้คะแนนใหม่ กรมบังคับคดี (A) ใช่หรือไม่ พิมพ์ ใช่ หรือ ไม่ใช่"]
    assert words_of(said("ให้คะแนนใหม่ เทศบาล", officer)) == [f"ไม่พบหน่วยงานรหัส เทศบาล {NAME_ONE}"]


def test_a_linked_person_may_have_their_own_workbook_read_again() -> None:
    assert said("ให้คะแนนใหม่", LINKED) == Reply([], (Rescore(None),))
    assert words_of(after(RescoreQueued(1, "กรมบังคับคดี"), LINKED)) == [
        "รับเรื่องแล้ว ระบบกำลังอ่านแบบประเมินของ กรมบังคับคดี โปรดพิมพ์ คะแนน ในอีกสักครู่"
    ]


def test_the_overview_is_for_officers() -> None:
    assert words_of(said("ภาพรวม", LINKED)) == [OFFICERS_ONLY]
    assert words_of(said("ภาพรวม", view(officer=True))) == [NO_OVERVIEW]
    assert words_of(said("ภาพรวม", view(officer=True, overview=OVERVIEW))) == [
        "ภาพรวม: หน่วยงานทั้งหมด 109 · อ่านแบบประเมินแล้ว 87 · มีข้อมูลต้องแก้ไข 12 · ผูก LINE แล้ว 64 · มัธยฐานของคะแนนรวม 48.83"
    ]


def test_a_no_or_a_late_yes_changes_nothing() -> None:
    asked = said("ลบข้อมูล", LINKED)
    at_once = waiting(asked, LINKED)
    much_later = replace(at_once, now=datetime(2022, 3, 1, 4, 0, tzinfo=UTC))

    assert words_of(said("ไม่ใช่", at_once)) == [LEFT_AS_IT_WAS]
    assert said("ไม่ใช่", at_once).pending == {}
    assert (words_of(said("ใช่", much_later)), said("ใช่", much_later).acts) == ([NOTHING_WAITS], ())
    assert words_of(said("ใช่", LINKED)) == words_of(said("ไม่", LINKED)) == [NOTHING_ASKED]
    assert words_of(pressed("v1:yes:erase", LINKED)) == [NOTHING_WAITS]


def test_a_typed_yes_counts_only_right_after_its_question_and_its_button_longer() -> None:
    asked = waiting(said("ยกเลิกผูก", LINKED), LINKED)
    later = waiting(said("คะแนน", asked), asked)

    assert words_of(said("ใช่", later)) == [PRESS_THE_BUTTON]
    assert said("ใช่", later).acts == ()
    assert pressed("v1:yes:unlink", later).acts == said("ใช่", asked).acts == (Unlink(),)
    assert words_of(said("ไม่ใช่", later)) == [LEFT_AS_IT_WAS]


@pytest.mark.parametrize("polite", ["ครับ", "ค่ะ", "รับทราบค่ะ"])
def test_a_polite_particle_is_no_yes(polite: str) -> None:
    asked = waiting(said("ลบข้อมูล", LINKED), LINKED)

    assert (words_of(said(polite, asked)), said(polite, asked).acts) == ([person.YES_OR_NO], ())
    assert said(polite, asked).pending is None
    assert words_of(said(polite, LINKED)) == [person.WELCOME]


def test_who_is_asked_for_a_code_may_leave_it() -> None:
    asked = waiting(said("ผูก", view()), view())

    assert (words_of(said("ย้อนกลับ", asked)), said("ย้อนกลับ", asked).pending) == ([LEFT_AS_IT_WAS], {})


def test_other_events_are_met_with_silence() -> None:
    assert happened("other", LINKED) == SILENCE


def test_what_is_not_understood_is_answered_kindly_with_choices() -> None:
    reply = said("อากาศวันนี้เป็นอย่างไรบ้าง", LINKED)
    guessed = said("คะนนะ", view())

    assert (words_of(reply), offered(reply)) == ([NOT_UNDERSTOOD], ["คะแนน", "ขาดอะไร", "กำหนดส่ง", "ช่วยเหลือ"])
    assert (words_of(guessed), offered(guessed)) == ([PERHAPS], ["คะแนน", "ผูก", "กำหนดส่ง", "UNPSA"])


@pytest.mark.parametrize("data", ["v0:score", "action=score", "v1:dance:3", ""])
def test_old_and_unknown_buttons_are_answered_kindly(data: str) -> None:
    assert words_of(pressed(data, LINKED)) == [OLD_BUTTON]


def test_the_months_messages_are_for_officers() -> None:
    assert "เจ้าหน้าที่ฝ่ายเลขานุการเท่านั้น" in words_of(said("โควตา", view()))[0]
    assert "ยังไม่ได้วางแผน" in words_of(said("งบข้อความ", view(officer=True)))[0]
    (message,) = said("quota", view(officer=True, budget=BUDGET)).messages
    assert message["altText"] == (
        "โควตาข้อความเดือนพฤศจิกายน 2564: ใช้ไป 12,480 จาก 15,000 ข้อความ (ร้อยละ 83) เหลือ 2,520 · "
        "ไม่พอแม้สำหรับผลและการเตือนวันสุดท้าย ขาด 640 ข้อความ จึงส่งให้หน่วยงานละหนึ่งคนก่อน "
        "โปรดเพิ่มแพ็กเกจใน LINE Official Account Manager"
    )
