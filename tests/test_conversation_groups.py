"""Groups: silence unless called, and nothing of an agency, whoever asks."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import pytest

from bot.conversation.acts import AllowGroup, AskGroup, BurnCode, CloseChat, EndGroup, MembersLeft, OpenChat
from bot.conversation.answer import after
from bot.conversation.cards.welcome import IN_A_GROUP
from bot.conversation.events import Chat
from bot.conversation.outcomes import CodeBurnt, GroupAsked, GroupEnded, GroupRefused
from bot.conversation.reply import SILENCE, Reply
from bot.conversation.topics import group_permits
from bot.conversation.topics.groups import CODE_IN_PRIVATE, IN_PRIVATE, IN_THE_CARD, NOT_UNDERSTOOD
from bot.conversation.view import View
from bot.conversation.vocabulary import TYPED, Word
from tests.support.sample_conversations import GROUP, happened, offered, pressed, said, situations, waiting, words_of
from tests.support.sample_scorecards import agency, view

LINKED = view(agency=agency())
PUBLIC = {Word.DEADLINES, Word.UNPSA, Word.CONTACT, Word.HELP, Word.GREETING, Word.THANKS}
OF_THE_GROUP = {Word.ALLOW_GROUP, Word.END_GROUP, Word.YES, Word.NO}


@pytest.mark.parametrize("text", [*TYPED.values(), "สวัสดีทุกคน", "ทำไม 1.2", "ให้คะแนนใหม่ ทั้งหมด"])
def test_a_group_is_not_disturbed_unless_it_calls(text: str) -> None:
    assert said(text, LINKED, chat=GROUP) == SILENCE


@pytest.mark.parametrize("word", [word for word in Word if word not in PUBLIC | OF_THE_GROUP])
def test_what_belongs_to_an_agency_or_a_person_is_answered_in_private_only(word: Word) -> None:
    by_word = said(f"@ต้นแบบ {TYPED[word]}", LINKED, chat=GROUP, mentioned=True)
    by_button = pressed(f"v1:{word.value}:1.2", LINKED, chat=GROUP)

    assert words_of(by_word) == words_of(by_button) == [IN_PRIVATE]
    assert (by_word.acts, by_word.pending, by_button.acts) == ((), None, ())


def test_nothing_of_any_agency_is_ever_said_in_a_group() -> None:
    """The same, looking at what is said: no points, no name of the agency, no criteria of its own."""
    for known in (known for known in situations().values() if known.agency):
        texts = [said(f"@ต้นแบบ {typed}", known, chat=GROUP, mentioned=True) for typed in TYPED.values()]
        buttons = [pressed(f"v1:{word.value}", known, chat=GROUP) for word in Word]
        told = str([reply.messages for reply in chain(texts, buttons)])
        assert known.agency
        secrets = [known.agency.name, "48.83", "ขณะนี้ระดับ", "โครงการของท่าน", "คะแนนรวม", "คะแนนเบื้องต้น"]
        assert [secret for secret in secrets if secret in told] == []


@pytest.mark.parametrize("chat", [GROUP, Chat("room", "R" + "3" * 32)])
def test_deadlines_and_unpsa_are_answered_when_called(chat: Chat) -> None:
    for word in ("กำหนดส่ง", "UNPSA", "ติดต่อเจ้าหน้าที่"):
        reply = said(f"@ต้นแบบ {word}", LINKED, chat=chat, mentioned=True)
        assert len(reply.messages) == 1
        assert offered(reply) == ["กำหนดส่ง", "UNPSA"]


def test_unknown_words_are_answered_only_when_called() -> None:
    assert words_of(said("@ต้นแบบ อากาศดีไหม", LINKED, chat=GROUP, mentioned=True)) == [NOT_UNDERSTOOD]
    assert words_of(pressed("v0:score", LINKED, chat=GROUP)) == [NOT_UNDERSTOOD]


@pytest.mark.parametrize("mentioned", [True, False])
def test_a_code_shown_in_a_group_is_burnt(mentioned: bool) -> None:
    reply = said("ผูก ABCD-2345", view(), chat=GROUP, mentioned=mentioned)

    assert (words_of(reply), reply.acts) == ([CODE_IN_PRIVATE], (BurnCode("ABCD2345", tell=False),))


@pytest.mark.parametrize("mentioned", [True, False])
def test_what_may_be_a_code_is_burnt_in_a_group_and_spoken_of_only_if_it_was_one(mentioned: bool) -> None:
    assert said("abcd 2345", view(), chat=GROUP, mentioned=mentioned) == Reply([], (BurnCode("ABCD2345"),))
    assert words_of(after(CodeBurnt(), view())) == [CODE_IN_PRIVATE]


def test_the_way_to_the_private_chat_is_offered_where_it_is_known() -> None:
    known = view(private_chat_url="https://line.me/R/ti/p/@tonbaeb")

    assert offered(said("@ต้นแบบ คะแนน", known, chat=GROUP, mentioned=True))[0] == "เปิดแชตส่วนตัว"


def test_a_group_is_greeted_and_left_properly() -> None:
    joined = happened("join", LINKED, chat=GROUP)

    assert (words_of(joined), joined.acts) == ([IN_A_GROUP], (OpenChat(),))
    assert happened("leave", LINKED, chat=GROUP) == Reply([], (CloseChat(),))
    assert happened("other", LINKED, chat=GROUP) == SILENCE


SEES_THE_LIST = replace(LINKED, group_shows=("missing",))
SEES_THE_SCORE = replace(LINKED, group_shows=("missing", "score"))


def asked_in_group(text: str, known: View) -> Reply:
    return said(f"@ต้นแบบ {text}", known, chat=GROUP, mentioned=True)


def test_what_was_allowed_is_shown_and_nothing_else_of_the_agency() -> None:
    in_cards = {word: words_of(asked_in_group(word, SEES_THE_LIST)) for word in ("ขาดอะไร", "คะแนน", "ทำไม 1.2", "ผล")}
    wider = {word: words_of(asked_in_group(word, SEES_THE_SCORE)) for word in ("คะแนน", "ทำไม 1.2", "ถ้า 1.2", "ผล")}

    assert in_cards == {"ขาดอะไร": [IN_THE_CARD], "คะแนน": [IN_PRIVATE], "ทำไม 1.2": [IN_PRIVATE], "ผล": [IN_PRIVATE]}
    assert wider == {"คะแนน": [IN_THE_CARD], "ทำไม 1.2": [IN_THE_CARD], "ถ้า 1.2": [IN_THE_CARD], "ผล": [IN_PRIVATE]}
    assert "48.83" not in str(asked_in_group("ขาดอะไร", SEES_THE_LIST).messages)
    assert "48.83" in str(asked_in_group("คะแนน", SEES_THE_SCORE).messages)
    assert offered(asked_in_group("ขาดอะไร", SEES_THE_LIST)) == ["ขาดอะไร", "กำหนดส่ง", "UNPSA"]


@pytest.mark.parametrize("word", ["ข้อมูลของฉัน", "ผูก", "แจ้งเตือน", "ปฏิทิน", "ลบข้อมูล", "ส่งมอบงาน", "ภาพรวม", "คำขอ"])
def test_what_belongs_to_a_person_stays_private_whatever_was_allowed(word: str) -> None:
    assert words_of(asked_in_group(word, SEES_THE_SCORE)) == [IN_PRIVATE]


def test_letting_a_group_see_is_looked_up_asked_and_confirmed_by_typing() -> None:
    assert asked_in_group("อนุญาตกลุ่ม", LINKED) == Reply([], (AskGroup(("missing",)),))
    assert asked_in_group("อนุญาตกลุ่ม คะแนน และแจ้งเตือน", LINKED).acts == (AskGroup(("missing", "score", "reminders")),)

    asked = after(GroupAsked("DOL", "กรมบังคับคดี", ("missing", "score")), view())

    assert words_of(asked) == [
        (
            "ให้ทุกคนในกลุ่มนี้เห็นสิ่งที่ยังขาดและกำหนดส่ง คะแนนเบื้องต้นและเหตุผลรายข้อของ กรมบังคับคดี ใช่หรือไม่ "
            "รวมผู้ที่เข้ากลุ่มภายหลังด้วย หากใช่ ผู้ที่ผูกหน่วยงานโปรดพิมพ์ ใช่ โดยกล่าวถึง (@) บัญชีนี้ ภายใน 15 นาที"
        )
    ]
    confirming = waiting(asked, view())
    assert asked_in_group("ใช่", confirming) == Reply([], (AllowGroup("DOL", ("missing", "score")),), {})
    assert said("ใช่", confirming, chat=GROUP) == SILENCE
    assert words_of(asked_in_group("ไม่ใช่", confirming)) == [group_permits.LEFT]
    assert words_of(asked_in_group("ใช่", view())) == [group_permits.NOTHING_WAITS]


def test_anyone_may_end_what_was_allowed_and_who_leaves_takes_it_along() -> None:
    assert asked_in_group("เลิกอนุญาตกลุ่ม", LINKED) == Reply([], (EndGroup(),), {})
    assert words_of(after(GroupEnded(was_allowed=True), view())) == [group_permits.ENDED]
    assert happened("memberLeft", LINKED, chat=GROUP) == Reply([], (MembersLeft(),))


@pytest.mark.parametrize("reason", ["unknown_person", "not_linked"])
def test_who_may_not_allow_it_is_told_why(reason: str) -> None:
    refused = after(GroupRefused(reason), view())  # type: ignore[arg-type] # the list above holds the reasons

    assert (words_of(refused), refused.pending) == ([group_permits.REFUSALS[reason]], {})
