"""Objecting in LINE: what is possible until when, in one line or two, a yes, withdrawing, and never in a group."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.conversation.acts import FileObjection, WithdrawObjection
from bot.conversation.answer import after, answer
from bot.conversation.events import Incoming
from bot.conversation.outcomes import ObjectionFiled, ObjectionRefused, ObjectionWithdrawn
from bot.conversation.reply import Reply
from bot.conversation.topics.objecting import NOTHING_ANNOUNCED
from bot.conversation.topics.scores import NOT_LINKED
from bot.conversation.view import Released, View
from bot.conversation.vocabulary import Word
from bot.conversation.words import Asked, recognise
from tests.support.sample_conversations import GROUP, PRIVATE, offered, pressed, said, waiting, words_of
from tests.support.sample_objections import REASON, UNTIL, objected, objecting, with_answers
from tests.support.sample_scorecards import NOW, agency, view

HALF = replace(agency(), released=Released("ไม่ได้รับรางวัล", "", NOW))
MAY_OBJECT = view(agency=objecting(HALF))
OBJECTED = view(agency=objecting(HALF, objected(), objected("4.3")))


def written(text: str, at: datetime, known: View) -> Reply:
    return answer(Incoming("text", PRIVATE, PRIVATE.id, text, "", mentioned=False, at=at), known)


def test_an_objection_is_confirmed_and_counts_by_the_instant_at_which_it_was_written() -> None:
    second_before, later = UNTIL - timedelta(seconds=1), UNTIL + timedelta(minutes=3)
    late = replace(MAY_OBJECT, now=later)
    asked = written(f"คัดค้าน 1.2 {REASON}", second_before, late)

    assert words_of(asked) == [f"คัดค้านข้อ 1.2 ซึ่งประกาศระดับ 2 ใช่หรือไม่ เหตุผล: “{REASON}” พิมพ์ ใช่ หรือ ไม่ใช่"]
    assert asked.acts == ()
    yes = written("ใช่", later, waiting(asked, late))
    assert yes == Reply([], (FileObjection("1.2", REASON, second_before),), {})
    assert words_of(written(f"คัดค้าน 1.2 {REASON}", UNTIL, late)) == [
        "พ้นกำหนดคัดค้านแล้ว รับคำคัดค้านถึง 16 มี.ค. 2565 23.59 น."
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"คัดค้านข้อ 1.2 {REASON}",
        f"คัดค้าน ๑.๒ {REASON}",
        f"object 1.2 {REASON}",
        f"Objection 1 . 2: {REASON}",
        f"คัดคาน 1.2 {REASON}",
        f"ขอคัดค้าน ข้อที่ 1.2\n{REASON}",
    ],
)
def test_it_may_be_written_in_several_ways_and_the_words_stay_as_they_were_typed(text: str) -> None:
    asked = said(text, MAY_OBJECT)

    assert asked.pending is not None
    assert (asked.pending["asks"], asked.pending["about"], asked.pending["text"]) == (
        "object",
        f"1.2 {NOW.isoformat()}",
        REASON,
    )


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("ถอนคัดค้าน 1.2", Asked(Word.WITHDRAW_OBJECTION, "1.2")),
        ("withdraw objection 1.2", Asked(Word.WITHDRAW_OBJECTION, "1.2")),
        ("ถอนคำคัดค้านครับ", Asked(Word.WITHDRAW_OBJECTION)),
        ("อยากคัดค้านผล", Asked(Word.OBJECT)),
        ("คัดค้าน", Asked(Word.OBJECT)),
    ],
)
def test_near_words_are_told_apart(text: str, word: Asked) -> None:
    assert recognise(text) == word


def test_the_words_may_come_in_a_line_of_their_own() -> None:
    asked = pressed("v1:object:1.2", MAY_OBJECT)
    assert words_of(asked)[0].startswith("ข้อ 1.2 ประกาศระดับ 2 โปรดพิมพ์เหตุผลที่คัดค้าน")

    confirm = said(REASON, waiting(asked, MAY_OBJECT))
    assert words_of(confirm)[0].startswith(f"คัดค้านข้อ 1.2 ซึ่งประกาศระดับ 2 ใช่หรือไม่ เหตุผล: “{REASON}”")
    assert said("คะแนน", waiting(asked, MAY_OBJECT)).messages == said("คะแนน", MAY_OBJECT).messages


def test_without_a_criterion_it_is_told_what_is_possible_until_when() -> None:
    told = said("คัดค้าน", MAY_OBJECT)

    assert words_of(told)[0].startswith("คัดค้านรายข้อได้ถึง 16 มี.ค. 2565 23.59 น. อีก 15 วัน · คัดค้านไว้ข้อ: ยังไม่มี")
    assert offered(told) == ["คัดค้าน", "คัดค้าน", "คัดค้าน", "ผล", "ช่วยเหลือ"]
    assert "คัดค้านไว้ข้อ: 1.2, 4.3" in words_of(said("คัดค้าน", OBJECTED))[0]


def test_before_an_announcement_and_without_an_agency_there_is_nothing_to_object_to() -> None:
    for text in ("คัดค้าน", f"คัดค้าน 1.2 {REASON}", "ถอนคัดค้าน"):
        assert words_of(said(text, view(agency=HALF))) == [NOTHING_ANNOUNCED]
        assert words_of(said(text, view())) == [NOT_LINKED]


def test_a_new_text_says_that_it_takes_the_place_of_the_old_one() -> None:
    assert "เหตุผลนี้จะแทนที่คำคัดค้านเดิมของข้อนี้" in str(said(f"คัดค้าน 1.2 {REASON}", OBJECTED).messages)
    assert "แทนที่" not in str(said(f"คัดค้าน 1.2 {REASON}", MAY_OBJECT).messages)


def test_withdrawing_is_asked_and_done_by_a_yes() -> None:
    assert words_of(said("ถอนคัดค้าน", OBJECTED)) == ["ต้องการถอนคำคัดค้านข้อใด มีข้อ 1.2, 4.3"]
    asked = said("ถอนคัดค้าน 4.3", OBJECTED)

    assert words_of(asked) == ["ถอนคำคัดค้านข้อ 4.3 ใช่หรือไม่ พิมพ์ ใช่ หรือ ไม่ใช่"]
    assert said("ใช่", waiting(asked, OBJECTED)) == Reply([], (WithdrawObjection("4.3", NOW),), {})
    assert words_of(said("ถอนคัดค้าน 1.1", OBJECTED)) == ["ไม่มีคำคัดค้านข้อ 1.1 ที่จะถอน"]


def test_what_came_of_it_is_told() -> None:
    assert words_of(after(ObjectionFiled("1.2", replaced=False, until=UNTIL), MAY_OBJECT)) == [
        "รับคำคัดค้านแล้ว ข้อ 1.2 แก้ไขหรือถอนได้ถึง 16 มี.ค. 2565 23.59 น. คำวินิจฉัยแจ้งพร้อมผลสุดท้าย"
    ]
    assert words_of(after(ObjectionWithdrawn("1.2"), MAY_OBJECT)) == ["ถอนคำคัดค้านข้อ 1.2 แล้ว"]
    assert words_of(after(ObjectionRefused("เหตุ"), MAY_OBJECT)) == ["เหตุ"]


def test_the_result_tells_the_window_and_after_the_final_one_the_answers() -> None:
    open_, final = said("ผล", MAY_OBJECT), said("ผล", view(agency=with_answers(HALF)))

    assert "คัดค้านรายข้อได้ถึง 16 มี.ค. 2565 23.59 น." in words_of(open_)[0]
    assert "คัดค้านผล" in str(open_.messages)
    assert "คัดค้านผล" not in str(final.messages)
    for words in ("รับฟัง ปรับระดับ 2 เป็น 3: หนังสือเห็นชอบลงนามครบทุกระดับ", "ยืนตามเดิม: หลักฐานที่ยื่นไว้เดิมไม่แสดงจำนวนการอบรม"):
        assert words in str(final.messages)


@pytest.mark.parametrize("text", ["คัดค้าน", f"คัดค้าน 1.2 {REASON}", "ถอนคัดค้าน 1.2"])
def test_groups_hear_nothing_of_it(text: str) -> None:
    known = replace(OBJECTED, group_shows=("missing", "score"))
    told = said(f"@ต้นแบบ {text}", known, chat=GROUP, mentioned=True)

    assert (told.acts, told.pending) == ((), None)
    assert REASON not in str(told.messages)
