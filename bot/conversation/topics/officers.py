"""What only officers of the secretariat may ask (reading workbooks again, the overview), and how one becomes one."""

from __future__ import annotations

from bot.conversation.acts import BecomeOfficer, OpenDashboard, Rescore, RescoreAll
from bot.conversation.agency_codes import named_agency
from bot.conversation.cards.budget import budget_message
from bot.conversation.cards.buttons import open_link, primary
from bot.conversation.cards.clip import clipped
from bot.conversation.cards.confirm import confirm_message
from bot.conversation.cards.message import bubble, flex
from bot.conversation.cards.overview import overview_message
from bot.conversation.cards.parts import text
from bot.conversation.cards.requests import to_review_message
from bot.conversation.outcomes import DashboardOpened, OfficerCodeFound, OfficerMade, RescoreQueued
from bot.conversation.questions import Question
from bot.conversation.reply import Reply, act, say, show
from bot.conversation.view import View
from bot.conversation.vocabulary import Word
from sheets_schema.thai import thai_instant

ALL = "ทั้งหมด"
OFFICERS_ONLY = "คำนี้สำหรับเจ้าหน้าที่ฝ่ายเลขานุการเท่านั้น"
NAME_ONE = "โปรดพิมพ์ ให้คะแนนใหม่ ตามด้วยรหัสหน่วยงาน หรือ ให้คะแนนใหม่ ทั้งหมด"
NOTHING_TO_READ = "ไม่พบแบบประเมินที่จะอ่าน โปรดตรวจว่าแชร์แบบประเมินให้ระบบแล้ว"
TOO_MANY_LINKS = "ขอลิงก์หลายครั้งแล้ว โปรดใช้ลิงก์ล่าสุด หรือขอใหม่หลัง {}"
NO_DASHBOARD = "เปิดแดชบอร์ดไม่ได้ เพราะยังไม่ได้ตั้งที่อยู่ของระบบ (BASE_URL)"
NO_BUDGET = "ยังไม่ได้วางแผนข้อความของเดือนนี้ ระบบจะวางแผนเองภายในไม่กี่นาที"
NO_OVERVIEW = "ยังไม่มีข้อมูลภาพรวม"
_EVERYTHING = {ALL, "all", "ทุกหน่วยงาน"}


def rescore(argument: str, view: View) -> Reply:
    """Reads workbooks again: officers any, after confirming; others their own, at once."""
    if not argument and view.agency is not None:
        return act(Rescore(None))
    if not view.officer:
        return say(OFFICERS_ONLY, Word.HELP, Word.DEADLINES, Word.CONTACT)
    if not argument:
        return say(NAME_ONE, Word.OVERVIEW, Word.DEADLINES, Word.HELP)
    if argument.casefold() in _EVERYTHING:
        return _ask(Question("rescore"), f"อ่านและให้คะแนนใหม่ทั้งหมด {len(view.agencies)} หน่วยงาน ใช่หรือไม่", view)
    return _rescore_one(argument, view)


def _rescore_one(argument: str, view: View) -> Reply:
    code, behind = named_agency(argument, view)
    if code is None or behind:
        return say(f"ไม่พบหน่วยงานรหัส {clipped(argument, 40)} {NAME_ONE}", Word.OVERVIEW, Word.DEADLINES, Word.HELP)
    name = clipped(view.agencies[code], 160)
    return _ask(Question("rescore", code), f"อ่านและให้คะแนนใหม่ {name} ({code}) ใช่หรือไม่", view)


def _ask(question: Question, words: str, view: View) -> Reply:
    message = confirm_message(
        "ให้คะแนนใหม่",
        words,
        "ระบบจะอ่านแบบประเมินอีกครั้ง ไม่มีข้อความถึงหน่วยงาน",
        about=question.name,
        yes="ใช่ ให้คะแนนใหม่",
    )
    return show(message, pending=question.pending(view.now))


def confirmed(question: Question, view: View) -> Reply:
    """The yes, which counts only while the person still is an officer."""
    if not view.officer:
        return say(OFFICERS_ONLY, Word.HELP, Word.DEADLINES, Word.CONTACT, pending={})
    return act(Rescore(question.about) if question.about else RescoreAll(), pending={})


def rescore_queued(outcome: RescoreQueued, _: View) -> Reply:
    """What will be read again."""
    if outcome.workbooks == 0:
        return say(NOTHING_TO_READ, Word.CONTACT, Word.DEADLINES, Word.HELP)
    which = clipped(outcome.agency_name, 160) if outcome.agency_name else f"{outcome.workbooks} หน่วยงาน"
    words = f"รับเรื่องแล้ว ระบบกำลังอ่านแบบประเมินของ {which} โปรดพิมพ์ คะแนน ในอีกสักครู่"
    return say(words, Word.SCORE, Word.MISSING, Word.HELP)


def code_found(outcome: OfficerCodeFound, view: View) -> Reply:
    """Asks whether this is the officer whose code was typed."""
    question = Question("officer")
    message = confirm_message(
        "ยืนยันเจ้าหน้าที่",
        f"ท่านคือ {clipped(outcome.name, 120)} เจ้าหน้าที่ฝ่ายเลขานุการ ใช่หรือไม่",
        "เมื่อยืนยัน บัญชี LINE นี้จะเห็นภาพรวม สั่งให้คะแนนใหม่ และลงชื่อประกาศผลได้ในชื่อนี้ หากไม่ใช่ท่าน โปรดตอบ ไม่ใช่ แล้วแจ้งฝ่ายเลขานุการ",
        about=question.name,
        yes="ใช่ เป็นเจ้าหน้าที่",
    )
    return show(message, pending=question.pending(view.now))


def confirmed_code(_: Question, __: View) -> Reply:
    """The yes of someone who was invited."""
    return act(BecomeOfficer(), pending={})


def made(outcome: OfficerMade, _: View) -> Reply:
    """From now on this chat is an officer's."""
    words = f"ยืนยันแล้ว ท่านคือเจ้าหน้าที่ {clipped(outcome.name, 120)} พิมพ์ แดชบอร์ด เพื่อเปิดโต๊ะทำงาน หรือ ช่วยเหลือ เพื่อดูคำสั่งทั้งหมด"
    return say(words, Word.DASHBOARD, Word.OVERVIEW, Word.HELP, pending={})


def overview(_: str, view: View) -> Reply:
    """All agencies at a glance."""
    if not view.officer:
        return say(OFFICERS_ONLY, Word.HELP, Word.DEADLINES, Word.CONTACT)
    if view.overview is None:
        return say(NO_OVERVIEW, Word.DEADLINES, Word.UNPSA, Word.HELP)
    return show(overview_message(view.overview), Word.DEADLINES, Word.UNPSA, Word.HELP)


def to_review(_: str, view: View) -> Reply:
    """What waits for assessors and officers."""
    if not view.officer:
        return say(OFFICERS_ONLY, Word.HELP, Word.DEADLINES, Word.CONTACT)
    message = to_review_message(view.to_review, len(view.unannounced), view.objections, len(view.requests))
    return show(message, Word.DASHBOARD, Word.UNANNOUNCED, Word.REQUESTS, Word.HELP)


def dashboard(_: str, view: View) -> Reply:
    """A link into the dashboard, for this officer alone."""
    if not view.officer:
        return say(OFFICERS_ONLY, Word.HELP, Word.DEADLINES, Word.CONTACT)
    return act(OpenDashboard())


def dashboard_opened(outcome: DashboardOpened, _: View) -> Reply:
    """The link, on a button: addresses in a text are opened by programs that make previews."""
    if outcome.too_often:
        return say(TOO_MANY_LINKS.format(thai_instant(outcome.until)), Word.OVERVIEW, Word.TO_REVIEW, Word.HELP)
    opening = open_link("เปิดแดชบอร์ด", outcome.address)
    if opening is None:
        return say(NO_DASHBOARD, Word.OVERVIEW, Word.TO_REVIEW, Word.HELP)
    words = f"ลิงก์เข้าแดชบอร์ด ใช้ได้ครั้งเดียว ถึง {thai_instant(outcome.until)} สำหรับท่านเท่านั้น อย่าส่งต่อ"
    card = bubble("แดชบอร์ด", "สำหรับเจ้าหน้าที่", [text(words)], [primary(opening)])
    return show(flex(words, card), Word.OVERVIEW, Word.TO_REVIEW, Word.HELP)


def budget(_: str, view: View) -> Reply:
    """The month's messages: used, to come, and whether they suffice."""
    if not view.officer:
        return say(OFFICERS_ONLY, Word.HELP, Word.DEADLINES, Word.CONTACT)
    if view.budget is None:
        return say(NO_BUDGET, Word.OVERVIEW, Word.DEADLINES, Word.HELP)
    return show(budget_message(view.budget), Word.OVERVIEW, Word.DEADLINES, Word.HELP)
