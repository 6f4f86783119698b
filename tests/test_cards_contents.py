"""What stands on the cards."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from bot.conversation.announcements import result_released
from bot.conversation.cards.buttons import open_link
from bot.conversation.cards.clip import clipped, letters
from bot.conversation.cards.missing import PER_PAGE, missing_message
from bot.conversation.cards.parts import bar
from bot.conversation.cards.result import ANNOUNCED
from bot.conversation.cards.score import how_far
from bot.conversation.cards.what_if import ON_A_TOTAL
from bot.conversation.dates import closing_time, closing_time_short, time_left
from bot.conversation.places import row_link
from bot.conversation.todo import Entry, Step, entries
from bot.conversation.unpsa import call_of_2022
from scoring.scorecard import Total
from scoring.submission import Place, Problem
from tests.support.sample_conversations import RELEASED, offered, said, words_of
from tests.support.sample_scorecards import APPLICATION, HALF_WAY, WORKBOOK, agency, complete_agency, view

UNPSA_2022 = call_of_2022().deadline


def texts(part: Any) -> list[str]:
    """Every text of a message, from top to bottom."""
    if isinstance(part, list):
        return [text for child in part for text in texts(child)]
    if not isinstance(part, dict):
        return []
    if part.get("type") == "text":
        return [part["text"]]
    blocks = [part.get(name) for name in ("header", "body", "contents", "footer")]
    return [text for block in blocks for text in texts(block)]


def buttons(message: dict[str, Any]) -> list[str]:
    """The labels of the buttons below a card."""
    return [button["action"]["label"] for button in message["contents"]["footer"]["contents"]]


def test_the_first_card_of_the_score_says_how_far_what_next_and_how_long_left() -> None:
    summary = said("คะแนน", view(agency=agency())).messages[0]["contents"]["contents"][0]

    assert texts(summary) == [
        "คะแนนของหน่วยงาน",
        "กรมบังคับคดี",
        "คะแนนรวมเบื้องต้น",
        "48.83",
        "จาก 100",
        "ยังไม่ถึงครึ่งของคะแนนเต็ม",
        "ชั้น A สิทธิมนุษยชนในองค์กร (70%)",
        "48.33/100",
        "ชั้น B โครงการหรือนวัตกรรมด้านสิทธิมนุษยชน (30%)",
        "50/100",
        "✓ คุณสมบัติครบตามที่กรอก",
        "ควรทำต่อไป",
        "+6.67 คะแนน",
        "ข้อ 6 วิเคราะห์ความเสี่ยงหรือผลกระทบของโครงการที่อาจละเมิดสิทธิมนุษยชน",
        "•",
        "มีรายงานผลการวิเคราะห์ความเสี่ยงหรือผลกระทบ: เมื่อดำเนินการแล้วให้ตอบ “ใช่” พร้อมลิงก์หลักฐาน",
        "ส่งใบสมัครองค์กรต้นแบบด้านสิทธิมนุษยชน ปี 2565",
        "พ. 9 มี.ค. 2565 23.59 น.",
        "อีก 8 วัน",
        "คะแนนเบื้องต้น ยังไม่ใช่ผลทางการ",
        "ยังไม่ได้กำหนดเกณฑ์ผ่าน",
        "อ่านแบบประเมินล่าสุด 1 มี.ค. 2565 10.00 น.",
    ]


def test_the_cards_of_the_tiers_show_every_section() -> None:
    cards = said("คะแนน", view(agency=agency())).messages[0]["contents"]["contents"]
    sections = [[text.split()[0] for text in texts(card["body"])[2::2]] for card in cards[1:]]

    assert sections == [["1", "2", "3", "4", "5", "6", "7", "8"], ["B1", "B2", "B3", "B4", "B5"]]


def test_problems_and_lacking_eligibility_are_shown_beside_the_score() -> None:
    values = {**HALF_WAY, "4.2.staff_trained": 5000, "org.publish_consent": False}
    shown = texts(said("คะแนน", view(agency=agency(values))).messages)

    assert [line for line in shown if line.startswith(("!", "✓ คุณสมบัติ"))] == [
        "! คุณสมบัติยังขาด 1 ข้อ",
        "! มีข้อมูลต้องแก้ไข 1 แห่ง",
    ]


def test_no_threshold_is_mentioned_only_while_none_is_set() -> None:
    with_mark = replace(agency(), thresholds={"pass_mark": Fraction(60)})

    assert "ยังไม่ได้กำหนดเกณฑ์ผ่าน" not in texts(said("คะแนน", view(agency=with_mark)).messages)


def test_the_what_if_card_shows_the_steps_of_each_level_and_the_score_they_lead_to() -> None:
    card = said("ถ้า 4.1", view(agency=agency())).messages[0]

    assert texts(card["contents"]) == [
        "ถ้าทำข้อ 4.1",
        "จัดทำและเผยแพร่สื่อประชาสัมพันธ์ภารกิจที่เชื่อมโยงมิติด้านสิทธิมนุษยชน",
        "ขณะนี้ระดับ 2",
        "3.33 จาก 5 คะแนน · คะแนนรวม 48.83",
        "ถ้าถึงระดับ 3",
        "+1.67 คะแนน",
        "คะแนนรวมจาก 48.83 เป็น 50",
        "○",
        "ติดตามประเมินผลสื่อแล้ว: เมื่อดำเนินการแล้วให้ตอบ “ใช่” พร้อมลิงก์หลักฐาน",
        "คะแนนที่ได้เพิ่มเป็นคะแนนของชั้นนั้น ก่อนคิดน้ำหนัก",
    ]
    assert buttons(card) == ["เปิดข้อนี้ในแบบประเมิน", "ดูเหตุผลของข้อนี้"]


def test_a_level_that_hangs_on_an_unknown_total_says_so() -> None:
    values = {"1.2.agreement_exists": True}

    assert ON_A_TOTAL in texts(said("ถ้า 1.2", view(agency=agency(values))).messages[0]["contents"])
    assert ON_A_TOTAL not in texts(said("ถ้า 1.2", view(agency=agency())).messages[0]["contents"])


def test_the_steps_to_the_pass_mark_come_first_in_what_is_missing() -> None:
    known = replace(agency(), thresholds={"pass_mark": Fraction(60)})

    assert [(entry.title, entry.reward) for entry in entries(known)[:4]] == [
        ("ข้อ 4.3", "สู่เกณฑ์ผ่าน: ระดับ 3"),
        ("ข้อ 6", "สู่เกณฑ์ผ่าน: ระดับ 3"),
        ("ข้อ 8.2", "สู่เกณฑ์ผ่าน: ระดับ 3"),
        ("ข้อ B2", "+6.67 คะแนน"),
    ]
    assert {step for entry in entries(known) for step in entry.steps} == {
        step for entry in entries(agency()) for step in entry.steps
    }


def test_the_way_to_the_pass_mark_is_told_on_the_what_if_card() -> None:
    known = replace(agency(), thresholds={"pass_mark": Fraction(60)})

    assert texts(said("ถ้า", view(agency=known)).messages[0]["contents"]["body"])[:11] == [
        "คะแนนรวมขณะนี้ 48.83",
        "อีก 3 รายการถึงเกณฑ์ผ่าน 60 คะแนน",
        "•",
        "จัดอบรมด้านสิทธิมนุษยชนให้เจ้าหน้าที่ผู้ปฏิบัติงานเป็นการเฉพาะ: เมื่อดำเนินการแล้วให้ตอบ “ใช่” พร้อมลิงก์หลักฐาน",
        "•",
        "มีรายงานผลการวิเคราะห์ความเสี่ยงหรือผลกระทบ: เมื่อดำเนินการแล้วให้ตอบ “ใช่” พร้อมลิงก์หลักฐาน",
        "•",
        "ผู้รับผิดชอบจัดการข้อร้องเรียนตามคำสั่งหรือหนังสือมอบหมาย: ปรับเป็น “คณะกรรมการ” หรือ “คณะทำงาน” พร้อมลิงก์หลักฐาน",
        "คะแนนรวมจะเป็น 60.5",
        "ข้อ 6 วิเคราะห์ความเสี่ยงหรือผลกระทบของโครงการที่อาจละเมิดสิทธิมนุษยชน",
        "ถึงระดับ 3 · 1 รายการ",
    ]


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (0, "ยังไม่มีคะแนน"),
        (49, "ยังไม่ถึงครึ่งของคะแนนเต็ม"),
        (50, "ครึ่งหนึ่งของคะแนนเต็ม"),
        (51, "เกินครึ่งของคะแนนเต็ม"),
        (90, "ใกล้คะแนนเต็ม"),
        (100, "ครบคะแนนเต็ม"),
    ],
)
def test_how_far_is_said_without_naming_an_award(points: int, words: str) -> None:
    assert how_far(Total(Fraction(points), Fraction(100))) == words


def test_an_empty_bar_is_its_track_and_a_small_share_still_shows() -> None:
    assert bar(Fraction(0))["contents"] == []
    assert [bar(share)["contents"][0]["width"] for share in (Fraction(1, 1000), Fraction(1, 3), Fraction(1))] == [
        "2%",
        "33%",
        "100%",
    ]


def test_what_must_be_corrected_comes_first_and_leads_to_its_row() -> None:
    broken = agency({**HALF_WAY, "4.2.staff_trained": 5000})
    assert broken.scorecard
    problem = Problem("part_exceeds_total", "4.2.staff_trained", Place("กระบวนการ", "D14"), "5000", "1200")
    card = replace(broken.scorecard, problems=(problem,))
    first = entries(replace(broken, scorecard=card))[0]

    assert first == Entry(
        "ข้อมูลที่ต้องแก้ไข",
        (Step(broken.explainer.problem(problem), f"{WORKBOOK}#gid=1030"),),
        "",
    )


def test_texts_that_are_not_written_yet_are_one_entry_that_names_them_all() -> None:
    step = (
        "เขียน: ความเป็นมา · วัตถุประสงค์ · ประโยชน์ · การดำเนินการ · ผลลัพธ์ · จุดเด่นใดขององค์กรที่ทำให้สมควรได้รับรางวัล · "
        "การดำเนินงานด้านสิทธิมนุษยชนส่งผลต่อองค์กรอย่างไร · หากได้รับรางวัล จะต่อยอดหรือขยายผลให้ยั่งยืนอย่างไร"
    )

    assert Entry("ข้อความที่ยังไม่ได้เขียน 8 รายการ", (Step(step, f"{WORKBOOK}#gid=1050"),), "") in entries(agency())


def test_entries_are_ordered_by_what_they_gain_and_then_lead_to_the_top() -> None:
    everything = [entry for entry in entries(agency()) if entry.reward]

    assert everything[0] == Entry(
        "ข้อ 6",
        (
            Step(
                "มีรายงานผลการวิเคราะห์ความเสี่ยงหรือผลกระทบ: เมื่อดำเนินการแล้วให้ตอบ “ใช่” พร้อมลิงก์หลักฐาน",
                f"{WORKBOOK}#gid=1040",
            ),
        ),
        "+6.67 คะแนน",
    )
    assert [entry.reward.split()[0] for entry in everything[:5]] == ["+6.67", "+6.67", "+5", "+5", "+3.33"]
    assert everything[-1].reward.startswith("ถึงระดับ 3: เต็ม")
    assert entries(complete_agency()) == ()


def test_a_row_is_opened_where_it_is_known_else_its_tab() -> None:
    known = replace(agency(), row_links={"6.risk_report": f"{WORKBOOK}#gid=1040&range=D9"})

    assert row_link(known, "6.risk_report") == f"{WORKBOOK}#gid=1040&range=D9"
    assert row_link(known, "1.1.policy_written") == f"{WORKBOOK}#gid=1020"
    assert row_link(replace(known, workbook_url=""), "1.1.policy_written") == ""


def test_every_level_is_shown_with_its_state_and_what_it_lacks() -> None:
    shown = texts(said("ทำไม 1.1", view(agency=agency())).messages)

    assert shown == [
        "ข้อ 1.1",
        "ผู้บริหารสูงสุดประกาศหรือแถลงนโยบายที่เคารพสิทธิมนุษยชน",
        "ระดับ 1",
        "1.67 จาก 5 คะแนน",
        "ท่านประเมินเอง",
        "ระดับ 3",
        "ตามข้อมูลที่กรอก",
        "ระดับ 2",
        "ตามหลักฐานที่แนบ",
        "ระดับ 1",
        "ผู้ตรวจประเมินให้",
        "ยังไม่มี",
        "ระดับ 1",
        "✓ ได้ระดับนี้",
        "ประกาศหรือแถลงนโยบายที่เคารพสิทธิมนุษยชนแล้ว",
        "ระดับ 2",
        "○ ยังไม่ถึง",
        "ประกาศหรือแถลงแล้ว และจัดทำเป็นลายลักษณ์อักษร",
        "○",
        "ขาด: นโยบายจัดทำเป็นลายลักษณ์อักษร: แนบลิงก์หลักฐาน (http หรือ https)",
        "ระดับ 3",
        "○ ยังไม่ถึง",
        "ประกาศหรือแถลงแล้ว เป็นลายลักษณ์อักษร และระบุความเชื่อมโยงกับแผนฯ",
        "○",
        "ขาด: นโยบายจัดทำเป็นลายลักษณ์อักษร: แนบลิงก์หลักฐาน (http หรือ https)",
        "○",
        "ขาด: นโยบายระบุความเชื่อมโยงกับแผนฯ: เมื่อดำเนินการแล้วให้ตอบ “ใช่” พร้อมลิงก์หลักฐาน",
    ]


def test_an_undecided_way_says_which_question_decides_it() -> None:
    undecided = {key: value for key, value in HALF_WAY.items() if key != "org.has_regional_units"}
    shown = texts(said("ทำไม 3.3", view(agency=agency(undecided))).messages)

    assert "โปรดตอบก่อน: มีส่วนราชการในจังหวัดหรือภูมิภาค" in shown


def test_a_lock_screen_shows_only_that_there_is_a_result() -> None:
    messages = result_released("กรมบังคับคดี", RELEASED)

    assert [message["altText"] for message in messages] == [ANNOUNCED]
    assert RELEASED.title in texts(messages)
    assert buttons(messages[0]) == ["ดูคะแนน", "หยุดแจ้งเตือน"]


def test_the_unpsa_cards_show_both_times_the_categories_and_what_must_be_ready() -> None:
    reply = said("UNPSA", view(now=datetime(2021, 12, 3, 20, 0, tzinfo=UTC)))
    call, ready, relation = (texts(card) for card in reply.messages[0]["contents"]["contents"])

    assert call[2:7] == [
        "อีก 9 ชั่วโมง",
        "ตามประกาศ",
        "ภายในวันที่ 3 ธันวาคม 2564 ก่อนเที่ยงคืน ตามโซนเวลา EST",
        "เวลาไทย",
        "ส. 4 ธ.ค. 2564 11.59 น.",
    ]
    assert [text for text in call if text.endswith(".") and len(text) == 2] == ["1.", "2.", "3.", "4."]
    assert ready[3:13:2] == [
        "รายงานการประเมินมีครบ 4 ส่วน: บทสรุปสำหรับผู้บริหาร ขอบเขตการดำเนินงาน วิธีการประเมิน ข้อค้นพบและข้อเสนอแนะ",
        "มีหนังสือรับรอง 2 ฉบับ จากหน่วยงานที่ต่างกันและไม่ใช่ผู้สมัคร",
        "ลิงก์เว็บไซต์",
        "ที่อยู่เว็บไซต์ (URL) ในระบบรับสมัครไม่เกิน 3 รายการ",
        "ร่างคำตอบ 12 ข้อ",
    ]
    assert relation[3:11:2] == ["B2", "B3", "B4", "B5"]
    assert offered(reply) == ["กำหนดส่ง", "ผูก", "ช่วยเหลือ"]


def test_unpsa_goes_by_the_row_that_the_secretariat_entered() -> None:
    moved = replace(UNPSA_2022, closes_at=UNPSA_2022.closes_at + timedelta(days=7), source_text="10 ธันวาคม 2564")
    reply = said("UNPSA", view(now=datetime(2021, 12, 1, tzinfo=UTC), deadlines=(moved,)))

    assert words_of(reply)[0].startswith("UNPSA 2022 ปิดรับ 10 ธันวาคม 2564 ตรงกับ ส. 11 ธ.ค. 2564 11.59 น. เวลาไทย")


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (datetime(2021, 11, 25, 3, 0, tzinfo=UTC), "อีก 9 วัน"),
        (datetime(2021, 12, 2, 16, 59, 59, tzinfo=UTC), "อีก 2 วัน"),
        (datetime(2021, 12, 2, 17, 0, tzinfo=UTC), "พรุ่งนี้"),
        (datetime(2021, 12, 3, 17, 0, tzinfo=UTC), "อีก 12 ชั่วโมง"),
        (datetime(2021, 12, 4, 4, 30, tzinfo=UTC), "อีก 30 นาที"),
        (datetime(2021, 12, 4, 4, 59, 59, tzinfo=UTC), "อีก 1 นาที"),
        (datetime(2021, 12, 4, 5, 0, tzinfo=UTC), "ปิดรับแล้ว"),
    ],
)
def test_the_time_left_counts_days_in_bangkok(now: datetime, words: str) -> None:
    assert time_left(UNPSA_2022, now) == words


def test_closing_times_are_the_last_minute_in_time() -> None:
    assert closing_time(UNPSA_2022) == "วันเสาร์ที่ 4 ธ.ค. 2564 11.59 น."
    assert closing_time_short(APPLICATION) == "พ. 9 มี.ค. 2565 23.59 น."


def test_text_is_cut_between_letters_only() -> None:
    assert clipped("กำหนดส่ง", 20) == "กำหนดส่ง"
    assert clipped("ที่นี่", 4) == "ที่…"
    assert clipped("น้ำน้ำ", 4) == "น้ำ…"
    assert clipped("แแแก", 3) == "…"
    assert clipped("หนึ่ง\n  สอง", 20) == "หนึ่ง สอง"
    assert letters("เรื่องที่น้ำ") == ["เรื่", "อ", "ง", "ที่", "น้ำ"]


@pytest.mark.parametrize("address", ["", "ftp://x.go.th", "https://", "http://[", f"https://x.go.th/{'ก' * 120}"])
def test_a_button_to_nowhere_is_left_out(address: str) -> None:
    assert open_link("เปิด", address) is None


def test_an_address_is_encoded_for_line() -> None:
    action = open_link("เปิด", "https://x.go.th/รายงาน?a=1#gid=2")

    assert action == {
        "type": "uri",
        "label": "เปิด",
        "uri": "https://x.go.th/%E0%B8%A3%E0%B8%B2%E0%B8%A2%E0%B8%87%E0%B8%B2%E0%B8%99?a=1#gid=2",
    }


def test_each_step_of_several_opens_its_own_row() -> None:
    keys = agency().programme.inputs
    plain = replace(agency(), row_links={key: f"{WORKBOOK}#range=D{line}" for line, key in enumerate(keys)})
    several = next(entry for entry in entries(plain) if len(entry.steps) > 1)
    page = entries(plain).index(several) // PER_PAGE + 1

    opened = uris(missing_message(plain, page))

    assert len({step.link for step in several.steps}) == len(several.steps)
    assert {step.link for step in several.steps[:4]} <= opened


def uris(part: Any) -> set[str]:
    """Every address that a touch on this part of a card opens."""
    if isinstance(part, list):
        return set().union(*(uris(each) for each in part))
    if not isinstance(part, dict):
        return set()
    own = {part["uri"]} if part.get("type") == "uri" else set()
    return own.union(*(uris(each) for each in part.values()))
