"""Linking a person to an agency in two steps, and ending it."""

from __future__ import annotations

from datetime import timedelta

from bot.conversation.acts import ConfirmLink, RedeemCode, Unlink
from bot.conversation.cards.clip import clipped, letters
from bot.conversation.cards.confirm import confirm_message
from bot.conversation.cards.welcome import NOTICE_TITLE
from bot.conversation.keyboards import meant_in_latin
from bot.conversation.outcomes import CodeFound, CodeRefused, Linked, Unlinked
from bot.conversation.questions import Question
from bot.conversation.reply import Reply, act, say, show
from bot.conversation.view import View
from bot.conversation.vocabulary import Word
from bot.conversation.words import code_in, looks_like_a_code
from sheets_schema.thai import thai_instant

ASK_FOR_CODE = (
    "โปรดพิมพ์รหัส 8 ตัวจากแท็บผลตรวจในแผ่นงาน หรือที่ได้รับจากฝ่ายเลขานุการ เช่น ABCD2345 "
    "รหัสใช้ได้ครั้งเดียว และท่านยกเลิกการผูกได้ทุกเมื่อ โดยพิมพ์ ยกเลิกผูก"
)
NOT_LINKED_YET = "ท่านยังไม่ได้ผูกกับหน่วยงาน โปรดพิมพ์ ผูก ตามด้วยรหัส 8 ตัวจากแท็บผลตรวจในแผ่นงาน หรือที่ได้รับจากฝ่ายเลขานุการ"
ON_THE_ENGLISH_KEYBOARD = "รหัสเป็นตัวอักษรอังกฤษและตัวเลข โปรดเปลี่ยนแป้นพิมพ์เป็นภาษาอังกฤษ แล้วพิมพ์อีกครั้ง เช่น ผูก ABCD2345"
NOT_A_CODE = "รหัสมี 8 ตัว เป็นตัวอักษรอังกฤษและตัวเลข เช่น ผูก ABCD2345 โปรดตรวจสอบแล้วพิมพ์อีกครั้ง"
NOTICE_READ = f"การยืนยันถือว่ารับทราบ{NOTICE_TITLE} (อ่านได้โดยพิมพ์ ข้อมูลของฉัน)"
NOT_LINKED = "ท่านยังไม่ได้ผูกกับหน่วยงานใด จึงไม่มีสิ่งที่ต้องยกเลิก"
REFUSALS = {
    "unknown": "ไม่พบรหัสนี้ โปรดตรวจสอบแล้วพิมพ์อีกครั้ง ดูรหัสในแท็บผลตรวจของแผ่นงาน หรือขอรหัสใหม่จากฝ่ายเลขานุการ",
    "expired": "รหัสนี้หมดอายุแล้ว โปรดขอรหัสใหม่จากฝ่ายเลขานุการ",
    "used": "รหัสนี้ใช้ไปแล้ว โปรดขอรหัสใหม่จากฝ่ายเลขานุการ",
    "too_many_tries": "มีการลองรหัสที่ไม่ถูกต้องหลายครั้งเกินไป เพื่อความปลอดภัย",
}

_TO_THE_NEXT_MINUTE = timedelta(minutes=1)


def link(argument: str, view: View) -> Reply:
    """Step one: look the code up, or ask for it."""
    if not argument:
        return say(ASK_FOR_CODE, Word.DEADLINES, Word.CONTACT, Word.HELP, pending=Question("code").pending(view.now))
    if not looks_like_a_code(argument):
        words = ON_THE_ENGLISH_KEYBOARD if _typed_in_thai(argument) else NOT_A_CODE
        return say(words, Word.DEADLINES, Word.CONTACT, Word.HELP, pending=Question("code").pending(view.now))
    return act(RedeemCode(code_in(argument)), pending={})


def _typed_in_thai(argument: str) -> bool:
    """Whether it may be a code with the keyboard left in Thai, rather than a name; a few signs are lost on the way."""
    return " " not in argument.strip() and len(argument) <= 10 and bool(meant_in_latin(argument))


def unlink(_: str, view: View) -> Reply:
    """Asks whether the link shall end."""
    if view.agency is None:
        return say(NOT_LINKED, Word.LINK, Word.DEADLINES, Word.HELP)
    name = clipped(view.agency.name, 160)
    question = Question("unlink")
    message = confirm_message(
        "ยกเลิกการผูก",
        f"ยกเลิกการผูกกับ {name} ใช่หรือไม่",
        "ท่านจะไม่เห็นคะแนนและไม่ได้รับแจ้งเตือน คะแนนของหน่วยงานไม่เปลี่ยนแปลง ผูกใหม่ได้ด้วยรหัสใหม่",
        about=question.name,
        yes="ใช่ ยกเลิกผูก",
    )
    return show(message, pending=question.pending(view.now))


def masked(name: str) -> str:
    """A name whose middle cannot be read: enough to know one's own, too little to learn another's."""
    pieces = letters(name)
    first = min(6, len(pieces) // 2)
    last = 2 if len(pieces) >= 8 else 0
    return f"{''.join(pieces[:first])}•••{''.join(pieces[len(pieces) - last :])}"


def code_found(outcome: CodeFound, view: View) -> Reply:
    """Step two: ask whether this is the agency."""
    question = Question("link", outcome.agency_code)
    instead = f"ท่านผูกกับ {clipped(view.agency.name, 120)} อยู่ เมื่อยืนยันจะเปลี่ยนหน่วยงาน " if view.agency else ""
    message = confirm_message(
        "ผูกกับหน่วยงาน",
        f"หน่วยงานของท่านคือ {clipped(outcome.masked_name, 120)} ใช่หรือไม่",
        f"{instead}แสดงชื่อบางส่วนเพื่อความปลอดภัย ยกเลิกได้ทุกเมื่อ โดยพิมพ์ ยกเลิกผูก {NOTICE_READ}",
        about=question.name,
        yes="ใช่ ผูกหน่วยงานนี้",
    )
    return show(message, pending=question.pending(view.now))


def code_refused(outcome: CodeRefused, view: View) -> Reply:
    """Why the code did not work."""
    again = outcome.reason == "unknown"
    words = REFUSALS[outcome.reason]
    if outcome.until is not None:
        words += f" โปรดลองใหม่หลัง {thai_instant(outcome.until + _TO_THE_NEXT_MINUTE)} หรือติดต่อเจ้าหน้าที่"
    return say(
        words,
        Word.LINK,
        Word.CONTACT,
        Word.HELP,
        pending=Question("code").pending(view.now) if again else {},
    )


def linked(outcome: Linked, _: View) -> Reply:
    """The link stands."""
    others = f" หน่วยงานนี้มีผู้ผูกไว้แล้วอีก {outcome.others} คน" if outcome.others else ""
    before = " แทนผู้ส่งมอบงาน" if outcome.took_over else ""
    words = (
        f"ผูกกับ {clipped(outcome.agency_name, 160)}{before} เรียบร้อยแล้ว{others} พิมพ์ คะแนน เพื่อดูคะแนน หรือ ยกเลิกผูก ได้ทุกเมื่อ"
    )
    return say(words, Word.SCORE, Word.MISSING, Word.DEADLINES, Word.HELP, pending={})


def unlinked(outcome: Unlinked, _: View) -> Reply:
    """The link is gone; a blank name means that there was none."""
    if not outcome.agency_name:
        return say(NOT_LINKED, Word.LINK, Word.DEADLINES, Word.HELP, pending={})
    words = f"ยกเลิกการผูกกับ {clipped(outcome.agency_name, 160)} แล้ว ท่านจะไม่ได้รับแจ้งเตือนของหน่วยงานนี้อีก"
    return say(words, Word.LINK, Word.DEADLINES, Word.HELP, pending={})


def of_joiners(view: View) -> str:
    """What those who were linked before are told of those who were linked since."""
    name = clipped(view.agency.name, 160) if view.agency else ""
    return f"มีผู้ผูกกับ {name} เพิ่ม {view.joiners} คน ตั้งแต่ท่านใช้ครั้งก่อน หากไม่ใช่คนของหน่วยงาน โปรดติดต่อเจ้าหน้าที่"


def confirmed(question: Question, _: View) -> Reply:
    """The yes to one of these questions."""
    return act(ConfirmLink(question.about) if question.asks == "link" else Unlink(), pending={})
