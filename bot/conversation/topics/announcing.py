"""Announcing a result with two signatures: one officer records it, another confirms it, and only then is it visible."""

from __future__ import annotations

import re

from bot.conversation.acts import DecideResult, ReleaseResult
from bot.conversation.agency_codes import named_agency
from bot.conversation.cards.announcing import preview_message, unannounced_message
from bot.conversation.cards.clip import clipped
from bot.conversation.cards.result import LONGEST_NOTE, LONGEST_TITLE
from bot.conversation.outcomes import ResultDecided, ResultRefused, ResultReleased
from bot.conversation.questions import Question
from bot.conversation.reply import Reply, act, say, show
from bot.conversation.topics import scores
from bot.conversation.topics.officers import OFFICERS_ONLY
from bot.conversation.verdicts import Said, said_in
from bot.conversation.view import OpenDecision, View
from bot.conversation.vocabulary import Word
from bot.season.awards import in_short
from sheets_schema.thai import thai_instant

HOW_TO = (
    "โปรดพิมพ์ ประกาศผล ตามด้วยรหัสหน่วยงานและข้อความผล เช่น ประกาศผล DOL ได้รับรางวัลระดับดีเด่น "
    "บรรทัดแรกเป็นหัวข้อ รายละเอียดขึ้นบรรทัดใหม่"
)
NO_OUTCOME = (
    "หัวข้อต้องบอกว่า ได้รับรางวัล หรือ ไม่ได้รับรางวัล อย่างใดอย่างหนึ่ง เพราะระบบบันทึกมติตามนั้น เช่น ประกาศผล DOL ไม่ได้รับรางวัล "
    "หากเป็นผลเบื้องต้น โปรดเขียนว่า ผลเบื้องต้น ไว้ในหัวข้อด้วย"
)
HOW_TO_CONFIRM = "โปรดพิมพ์ ยืนยันผล ตามด้วยรหัสหน่วยงาน หรือพิมพ์ ค้างประกาศ เพื่อดูรายการ"
TOO_LONG = (
    f"ข้อความยาวเกินไป หัวข้อ (บรรทัดแรก) ได้ไม่เกิน {LONGEST_TITLE} ตัวอักษร รายละเอียด (บรรทัดถัดไป) ไม่เกิน {LONGEST_NOTE} ตัวอักษร"
)
NONE_WAIT = "ไม่มีผลที่รอการยืนยัน"
UNSEEN = "ยังไม่มีใครเห็น จนกว่าเจ้าหน้าที่อีกคนจะยืนยัน"
REFUSALS = {
    "officers_only": OFFICERS_ONLY,
    "own": "ท่านเป็นผู้บันทึกผลนี้ จึงยืนยันเองไม่ได้ เพราะการประกาศต้องมีเจ้าหน้าที่สองคน โปรดให้เจ้าหน้าที่อีกคนยืนยัน",
    "gone": "ไม่ได้ดำเนินการ เพราะผลนี้ประกาศไปแล้วหรือถูกแทนที่แล้ว โปรดพิมพ์ ค้างประกาศ เพื่อดูรายการล่าสุด",
}
_CODE_AND_TEXT = re.compile(r"[A-Za-z0-9]\S*\s+\S")
_OFFERS = (Word.UNANNOUNCED, Word.OVERVIEW, Word.HELP)
_FOR_OTHERS = (Word.HELP, Word.DEADLINES, Word.CONTACT)


def announce(argument: str, view: View) -> Reply:
    """The first officer names an agency and the words. To others the same word asks for the result."""
    if not view.officer:
        return say(OFFICERS_ONLY, *_FOR_OTHERS) if _CODE_AND_TEXT.match(argument) else scores.result("", view)
    if not argument:
        return say(HOW_TO, *_OFFERS)
    code, typed = named_agency(argument, view)
    if code is None:
        return _unknown_agency(typed, HOW_TO)
    title, note = _title_and_note(typed)
    if not title:
        return say(f"ยังไม่มีข้อความผลของ {_called(code, view)} {HOW_TO}", *_OFFERS)
    if len(title) > LONGEST_TITLE or len(note) > LONGEST_NOTE:
        return say(TOO_LONG, *_OFFERS)
    verdict = said_in(title)
    if verdict is None:
        return say(NO_OUTCOME, *_OFFERS)
    return _preview_of_new(code, verdict, (title, note), view)


def confirm(argument: str, view: View) -> Reply:
    """The second officer names an agency whose result waits."""
    if not view.officer:
        return say(OFFICERS_ONLY, *_FOR_OTHERS)
    if not argument:
        return unannounced("", view)
    code, typed = named_agency(argument, view)
    if code is None:
        return _unknown_agency(typed, HOW_TO_CONFIRM)
    decision = _waiting(code, view)
    if decision is None:
        return say(f"ไม่มีผลของ {_called(code, view)} ที่รอการยืนยัน {HOW_TO}", *_OFFERS)
    if decision.own:
        return say(REFUSALS["own"], *_OFFERS)
    return _preview_of_waiting(decision, view)


def unannounced(_: str, view: View) -> Reply:
    """What waits for its second signature."""
    if not view.officer:
        return say(OFFICERS_ONLY, *_FOR_OTHERS)
    if not view.unannounced:
        return say(NONE_WAIT, Word.ANNOUNCE, Word.OVERVIEW, Word.HELP)
    return show(unannounced_message(view.unannounced, view.agencies), Word.OVERVIEW, Word.DEADLINES, Word.HELP)


def confirmed(question: Question, view: View) -> Reply:
    """The yes of either officer, which counts only while the person still is one."""
    if not view.officer:
        return say(OFFICERS_ONLY, *_FOR_OTHERS, pending={})
    if question.asks == "release":
        return act(ReleaseResult(int(question.about)), pending={})
    title, note = _title_and_note(question.text)
    verdict = said_in(title)
    if verdict is None:
        return say(NO_OUTCOME, *_OFFERS, pending={})
    return act(DecideResult(question.about, *verdict, title, note), pending={})


def signed(outcome: ResultDecided | ResultReleased | ResultRefused) -> Reply:
    """What came of a signature."""
    match outcome:
        case ResultRefused():
            return say(REFUSALS.get(outcome.reason, outcome.because), *_OFFERS)
        case ResultDecided():
            return say(_decided(outcome), *_OFFERS)
        case ResultReleased():
            return say(f"ประกาศผลของ {clipped(outcome.agency_name, 160)} แล้ว แจ้ง {outcome.told} แชต", *_OFFERS)


def _decided(outcome: ResultDecided) -> str:
    name = f"{clipped(outcome.agency_name, 160)} ({outcome.agency_code})"
    replaced = " ผลเดิมที่รอการยืนยันถูกแทนที่แล้ว" if outcome.replaced else ""
    return f"บันทึกผลของ {name} แล้ว{replaced} {UNSEEN} โดยพิมพ์ ยืนยันผล {outcome.agency_code}"


def _preview_of_new(code: str, verdict: Said, words: tuple[str, str], view: View) -> Reply:
    remarks = [f"บันทึกเป็น {in_short(*verdict).th}", f"{UNSEEN} โดยพิมพ์ ยืนยันผล {code}"]
    older = _waiting(code, view)
    if older is not None:
        remarks.append(f"จะแทนที่ผลที่ยังไม่ประกาศ ซึ่ง{_recorded(older)}")
    question = Question("decide", code, "\n".join(words).strip())
    return _ask(question, code, words, remarks, "ใช่ บันทึกผลนี้", view)


def _preview_of_waiting(decision: OpenDecision, view: View) -> Reply:
    remarks = [decision.in_short, _recorded(decision), "เมื่อท่านยืนยัน ระบบประกาศทันทีและเรียกคืนไม่ได้"]
    question = Question("release", str(decision.id))
    words = (decision.title, decision.note)
    return _ask(question, decision.agency_code, words, remarks, "ใช่ ประกาศผลนี้", view)


def _ask(question: Question, code: str, words: tuple[str, str], remarks: list[str], yes: str, view: View) -> Reply:
    name, listeners = view.agencies.get(code, code), view.listeners.get(code, 0)
    message = preview_message(name, words, listeners, remarks, question=question, yes=yes)
    return show(message, pending=question.pending(view.now))


def _recorded(decision: OpenDecision) -> str:
    who = "ท่าน" if decision.own else clipped(decision.decided_by, 60)
    return f"บันทึกโดย {who} เมื่อ {thai_instant(decision.decided_at)}"


def _waiting(code: str, view: View) -> OpenDecision | None:
    return next((decision for decision in view.unannounced if decision.agency_code == code), None)


def _title_and_note(typed: str) -> tuple[str, str]:
    """The first line, and the lines below it as they were broken; spaces around and within lines are made single."""
    title, *lines = [" ".join(line.split()) for line in typed.strip().splitlines()] or [""]
    return title, "\n".join(lines).strip()


def _called(code: str, view: View) -> str:
    return f"{clipped(view.agencies[code], 160)} ({code})"


def _unknown_agency(typed: str, how_to: str) -> Reply:
    code = typed.partition(" ")[0]
    return say(f"ไม่พบหน่วยงานรหัส {clipped(code, 40)} {how_to}", *_OFFERS)
