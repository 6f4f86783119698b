"""Objecting to a preliminary result, criterion by criterion, in the agency's own words."""

from __future__ import annotations

import re
from datetime import datetime

from bot.conversation.acts import FileObjection, WithdrawObjection
from bot.conversation.cards.buttons import ask
from bot.conversation.cards.confirm import confirm_message
from bot.conversation.cards.objections import (
    BASIS,
    WITH_THE_FINAL,
    objection_message,
    objections_message,
)
from bot.conversation.outcomes import ObjectionFiled, ObjectionRefused, ObjectionWithdrawn
from bot.conversation.questions import Question
from bot.conversation.reply import Reply, act, say, show
from bot.conversation.topics.scores import NOT_LINKED
from bot.conversation.view import AgencyView, Objected, Objecting, View
from bot.conversation.vocabulary import Word
from bot.season.objections import LONGEST, filing_stops, last_moment, withdrawing_stops, words_stop
from sheets_schema.thai import arabic_digits

NOTHING_ANNOUNCED = "ยังไม่มีการประกาศผลเบื้องต้นของหน่วยงานท่าน จึงยังไม่มีสิ่งที่จะคัดค้าน เมื่อประกาศแล้ว ระบบจะแจ้งพร้อมกำหนดคัดค้าน"
NONE_TO_WITHDRAW = "หน่วยงานของท่านไม่มีคำคัดค้านที่จะถอน"
_OFFERED = 3
_OFFERS = (Word.OBJECT, Word.RESULT, Word.HELP)
_NUMBER = re.compile(
    r"\s*(?:(?:ข้อ)?\s*(?:ที่)?|criterion|no\.?)?\s*(b?\s?\d+(?:\s?\.\s?\d+){0,2})(?!\d)[\s.:：-]*(.*)",
    re.DOTALL | re.IGNORECASE,
)


def object_(argument: str, view: View) -> Reply:
    """Asks to confirm the words; without words asks for them, without a criterion tells what can be objected to."""
    known = _known(view)
    if isinstance(known, Reply):
        return known
    agency, objecting = known
    written, words = _criterion_and_words(argument)
    if not written:
        return _list(agency, objecting, view)
    criterion, at = _criterion(written, agency), view.written_at or view.now
    before = _objected(objecting, criterion)
    refused = filing_stops(objecting.announced, criterion, at)
    if refused is not None:
        shown = before is not None and not words
        return _one(agency, objecting, criterion) if shown else say(refused.th, *_OFFERS)
    if not words:
        return _ask_for_words(objecting, criterion, view)
    refused = words_stop(words)
    if refused is not None:
        return say(refused.th, *_OFFERS, pending=Question("objection", criterion).pending(view.now))
    question = Question("object", f"{criterion} {at.isoformat()}", words)
    level = objecting.announced.levels[criterion]
    remarks = [BASIS, f"แก้ไขหรือถอนได้ถึง {_until(objecting)} {WITH_THE_FINAL}"]
    if before is not None and before.text:
        remarks.insert(0, "เหตุผลนี้จะแทนที่คำคัดค้านเดิมของข้อนี้")
    message = confirm_message(
        "คัดค้านผลเบื้องต้น",
        f"คัดค้านข้อ {criterion} ซึ่งประกาศระดับ {level} ใช่หรือไม่ เหตุผล: “{words}”",
        " ".join(remarks),
        about=question.name,
        yes="ใช่ ยื่นคำคัดค้าน",
    )
    return show(message, pending=question.pending(view.now))


def written(text: str, question: Question, view: View) -> Reply:
    """The reason that was asked for, as it was typed."""
    return object_(f"{question.about} {text.strip()}", view)


def withdraw(argument: str, view: View) -> Reply:
    """Asks whether to take an objection back; which one, where there are several."""
    known = _known(view)
    if isinstance(known, Reply):
        return known
    agency, objecting = known
    mine = [each.criterion for each in objecting.objections if each.text]
    wanted = _criterion(_criterion_and_words(argument)[0], agency) if argument else ""
    if not mine or (wanted and wanted not in mine):
        return say(NONE_TO_WITHDRAW if not mine else f"ไม่มีคำคัดค้านข้อ {wanted} ที่จะถอน", *_OFFERS)
    at = view.written_at or view.now
    refused = withdrawing_stops(objecting.announced, at)
    if refused is not None:
        return say(refused.th, *_OFFERS)
    if not wanted and len(mine) > 1:
        offers = [ask(Word.WITHDRAW_OBJECTION, each) for each in mine[:_OFFERED]]
        return say(f"ต้องการถอนคำคัดค้านข้อใด มีข้อ {', '.join(mine)}", *offers, Word.HELP)
    criterion = wanted or mine[0]
    question = Question("withdraw-objection", f"{criterion} {at.isoformat()}")
    message = confirm_message(
        "ถอนคำคัดค้าน",
        f"ถอนคำคัดค้านข้อ {criterion} ใช่หรือไม่",
        f"ยื่นใหม่ได้ถึง {_until(objecting)}",
        about=question.name,
        yes="ใช่ ถอนคำคัดค้าน",
    )
    return show(message, pending=question.pending(view.now))


def confirmed(question: Question, view: View) -> Reply:
    """The yes. What was written in time counts, even where it is confirmed or answered some minutes later."""
    if question.asks == "objection":
        return say(f"โปรดพิมพ์เหตุผลที่คัดค้านข้อ {question.about}", *_OFFERS, pending=question.pending(view.now))
    criterion, _, at = question.about.partition(" ")
    if question.asks == "withdraw-objection":
        return act(WithdrawObjection(criterion, datetime.fromisoformat(at)), pending={})
    return act(FileObjection(criterion, question.text, datetime.fromisoformat(at)), pending={})


def told(outcome: ObjectionFiled | ObjectionWithdrawn | ObjectionRefused) -> Reply:
    """What came of it."""
    match outcome:
        case ObjectionRefused():
            return say(outcome.because, *_OFFERS)
        case ObjectionWithdrawn():
            return say(f"ถอนคำคัดค้านข้อ {outcome.criterion} แล้ว", *_OFFERS)
        case ObjectionFiled():
            kept = "แทนที่คำคัดค้านเดิมแล้ว" if outcome.replaced else "รับคำคัดค้านแล้ว"
            until = f" แก้ไขหรือถอนได้ถึง {last_moment(outcome.until)}" if outcome.until else ""
            withdrawal = ask(Word.WITHDRAW_OBJECTION, outcome.criterion)
            return say(f"{kept} ข้อ {outcome.criterion}{until} {WITH_THE_FINAL}", withdrawal, *_OFFERS)


def _known(view: View) -> tuple[AgencyView, Objecting] | Reply:
    if view.agency is None:
        return say(NOT_LINKED, Word.LINK, Word.DEADLINES, Word.HELP)
    if view.agency.objecting is None:
        return say(NOTHING_ANNOUNCED, Word.RESULT, Word.SCORE, Word.HELP)
    return view.agency, view.agency.objecting


def _criterion_and_words(argument: str) -> tuple[str, str]:
    """The number as it was written, and the reason behind it as it was typed; blank where there is no number."""
    found = _NUMBER.fullmatch(argument)
    plain = _NUMBER.fullmatch(arabic_digits(argument))
    if found is None or plain is None:
        return "", ""
    return plain[1], found[2].strip()


def _criterion(written: str, agency: AgencyView) -> str:
    wanted = "".join(written.split()).upper()
    ways = {way.id: each.id for each in agency.programme.criteria for way in each.ways}
    return ways.get(wanted, wanted)


def _list(agency: AgencyView, objecting: Objecting, view: View) -> Reply:
    at = view.written_at or view.now
    mine = {each.criterion for each in objecting.objections if each.text}
    free = (
        [each for each in objecting.announced.can_rise if each not in mine] if objecting.announced.is_open(at) else []
    )
    offers = [ask(Word.OBJECT, each) for each in free[:_OFFERED]] or [ask(Word.SCORE)]
    return show(objections_message(agency, objecting, at), *offers, Word.RESULT, Word.HELP)


def _one(agency: AgencyView, objecting: Objecting, criterion: str) -> Reply:
    objected = _objected(objecting, criterion)
    assert objected is not None, "it is shown where there is one"
    why = ask(Word.WHY, criterion, label=f"ทำไม {criterion}")
    return show(objection_message(agency, objected), why, *_OFFERS)


def _objected(objecting: Objecting, criterion: str) -> Objected | None:
    return next((each for each in objecting.objections if each.criterion == criterion), None)


def _ask_for_words(objecting: Objecting, criterion: str, view: View) -> Reply:
    before = _objected(objecting, criterion)
    already = f"คัดค้านไว้แล้วว่า “{before.text}” หากส่งใหม่ จะแทนที่ข้อความนี้ " if before and before.text else ""
    words = (
        f"ข้อ {criterion} ประกาศระดับ {objecting.announced.levels[criterion]} {already}"
        f"โปรดพิมพ์เหตุผลที่คัดค้าน ไม่เกิน {LONGEST:,} ตัวอักษร ระบบจะแสดงให้ยืนยันก่อนยื่น {BASIS}"
    )
    question = Question("objection", criterion)
    decline = ask(Word.NO, question.name, label="ย้อนกลับ", shown="ย้อนกลับ")
    return say(words, decline, ask(Word.WHY, criterion), Word.HELP, pending=question.pending(view.now))


def _until(objecting: Objecting) -> str:
    assert objecting.announced.until is not None, "nothing is asked outside a window"
    return last_moment(objecting.announced.until)
