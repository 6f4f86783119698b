"""The UNPSA card: when it closed or closes, the categories, what must be ready, and what the award's evidence gives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from bot.conversation.cards import style
from bot.conversation.cards.buttons import ask, open_link, secondary
from bot.conversation.cards.clip import clipped
from bot.conversation.cards.deadlines import deadline_row
from bot.conversation.cards.message import bubble, carousel, flex
from bot.conversation.cards.parts import (
    Json,
    bar,
    big_number,
    bullet,
    column,
    heading,
    note,
    panel,
    row,
    separator,
    text,
)
from bot.conversation.dates import closing_time_short, time_left
from bot.conversation.unpsa import SERVED_BY, call_of_2022
from bot.conversation.view import AgencyView, Outlook
from bot.conversation.vocabulary import Word
from scoring.deadlines import Deadline
from scoring.scorecard import RequirementResult, Total
from sheets_schema.thai import bangkok_date, thai_date

_MOST_LACKING = 6
_WEBSITE = "https://publicadministration.un.org/unpsa/en/"


def unpsa_message(deadline: Deadline, later: Deadline | None, agency: AgencyView | None, now: datetime) -> Json:
    """UNPSA 2022, and the next cycle where one is known. Without `agency` nothing private is shown."""
    outlook = agency.prospects.get(deadline.programme) if agency else None
    ahead = [_already_there(outlook, now)] if outlook else []
    bubbles = [_call(deadline, later, now), *ahead, _ready(), _relation(agency)]
    return flex(_alternative(deadline, now), carousel(bubbles))


def _already_there(outlook: Outlook, now: datetime) -> Json:
    """How much of the file the agency has already, what it can draft answers from, and what is still to be had."""
    card, drafts = outlook.prospect.card, len(outlook.prospect.drafts)
    questions = [item for item in card.requirements if _is_question(outlook, item)]
    lacking = [item for item in card.requirements if item.counts and item.is_open and item not in questions]
    more = len(lacking) - _MOST_LACKING
    body = [
        _met(card.readiness),
        text(f"มีข้อมูลพอร่างคำตอบ {drafts} จาก {len(questions)} ข้อ", size="sm", weight="bold", colour=style.GOLD),
        *_ripening(outlook.prospect.ripens, now),
        separator(),
        heading("ยังต้องมี"),
        *(_to_have(outlook, item) for item in lacking[:_MOST_LACKING]),
        *([note(f"และอีก {more} รายการ")] if more > 0 else []),
    ]
    return bubble("ไฟล์ UNPSA ของท่าน", "นำจากแบบประเมินที่กรอกแล้ว", body)


def _met(ready: Total) -> Json:
    number = big_number(str(ready.points), f"จาก {ready.max} รายการ")
    return column(
        note("รายการที่ต้องมีซึ่งครบแล้ว"), number, bar(ready.points / ready.max, colour=style.GOLD_RULE, height="12px")
    )


def _to_have(outlook: Outlook, item: RequirementResult) -> Json:
    return bullet(clipped(outlook.explainer.requirement_title(item.id), 240), mark="☐")


def _alternative(deadline: Deadline, now: datetime) -> str:
    return (
        f"UNPSA 2022 ปิดรับ {deadline.source_text} ตรงกับ {closing_time_short(deadline)} เวลาไทย "
        f"({time_left(deadline, now)}) ต้องมีรายงานการประเมิน 4 ส่วน หนังสือรับรอง 2 ฉบับ เว็บไซต์ "
        "ลิงก์ไม่เกิน 3 ลิงก์ และคำตอบ 12 ข้อ"
    )


def _call(deadline: Deadline, later: Deadline | None, now: datetime) -> Json:
    body = [
        text(time_left(deadline, now), size="xxl", colour=style.BLUE, weight="bold"),
        _dated("ตามประกาศ", deadline.source_text),
        _dated("เวลาไทย", closing_time_short(deadline)),
        separator(),
        heading("4 สาขา (เลือกได้สาขาเดียว เปลี่ยนไม่ได้)"),
        *(bullet(category, mark=f"{number}.") for number, category in enumerate(call_of_2022().categories, start=1)),
        *([separator(), heading("รอบถัดไป"), deadline_row(later, now)] if later else []),
    ]
    website = open_link("เว็บไซต์ UNPSA (อังกฤษ)", _WEBSITE)
    return bubble("UNPSA 2022", "รางวัลบริการภาครัฐแห่งสหประชาชาติ", body, [website and secondary(website)])


def _dated(title: str, words: str) -> Json:
    return column(note(title), text(words, weight="bold"), spacing="none")


def _ready() -> Json:
    body = [
        *(bullet(line, mark="☐", size="md") for line in call_of_2022().to_have_ready),
        separator(),
        note("ผลงานต้องทำมาแล้วอย่างน้อย 2 ปี (เว้นสาขา 4) ไม่เคยได้รับรางวัล UNPSA และเอกสารเป็นภาษาราชการของสหประชาชาติ"),
        note("เอกสารประกอบอื่นควรไม่เกิน 5 รายการ"),
    ]
    return bubble("สิ่งที่ต้องเตรียม", "UNPSA 2022", body, [secondary(ask(Word.DEADLINES, label="กำหนดส่งทั้งหมด"))])


def _relation(agency: AgencyView | None) -> Json:
    body = [
        text("หลักฐานชั้น B ใช้ประกอบ UNPSA ต่อได้", weight="bold", colour=style.BLUE),
        *(_served(agency, criterion, purpose) for criterion, purpose in SERVED_BY),
        separator(),
        note("ชั้น B รับผลงานไม่เกิน 2 ปีงบประมาณ ส่วน UNPSA ต้องทำมาแล้วอย่างน้อย 2 ปี ผลงานชั้น B จึงมักพร้อมในรอบถัดไป"),
    ]
    footer = [secondary(ask(Word.SCORE, label="ดูคะแนนของหน่วยงาน"))] if agency else []
    return bubble("ใช้หลักฐานของรางวัลต่อ", "องค์กรต้นแบบด้านสิทธิมนุษยชน", body, footer)


def _served(agency: AgencyView | None, criterion: str, purpose: str) -> Json:
    return row(
        text(criterion, size="sm", weight="bold", colour=style.BLUE, flex=1),
        text(f"{purpose}{_level(agency, criterion)}", size="sm", flex=6),
        spacing="sm",
    )


def _level(agency: AgencyView | None, criterion: str) -> str:
    card = agency.scorecard if agency else None
    if card is None or criterion not in {result.id for result in card.criteria}:
        return ""
    return f" (ขณะนี้ระดับ {card.criterion(criterion).level})"


def _ripening(day: date | None, now: datetime) -> Iterator[Json]:
    """When the project has run for the two years that UNPSA asks for."""
    if day is None:
        return
    full = day <= bangkok_date(now)
    words = f"โครงการของท่านครบ 2 ปีแล้วเมื่อ {thai_date(day)}" if full else f"โครงการของท่านจะครบ 2 ปีในวันที่ {thai_date(day)}"
    yield panel(text(words, size="sm"), tone="gain")


def _is_question(outlook: Outlook, item: RequirementResult) -> bool:
    asked = outlook.explainer.programme.inputs.get(item.id)
    return asked is not None and asked.words is not None
