"""The messages that are pushed. Each has a stop button, and a result shows nothing on a lock screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.budget.month import MonthBudget
from bot.conversation.cards.budget import budget_message
from bot.conversation.cards.buttons import ask
from bot.conversation.cards.clip import clipped
from bot.conversation.cards.judged import judged_message
from bot.conversation.cards.message import plain_text, with_quick_replies
from bot.conversation.cards.parts import Json
from bot.conversation.cards.reminder import more_about, reminder_message
from bot.conversation.cards.result import released_message
from bot.conversation.view import AgencyView, Objecting, Released
from bot.conversation.vocabulary import Word
from scoring.deadlines import Deadline


def reminder(agency: AgencyView, deadline: Deadline, now: datetime) -> list[Json]:
    """The reminder of a deadline to someone of an agency, as messages to push. For private chats only."""
    offers = [ask(more_about(agency, deadline)), ask(Word.SCORE), ask(Word.CONTACT), ask(Word.NOTIFY_OFF)]
    return with_quick_replies([reminder_message(agency, deadline, now)], offers)


def result_released(agency_name: str, released: Released, objecting: Objecting | None = None) -> list[Json]:
    """The announcement of a released result, as messages to push. For private chats only."""
    why = ask(Word.WHY, label="ดูเหตุผลรายข้อ")
    offers = [ask(Word.RESULT), ask(Word.SCORE), why, ask(Word.CONTACT), ask(Word.NOTIFY_OFF)]
    return with_quick_replies([released_message(agency_name, released, objecting)], offers)


def judged(agency: AgencyView) -> list[Json]:
    """That what is judged was taken from the agency's workbook, as messages to push. For private chats only."""
    assert agency.judged is not None, "it is told once it was taken"
    offers = [ask(Word.SCORE), ask(Word.MISSING), ask(Word.CONTACT), ask(Word.NOTIFY_OFF)]
    return with_quick_replies([judged_message(agency, agency.judged)], offers)


def reopened(agency_name: str, reason: str) -> list[Json]:
    """That edits count again, and why, as messages to push. For private chats only."""
    words = (
        f"เจ้าหน้าที่เปิดให้ {clipped(agency_name, 160)} แก้ไขแบบประเมินแล้ว เหตุผล: {clipped(reason, 300)} "
        "การแก้ไขกลับมานับ เมื่อแก้เสร็จ โปรดนำเครื่องหมาย “ส่งแล้ว” ออกแล้วทำเครื่องหมายใหม่"
    )
    offers = [ask(Word.SCORE), ask(Word.MISSING), ask(Word.CONTACT), ask(Word.NOTIFY_OFF)]
    return with_quick_replies([plain_text(words)], offers)


def handed_over(agency_name: str) -> list[Json]:
    """To the one who handed over: somebody else speaks for the agency now, as messages to push."""
    words = f"ผู้รับช่วงผูกกับ {clipped(agency_name, 160)} แล้ว ระบบเลิกผูกท่านตามที่ส่งมอบงานไว้ หากไม่ได้ส่งมอบงาน โปรดติดต่อเจ้าหน้าที่ทันที"
    return with_quick_replies([plain_text(words)], [ask(Word.CONTACT), ask(Word.LINK), ask(Word.HELP)])


def got_back(words: str) -> list[Json]:
    """To someone who asked for a person: what an officer answers, as messages to push."""
    offers = [ask(Word.CALL_BACK), ask(Word.CONTACT), ask(Word.HELP)]
    return with_quick_replies([plain_text(f"คำตอบจากเจ้าหน้าที่ฝ่ายเลขานุการ:\n{words}")], offers)


def budget_alarm(budget: MonthBudget) -> list[Json]:
    """To an officer: the month's messages run short, and what that means."""
    offers = [ask(Word.BUDGET), ask(Word.OVERVIEW), ask(Word.CONTACT), ask(Word.NOTIFY_OFF)]
    return with_quick_replies([budget_message(budget)], offers)


def data_alarm(findings: Sequence[str], count: int) -> list[Json]:
    """To an officer: the nightly look at the stored data found so much that may have judged or told someone wrongly."""
    lines = "".join(f"\n• {clipped(each, 120)}" for each in findings[:8])
    where = "รายละเอียดอยู่ในหน้า “งานและปัญหา” ของโต๊ะทำงาน"
    words = f"ระบบตรวจข้อมูลประจำคืนพบ {count:,} เรื่องที่ต้องดูโดยเร็ว{lines}\n{where}"
    offers = [ask(Word.DASHBOARD), ask(Word.OVERVIEW), ask(Word.CONTACT), ask(Word.NOTIFY_OFF)]
    return with_quick_replies([plain_text(words)], offers)


def result_confirmed(agency_name: str, confirmed_by: str, told: int) -> list[Json]:
    """To the officer who recorded a result: another one has confirmed it, and so many chats are told."""
    words = f"{clipped(confirmed_by, 80)} ยืนยันผลของ {clipped(agency_name, 160)} แล้ว ประกาศแล้ว แจ้ง {told} แชต"
    offers = [ask(Word.UNANNOUNCED), ask(Word.OVERVIEW), ask(Word.CONTACT), ask(Word.NOTIFY_OFF)]
    return with_quick_replies([plain_text(words)], offers)
