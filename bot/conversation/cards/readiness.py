"""The readiness card, where things are met or not: how many are, what next, what is due when, each section's bar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from fractions import Fraction

from bot.conversation.cards import style
from bot.conversation.cards.buttons import ask, open_link, primary, secondary
from bot.conversation.cards.clip import clipped
from bot.conversation.cards.judged import judged_lines, judged_sentences
from bot.conversation.cards.message import bubble, carousel, flex
from bot.conversation.cards.parts import (
    Json,
    badge,
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
from bot.conversation.cards.score import deadline_line, states
from bot.conversation.dates import time_left
from bot.conversation.naming import section_name
from bot.conversation.places import row_link
from bot.conversation.todo import lacking, open_requirements
from bot.conversation.view import AgencyView
from bot.conversation.vocabulary import Word
from scoring.deadlines import Deadline
from scoring.scorecard import IndicatorResult, RequirementResult, Scorecard, Total
from scoring.submission import Value
from sheets_schema.thai import thai_instant

PRELIMINARY = "ผลตรวจเบื้องต้น ยังไม่ใช่ผลทางการ"
ALL_MET = "ครบทุกรายการที่ต้องมีในขณะนี้"
_MOST_DAYS = 8
_MOST_INDICATORS = 8


def readiness_message(agency: AgencyView, card: Scorecard, deadline: Deadline | None, now: datetime) -> Json:
    """How ready an agency is. For private chats only."""
    bubbles = [
        _summary(agency, card, deadline, now),
        *_sections(agency, card),
        *_calendar(agency, card),
        *_indicators(agency, card),
    ]
    return flex(_alternative(agency, card, deadline, now), carousel(bubbles))


def how_ready(ready: Total) -> str:
    """How many are met of those that are asked for by now, in words."""
    if not ready.max:
        return "ขณะนี้ยังไม่มีรายการที่ต้องมี"
    share = ready.points / ready.max
    if share in {0, 1}:
        return ALL_MET if share else "ยังไม่มีรายการที่ครบ"
    if share == Fraction(1, 2):
        return "ครบครึ่งหนึ่งแล้ว"
    if share >= Fraction(9, 10):
        return "ใกล้ครบแล้ว"
    return "ครบเกินครึ่งแล้ว" if share > Fraction(1, 2) else "ครบยังไม่ถึงครึ่ง"


def _alternative(agency: AgencyView, card: Scorecard, deadline: Deadline | None, now: datetime) -> str:
    ready, late, todo = card.readiness, _in_state(card, "overdue"), len(lacking(agency))
    sentences = [
        f"{clipped(agency.name, 80)} ครบ {ready.points} จาก {ready.max} รายการที่ต้องมี",
        *([f"เกินกำหนด {late} รายการ"] if late else []),
        f"ยังมีสิ่งที่ต้องทำ {todo} รายการ" if todo else "ไม่มีรายการที่ขาด",
    ]
    if deadline is not None:
        sentences.append(f"{clipped(deadline.title_th, 80)} {time_left(deadline, now)}")
    return " · ".join([*sentences, *judged_sentences(agency), PRELIMINARY])


def _summary(agency: AgencyView, card: Scorecard, deadline: Deadline | None, now: datetime) -> Json:
    body = [
        _how_far(card.readiness),
        *_late(card),
        *states(card),
        *judged_lines(agency),
        separator(),
        _next_step(agency, card),
        *([deadline_line(deadline, now)] if deadline else []),
        _small_print(agency),
    ]
    opening = open_link("เปิดแผ่นงาน", agency.workbook_url)
    footer = [
        primary(ask(Word.MISSING, label="ดูสิ่งที่ขาดทั้งหมด")),
        secondary(opening) if opening else None,
    ]
    return bubble(agency.explainer.words.programme("short_name"), agency.name, body, footer)


def _how_far(ready: Total) -> Json:
    return column(
        note("รายการที่ต้องมีซึ่งครบแล้ว"),
        big_number(str(ready.points), f"จาก {ready.max} รายการ"),
        bar(_share(ready), colour=style.GOLD_RULE, height="12px"),
        text(how_ready(ready), size="sm", weight="bold", colour=style.GOLD, margin="sm"),
    )


def _late(card: Scorecard) -> Iterator[Json]:
    late = _in_state(card, "overdue")
    if late:
        yield badge(f"! เกินกำหนด {late} รายการ", "attention", margin="md")


def _next_step(agency: AgencyView, card: Scorecard) -> Json:
    best = next((entry for entry in open_requirements(agency, card) if entry.condition != "advised"), None)
    if best is None or best.condition is None:
        return panel(heading("ขั้นต่อไป"), text(ALL_MET, size="sm"), tone="good", margin="md")
    steps = [bullet(clipped(step.sentence, 160)) for step in best.steps[:3]]
    more = len(best.steps) - 3
    where = open_link("เปิดแถวนี้", best.link)
    return panel(
        heading("ควรทำต่อไป"),
        text(clipped(best.title, 120), size="sm", weight="bold"),
        text(best.state, size="sm", colour=style.INK_OF[style.TONE_OF[best.condition]], weight="bold"),
        *steps,
        *([note(f"และอีก {more} รายการในข้อนี้")] if more > 0 else []),
        *([text("เปิดแถวนี้ ›", size="sm", colour=style.LINK, weight="bold")] if where else []),
        tone="gain",
        margin="md",
        **({"action": where} if where else {}),
    )


def _small_print(agency: AgencyView) -> Json:
    lines = [note(PRELIMINARY)]
    if agency.read_at is not None:
        lines.append(note(f"อ่านแผ่นงานล่าสุด {thai_instant(agency.read_at)}"))
    return column(*lines, margin="md", spacing="xs")


def _sections(agency: AgencyView, card: Scorecard) -> Iterator[Json]:
    """The card of sections: of each what is met of what is asked for by now, and how much of the advice is taken."""
    asked = [result for result in card.requirements if result.counts]
    if not asked:
        return
    sections = dict.fromkeys(result.section for result in asked)
    body = [_section(agency, section, [r for r in asked if r.section == section]) for section in sections]
    advised = [result for result in card.requirements if result.advised and result.state != "not_needed"]
    if advised:
        taken = sum(result.state == "ok" for result in advised)
        body += [separator(), note(f"ข้อแนะนำ (ควรมี) ครบ {taken} จาก {len(advised)} รายการ ไม่นับในความพร้อม")]
    footer = [secondary(ask(Word.MISSING, label="ดูสิ่งที่ขาดทั้งหมด"))]
    yield bubble("ความครบถ้วนรายหมวด", PRELIMINARY, body, footer)


def _section(agency: AgencyView, section: str, asked: list[RequirementResult]) -> Json:
    met = sum(result.state == "ok" for result in asked)
    full = met == len(asked)
    words = row(
        text(clipped(section_name(agency, section), 200), size="sm", flex=1),
        text(
            f"{'✓ ' if full else ''}{met}/{len(asked)}",
            size="sm",
            weight="bold",
            colour=style.GREEN if full else style.INK,
            align="end",
            flex=0,
        ),
        spacing="md",
    )
    return column(words, bar(Fraction(met, len(asked)), colour=style.GREEN if full else style.BAR))


def _calendar(agency: AgencyView, card: Scorecard) -> Iterator[Json]:
    """The card of last days, for what is asked of this agency: overdue ones first, then by day."""
    dated = [result for result in card.requirements if result.due is not None and result.state != "not_needed"]
    if dated:
        shown = sorted(dated, key=_by_urgency)[:_MOST_DAYS]
        body = _parted(_day(agency, result) for result in shown)
        footer = [secondary(ask(Word.DEADLINES, label="ดูกำหนดส่งทั้งหมด"))]
        yield bubble("วันครบกำหนด", PRELIMINARY, body, footer)


def _by_urgency(result: RequirementResult) -> tuple[bool, bool, str]:
    return result.state == "ok", result.state != "overdue", str(result.due)


def _day(agency: AgencyView, result: RequirementResult) -> Json:
    where = open_link("เปิดแถวนี้", row_link(agency, result.missing[0].key)) if result.missing else None
    return column(
        text(clipped(agency.explainer.requirement_title(result.id), 120), size="sm", weight="bold"),
        badge(_state_of_day(agency, result), style.TONE_OF[result.state]),
        *([text("เปิดแถวนี้ ›", size="sm", colour=style.LINK, weight="bold")] if where else []),
        spacing="sm",
        margin="md",
        **({"action": where} if where else {}),
    )


def _state_of_day(agency: AgencyView, result: RequirementResult) -> str:
    state = agency.explainer.requirement_state(result)
    if result.state == "ok" and result.due is not None:
        return f"✓ {state} (กำหนด {agency.explainer.day(result.due)})"
    return f"! {state}" if result.state == "overdue" else state


def _indicators(agency: AgencyView, card: Scorecard) -> Iterator[Json]:
    """The card of indicators: of each the latest value there is."""
    known = [latest for indicator in card.indicators if (latest := _latest(indicator)) is not None]
    if known:
        body = _parted(_value(agency, key, value) for key, value in known[:_MOST_INDICATORS])
        opening = open_link("เปิดแผ่นงาน", agency.workbook_url)
        yield bubble("ตัวชี้วัดล่าสุด", PRELIMINARY, body, [secondary(opening) if opening else None])


def _latest(indicator: IndicatorResult) -> tuple[str, Value] | None:
    """The key and the value of the last period that has one."""
    values = enumerate(indicator.values, start=1)
    known = [(f"{indicator.id}.{period}", value) for period, value in values if value is not None]
    return known[-1] if known else None


def _value(agency: AgencyView, key: str, value: Value) -> Json:
    if isinstance(value, bool):
        shown = agency.explainer.words.yes_no(value)
    else:
        shown = f"{value:,}" if isinstance(value, int) else str(value)
    return column(
        text(clipped(agency.explainer.label(key), 240), size="sm"),
        text(clipped(shown, 30), size="lg", colour=style.BLUE, weight="bold"),
        spacing="xs",
        margin="md",
    )


def _parted(parts: Iterable[Json]) -> list[Json]:
    """These parts with a line between each two."""
    parted: list[Json] = []
    for part in parts:
        parted += [*([separator("md")] if parted else []), part]
    return parted


def _in_state(card: Scorecard, state: str) -> int:
    return sum(result.state == state for result in card.requirements)


def _share(total: Total) -> Fraction:
    return total.points / total.max if total.max else Fraction(0)
