"""Asking for a person, with or without words of one's own; and the officers' side of it."""

from __future__ import annotations

import re

from bot.conversation.acts import AskForHelp, GetBack
from bot.conversation.cards.buttons import ask
from bot.conversation.cards.clip import clipped
from bot.conversation.cards.confirm import confirm_message
from bot.conversation.cards.requests import requests_message
from bot.conversation.outcomes import GotBack, HelpAsked
from bot.conversation.questions import Question
from bot.conversation.reply import Reply, act, say, show
from bot.conversation.topics.officers import OFFICERS_ONLY
from bot.conversation.view import View
from bot.conversation.vocabulary import Word

LONGEST = 500
WRITE_NOW = (
    "โปรดพิมพ์เรื่องที่ต้องการถามเจ้าหน้าที่ ระบบจะแสดงให้ยืนยันก่อนส่ง และเก็บข้อความนั้นไว้จนกว่าจะได้รับคำตอบ แล้วลบ "
    "หากไม่ต้องการฝากข้อความ แตะ ส่งโดยไม่ฝากข้อความ"
)
TOO_LONG = f"ข้อความยาวเกินไป ได้ไม่เกิน {LONGEST} ตัวอักษร โปรดพิมพ์ให้สั้นลง"
NONE_WAIT = "ไม่มีคำขอที่รอคำตอบ"
HOW_TO = "โปรดพิมพ์ ตอบคำขอ ตามด้วยเลขที่และข้อความ เช่น ตอบคำขอ 12 โปรดโทรกลับในเวลาทำการ"
OUTCOMES = {
    "officers_only": OFFICERS_ONLY,
    "gone": "ไม่ได้ส่ง เพราะคำขอนี้มีผู้ตอบแล้วหรือผู้ขอลบข้อมูลแล้ว โปรดพิมพ์ คำขอ เพื่อดูรายการล่าสุด",
    "sent": "ส่งคำตอบแล้ว และลบข้อความของผู้ขอแล้ว",
}
_NUMBER_AND_TEXT = re.compile(r"\s*(\d{1,9})\s*[:：-]?\s*(.*)", re.DOTALL)
_OFFERS = (Word.REQUESTS, Word.OVERVIEW, Word.HELP)


def call_back(_: str, view: View) -> Reply:
    """Asks for the words, which need not be left."""
    question = Question("message")
    without = ask(Word.YES, question.name, label="ส่งโดยไม่ฝากข้อความ", shown="ส่งโดยไม่ฝากข้อความ")
    decline = ask(Word.NO, question.name, label="ย้อนกลับ", shown="ย้อนกลับ")
    return say(WRITE_NOW, without, decline, Word.HELP, pending=question.pending(view.now))


def written(text: str, _: Question, view: View) -> Reply:
    """Shows the words before anything is kept for the officers."""
    words = text.strip()
    if len(words) > LONGEST:
        return say(TOO_LONG, Word.CALL_BACK, Word.DEADLINES, Word.HELP, pending=Question("message").pending(view.now))
    question = Question("call-back", "", words)
    message = confirm_message(
        "ส่งข้อความถึงเจ้าหน้าที่",
        f"ส่งข้อความนี้ให้เจ้าหน้าที่ใช่หรือไม่: “{words}”",
        "เจ้าหน้าที่จะเห็นข้อความนี้และหน่วยงานที่ท่านผูก ระบบลบข้อความเมื่อได้รับคำตอบ หรือภายใน 30 วัน",
        about=question.name,
        yes="ใช่ ส่งข้อความ",
    )
    return show(message, pending=question.pending(view.now))


def confirmed(question: Question, view: View) -> Reply:
    """The yes: of the person who asks, or of the officer who answers."""
    if question.asks != "get-back":
        return act(AskForHelp(question.text), pending={})
    if not view.officer:
        return say(OFFICERS_ONLY, Word.HELP, Word.DEADLINES, pending={})
    return act(GetBack(int(question.about), question.text), pending={})


def help_asked(outcome: HelpAsked, _: View) -> Reply:
    """That it was noted, and where the answer will come."""
    words = f"ส่งเรื่องให้เจ้าหน้าที่แล้ว เลขที่คำขอ {outcome.number} เจ้าหน้าที่จะตอบในแชตนี้ในเวลาทำการ"
    return say(words, Word.DEADLINES, Word.HELP)


def requests(_: str, view: View) -> Reply:
    """Who waits for an answer. For officers."""
    if not view.officer:
        return say(OFFICERS_ONLY, Word.HELP, Word.DEADLINES)
    if not view.requests:
        return say(NONE_WAIT, Word.OVERVIEW, Word.TO_REVIEW, Word.HELP)
    return show(requests_message(view.requests), Word.OVERVIEW, Word.TO_REVIEW, Word.HELP)


def get_back(argument: str, view: View) -> Reply:
    """An officer names a request and the words; they are shown before they are sent."""
    if not view.officer:
        return say(OFFICERS_ONLY, Word.HELP, Word.DEADLINES)
    found = _NUMBER_AND_TEXT.fullmatch(argument)
    request = next((each for each in view.requests if found and each.number == int(found[1])), None)
    if found is None or request is None:
        return say(f"ไม่พบคำขอเลขที่นี้ {HOW_TO}" if found else HOW_TO, *_OFFERS)
    words = found[2].strip()
    if not words or len(words) > LONGEST:
        return say(TOO_LONG if words else HOW_TO, *_OFFERS)
    question = Question("get-back", found[1], words)
    message = confirm_message(
        "ตอบคำขอ",
        f"ส่งคำตอบนี้ถึงผู้ขอของ {clipped(request.agency or 'ผู้ที่ยังไม่ผูก', 120)} ใช่หรือไม่: “{words}”",
        "ส่งทันทีและนับเป็นข้อความ 1 ข้อความของเดือน ส่งแล้วเรียกคืนไม่ได้",
        about=question.name,
        yes="ใช่ ส่งคำตอบ",
    )
    return show(message, pending=question.pending(view.now))


def got_back(outcome: GotBack) -> Reply:
    """What came of it."""
    return say(OUTCOMES[outcome.result], *_OFFERS)
