"""What is judged: the message when it was taken, and the lines about it on other cards."""

from __future__ import annotations

from collections.abc import Iterator

from bot.conversation.cards import style
from bot.conversation.cards.buttons import ask, open_link, primary, quiet, secondary
from bot.conversation.cards.clip import clipped
from bot.conversation.cards.message import bubble, flex
from bot.conversation.cards.parts import Json, badge, column, note, row, separator, text
from bot.conversation.view import AgencyView, Judged
from bot.conversation.vocabulary import Word
from scoring.programme import COMBINED
from sheets_schema.judged_feedback import LATE
from sheets_schema.thai import thai_instant

TAKEN = "รับข้อมูลไว้ตัดสินแล้ว"
NOT_COUNTED = "การแก้ไขหลังจากนี้ยังไม่นับ หากจำเป็นต้องแก้ โปรดติดต่อฝ่ายเลขานุการเพื่อขอเปิดให้แก้ไข"


def judged_message(agency: AgencyView, judged: Judged) -> Json:
    """What is judged, as it is pushed: a lock screen shows no score."""
    body = [
        text(f"✓ {TAKEN}", size="lg", colour=style.GREEN, weight="bold"),
        *(_line(name, value) for name, value in _facts(agency, judged)),
        separator(),
        text(NOT_COUNTED, size="sm"),
        *([note(f"เลขที่ใบรับรองคะแนน {agency.scorecard.receipt}")] if agency.scorecard else []),
    ]
    opening = open_link("เปิดแผ่นงาน", agency.workbook_url)
    footer = [
        primary(ask(Word.SCORE, label="ดูผลที่ใช้ตัดสิน")),
        secondary(opening) if opening else None,
        quiet(ask(Word.NOTIFY_OFF)),
    ]
    alternative = f"{TAKEN} {thai_instant(judged.at)} {clipped(judged.because, 160)} {NOT_COUNTED}"
    return flex(alternative, bubble("ข้อมูลที่ใช้ตัดสิน", agency.name, body, footer))


def judged_lines(agency: AgencyView) -> Iterator[Json]:
    """On a card of what is judged: since when it stands, and that later edits do not count."""
    if agency.judged is None:
        return
    yield badge(f"✓ {TAKEN} {thai_instant(agency.judged.at)}", "good", margin="md")
    if agency.judged.late:
        yield badge(late_words(agency, agency.judged), "attention")


def late_words(agency: AgencyView, judged: Judged) -> str:
    """How much was edited since, and what it would be worth; blank where nothing was."""
    if not judged.late:
        return ""
    total = judged.newest.totals.get(COMBINED) if judged.newest else None
    points = agency.explainer.points
    worth = f" ฉบับล่าสุดได้ {points(total.points)} จาก {points(total.max)}" if total else ""
    return f"! {LATE} {judged.late} แถว{worth}"


def judged_sentences(agency: AgencyView) -> list[str]:
    """The same for an alternative text."""
    if agency.judged is None:
        return []
    late = late_words(agency, agency.judged)
    return [f"{TAKEN} {thai_instant(agency.judged.at)}", *([late.removeprefix("! ")] if late else [])]


def _facts(agency: AgencyView, judged: Judged) -> Iterator[tuple[str, str]]:
    yield "ข้อมูล ณ", thai_instant(judged.at)
    yield "เหตุ", clipped(judged.because, 300)
    card, points = agency.scorecard, agency.explainer.points
    if card is not None and COMBINED in card.totals:
        total = card.totals[COMBINED]
        yield "คะแนนเบื้องต้น", f"{points(total.points)} จาก {points(total.max)}"
    if card is not None and card.requirements:
        yield "รายการที่ครบ", f"{card.readiness.points} จาก {card.readiness.max}"


def _line(name: str, value: str) -> Json:
    return row(
        column(note(name), flex=3),
        column(text(value, size="sm", weight="bold"), flex=5),
        spacing="md",
    )
