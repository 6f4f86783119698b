"""What stands on the card that is pushed before a deadline."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.conversation.announcements import reminder
from bot.conversation.unpsa import call_of_2022
from tests.support.sample_conversations import UNPSA_2022
from tests.support.sample_scorecards import APPLICATION, NOW, agency
from tests.test_cards_contents import buttons, texts


def test_a_reminder_names_the_three_most_useful_steps_and_how_to_stop() -> None:
    messages = reminder(agency(), APPLICATION, NOW)

    assert len(messages) == 1
    assert messages[0]["altText"] == (
        "แจ้งเตือน: ส่งใบสมัครองค์กรต้นแบบด้านสิทธิมนุษยชน ปี 2565 ปิดรับ พ. 9 มี.ค. 2565 23.59 น. (อีก 8 วัน) ยังขาด 31 รายการ"
    )
    assert texts(messages) == [
        "แจ้งเตือนกำหนดส่ง",
        "กรมบังคับคดี",
        "อีก 8 วัน",
        "ส่งใบสมัครองค์กรต้นแบบด้านสิทธิมนุษยชน ปี 2565",
        "ปิดรับ วันพุธที่ 9 มี.ค. 2565 23.59 น.",
        "ตามประกาศ: ภายในวันที่ 9 มีนาคม 2565",
        "ทำก่อน ได้มาก",
        "•",
        "มีรายงานผลการวิเคราะห์ความเสี่ยงหรือผลกระทบ: เมื่อดำเนินการแล้วให้ตอบ “ใช่” พร้อมลิงก์หลักฐาน",
        "+6.67 คะแนน",
        "•",
        "ที่มาของแนวคิดโครงการ: ปรับเป็น “ริเริ่มเองและไม่เคยมีผู้ใดพัฒนา” พร้อมลิงก์หลักฐาน",
        "+6.67 คะแนน",
        "•",
        "จัดอบรมด้านสิทธิมนุษยชนให้เจ้าหน้าที่ผู้ปฏิบัติงานเป็นการเฉพาะ: เมื่อดำเนินการแล้วให้ตอบ “ใช่” พร้อมลิงก์หลักฐาน",
        "+5 คะแนน",
    ]
    assert buttons(messages[0]) == ["เปิดแผ่นงาน", "ขาดอะไร", "หยุดแจ้งเตือน"]


def test_a_reminder_of_unpsa_names_what_its_file_still_lacks_going_by_the_award_s_workbook() -> None:
    message = reminder(agency(), UNPSA_2022, datetime(2021, 11, 25, 3, 0, tzinfo=UTC))[0]

    assert message["altText"] == ("แจ้งเตือน: ปิดรับสมัคร UNPSA 2022 ปิดรับ ส. 4 ธ.ค. 2564 11.59 น. (อีก 9 วัน) ยังขาด 29 รายการ")
    assert texts(message)[6:10] == [
        "เวลาของต้นทาง: ศ. 3 ธ.ค. 2564 23.59 น. EST (UTC-5)",
        "ยังต้องมี 29 รายการ",
        "☐",
        "เป็นหน่วยงานภาครัฐหรือส่วนภูมิภาคของประเทศสมาชิกสหประชาชาติ หรือสมัครผ่านหน่วยงานของรัฐ (คุณสมบัติ 1.1)",
    ]
    assert texts(message)[-2:] == ["ผลงานแสดงความคิดริเริ่มสร้างสรรค์เชิงนวัตกรรม", "และอีก 24 รายการ"]


def test_a_reminder_of_unpsa_to_who_brings_nothing_yet_names_what_must_be_ready() -> None:
    message = reminder(replace(agency(), prospects={}), UNPSA_2022, datetime(2021, 11, 25, 3, 0, tzinfo=UTC))[0]

    assert message["altText"] == ("แจ้งเตือน: ปิดรับสมัคร UNPSA 2022 ปิดรับ ส. 4 ธ.ค. 2564 11.59 น. (อีก 9 วัน)")
    assert texts(message)[6:10] == [
        "เวลาของต้นทาง: ศ. 3 ธ.ค. 2564 23.59 น. EST (UTC-5)",
        "สิ่งที่ต้องเตรียม",
        "☐",
        call_of_2022().to_have_ready[0],
    ]
    assert buttons(message) == ["เปิดแผ่นงาน", "UNPSA", "หยุดแจ้งเตือน"]


def test_a_reminder_without_a_scorecard_tells_the_day_and_that_all_is_lacking() -> None:
    unread = replace(agency(), scorecard=None, workbook_url="")
    message = reminder(unread, APPLICATION, NOW)[0]

    assert message["altText"].endswith("(อีก 8 วัน) ระบบยังไม่ได้อ่านแบบประเมินของท่าน จึงถือว่ายังขาดทุกรายการ")
    assert texts(message)[-1] == "ระบบยังไม่ได้อ่านแบบประเมินของท่าน จึงถือว่ายังขาดทุกรายการ"
    assert buttons(message) == ["ขาดอะไร", "หยุดแจ้งเตือน"]
