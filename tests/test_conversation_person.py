"""What concerns the person in a private chat: notifications, the notice on personal data, what is kept, contact."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.conversation.acts import CloseChat, NoteNotice, OpenChat, SetNotifications
from bot.conversation.answer import IN_GROUPS_ONLY, NO_FILES, after
from bot.conversation.outcomes import NotificationsSet
from bot.conversation.reply import Reply
from bot.conversation.topics import notifying, person
from bot.conversation.unpsa import call_of_2022
from bot.conversation.view import Contact
from tests.support.sample_conversations import (
    happened,
    offered,
    pressed,
    said,
    words_of,
)
from tests.support.sample_scorecards import agency, view

LINKED = view(agency=agency())
UNPSA_2022 = call_of_2022().deadline


def test_contact_shows_what_is_known() -> None:
    known = view(contact=Contact(phone="0 2141 5100", email="award@example.go.th"))

    assert words_of(said("ติดต่อเจ้าหน้าที่", known)) == [
        (
            "ฝ่ายเลขานุการรางวัลองค์กรต้นแบบด้านสิทธิมนุษยชน\nกรมคุ้มครองสิทธิและเสรีภาพ กระทรวงยุติธรรม\n"
            "โทร. 0 2141 5100\nอีเมล award@example.go.th\nหรือให้เจ้าหน้าที่ตอบในแชตนี้ โดยพิมพ์ ขอให้ติดต่อกลับ"
        )
    ]


def test_notifications_are_shown_and_switched() -> None:
    assert words_of(said("แจ้งเตือน", LINKED)) == [
        (
            "แจ้งเตือน: กำหนดส่ง ✓ เปิดอยู่ · ประกาศผล ✓ เปิดอยู่ · การรับข้อมูลไว้ตัดสิน ✓ เปิดอยู่ · ไม่ส่งระหว่าง 20.00–08.00 น. "
            "พิมพ์ หยุดแจ้งเตือน หรือ เปิดแจ้งเตือน ตามด้วยชื่อเรื่อง"
        )
    ]
    muted, off = replace(LINKED, muted=("deadlines",)), view(notifications=False)
    assert "กำหนดส่ง หยุดอยู่ · ประกาศผล ✓ เปิดอยู่" in words_of(said("แจ้งเตือน", muted))[0]
    assert "กำหนดส่ง หยุดอยู่ · ประกาศผล หยุดอยู่" in words_of(said("แจ้งเตือน", off))[0]
    assert said("หยุดแจ้งเตือน", LINKED) == Reply([], (SetNotifications(on=False),))
    assert said("เปิดแจ้งเตือน", LINKED) == Reply([], (SetNotifications(on=True),))
    assert words_of(after(NotificationsSet(on=False), LINKED)) == [notifying.OFF]
    assert words_of(after(NotificationsSet(on=True), LINKED)) == [notifying.ON]


@pytest.mark.parametrize(
    ("text", "on", "topic", "told"),
    [
        ("หยุดแจ้งเตือน กำหนดส่ง", False, "deadlines", "จะไม่แจ้งเรื่องกำหนดส่งอีก พิมพ์ แจ้งเตือน เพื่อเปิดอีกครั้ง"),
        ("ปิดแจ้งเตือนเรื่องผลค่ะ", False, "results", "จะไม่แจ้งเรื่องประกาศผลอีก พิมพ์ แจ้งเตือน เพื่อเปิดอีกครั้ง"),
        ("เปิดแจ้งเตือน ประกาศผล", True, "results", "จะแจ้งเรื่องประกาศผล ไม่ส่งระหว่าง 20.00–08.00 น."),
        ("stop deadlines", False, "deadlines", "จะไม่แจ้งเรื่องกำหนดส่งอีก พิมพ์ แจ้งเตือน เพื่อเปิดอีกครั้ง"),
    ],
)
def test_each_topic_may_be_switched_by_word_as_by_a_tap(text: str, on: bool, topic: str, told: str) -> None:
    assert said(text, LINKED).acts == (SetNotifications(on, topic),)
    assert pressed(f"v1:notify-{'on' if on else 'off'}:{topic}", LINKED).acts == (SetNotifications(on, topic),)
    assert words_of(after(NotificationsSet(on, topic), LINKED)) == [told]


def test_a_notice_in_a_new_version_is_shown_with_the_next_answer_and_once() -> None:
    told = said("กำหนดส่ง", replace(LINKED, notice_version="0"))

    assert words_of(told)[0].startswith("ประกาศข้อมูลส่วนบุคคล (PDPA) ฉบับที่ 2\n• ")
    assert words_of(told)[1:] == words_of(said("กำหนดส่ง", LINKED))
    assert told.acts == (NoteNotice("2"),)
    followed = happened("follow", view(notice_version=""))
    assert (len(followed.messages), followed.acts) == (1, (OpenChat(), NoteNotice("2")))


@pytest.mark.parametrize("word", ["อนุญาตกลุ่ม", "เลิกอนุญาตกลุ่ม"])
def test_words_for_groups_are_explained_in_private(word: str) -> None:
    assert words_of(said(word, LINKED)) == [IN_GROUPS_ONLY]


def test_my_data_lists_everything_that_is_kept() -> None:
    known = view(agency=agency(), linked_at=datetime(2022, 2, 1, 2, 30, tzinfo=UTC))

    assert words_of(said("ข้อมูลของฉัน", known)) == [
        (
            "ข้อมูลที่ระบบเก็บ: รหัสผู้ใช้ LINE เก็บไว้เพื่อส่งคำตอบและการแจ้งเตือน · หน่วยงานที่ผูก กรมบังคับคดี · "
            "ผูกเมื่อ 1 ก.พ. 2565 09.30 น. · การแจ้งเตือน เปิดอยู่ · ประกาศข้อมูลส่วนบุคคลที่แจ้งแล้ว ฉบับที่ 2 · "
            "ไม่เก็บข้อความที่ท่านพิมพ์ (เว้นแต่ที่ยืนยันฝากถึงเจ้าหน้าที่ จนกว่าจะได้รับคำตอบ และคำคัดค้านที่ยื่นในนามหน่วยงาน) ชื่อ รูป หรือเบอร์โทรศัพท์"
        )
    ]


def test_a_sticker_is_met_kindly_and_a_file_told_where_it_belongs() -> None:
    assert words_of(happened("sticker", LINKED)) == [person.WELCOME]
    assert words_of(happened("file", LINKED)) == [NO_FILES]
    assert offered(happened("file", view())) == ["ผูก", "กำหนดส่ง", "UNPSA", "ช่วยเหลือ"]


def test_a_follow_is_welcomed_with_the_notice_on_personal_data() -> None:
    reply = happened("follow", view())

    assert words_of(reply) == [
        (
            "ยินดีต้อนรับสู่ต้นแบบ ประกาศข้อมูลส่วนบุคคล (PDPA) ฉบับที่ 2 "
            "กรมคุ้มครองสิทธิและเสรีภาพเก็บเฉพาะรหัสผู้ใช้ LINE หน่วยงานที่ผูก และการตั้งค่าแจ้งเตือน "
            "ใช้เพื่อตอบคำถามและแจ้งเรื่องรางวัลนี้ ตามภารกิจของหน่วยงานรัฐ "
            "ไม่เก็บข้อความที่พิมพ์ เว้นแต่ที่ยืนยันฝากเจ้าหน้าที่หรือคัดค้าน "
            "เก็บจนกว่าท่านขอให้ลบ ดูหรือลบได้ทุกเมื่อ พิมพ์ ข้อมูลของฉัน หรือ ลบข้อมูล "
            "สอบถามหรือใช้สิทธิอื่น พิมพ์ ติดต่อเจ้าหน้าที่"
        )
    ]
    assert reply.acts == (OpenChat(),)


def test_an_unfollow_closes_the_chat_without_a_word() -> None:
    assert happened("unfollow", LINKED) == Reply([], (CloseChat(),), {})
