"""Opening a workbook again whose edits do not count any more: an officer's act, with a reason."""

from __future__ import annotations

from bot.conversation.acts import Reopen
from bot.conversation.agency_codes import named_agency
from bot.conversation.cards.clip import clipped
from bot.conversation.cards.confirm import confirm_message
from bot.conversation.outcomes import NotReopened, Reopened
from bot.conversation.questions import Question
from bot.conversation.reply import Reply, act, say, show
from bot.conversation.topics.officers import OFFICERS_ONLY
from bot.conversation.view import View
from bot.conversation.vocabulary import Word
from sheets_schema.thai import thai_instant

LONGEST_REASON = 300
HOW_TO = "โปรดพิมพ์ เปิดให้แก้ไข ตามด้วยรหัสหน่วยงานและเหตุผล เช่น เปิดให้แก้ไข DOL แนบลิงก์ผิดไฟล์"
TOO_LONG = f"เหตุผลยาวเกินไป ได้ไม่เกิน {LONGEST_REASON} ตัวอักษร"
REMARK = "การแก้ไขจะกลับมานับ ระบบแจ้งหน่วยงานพร้อมเหตุผลนี้ และรับข้อมูลใหม่เมื่อหน่วยงานทำเครื่องหมาย “ส่งแล้ว” อีกครั้ง"
_OFFERS = (Word.OVERVIEW, Word.DEADLINES, Word.HELP)
_FOR_OTHERS = (Word.HELP, Word.DEADLINES, Word.CONTACT)


def reopen(argument: str, view: View) -> Reply:
    """Asks whether to open the named agency's workbook again, with the reason as it was typed."""
    if not view.officer:
        return say(OFFICERS_ONLY, *_FOR_OTHERS)
    if not argument:
        return say(HOW_TO, *_OFFERS)
    code, typed = named_agency(argument, view)
    if code is None:
        return say(f"ไม่พบหน่วยงานรหัส {clipped(typed.partition(' ')[0], 40)} {HOW_TO}", *_OFFERS)
    called, reason = f"{clipped(view.agencies[code], 160)} ({code})", " ".join(typed.split())
    if code not in view.closed:
        return say(_not_closed(called), *_OFFERS)
    if not reason:
        return say(f"ยังไม่มีเหตุผลที่เปิดให้ {called} แก้ไข {HOW_TO}", *_OFFERS)
    if len(reason) > LONGEST_REASON:
        return say(TOO_LONG, *_OFFERS)
    words = f"เปิดให้ {called} แก้ไข ซึ่งรับข้อมูลไว้ตัดสิน {thai_instant(view.closed[code])} เหตุผล: {reason} ใช่หรือไม่"
    question = Question("reopen", code, reason)
    message = confirm_message("เปิดให้แก้ไข", words, REMARK, about=question.name, yes="ใช่ เปิดให้แก้ไข")
    return show(message, pending=question.pending(view.now))


def confirmed(question: Question, view: View) -> Reply:
    """The yes, which counts only while the person still is an officer."""
    if not view.officer:
        return say(OFFICERS_ONLY, *_FOR_OTHERS, pending={})
    return act(Reopen(question.about, question.text), pending={})


def reopened(outcome: Reopened | NotReopened) -> Reply:
    """What came of it."""
    match outcome:
        case NotReopened("officers_only"):
            return say(OFFICERS_ONLY, *_FOR_OTHERS)
        case NotReopened("refused"):
            return say(outcome.because, *_OFFERS)
        case NotReopened():
            return say(_not_closed("หน่วยงานนี้"), *_OFFERS)
        case Reopened():
            name = clipped(outcome.agency_name, 160)
            return say(f"เปิดให้ {name} แก้ไขแล้ว แจ้ง {outcome.told} แชต", *_OFFERS)


def _not_closed(called: str) -> str:
    return f"{called} ยังแก้ไขได้อยู่ จึงไม่ต้องเปิดให้แก้ไข"
