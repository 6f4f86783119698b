"""Why a criterion has the level it has: the ledger, every level with its rule, and what the next ones ask."""

from __future__ import annotations

from collections.abc import Iterator

from bot.conversation.cards import style
from bot.conversation.cards.buttons import ask, open_link, primary, quiet
from bot.conversation.cards.clip import clipped
from bot.conversation.cards.message import bubble, flex
from bot.conversation.cards.parts import Json, badge, bullet, column, note, panel, row, separator, text
from bot.conversation.naming import bare_title
from bot.conversation.places import row_link
from bot.conversation.view import AgencyView
from bot.conversation.vocabulary import Word
from scoring.programme import Criterion, Way
from scoring.scorecard import CriterionResult

_MOST_STEPS = 6
_LONGEST_REASON = 600


def reason_message(agency: AgencyView, criterion: Criterion, result: CriterionResult) -> Json:
    """The reasons of one criterion. For private chats only."""
    way = next((way for way in criterion.ways if way.id == result.way), criterion.ways[0])
    undecided = criterion.way_by if result.way is None else None
    where = open_link("เปิดข้อนี้ในแบบประเมิน", row_link(agency, undecided or way.inputs[0].key))
    body = [
        _standing(agency, result),
        _ledger(result),
        *_why_confirmed(agency, result),
        *([_decide_first(agency, undecided)] if undecided else []),
        *_levels(agency, way, result),
    ]
    footer = [primary(where) if where else None, quiet(ask(Word.MISSING, label="ดูสิ่งที่ขาดทั้งหมด"))]
    title = f"ข้อ {result.way or result.id}"
    card = bubble(title, bare_title(agency, result.way or result.id), body, footer)
    return flex(_alternative(agency, result), card)


def _alternative(agency: AgencyView, result: CriterionResult) -> str:
    points = agency.explainer.points
    start = f"ข้อ {result.id} ได้ระดับ {result.level} คือ {points(result.points)} จาก {points(result.max)} คะแนน"
    reason = agency.reasons.get(result.id, "") if result.confirmed is not None else ""
    if reason:
        return f"{start} เหตุผลของผู้ประเมิน: {clipped(reason, 200)}"
    steps = _next_steps(agency, result)
    return f"{start} ระดับถัดไปยังขาด: {' '.join(steps)}" if steps else start


def _next_steps(agency: AgencyView, result: CriterionResult) -> list[str]:
    if not result.missing:
        return []
    nearest = min(item.level for item in result.missing)
    return [agency.explainer.missing(item) for item in result.missing_for(nearest)]


def _standing(agency: AgencyView, result: CriterionResult) -> Json:
    points = agency.explainer.points
    return column(
        text(f"ระดับ {result.level}", size="xxl", colour=style.BLUE, weight="bold"),
        text(f"{points(result.points)} จาก {points(result.max)} คะแนน", colour=style.QUIET),
        spacing="xs",
    )


def _ledger(result: CriterionResult) -> Json:
    """The four levels of the ledger, each by its name."""
    four = (
        ("ท่านประเมินเอง", result.claimed),
        ("ตามข้อมูลที่กรอก", result.computed),
        ("ตามหลักฐานที่แนบ", result.supported),
        ("ผู้ตรวจประเมินให้", result.confirmed),
    )
    return panel(*(_ledger_line(name, level) for name, level in four))


def _ledger_line(name: str, level: int | None) -> Json:
    words = "ยังไม่มี" if level is None else f"ระดับ {level}"
    return row(text(name, size="sm", flex=2), text(words, size="sm", weight="bold", align="end", flex=1), spacing="sm")


def _why_confirmed(agency: AgencyView, result: CriterionResult) -> Iterator[Json]:
    """What the assessors gave as the reason of the level that was announced."""
    reason = agency.reasons.get(result.id, "")
    if reason and result.confirmed is not None:
        yield panel(
            text("เหตุผลของผู้ประเมิน", size="sm", weight="bold"), text(clipped(reason, _LONGEST_REASON), size="sm")
        )


def _decide_first(agency: AgencyView, key: str) -> Json:
    """Which input says by which of its ways the criterion is judged."""
    return panel(text(f"โปรดตอบก่อน: {clipped(agency.explainer.label(key), 160)}", size="sm"), tone="attention")


def _levels(agency: AgencyView, way: Way, result: CriterionResult) -> Iterator[Json]:
    for level in sorted(level for level, _ in way.levels):
        yield separator("md")
        yield _level(agency, way, result, level)


def _level(agency: AgencyView, way: Way, result: CriterionResult, level: int) -> Json:
    head = row(
        text(f"ระดับ {level}", weight="bold", flex=3),
        _state(result, level),
        spacing="md",
        alignItems="center",
    )
    rule = note(clipped(agency.explainer.level_text(way.id, level), 400))
    steps = [clipped(agency.explainer.missing(item), 240) for item in result.missing_for(level)]
    lines = [bullet(f"ขาด: {step}", mark="○", colour=style.AMBER) for step in steps[:_MOST_STEPS]]
    return column(head, rule, *lines, spacing="xs", margin="md")


def _state(result: CriterionResult, level: int) -> Json:
    if level == result.level:
        return badge("✓ ได้ระดับนี้", "good", flex=4)
    if level < result.level:
        return badge("ได้ระดับสูงกว่าแล้ว", "neutral", flex=4)
    return badge("○ ยังไม่ถึง", "attention", flex=4)
