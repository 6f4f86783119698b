"""The card that stands for several reminders, and the notice on personal data with its version."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.conversation.cards.digest import NOTHING_READ, digest
from bot.conversation.cards.welcome import NOTICE, NOTICE_TITLE
from tests.support.sample_conversations import UNPSA_2022, happened, said, words_of
from tests.support.sample_scorecards import APPLICATION, NOW, agency, complete_agency, view
from tests.test_cards_contents import texts

LATER = replace(
    APPLICATION, id="later", title_th="ส่งรายงานเพิ่มเติม", closes_at=APPLICATION.closes_at + timedelta(days=30)
)


def test_a_digest_tells_every_deadline_the_nearest_first_and_what_to_do_first() -> None:
    card = digest(agency(), (LATER, APPLICATION), NOW)

    assert card["altText"] == (
        "สรุปแจ้งเตือน: ส่งใบสมัครองค์กรต้นแบบด้านสิทธิมนุษยชน ปี 2565 อีก 8 วัน · ส่งรายงานเพิ่มเติม อีก 38 วัน · ยังขาด 31 รายการ"
    )
    shown = texts(card["contents"])
    assert shown[:2] == ["สรุปแจ้งเตือน", "กรมบังคับคดี"]
    assert [words for words in shown if words.startswith("อีก")] == ["อีก 8 วัน", "อีก 38 วัน"]
    assert shown[shown.index("ทำก่อน ได้มาก") : -1] == [
        "ทำก่อน ได้มาก",
        "•",
        "มีรายงานผลการวิเคราะห์ความเสี่ยงหรือผลกระทบ: เมื่อดำเนินการแล้วให้ตอบ “ใช่” พร้อมลิงก์หลักฐาน (+6.67 คะแนน)",
        "•",
        "ที่มาของแนวคิดโครงการ: ปรับเป็น “ริเริ่มเองและไม่เคยมีผู้ใดพัฒนา” พร้อมลิงก์หลักฐาน (+6.67 คะแนน)",
        "•",
        "จัดอบรมด้านสิทธิมนุษยชนให้เจ้าหน้าที่ผู้ปฏิบัติงานเป็นการเฉพาะ: เมื่อดำเนินการแล้วให้ตอบ “ใช่” พร้อมลิงก์หลักฐาน (+5 คะแนน)",
    ]


def test_more_deadlines_than_fit_are_counted() -> None:
    many = tuple(replace(LATER, id=str(number)) for number in range(9))
    card = digest(agency(), many, NOW)

    assert "และอีก 3 กำหนด" in texts(card["contents"])
    assert "และอีก 6 กำหนด" in card["altText"]


def test_who_lacks_nothing_or_was_not_read_yet_is_told_that() -> None:
    unread = replace(agency(), scorecard=None, read_at=None)

    assert "✓ ไม่มีรายการที่ขาด" in texts(digest(complete_agency(), (UNPSA_2022,), NOW)["contents"])
    assert NOTHING_READ in texts(digest(unread, (UNPSA_2022,), NOW)["contents"])


def test_the_notice_is_shown_with_its_version_on_following_and_with_ones_own_data() -> None:
    welcome = happened("follow", view()).messages[0]
    own = said("ข้อมูลของฉัน", view()).messages[0]

    for card in (welcome, own):
        assert [words for words in texts(card["contents"]) if words in {NOTICE_TITLE, *NOTICE}] == [
            NOTICE_TITLE,
            *NOTICE,
        ]
    assert NOTICE_TITLE in words_of(happened("follow", view()))[0]
    assert NOTICE_TITLE == "ประกาศข้อมูลส่วนบุคคล (PDPA) ฉบับที่ 1"
