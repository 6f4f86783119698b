"""Yes and no to the question that waits in the chat."""

from __future__ import annotations

from collections.abc import Callable

from bot.conversation.questions import Question, open_question
from bot.conversation.reply import Reply, say
from bot.conversation.topics import (
    announcing,
    codes,
    getting_back,
    linking,
    objecting,
    officers,
    own_calendar,
    person,
    reopening,
)
from bot.conversation.view import View
from bot.conversation.vocabulary import Word

NOTHING_WAITS = "คำถามนี้หมดเวลาหรือมีคำตอบแล้ว โปรดเริ่มใหม่อีกครั้ง"
NOTHING_ASKED = "ขณะนี้ไม่มีคำถามที่รอคำตอบ ต้องการทราบเรื่องใด โปรดเลือกจากปุ่มด้านล่าง"
PRESS_THE_BUTTON = "มีคำถามก่อนหน้านี้ที่รอการยืนยัน เพื่อความแน่ใจ โปรดแตะปุ่มในคำถามนั้น หรือพิมพ์ ไม่ใช่ เพื่อยกเลิก"
LEFT_AS_IT_WAS = "ไม่มีการเปลี่ยนแปลง"

_CONFIRMED: dict[str, Callable[[Question, View], Reply]] = {
    "link": linking.confirmed,
    "unlink": linking.confirmed,
    "hand-over": codes.confirmed,
    "issue-code": codes.confirmed,
    "erase": person.erase_confirmed,
    "renew-calendar": own_calendar.confirmed,
    "message": getting_back.confirmed,
    "call-back": getting_back.confirmed,
    "get-back": getting_back.confirmed,
    "objection": objecting.confirmed,
    "object": objecting.confirmed,
    "withdraw-objection": objecting.confirmed,
    "decide": announcing.confirmed,
    "release": announcing.confirmed,
    "reopen": reopening.confirmed,
    "rescore": officers.confirmed,
    "officer": officers.confirmed_code,
}
"""Who does what was confirmed, by what was asked."""


def yes(argument: str, view: View) -> Reply:
    """Does what was asked about."""
    question = _meant(argument, view)
    if question is None or question.asks not in _CONFIRMED:
        return _nothing_waits(argument, view)
    if question.aside and not argument:
        return say(PRESS_THE_BUTTON, *_offers(view))
    return _CONFIRMED[question.asks](question, view)


def no(argument: str, view: View) -> Reply:
    """Leaves everything as it was."""
    question = _meant(argument, view)
    if question is None:
        return _nothing_waits(argument, view)
    return say(LEFT_AS_IT_WAS, *_offers(view), pending={})


def _meant(argument: str, view: View) -> Question | None:
    """The question that waits, unless the button belongs to another one."""
    question = open_question(view.pending, view.now)
    return question if question is not None and argument in {"", question.name} else None


def _nothing_waits(argument: str, view: View) -> Reply:
    """To a button of a finished question, to a yes that comes too late, and to an `ok` that answers nothing."""
    return say(NOTHING_WAITS if argument or view.pending else NOTHING_ASKED, *_offers(view))


def _offers(view: View) -> tuple[Word, ...]:
    return (Word.SCORE, Word.MISSING, Word.HELP) if view.agency else (Word.LINK, Word.DEADLINES, Word.HELP)
