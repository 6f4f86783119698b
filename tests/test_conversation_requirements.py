"""What is answered to those whose programme asks for things that are met or not: readiness, days, what is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from bot.conversation.announcements import reminder
from bot.conversation.cards.readiness import how_ready
from bot.conversation.todo import Entry, Step, entries, lacking
from bot.conversation.topics import scores
from scoring.scorecard import Scorecard, Total
from scoring.submission import Problem, Value
from tests.support.sample_conversations import RELEASED, offered, said, words_of
from tests.support.sample_plans import (
    NATIONAL,
    PROVINCE,
    WORKBOOK,
    agency,
    agency_with_both,
    national_agency,
    plan_view,
    province_agency,
    unpsa_agency,
)
from tests.support.sample_scorecards import view
from tests.test_cards_contents import buttons, texts

MINISTRY = plan_view(national_agency())
HALF_2 = "รายงานความก้าวหน้า งวดครึ่งปีที่ 2 (รายงานทุกครึ่งปี และรายงานครึ่งระยะเวลาแผน)"


def test_the_readiness_of_a_ministry_says_how_much_is_met_what_is_late_and_how_long_is_left() -> None:
    reply = said("คะแนน", MINISTRY)

    assert words_of(reply) == [
        (
            "กรมพัฒนาสังคมและสวัสดิการ ครบ 7 จาก 22 รายการที่ต้องมี · เกินกำหนด 1 รายการ · ยังมีสิ่งที่ต้องทำ 15 รายการ · "
            "รายงานความก้าวหน้า งวดครึ่งปีที่ 3 อีก 136 วัน · ผลตรวจเบื้องต้น ยังไม่ใช่ผลทางการ"
        )
    ]
    assert offered(reply) == ["ขาดอะไร", "กำหนดส่ง", "ช่วยเหลือ"]


def test_the_first_card_of_the_readiness_says_what_to_do_next() -> None:
    summary, *_ = said("คะแนน", MINISTRY).messages[0]["contents"]["contents"]

    assert texts(summary) == [
        "แผนประชาสังคม ระยะที่ 1",
        "กรมพัฒนาสังคมและสวัสดิการ",
        "รายการที่ต้องมีซึ่งครบแล้ว",
        "7",
        "จาก 22 รายการ",
        "ครบยังไม่ถึงครึ่ง",
        "! เกินกำหนด 1 รายการ",
        "ควรทำต่อไป",
        HALF_2,
        "เกินกำหนด 30 ก.ย. 2564",
        "•",
        "วันที่ส่งรายงานความก้าวหน้า งวดครึ่งปีที่ 2: กรอกวันที่ พร้อมลิงก์หลักฐาน",
        "•",
        "งวดครึ่งปีที่ 2 ความก้าวหน้า: กรอกคำตอบ",
        "•",
        "งวดครึ่งปีที่ 2 ข้อจำกัด: กรอกคำตอบ",
        "และอีก 7 รายการในข้อนี้",
        "เปิดแถวนี้ ›",
        "รายงานความก้าวหน้า งวดครึ่งปีที่ 3",
        "พฤ. 31 มี.ค. 2565 23.59 น.",
        "อีก 136 วัน",
        "ผลตรวจเบื้องต้น ยังไม่ใช่ผลทางการ",
        "อ่านแผ่นงานล่าสุด 15 พ.ย. 2564 10.00 น.",
    ]


def test_beside_it_stand_the_sections_the_days_and_the_latest_values() -> None:
    _, sections, days, values = (
        texts(card["body"]) for card in said("คะแนน", MINISTRY).messages[0]["contents"]["contents"]
    )

    assert sections == [
        "หน่วยรายงาน",
        "✓ 2/2",
        "การติดตามและประเมินผลระดับชาติ",
        "2/3",
        "แผนงานที่ 1 ศักยภาพ ความเข้มแข็ง และธรรมาภิบาลขององค์กร",
        "2/4",
        "แผนงานที่ 2 กฎหมาย นโยบาย กลไก และมาตรการสนับสนุน",
        "0/4",
        "แผนงานที่ 3 องค์ความรู้และการศึกษาวิจัย",
        "0/3",
        "แผนงานที่ 4 หุ้นส่วนการพัฒนา และการเชื่อมโยงกับภูมิภาคและประชาคมโลก",
        "0/4",
        "ระดับชาติ งวดครึ่งปีที่ 1",
        "✓ 1/1",
        "ระดับชาติ งวดครึ่งปีที่ 2 และครึ่งระยะเวลาแผน",
        "0/1",
        "ข้อแนะนำ (ควรมี) ครบ 1 จาก 11 รายการ ไม่นับในความพร้อม",
    ]
    assert [line for line in days if line != "เปิดแถวนี้ ›"] == [
        HALF_2,
        "! เกินกำหนด 30 ก.ย. 2564",
        "รายงานความก้าวหน้า งวดครึ่งปีที่ 3",
        "ครบกำหนด 31 มี.ค. 2565",
        "รายงานความก้าวหน้า งวดครึ่งปีที่ 4 (รายงานทุกครึ่งปี และรายงานสิ้นสุดแผน)",
        "ครบกำหนด 30 ก.ย. 2565",
        "รายงานความก้าวหน้า งวดครึ่งปีที่ 1",
        "✓ ครบแล้ว (กำหนด 31 มี.ค. 2564)",
    ]
    assert values[1::2] == ["1,432", "18,500,000", "2", "ใช่", "ไม่ใช่"]
    assert values[0] == "I1 จำนวนองค์กรที่ร่วมเป็นกรรมการกับภาครัฐทุกระดับ (องค์กร) งวดที่ 2"


def test_the_readiness_for_unpsa_counts_conditions_documents_and_answers() -> None:
    reply = said("คะแนน", plan_view(unpsa_agency()))
    summary, sections = (texts(card) for card in reply.messages[0]["contents"]["contents"])

    assert words_of(reply)[0].startswith("กรมบังคับคดี ครบ 11 จาก 33 รายการที่ต้องมี · ยังมีสิ่งที่ต้องทำ 22 รายการ · ")
    assert summary[:6] == [
        "UNPSA 2022",
        "กรมบังคับคดี",
        "รายการที่ต้องมีซึ่งครบแล้ว",
        "11",
        "จาก 33 รายการ",
        "ครบยังไม่ถึงครึ่ง",
    ]
    assert sections[3::2] == ["✓ 3/3", "✓ 3/3", "2/8", "1/3", "0/3", "✓ 1/1", "1/12"]


def test_a_body_that_did_not_say_what_it_is_is_asked_that_first() -> None:
    blank = plan_view(agency("cso-plan-1", {}))

    assert [entry.title for entry in entries(agency("cso-plan-1", {}))] == ["รายงานในฐานะ", "ชื่อหน่วยรายงาน"]
    assert "0" in texts(said("คะแนน", blank).messages)


def test_who_has_everything_is_told_so() -> None:
    values: dict[str, Value] = {**PROVINCE, "monitoring.local_mechanism": True, "monitoring.participation": True}
    before = datetime(2021, 3, 1, 3, 0, tzinfo=UTC)
    ready = agency("cso-plan-1", values, now=before)
    shown = texts(said("คะแนน", plan_view(ready, before)).messages)

    assert shown[3:6] == ["6", "จาก 6 รายการ", "ครบทุกรายการที่ต้องมีในขณะนี้"]
    assert "รายงานประจำปีของจังหวัด ปีที่ 1" in shown[7:]
    assert words_of(said("ขาดอะไร", plan_view(ready, before)))[0].startswith(
        "ไม่มีรายการที่ขาดในขณะนี้ กำหนดข้างหน้าและข้อแนะนำอีก 2 รายการ ได้แก่ 1. ครบกำหนด 30 ก.ย. 2564: รายงานประจำปี"
    )


@pytest.mark.parametrize(
    ("met", "asked", "words"),
    [
        (0, 0, "ขณะนี้ยังไม่มีรายการที่ต้องมี"),
        (0, 20, "ยังไม่มีรายการที่ครบ"),
        (9, 20, "ครบยังไม่ถึงครึ่ง"),
        (10, 20, "ครบครึ่งหนึ่งแล้ว"),
        (11, 20, "ครบเกินครึ่งแล้ว"),
        (18, 20, "ใกล้ครบแล้ว"),
        (20, 20, "ครบทุกรายการที่ต้องมีในขณะนี้"),
    ],
)
def test_how_ready_is_said_in_words(met: int, asked: int, words: str) -> None:
    assert how_ready(Total(Fraction(met), Fraction(asked))) == words


def test_open_requirements_come_in_the_order_of_their_urgency() -> None:
    conditions = [entry.condition for entry in entries(national_agency())]

    assert conditions == ["overdue"] + ["missing"] * 14 + ["upcoming"] * 2 + ["advised"] * 10
    assert [entry.condition for entry in entries(unpsa_agency())][:5] == ["failed"] * 4 + ["missing"]
    assert len(lacking(national_agency())) == 15


def test_a_project_names_its_steps_who_leads_it_and_leads_to_its_row() -> None:
    project = next(entry for entry in entries(national_agency()) if entry.title.startswith("1.4"))

    assert project == Entry(
        "1.4 ถอดบทเรียนผู้นำและบุคลากรที่ทำงานเป็นเลิศ",
        (
            Step("โครงการ 1.4 ความก้าวหน้า (ร้อยละ): กรอกตัวเลข", f"{WORKBOOK}#gid=1040"),
            Step("โครงการ 1.4 วันที่รายงานล่าสุด: กรอกวันที่", f"{WORKBOOK}#gid=1040"),
            Step("โครงการ 1.4 ผลการดำเนินงาน: กรอกคำตอบ พร้อมลิงก์หลักฐาน", f"{WORKBOOK}#gid=1040"),
        ),
        "",
        "ยังไม่ได้กรอก",
        "สำนักงานคณะกรรมการสุขภาพแห่งชาติ (สช.)",
        "missing",
    )
    assert "หน่วยงานหลัก: สำนักงานคณะกรรมการสุขภาพแห่งชาติ (สช.)" in texts(said("ขาดอะไร", MINISTRY).messages)


def test_a_requirement_shows_its_day_its_words_and_when_its_time_is_full() -> None:
    states = {entry.title: entry.state for entry in entries(unpsa_agency())}

    assert states["2. ผลงานตรงกับสาขารางวัลที่เลือกอย่างไร"] == "ยังไม่ครบ · 130 จาก 100 คำ"
    assert states["ดำเนินงานมาแล้วอย่างน้อย 2 ปี ยกเว้นสาขา 4 (คุณสมบัติ 1.4)"] == "ยังไม่ครบ · ระยะเวลาจะครบเมื่อ 15 ม.ค. 2565"
    assert entries(national_agency())[0].state == "เกินกำหนด 30 ก.ย. 2564"
    assert entries(national_agency())[-1].state == "ควรมี"


def test_what_is_missing_is_told_with_its_state_first() -> None:
    assert words_of(said("ขาดอะไร", plan_view(province_agency()))) == [
        (
            "ยังขาด 3 รายการ กำหนดข้างหน้าและข้อแนะนำอีก 1 รายการ ได้แก่ 1. เกินกำหนด 30 ก.ย. 2564: รายงานประจำปีของจังหวัด ปีที่ 1 "
            "2. ยังไม่ได้กรอก: มีกลไกองค์กรภาคประชาสังคมระดับจังหวัดที่ สสส. และ สช. สนับสนุน "
            "3. ยังไม่ได้กรอก: ประเมินผลโดยให้ภาคีที่เกี่ยวข้องมีส่วนร่วมและพัฒนาศักยภาพไปพร้อมกัน"
        )
    ]


@pytest.mark.parametrize("text", ["ทำไม", "ทำไม 3", "ทำไม 1.2", "ทำไม รายงาน"])
def test_why_says_that_there_are_no_points_and_offers_what_is_missing(text: str) -> None:
    reply = said(text, MINISTRY)

    assert (words_of(reply), offered(reply)) == ([scores.NO_POINTS], ["ขาดอะไร", "คะแนน", "กำหนดส่ง", "ช่วยเหลือ"])


def test_help_names_what_can_be_asked_where_there_are_no_points() -> None:
    reply = said("ช่วยเหลือ", MINISTRY)

    assert words_of(reply) == [
        "คำที่ใช้ได้: คะแนน · ขาดอะไร · กำหนดส่ง · UNPSA · ผล · แจ้งเตือน · ข้อมูลของฉัน · ยกเลิกผูก · ส่งมอบงาน · ติดต่อเจ้าหน้าที่"
    ]
    assert texts(reply.messages)[2:4] == ["คะแนน", "ครบแล้วกี่รายการ กำหนดใดใกล้ถึง และควรทำอะไรต่อ"]


def test_a_result_is_shown_as_everywhere_and_offers_no_reasons() -> None:
    known = national_agency()
    released = plan_view(agency("cso-plan-1", NATIONAL, released=RELEASED))

    assert words_of(said("ผล", plan_view(known))) == [scores.NO_RESULT]
    assert offered(said("ผล", released)) == ["คะแนน", "ขาดอะไร"]


def test_who_has_points_and_requirements_sees_both_cards() -> None:
    reply = said("คะแนน", view(agency=agency_with_both()))

    assert [words.split(" · ")[0] for words in words_of(reply)] == [
        "กรมบังคับคดี คะแนนรวมเบื้องต้น 0 จาก 100",
        "กรมบังคับคดี ครบ 0 จาก 1 รายการที่ต้องมี",
    ]
    assert offered(reply) == ["ขาดอะไร", "ทำไม", "กำหนดส่ง", "ช่วยเหลือ"]
    assert [entry.title for entry in entries(agency_with_both()) if entry.condition] == ["มีรายงานประจำปี"]


def test_the_day_of_a_report_that_is_sent_is_no_longer_the_nearest() -> None:
    sent: dict[str, Value] = {
        **NATIONAL,
        **{f"report.half_3.{part}": "สรุป" for part in ("progress", "limits", "outputs", "outcomes", "impact")},
        **{f"I{number}.3": 1 for number in range(1, 4)},
        "I4.3": True,
        "I5.3": True,
        "report.half_3.sent": date(2021, 11, 1),
    }
    nearest = scores.nearest_deadline(plan_view(agency("cso-plan-1", sent)))

    assert nearest is not None
    assert nearest.requirement == "report.half_4"


def test_the_reminder_of_a_report_names_its_first_steps() -> None:
    now = datetime(2022, 3, 25, 3, 0, tzinfo=UTC)
    known = plan_view(national_agency(now), now)
    half_3 = next(deadline for deadline in known.deadlines if deadline.requirement == "report.half_3")
    message = reminder(national_agency(now), half_3, now)[0]

    assert texts(message) == [
        "แจ้งเตือนกำหนดส่ง",
        "กรมพัฒนาสังคมและสวัสดิการ",
        "อีก 6 วัน",
        "รายงานความก้าวหน้า งวดครึ่งปีที่ 3",
        "ครบกำหนด วันพฤหัสบดีที่ 31 มี.ค. 2565 23.59 น.",
        "สิ่งที่ต้องทำ",
        "•",
        "วันที่ส่งรายงานความก้าวหน้า งวดครึ่งปีที่ 3: กรอกวันที่ พร้อมลิงก์หลักฐาน",
        "•",
        "งวดครึ่งปีที่ 3 ความก้าวหน้า: กรอกคำตอบ",
        "•",
        "งวดครึ่งปีที่ 3 ข้อจำกัด: กรอกคำตอบ",
        "และอีก 8 รายการ",
    ]
    assert buttons(message) == ["เปิดแผ่นงาน", "ขาดอะไร", "หยุดแจ้งเตือน"]


def test_a_day_that_has_passed_is_called_so() -> None:
    passed = view(now=MINISTRY.now, deadlines=MINISTRY.deadlines)

    assert "เลยกำหนดแล้ว" in texts(said("กำหนดส่ง", passed).messages)


def test_the_list_of_days_says_which_reports_are_met_and_which_are_late() -> None:
    concerning = tuple(deadline for deadline in MINISTRY.deadlines if "half" in deadline.id)

    shown = texts(said("กำหนดส่ง", replace(MINISTRY, deadlines=concerning)).messages[0]["contents"])

    assert [words for words in shown if words[0] in "✓!" or words.startswith("อีก")] == [
        "อีก 136 วัน",
        "อีก 319 วัน",
        "! เกินกำหนด",
        "✓ ครบแล้ว",
    ]


def test_a_row_that_is_to_be_corrected_is_named_once() -> None:
    found = agency("cso-plan-1", {key: value for key, value in PROVINCE.items() if key != "plan.province"})
    assert found.scorecard is not None
    unread = replace(found.scorecard, problems=(Problem("unknown_choice", "plan.province", found="จ.น่าน"),))

    def titles(card: Scorecard) -> list[str]:
        return [entry.title for entry in entries(replace(found, scorecard=card))]

    assert "จังหวัด" in titles(found.scorecard)
    assert "จังหวัด" not in titles(unread)
    assert titles(unread)[0] == "ข้อมูลที่ต้องแก้ไข"
