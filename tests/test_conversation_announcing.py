"""Announcing a result from chat: what each officer is shown and asked, and what others are told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.acts import DecideResult, ReleaseResult
from bot.conversation.answer import after
from bot.conversation.outcomes import ResultDecided, ResultRefused, ResultReleased
from bot.conversation.reply import Reply
from bot.conversation.topics import announcing, scores
from bot.conversation.topics.announcing import HOW_TO, HOW_TO_CONFIRM, NO_OUTCOME, NONE_WAIT, REFUSALS, TOO_LONG
from bot.conversation.topics.groups import IN_PRIVATE
from bot.conversation.topics.officers import OFFICERS_ONLY
from bot.conversation.topics.yes_no import LEFT_AS_IT_WAS, NOTHING_WAITS
from bot.conversation.verdicts import said_in
from bot.conversation.vocabulary import TYPED, Word
from tests.support.sample_conversations import GROUP, WAITING, offered, pressed, said, waiting, words_of
from tests.support.sample_scorecards import agency, view

AGENCIES = {"DOL": "กรมบังคับคดี", "A-1": "หน่วยงานหนึ่ง", "A-10": "หน่วยงานสิบ"}
FIRST = view(officer=True, agencies=AGENCIES, listeners={"DOL": 2})
SECOND = replace(FIRST, unannounced=(WAITING,))
TYPED_RESULT = "ประกาศผล DOL ได้รับรางวัลดีเด่น ชั้น A\n  โปรดเตรียม “เอกสาร”\nส่งภายใน ๗ วัน ครับ"
RECORDED = DecideResult(
    "DOL",
    "final",
    "awarded",
    "award_outstanding",
    "ได้รับรางวัลดีเด่น ชั้น A",
    "โปรดเตรียม “เอกสาร”\nส่งภายใน ๗ วัน ครับ",
)
IN_SHORT = "ผลสุดท้าย: ได้รับรางวัล ระดับดีเด่น"


def shown(reply: Reply) -> list[str]:
    """Every text on the card's body, in reading order."""
    return _texts(reply.messages[0]["contents"]["body"])


def _texts(part: dict[str, object]) -> list[str]:
    children = part.get("contents")
    own = [str(part["text"])] if part["type"] == "text" else []
    return own + [text for child in (children if isinstance(children, list) else []) for text in _texts(child)]


def test_the_first_officer_sees_the_words_the_cost_and_that_another_must_confirm() -> None:
    reply = said(TYPED_RESULT, FIRST)

    assert words_of(reply) == [
        (
            "ตัวอย่างประกาศผลของ กรมบังคับคดี แจ้ง 2 แชต ใช้ไม่เกิน 3 ข้อความ (รวมแจ้งผู้บันทึกผล 1 ข้อความ) "
            f"บันทึกเป็น {IN_SHORT} "
            "ยังไม่มีใครเห็น จนกว่าเจ้าหน้าที่อีกคนจะยืนยัน โดยพิมพ์ ยืนยันผล DOL บันทึกผลนี้หรือไม่ พิมพ์ ใช่ หรือ ไม่ใช่"
        )
    ]
    assert shown(reply) == [
        "ได้รับรางวัลดีเด่น ชั้น A",
        "โปรดเตรียม “เอกสาร”\nส่งภายใน ๗ วัน ครับ",
        "แจ้ง 2 แชต ใช้ไม่เกิน 3 ข้อความ (รวมแจ้งผู้บันทึกผล 1 ข้อความ)",
        "•",
        f"บันทึกเป็น {IN_SHORT}",
        "•",
        "ยังไม่มีใครเห็น จนกว่าเจ้าหน้าที่อีกคนจะยืนยัน โดยพิมพ์ ยืนยันผล DOL",
    ]
    assert offered(reply) == ["ใช่ บันทึกผลนี้", "ไม่ใช่ ย้อนกลับ", "ช่วยเหลือ"]
    assert reply.acts == ()


def test_a_yes_records_exactly_what_was_shown_and_a_no_nothing() -> None:
    asked = waiting(said(TYPED_RESULT, FIRST), FIRST)

    assert said("ใช่", asked) == Reply([], (RECORDED,), {})
    assert (words_of(said("ไม่ใช่", asked)), said("ไม่ใช่", asked).acts) == ([LEFT_AS_IT_WAS], ())
    assert words_of(said("ใช่", replace(asked, officer=False))) == [OFFICERS_ONLY]


def test_the_yes_under_an_older_text_does_not_record_a_newer_one() -> None:
    older, newer = said(TYPED_RESULT, FIRST), said("ประกาศผล DOL ไม่ได้รับรางวัล", FIRST)
    yes = older.messages[0]["contents"]["footer"]["contents"][0]["action"]["data"]

    assert pressed(yes, waiting(older, FIRST)).acts == (RECORDED,)
    assert words_of(pressed(yes, waiting(newer, FIRST))) == [NOTHING_WAITS]


@pytest.mark.parametrize(
    "text", ["release dol Awarded", "ประกาศผลDOL: Awarded", "ประกาศผน DOL Awarded", "ประกาศผล DOL\nAwarded"]
)
def test_the_word_is_forgiving(text: str) -> None:
    assert said("ใช่", waiting(said(text, FIRST), FIRST)).acts == (
        DecideResult("DOL", "final", "awarded", "", "Awarded", ""),
    )


@pytest.mark.parametrize(
    ("title", "verdict"),
    [
        ("ได้รับรางวัลดีเด่น", ("final", "awarded", "award_outstanding")),
        ("ได้รับรางวัลองค์กรต้นแบบ ระดับดี", ("final", "awarded", "award_good")),
        ("ได้รางวัล ชมเชย", ("final", "awarded", "award_commendation")),
        ("ได้รับรางวัลดีมาก", ("final", "awarded", "")),
        ("ผลเบื้องต้น: ไม่ได้รับรางวัล", ("preliminary", "not_awarded", "")),
        ("Preliminary: not awarded", ("preliminary", "not_awarded", "")),
        ("Awarded: Outstanding", ("final", "awarded", "award_outstanding")),
        ("ไม่ผ่านการพิจารณา", None),
        ("ได้รับรางวัล แต่ไม่ได้รับรางวัล", None),
    ],
)
def test_the_title_says_what_was_decided(title: str, verdict: tuple[str, str, str] | None) -> None:
    assert said_in(title) == verdict


def test_a_code_is_not_taken_for_a_longer_one_and_needs_no_space_before_thai() -> None:
    for text, code in (("ประกาศผล a-๑๐ ได้รับรางวัล", "A-10"), ("ประกาศผล A-1ได้รับรางวัล", "A-1")):
        assert said("ใช่", waiting(said(text, FIRST), FIRST)).acts == (
            DecideResult(code, "final", "awarded", "", "ได้รับรางวัล", ""),
        )


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("ประกาศผล", HOW_TO),
        ("ประกาศผล XYZ ผ่าน", f"ไม่พบหน่วยงานรหัส XYZ {HOW_TO}"),
        ("ประกาศผล DOL", f"ยังไม่มีข้อความผลของ กรมบังคับคดี (DOL) {HOW_TO}"),
        (f"ประกาศผล DOL {'ก' * 161}", TOO_LONG),
        (f"ประกาศผล DOL ผ่าน\n{'ก' * 801}", TOO_LONG),
        ("ประกาศผล DOL ผ่านการพิจารณาชั้น A", NO_OUTCOME),
        ("ประกาศผล DOL ได้รับรางวัล หรือไม่ได้รับรางวัล", NO_OUTCOME),
        ("ยืนยันผล XYZ", f"ไม่พบหน่วยงานรหัส xyz {HOW_TO_CONFIRM}"),
        ("ยืนยันผล A-1", f"ไม่มีผลของ หน่วยงานหนึ่ง (A-1) ที่รอการยืนยัน {HOW_TO}"),
    ],
)
def test_what_cannot_be_announced_is_explained(text: str, answered: str) -> None:
    reply = said(text, SECOND)

    assert (words_of(reply), reply.acts, reply.pending) == ([answered], (), None)


def test_replacing_a_result_that_waits_is_said_before_and_after() -> None:
    assert shown(said("ประกาศผล DOL ไม่ได้รับรางวัล", SECOND))[-1] == (
        "จะแทนที่ผลที่ยังไม่ประกาศ ซึ่งบันทึกโดย สมชาย เมื่อ 1 มี.ค. 2565 10.00 น."
    )
    assert words_of(after(ResultDecided("DOL", "กรมบังคับคดี", replaced=True), SECOND)) == [
        ("บันทึกผลของ กรมบังคับคดี (DOL) แล้ว ผลเดิมที่รอการยืนยันถูกแทนที่แล้ว ยังไม่มีใครเห็น จนกว่าเจ้าหน้าที่อีกคนจะยืนยัน โดยพิมพ์ ยืนยันผล DOL")
    ]


@pytest.mark.parametrize("text", ["ยืนยันผล DOL", "confirm dol", "ยืนยันผลของ DOL ค่ะ"])
def test_the_second_officer_sees_the_same_words_and_confirms(text: str) -> None:
    asked = said(text, SECOND)

    assert words_of(asked) == [
        (
            "ตัวอย่างประกาศผลของ กรมบังคับคดี แจ้ง 2 แชต ใช้ไม่เกิน 3 ข้อความ (รวมแจ้งผู้บันทึกผล 1 ข้อความ) "
            f"{IN_SHORT} บันทึกโดย สมชาย เมื่อ 1 มี.ค. 2565 10.00 น. เมื่อท่านยืนยัน ระบบประกาศทันทีและเรียกคืนไม่ได้ "
            "ประกาศผลนี้หรือไม่ พิมพ์ ใช่ หรือ ไม่ใช่"
        )
    ]
    assert shown(asked)[:2] == ["ได้รับรางวัลดีเด่น ชั้น A", "โปรดเตรียมเอกสาร\nส่งภายใน 7 วัน"]
    assert said("ใช่", waiting(asked, SECOND)) == Reply([], (ReleaseResult(7),), {})
    assert words_of(said("ใช่", replace(waiting(asked, SECOND), officer=False))) == [OFFICERS_ONLY]


def test_the_one_who_decided_is_told_why_they_cannot_confirm() -> None:
    reply = said("ยืนยันผล DOL", replace(SECOND, unannounced=(replace(WAITING, own=True),)))

    assert words_of(reply) == ["ท่านเป็นผู้บันทึกผลนี้ จึงยืนยันเองไม่ได้ เพราะการประกาศต้องมีเจ้าหน้าที่สองคน โปรดให้เจ้าหน้าที่อีกคนยืนยัน"]
    assert (reply.acts, reply.pending) == ((), None)


def test_what_waits_is_listed_and_leads_to_its_preview() -> None:
    listed = said("ค้างประกาศ", SECOND)
    row = listed.messages[0]["contents"]["body"]["contents"][0]

    assert words_of(listed) == ["ค้างประกาศ 1 รายการ: กรมบังคับคดี (DOL) โปรดพิมพ์ ยืนยันผล ตามด้วยรหัสหน่วยงาน"]
    assert shown(listed)[:3] == ["กรมบังคับคดี (DOL)", "ได้รับรางวัลดีเด่น ชั้น A", "บันทึกโดย สมชาย เมื่อ 1 มี.ค. 2565 10.00 น."]
    assert pressed(row["action"]["data"], SECOND) == said("ยืนยันผล DOL", SECOND)
    assert said("ยืนยันผล", SECOND) == said("pending", SECOND) == listed
    assert words_of(said("ค้างประกาศ", FIRST)) == [NONE_WAIT]


def test_what_came_of_it_is_told() -> None:
    assert words_of(after(ResultReleased("กรมบังคับคดี", 2), FIRST)) == ["ประกาศผลของ กรมบังคับคดี แล้ว แจ้ง 2 แชต"]
    assert words_of(after(ResultRefused("gone"), FIRST)) == [REFUSALS["gone"]]
    assert words_of(after(ResultRefused("refused", "ยังไม่มีความยินยอม"), FIRST)) == ["ยังไม่มีความยินยอม"]


def test_the_result_stands_on_no_lock_screen_of_an_officer() -> None:
    cards = [said(text, SECOND) for text in (TYPED_RESULT, "ยืนยันผล DOL", "ค้างประกาศ")]

    assert [words for reply in cards for words in words_of(reply) if "ชั้น A" in words] == []


def test_others_who_ask_for_the_announcement_get_their_result_and_no_orders_are_taken() -> None:
    linked = view(agency=agency())

    for text in ("ประกาศผล", "ประกาศผลหรือยัง", "มีประกาศผลหรือยังคะ"):
        assert words_of(said(text, linked)) == [scores.NO_RESULT]
    for text in ("ประกาศผล DOL ผ่าน", "release DOL passed", "ยืนยันผล DOL", "ค้างประกาศ"):
        reply = said(text, linked)
        assert (words_of(reply), reply.acts, reply.pending) == ([OFFICERS_ONLY], (), None)


def test_in_a_group_nothing_is_said_even_to_an_officer() -> None:
    for text in (TYPED_RESULT, "ยืนยันผล DOL", "ค้างประกาศ"):
        assert words_of(said(f"@ต้นแบบ {text}", SECOND, chat=GROUP, mentioned=True)) == [IN_PRIVATE]
    told = [said(f"@ต้นแบบ {typed}", SECOND, chat=GROUP, mentioned=True).messages for typed in TYPED.values()]
    assert WAITING.title not in str(told)


def test_help_lists_the_words_for_officers_only() -> None:
    words = [TYPED[word] for word in (Word.ANNOUNCE, Word.CONFIRM_RESULT, Word.UNANNOUNCED)]

    assert [word for word in words if word not in shown(said("ช่วยเหลือ", FIRST))] == []
    assert [word for word in words if word in shown(said("ช่วยเหลือ", view(agency=agency())))] == []
    assert announcing.HOW_TO.startswith("โปรดพิมพ์ ประกาศผล")
