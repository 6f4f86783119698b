"""The month's messages for officers: what is used, what is to come, and whether it suffices."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from bot.budget.month import ALARM_PER_CENT, Figures, Kind, MonthBudget
from bot.budget.plan import Mode
from bot.conversation.cards import style
from bot.conversation.cards.message import bubble, flex
from bot.conversation.cards.parts import Json, badge, bar, big_number, heading, note, row, separator, text
from bot.conversation.cards.style import Tone
from sheets_schema.thai import BUDDHIST_ERA, MONTHS, bangkok_date, thai_instant

NAMES = {
    Kind.RESULT: "ผลการพิจารณา",
    Kind.LAST_DAY: "เตือนวันสุดท้าย",
    Kind.NOTICE: "แจ้งให้ทราบ",
    Kind.EARLY: "เตือนล่วงหน้า",
}
SUBTITLE = "ประมาณการสูงสุด"


def month_name(budget: MonthBudget) -> str:
    """`พฤศจิกายน 2564`."""
    day = bangkok_date(budget.month_end - timedelta(days=1))
    return f"{MONTHS[day.month - 1]} {day.year + BUDDHIST_ERA}"


def used_words(budget: MonthBudget) -> str:
    """`ใช้ไป 240 จาก 300 ข้อความ (ร้อยละ 80) เหลือ 60`."""
    if budget.limit is None:
        return f"ใช้ไป {budget.used:,} ข้อความ ไม่จำกัดจำนวน"
    return f"ใช้ไป {budget.used:,} จาก {budget.limit:,} ข้อความ (ร้อยละ {budget.per_cent}) เหลือ {budget.left:,}"


def outlook_words(budget: MonthBudget) -> str:
    """Whether the month's messages suffice, and what the system does where they do not."""
    if budget.refused:
        return "LINE ไม่รับข้อความของเดือนนี้แล้ว ที่ค้างจะส่งเมื่อเพิ่มแพ็กเกจหรือขึ้นเดือนใหม่"
    if budget.told_at is None:
        return "LINE ยังไม่แจ้งโควตา จึงยังส่งทุกข้อความตามเวลา"
    match budget.mode:
        case Mode.PLENTY:
            return "พอสำหรับทุกข้อความตามเวลา"
        case Mode.FOLDING if budget.left_over:
            return (
                f"ไม่พอหากส่งทุกข้อความตามเวลา จึงรวมข้อความที่รอได้ และค้าง {budget.left_over:,} ข้อความที่ด่วนน้อยที่สุด "
                "ผลและการเตือนวันสุดท้ายส่งครบ"
            )
        case Mode.FOLDING:
            return "ไม่พอหากส่งทุกข้อความตามเวลา จึงรวมข้อความที่รอได้ไว้ส่งพร้อมข้อความอื่นหรือในวันจันทร์ 9.00 น. ทุกเรื่องยังถึงผู้รับ"
        case Mode.SHORT:
            return (
                f"ไม่พอแม้สำหรับผลและการเตือนวันสุดท้าย ขาด {budget.promised_left_over:,} ข้อความ "
                "จึงส่งให้หน่วยงานละหนึ่งคนก่อน โปรดเพิ่มแพ็กเกจใน LINE Official Account Manager"
            )


def budget_message(budget: MonthBudget) -> Json:
    """The budget as a card. For officers only."""
    body = [*_use(budget), _outlook(budget), separator(), heading("ต่อจากนี้ถึงสิ้นเดือน")]
    body += [_line("หากส่งทุกข้อความตามเวลา", budget.needed), _line("ตามแผน", budget.planned)]
    body += [_line("กันไว้สำหรับผลที่ยังไม่ประกาศ", budget.awaited)] if budget.awaited else []
    body += [*_kinds(budget), *(note(words) for words in _remarks(budget))]
    alternative = f"โควตาข้อความเดือน{month_name(budget)}: {used_words(budget)} · {outlook_words(budget)}"
    return flex(alternative, bubble("โควตาข้อความ", f"{month_name(budget)} · {SUBTITLE}", body))


def _use(budget: MonthBudget) -> list[Json]:
    if budget.limit is None:
        return [big_number(f"{budget.used:,}", "ข้อความ ไม่จำกัด")]
    share = min(Fraction(1), Fraction(budget.used, budget.limit or 1)) if budget.limit else Fraction(1)
    words = f"ร้อยละ {budget.per_cent} ใกล้หมด" if budget.is_alarming else f"ร้อยละ {budget.per_cent}"
    tone: Tone = "attention" if budget.is_alarming else "good"
    return [
        big_number(f"{budget.used:,}", f"/ {budget.limit:,}"),
        bar(share, colour=style.AMBER if budget.is_alarming else style.BAR),
        row(badge(words, tone, flex=1), badge(f"เหลือ {budget.left:,}", "neutral", flex=1), spacing="sm"),
    ]


def _outlook(budget: MonthBudget) -> Json:
    worried = budget.refused or budget.mode is not Mode.PLENTY
    return text(outlook_words(budget), colour=style.AMBER if worried else style.INK, weight="bold")


def _kinds(budget: MonthBudget) -> list[Json]:
    if not budget.kinds:
        return [note("ไม่มีข้อความที่รออยู่หรือคาดไว้ในเดือนนี้")]
    return [separator(), *(_kind(figures) for figures in budget.kinds)]


def _kind(figures: Figures) -> Json:
    parts = [f"ส่ง {figures.own:,}"]
    parts += [f"รวม {figures.folded:,}"] if figures.folded else []
    parts += [f"ค้าง {figures.left_over:,}"] if figures.left_over else []
    colour = style.AMBER if figures.left_over else style.QUIET
    return row(text(NAMES[figures.kind], size="sm", flex=4), text(" · ".join(parts), size="sm", colour=colour, flex=5))


def _remarks(budget: MonthBudget) -> list[str]:
    remarks = [f"นับตามจำนวนผู้รับ ระบบแจ้งเจ้าหน้าที่เมื่อใช้ถึงร้อยละ {ALARM_PER_CENT}"]
    if budget.unknown_groups:
        remarks.append(f"ยังไม่ทราบจำนวนสมาชิกของ {budget.unknown_groups:,} กลุ่ม จึงประมาณไว้")
    if budget.told_at is not None:
        remarks.append(f"LINE แจ้งยอดเมื่อ {thai_instant(budget.told_at)}")
    if budget.problem:
        remarks.append("ถามยอดล่าสุดจาก LINE ไม่สำเร็จ ระบบจะถามใหม่เอง")
    return remarks


def _line(name: str, messages: int) -> Json:
    return row(
        text(name, size="sm", flex=3, gravity="center"),
        text(f"{messages:,}", size="lg", colour=style.BLUE, weight="bold", align="end", flex=2),
    )
