"""Recognising what people type."""

from __future__ import annotations

import pytest

from bot.conversation.postbacks import asked_by, data_for
from bot.conversation.vocabulary import Word, forms
from bot.conversation.words import Asked, can_only_be_a_code, code_in, likely, looks_like_a_code, recognise


@pytest.mark.parametrize("word", Word)
def test_every_form_of_every_word_is_recognised(word: Word) -> None:
    assert {recognise(form) for form in forms(word)} == {Asked(word)}


def test_no_form_belongs_to_two_words() -> None:
    written = [form for word in Word for form in forms(word)]

    assert len(written) == len(set(written))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("คะแนนค่ะ", Asked(Word.SCORE)),
        ("คะแนน ครับ", Asked(Word.SCORE)),
        ("ขอดูคะแนนหน่อยนะคะ", Asked(Word.SCORE)),
        ("คะ แนน", Asked(Word.SCORE)),
        ("คะ\u200bแนน", Asked(Word.SCORE)),
        ("\ufeffคะแนน\u00a0", Asked(Word.SCORE)),
        ("คะเเนน", Asked(Word.SCORE)),
        ("คะแนณ", Asked(Word.SCORE)),
        ("คะแนนน", Asked(Word.SCORE)),
        ("คแนน", Asked(Word.SCORE)),
        ("SCORE", Asked(Word.SCORE)),
        ("Score please!", Asked(Word.SCORE)),
        ("scroe", Asked(Word.SCORE)),
        ("อยากรู้คะแนนของกรมเราค่ะ", Asked(Word.SCORE)),
        ("ขาด อะไร บ้าง?", Asked(Word.MISSING)),
        ("ขาดอะไรคะ", Asked(Word.MISSING)),
        ("ขาดอะไ", Asked(Word.MISSING)),
        ("ขาดอไร", Asked(Word.MISSING)),
        ("ขาดอะไร ๒", Asked(Word.MISSING, "2")),
        ("missing page 3", Asked(Word.MISSING, "3")),
        ("กําหนดส่ง", Asked(Word.DEADLINES)),
        ("กำหนดสง", Asked(Word.DEADLINES)),
        ("กำหนดส่งเมื่อไหร่ครับ", Asked(Word.DEADLINES)),
        ("Deadline?", Asked(Word.DEADLINES)),
        ("unpsa", Asked(Word.UNPSA)),
        ("UNSPA", Asked(Word.UNPSA)),
        ("U N P S A", Asked(Word.UNPSA)),
        ("ผล", Asked(Word.RESULT)),
        ("ผลครับ", Asked(Word.RESULT)),
        ("ทำไม 1.2", Asked(Word.WHY, "1.2")),
        ("ทำไม๑.๒", Asked(Word.WHY, "1.2")),
        ("ทําไมข้อ 1.2 ครับ", Asked(Word.WHY, "1.2")),
        ("ทำไมข้อ 8.1 ได้น้อย", Asked(Word.WHY, "8.1")),
        ("why B1.1", Asked(Word.WHY, "b1.1")),
        ("ทำไม 3.3.1", Asked(Word.WHY, "3.3.1")),
        ("ทำไม 6", Asked(Word.WHY, "6")),
        ("ทำไม", Asked(Word.WHY)),
        ("ถ้า 1.2", Asked(Word.WHAT_IF, "1.2")),
        ("ถ้า๑.๒", Asked(Word.WHAT_IF, "1.2")),
        ("ถ้าทำ 1.2", Asked(Word.WHAT_IF, "1.2")),
        ("ถ้าทำข้อ 8.1 จะได้เท่าไรคะ", Asked(Word.WHAT_IF, "8.1")),
        ("ถ้าเราทำข้อ ๖ ระดับ ๓", Asked(Word.WHAT_IF, "6")),
        ("ถา 3.3.1", Asked(Word.WHAT_IF, "3.3.1")),
        ("What if 1.2?", Asked(Word.WHAT_IF, "1.2")),
        ("what if I do B1.1", Asked(Word.WHAT_IF, "b1.1")),
        ("if b2", Asked(Word.WHAT_IF, "b2")),
        ("ถ้าครับ", Asked(Word.WHAT_IF)),
        ("ถ้า", Asked(Word.WHAT_IF)),
        ("ผูก ABCD-2345", Asked(Word.LINK, "abcd-2345")),
        ("ผูกABCD2345ค่ะ", Asked(Word.LINK, "abcd2345")),
        ("link abcd 2345", Asked(Word.LINK, "abcd 2345")),
        ("ผูก", Asked(Word.LINK)),
        ("ยกเลิกผูก", Asked(Word.UNLINK)),
        ("ยกเลิกผูกค่ะ", Asked(Word.UNLINK)),
        ("ยกเลิก การผูก", Asked(Word.UNLINK)),
        ("แจ้งเตือน", Asked(Word.NOTIFICATIONS)),
        ("แจงเตือน", Asked(Word.NOTIFICATIONS)),
        ("หยุดแจ้งเตือน", Asked(Word.NOTIFY_OFF)),
        ("ปิดแจ้งเตือนครับ", Asked(Word.NOTIFY_OFF)),
        ("เปิดแจ้งเตือน", Asked(Word.NOTIFY_ON)),
        ("ข้อมูลของฉัน", Asked(Word.MY_DATA)),
        ("ข้อมุลของฉัน", Asked(Word.MY_DATA)),
        ("ช่วยเหลือหน่อยค่ะ", Asked(Word.HELP)),
        ("สวัสดีค่ะ", Asked(Word.GREETING)),
        ("ติดต่อเจ้าหน้าที่", Asked(Word.CONTACT)),
        ("ขอติดต่อเจ้าหน้าที่ด้วยครับ", Asked(Word.CONTACT)),
        ("ให้คะแนนใหม่ DOL", Asked(Word.RESCORE, "dol")),
        ("ให้คะแนนใหม่ทั้งหมด", Asked(Word.RESCORE, "ทั้งหมด")),
        ("rescore all", Asked(Word.RESCORE, "all")),
        ("ให้คะแนนใหม่ค่ะ", Asked(Word.RESCORE)),
        ("ประกาศผล", Asked(Word.ANNOUNCE)),
        ("ประกาศผล DOL ผ่านชั้น A ครับ!", Asked(Word.ANNOUNCE, "DOL ผ่านชั้น A ครับ!")),
        ("ขอประกาศ ผล dol: ผ่าน\n ข้อ ๒, (ดู “B1.1”)", Asked(Word.ANNOUNCE, "dol: ผ่าน\n ข้อ ๒, (ดู “B1.1”)")),
        ("ประกาศผลDOL ผ่าน", Asked(Word.ANNOUNCE, "DOL ผ่าน")),
        ("ประกาศผน DOL ผ่าน", Asked(Word.ANNOUNCE, "DOL ผ่าน")),
        ("Release DOL Passed Tier A", Asked(Word.ANNOUNCE, "DOL Passed Tier A")),
        ("ประกาศ เรื่อง ขอเชิญประชุมผู้บริหารประจำเดือนธันวาคม", None),
        ("ยืนยันผล DOL ค่ะ", Asked(Word.CONFIRM_RESULT, "dol")),
        ("ยืนยันผลของ A-๑๐", Asked(Word.CONFIRM_RESULT, "a-10")),
        ("confirm DOL", Asked(Word.CONFIRM_RESULT, "dol")),
        ("confirm", Asked(Word.YES)),
        ("ยืนยันค่ะ", Asked(Word.YES)),
        ("ไม่ยืนยันผล", Asked(Word.NO)),
        ("ค้างประกาศค่ะ", Asked(Word.UNANNOUNCED)),
        ("ค้างประกาด", Asked(Word.UNANNOUNCED)),
        ("สวัสดีค่ะ ขอดูคะแนนหน่อยค่ะ", Asked(Word.SCORE)),
        ("ขอบคุณมาก ๆ นะคะ", Asked(Word.THANKS)),
        ("รับทราบครับ", Asked(Word.THANKS)),
        ("ครับ", Asked(Word.THANKS)),
        ("ย้อนกลับ", Asked(Word.NO)),
        ("คะแนน 😊", Asked(Word.SCORE)),
        ("8tcoo", Asked(Word.SCORE)),
        ("8TCOO", Asked(Word.SCORE)),
        ("duj8tcoo", Asked(Word.SCORE)),
        ("8tcoo8iy[", Asked(Word.SCORE)),
        ("8tcoi", Asked(Word.SCORE)),
        ("-kfvtwi 2", Asked(Word.MISSING, "2")),
        ("desoflj'", Asked(Word.DEADLINES)),
        ("mew, 1.2", Asked(Word.WHY, "1.2")),
        ("z^d ABCD2345", Asked(Word.LINK, "abcd2345")),
        ("หแนพำ", Asked(Word.SCORE)),
        ("][-hv,^]", None),
        ("@ต้นแบบ กำหนดส่ง", Asked(Word.DEADLINES)),
        ("ใช่ค่ะ", Asked(Word.YES)),
        ("ยกเลิก", Asked(Word.NO)),
    ],
)
def test_a_word_is_recognised_as_people_type_it(text: str, asked: Asked | None) -> None:
    assert recognise(text) == asked


@pytest.mark.parametrize(
    "text",
    ["", "   ", "ผลไม้", "1.2", "ลบข้อมู", "😀", "linkage", "กินข้าวหรือยัง", "x" * 5000, "ก็" * 3000],
)
def test_what_is_no_word_is_not_guessed(text: str) -> None:
    assert recognise(text) is None


def test_a_long_text_is_not_searched_for_words() -> None:
    text = "เรียนคุณสมชาย ตามที่หารือเมื่อวานนี้ ขอส่งเอกสารที่เกี่ยวกับคะแนนและกำหนดส่งมาให้พิจารณา"

    assert recognise(text) is None


def test_likely_words_are_offered_for_asking_back() -> None:
    assert likely("คะนนะ") == (Word.SCORE,)
    assert likely("อากาศวันนี้เป็นอย่างไรบ้าง") == ()


@pytest.mark.parametrize("text", ["ABCD2345", "abcd-2345", "ab3d 23xy", "๒bcd2345"])
def test_a_code_is_known_by_its_form(text: str) -> None:
    assert looks_like_a_code(text)
    assert can_only_be_a_code(text)


@pytest.mark.parametrize("text", ["ABCDEFGH", "deadline"])
def test_a_code_without_digits_may_also_be_a_word(text: str) -> None:
    assert looks_like_a_code(text)
    assert not can_only_be_a_code(text)


@pytest.mark.parametrize("text", ["ABCD234", "ABCD23456", "คะแนน", ""])
def test_other_text_is_no_code(text: str) -> None:
    assert not looks_like_a_code(text)


def test_a_code_is_looked_up_without_spaces_and_hyphens() -> None:
    assert code_in("abcd-23 45") == "ABCD2345"


@pytest.mark.parametrize("word", Word)
def test_button_data_comes_back_as_what_it_asks_for(word: Word) -> None:
    assert asked_by(data_for(word)) == Asked(word)
    assert asked_by(data_for(word, "link:DOL")) == Asked(word, "link:DOL")


@pytest.mark.parametrize("data", ["", "v1", "v1:", "v0:score", "v2:score", "v1:fly", "score", '{"a":1}'])
def test_old_and_foreign_button_data_is_not_understood(data: str) -> None:
    assert asked_by(data) is None
