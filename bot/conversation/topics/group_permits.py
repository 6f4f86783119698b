"""Letting a group see something of an agency: asked, confirmed and ended in the group itself."""

from __future__ import annotations

from bot.conversation.acts import AllowGroup, AskGroup, EndGroup
from bot.conversation.cards.clip import clipped
from bot.conversation.outcomes import GroupAllowed, GroupAsked, GroupEnded, GroupRefused
from bot.conversation.questions import Question
from bot.conversation.reply import Reply, act, say
from bot.conversation.view import View
from bot.conversation.vocabulary import Word

MISSING, SCORE, REMINDERS = "missing", "score", "reminders"
SHOWN = {MISSING: "สิ่งที่ยังขาดและกำหนดส่ง", SCORE: "คะแนนเบื้องต้นและเหตุผลรายข้อ", REMINDERS: "การแจ้งเตือนกำหนดส่ง"}
REFUSALS = {
    "unknown_person": "LINE ไม่ได้บอกว่าใครเป็นผู้สั่ง จึงอนุญาตไม่ได้ โปรดให้ผู้ที่ผูกหน่วยงานพิมพ์คำสั่งจากโทรศัพท์ โดยกล่าวถึง (@) บัญชีนี้",
    "not_linked": "ผู้ที่อนุญาตได้คือผู้ที่ผูกกับหน่วยงานแล้วเท่านั้น โปรดผูกในแชตส่วนตัวก่อน",
}
ENDED = "กลุ่มนี้ไม่เห็นเรื่องของหน่วยงานแล้ว"
WAS_NOT = "กลุ่มนี้ไม่ได้รับอนุญาตให้เห็นเรื่องของหน่วยงานใดอยู่แล้ว"
NOTHING_WAITS = "ไม่มีคำถามที่รอการยืนยัน หากต้องการอนุญาต โปรดพิมพ์ อนุญาตกลุ่ม โดยกล่าวถึง (@) บัญชีนี้"
LEFT = "ไม่มีการเปลี่ยนแปลง กลุ่มนี้ไม่ได้รับอนุญาตเพิ่ม"


def allow(argument: str, _: View) -> Reply:
    """Who asks is looked up first. `คะแนน` and `แจ้งเตือน` behind the word ask for more than the list."""
    wider = [name for name, word in ((SCORE, "คะแนน"), (REMINDERS, "แจ้งเตือน")) if word in argument]
    return act(AskGroup((MISSING, *wider)))


def asked(outcome: GroupAsked, view: View) -> Reply:
    """What all members would see, and how it is confirmed: typed, as a button does not tell who pressed it."""
    question = Question("allow-group", outcome.agency_code, " ".join(outcome.shows))
    words = (
        f"ให้ทุกคนในกลุ่มนี้เห็น{_listed(outcome.shows)}ของ {clipped(outcome.agency_name, 160)} ใช่หรือไม่ "
        "รวมผู้ที่เข้ากลุ่มภายหลังด้วย หากใช่ ผู้ที่ผูกหน่วยงานโปรดพิมพ์ ใช่ โดยกล่าวถึง (@) บัญชีนี้ ภายใน 15 นาที"
    )
    return say(words, Word.DEADLINES, Word.UNPSA, pending=question.pending(view.now))


def confirmed(question: Question) -> Reply:
    """The yes; who gave it is looked at again."""
    return act(AllowGroup(question.about, tuple(question.text.split())), pending={})


def allowed(outcome: GroupAllowed) -> Reply:
    """What can be asked here from now on, and how to end it."""
    words = (
        f"กลุ่มนี้เห็น{_listed(outcome.shows)}ของ {clipped(outcome.agency_name, 160)} ได้แล้ว เมื่อกล่าวถึง (@) บัญชีนี้ "
        "ใครในกลุ่มก็หยุดได้ โดยพิมพ์ เลิกอนุญาตกลุ่ม ผลการพิจารณาแจ้งในแชตส่วนตัวเท่านั้น"
    )
    return say(words, Word.MISSING, Word.DEADLINES, Word.END_GROUP)


def end(_: str, __: View) -> Reply:
    """Ends it at once: the safe side needs no confirmation."""
    return act(EndGroup(), pending={})


def ended(outcome: GroupEnded) -> Reply:
    """How it stands now."""
    return say(ENDED if outcome.was_allowed else WAS_NOT, Word.DEADLINES, Word.UNPSA)


def refused(outcome: GroupRefused) -> Reply:
    """Why nothing was allowed."""
    return say(REFUSALS[outcome.reason], Word.DEADLINES, Word.UNPSA, pending={})


def _listed(shows: tuple[str, ...]) -> str:
    return " ".join(SHOWN[each] for each in SHOWN if each in shows)
