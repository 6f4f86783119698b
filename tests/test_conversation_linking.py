"""Linking in two steps, ending the link, and erasing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation.acts import ConfirmLink, EraseData, IssueCode, NoteJoinersTold, RedeemCode, Unlink
from bot.conversation.answer import after
from bot.conversation.outcomes import CodeFound, CodeIssued, CodeRefused, DataErased, Linked, Unlinked
from bot.conversation.reply import Reply
from bot.conversation.topics import codes, linking, person
from bot.conversation.topics.linking import masked
from bot.conversation.topics.yes_no import NOTHING_WAITS
from tests.support.sample_conversations import offered, pressed, said, waiting, words_of
from tests.support.sample_scorecards import NOW, agency, view

STRANGER = view()
LINKED = view(agency=agency())
KNOWN_ACCOUNT = view(agency=agency(), private_chat_url="https://line.me/R/ti/p/%40tonbaeb")
FOUND = CodeFound("DOL", "กรมบัง•••••")
ASKED = {"asks": "link", "about": "DOL", "until": (NOW + timedelta(minutes=15)).isoformat()}


@pytest.mark.parametrize("text", ["ผูก ABCD-2345", "link abcd2345", "ผูกabcd2345ค่ะ", "ABCD2345", "abcd-2345", "ฟิแก/-ภถ"])
def test_a_code_is_looked_up(text: str) -> None:
    assert said(text, STRANGER) == Reply([], (RedeemCode("ABCD2345"),), {})


def test_a_code_alone_is_taken_from_a_linked_person_only_when_it_was_asked_for() -> None:
    asked = said("ผูก", LINKED)

    assert words_of(asked) == [linking.ASK_FOR_CODE]
    assert said("ABCD2345", waiting(asked, LINKED)).acts == (RedeemCode("ABCD2345"),)
    assert said("ABCD2345", LINKED).acts == ()


def test_a_code_may_have_no_digits_and_a_word_is_a_word_even_then() -> None:
    asked = waiting(said("ผูก", STRANGER), STRANGER)

    assert said("ผูก ABCDEFGH", STRANGER).acts == (RedeemCode("ABCDEFGH"),)
    assert said("ABCDEFGH", asked).acts == (RedeemCode("ABCDEFGH"),)
    assert said("deadline", asked) == said("กำหนดส่ง", STRANGER)


def test_what_cannot_be_a_code_is_not_looked_up() -> None:
    reply = said("ผูก กรมบังคับคดี", STRANGER)

    assert (words_of(reply), reply.acts) == ([linking.NOT_A_CODE], ())


def test_a_found_code_asks_back_with_a_masked_name() -> None:
    reply = after(FOUND, STRANGER)

    assert words_of(reply) == ["หน่วยงานของท่านคือ กรมบัง••••• ใช่หรือไม่ พิมพ์ ใช่ หรือ ไม่ใช่"]
    assert offered(reply) == ["ใช่ ผูกหน่วยงานนี้", "ไม่ใช่ ย้อนกลับ", "ช่วยเหลือ"]
    assert reply.pending == ASKED


@pytest.mark.parametrize("reply", [said("ใช่", view(pending=ASKED)), pressed("v1:yes:link:DOL", view(pending=ASKED))])
def test_a_yes_links(reply: Reply) -> None:
    assert reply == Reply([], (ConfirmLink("DOL"),), {})


def test_an_old_yes_button_does_not_answer_another_question() -> None:
    other = pressed("v1:yes:link:RLPD", view(pending=ASKED))

    assert (words_of(other), other.acts) == ([NOTHING_WAITS], ())
    assert pressed("v1:yes:link:DOL", STRANGER).acts == ()


def test_linking_anew_says_which_agency_is_left() -> None:
    assert "ท่านผูกกับ กรมบังคับคดี อยู่ เมื่อยืนยันจะเปลี่ยนหน่วยงาน" in str(after(FOUND, LINKED).messages)


def test_being_linked_is_told_with_how_to_end_it() -> None:
    reply = after(Linked("กรมบังคับคดี"), LINKED)

    assert words_of(reply) == ["ผูกกับ กรมบังคับคดี เรียบร้อยแล้ว พิมพ์ คะแนน เพื่อดูคะแนน หรือ ยกเลิกผูก ได้ทุกเมื่อ"]
    assert reply.pending == {}


def test_who_else_is_linked_is_told_to_both_sides() -> None:
    took_over = after(Linked("กรมบังคับคดี", others=2, took_over=True), LINKED)
    before = said("กำหนดส่ง", replace(LINKED, joiners=2))

    assert words_of(took_over) == [
        "ผูกกับ กรมบังคับคดี แทนผู้ส่งมอบงาน เรียบร้อยแล้ว หน่วยงานนี้มีผู้ผูกไว้แล้วอีก 2 คน พิมพ์ คะแนน เพื่อดูคะแนน หรือ ยกเลิกผูก ได้ทุกเมื่อ"
    ]
    assert words_of(before)[0] == ("มีผู้ผูกกับ กรมบังคับคดี เพิ่ม 2 คน ตั้งแต่ท่านใช้ครั้งก่อน หากไม่ใช่คนของหน่วยงาน โปรดติดต่อเจ้าหน้าที่")
    assert before.acts == (NoteJoinersTold(),)
    assert words_of(before)[1:] == words_of(said("กำหนดส่ง", LINKED))


def test_after_too_many_tries_it_is_told_when_to_try_again() -> None:
    reply = after(CodeRefused("too_many_tries", datetime(2022, 3, 1, 4, 30, 20, tzinfo=UTC)), STRANGER)

    assert words_of(reply) == [
        "มีการลองรหัสที่ไม่ถูกต้องหลายครั้งเกินไป เพื่อความปลอดภัย โปรดลองใหม่หลัง 1 มี.ค. 2565 11.31 น. หรือติดต่อเจ้าหน้าที่"
    ]


def test_handing_over_is_confirmed_and_gives_a_code_for_the_one_who_follows() -> None:
    asked = said("ส่งมอบงาน", LINKED)

    assert words_of(asked) == ["ออกรหัสให้ผู้รับช่วงของ กรมบังคับคดี ใช่หรือไม่ พิมพ์ ใช่ หรือ ไม่ใช่"]
    assert said("ใช่", waiting(asked, LINKED)) == Reply([], (IssueCode(None),), {})
    assert words_of(said("ใช่", waiting(asked, STRANGER))) == words_of(said("ส่งมอบงาน", STRANGER))
    assert words_of(after(CodeIssued("กรมบังคับคดี", "ABCD2345", NOW, hands_over=True), KNOWN_ACCOUNT)) == [
        (
            "รหัสผูกบัญชีของ กรมบังคับคดี: ABCD2345\n"
            "ใช้ได้ครั้งเดียว ถึง 1 มี.ค. 2565 10.00 น. ส่งรหัสนี้ให้ผู้รับโดยตรง อย่าส่งในกลุ่ม\n"
            "ผู้รับพิมพ์ในแชตนี้: ผูก ABCD2345\n"
            "หรือเปิดลิงก์นี้แล้วกดส่ง: https://line.me/R/oaMessage/%40tonbaeb/?link%20ABCD2345"
        )
    ]


def test_an_officer_issues_a_code_after_confirming_and_others_are_told_where_codes_come_from() -> None:
    officer = view(officer=True, agencies={"DOL": "กรมบังคับคดี"})
    asked = said("ออกรหัส dol", officer)

    assert words_of(asked) == ["ออกรหัสผูกบัญชีของ กรมบังคับคดี (DOL) ใช่หรือไม่ พิมพ์ ใช่ หรือ ไม่ใช่"]
    assert said("ใช่", waiting(asked, officer)) == Reply([], (IssueCode("DOL"),), {})
    assert said("ใช่", waiting(asked, replace(officer, officer=False))).acts == ()
    assert words_of(said("ขอรหัส", STRANGER)) == [codes.ASK_THE_SECRETARIAT]
    assert words_of(said("ออกรหัส DOL", LINKED)) == [f"{codes.ASK_THE_SECRETARIAT} {codes.OR_HAND_OVER}"]


def test_a_code_with_the_keyboard_left_in_thai_is_told_as_such() -> None:
    assert words_of(said("ผูก ฟิแกถภๅภ", STRANGER)) == [linking.ON_THE_ENGLISH_KEYBOARD]


@pytest.mark.parametrize("reason", ["unknown", "expired", "used", "too_many_tries"])
def test_a_refused_code_is_explained(reason: str) -> None:
    reply = after(CodeRefused(reason), STRANGER)  # type: ignore[arg-type] # the list above holds the reasons

    assert words_of(reply) == [linking.REFUSALS[reason]]
    assert bool(reply.pending) == (reason == "unknown")


def test_unlinking_is_confirmed_first() -> None:
    asked = said("ยกเลิกผูก", LINKED)

    assert words_of(asked) == ["ยกเลิกการผูกกับ กรมบังคับคดี ใช่หรือไม่ พิมพ์ ใช่ หรือ ไม่ใช่"]
    assert asked.acts == ()
    assert said("ใช่", waiting(asked, LINKED)) == Reply([], (Unlink(),), {})
    assert words_of(after(Unlinked("กรมบังคับคดี"), STRANGER)) == [
        "ยกเลิกการผูกกับ กรมบังคับคดี แล้ว ท่านจะไม่ได้รับแจ้งเตือนของหน่วยงานนี้อีก"
    ]


def test_a_stranger_has_nothing_to_unlink() -> None:
    assert words_of(said("unlink", STRANGER)) == [linking.NOT_LINKED]


def test_erasing_is_confirmed_first() -> None:
    asked = said("ลบข้อมูล", LINKED)

    assert asked.acts == ()
    assert said("ยืนยัน", waiting(asked, LINKED)) == Reply([], (EraseData(),), {})
    assert words_of(after(DataErased(), STRANGER)) == [person.ERASED]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("กรมบังคับคดี", "กรมบั•••คดี"),
        ("เทศบาลเมืองน่าน", "เทศบาล•••น่าน"),
        ("สภากาชาดไทย", "สภากา•••"),
        ("กกต.", "กก•••"),
        ("ก", "•••"),
    ],
)
def test_a_masked_name_hides_its_middle(name: str, shown: str) -> None:
    assert masked(name) == shown
