"""The score card: how far, what next, how long left; beside it a card per tier with every section's bar."""

from __future__ import annotations

from collections.abc import Iterator
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
from bot.conversation.dates import closing_time_short, is_urgent, time_left
from bot.conversation.naming import criterion_name, section_name, tier_name
from bot.conversation.pass_mark import PASS_MARK
from bot.conversation.places import row_link
from bot.conversation.todo import gains, lacking
from bot.conversation.view import AgencyView
from bot.conversation.vocabulary import Word
from scoring.deadlines import Deadline
from scoring.outcome import AgainstMark
from scoring.programme import COMBINED, Tier
from scoring.scorecard import Scorecard, Total
from sheets_schema.thai import thai_instant

PRELIMINARY = "คะแนนเบื้องต้น ยังไม่ใช่ผลทางการ"
NO_THRESHOLD = "ยังไม่ได้กำหนดเกณฑ์ผ่าน"


def score_message(agency: AgencyView, card: Scorecard, deadline: Deadline | None, now: datetime) -> Json:
    """The score of an agency. For private chats only."""
    tiers = (_sections(agency, card, tier) for tier in agency.programme.tiers)
    bubbles = [_summary(agency, card, deadline, now), *tiers]
    return flex(_alternative(agency, card, deadline, now), carousel(bubbles))


def how_far(total: Total) -> str:
    """How far a total is, in words that name no award and no pass mark."""
    share = total.points / total.max
    if share in {0, 1}:
        return "ครบคะแนนเต็ม" if share else "ยังไม่มีคะแนน"
    if share == Fraction(1, 2):
        return "ครึ่งหนึ่งของคะแนนเต็ม"
    if share >= Fraction(9, 10):
        return "ใกล้คะแนนเต็ม"
    return "เกินครึ่งของคะแนนเต็ม" if share > Fraction(1, 2) else "ยังไม่ถึงครึ่งของคะแนนเต็ม"


def _alternative(agency: AgencyView, card: Scorecard, deadline: Deadline | None, now: datetime) -> str:
    combined, todo = card.totals[COMBINED], len(lacking(agency))
    points = agency.explainer.points
    sentences = [
        f"{clipped(agency.name, 80)} คะแนนรวมเบื้องต้น {points(combined.points)} จาก {points(combined.max)}",
        f"ยังมีสิ่งที่ต้องทำ {todo} รายการ" if todo else "ไม่มีรายการที่ขาด",
    ]
    if deadline is not None:
        sentences.append(f"{clipped(deadline.title_th, 80)} {time_left(deadline, now)}")
    return " · ".join([*sentences, *judged_sentences(agency), PRELIMINARY])


def _summary(agency: AgencyView, card: Scorecard, deadline: Deadline | None, now: datetime) -> Json:
    body = [
        _how_far(agency, card.totals[COMBINED]),
        *_tiers(agency, card),
        *states(card),
        *judged_lines(agency),
        *_marks(agency, card),
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
    return bubble("คะแนนของหน่วยงาน", agency.name, body, footer)


def _how_far(agency: AgencyView, total: Total) -> Json:
    points = agency.explainer.points
    return column(
        note("คะแนนรวมเบื้องต้น"),
        big_number(points(total.points), f"จาก {points(total.max)}"),
        bar(total.points / total.max, colour=style.GOLD_RULE, height="12px"),
        text(how_far(total), size="sm", weight="bold", colour=style.GOLD, margin="sm"),
    )


def _tiers(agency: AgencyView, card: Scorecard) -> Iterator[Json]:
    for tier in agency.programme.tiers:
        yield _bar_row(agency, _tier_name(agency, tier), card.totals[tier.id])


def states(card: Scorecard) -> Iterator[Json]:
    """What else stands between the agency and its application, beside the points."""
    lacking = sum(result.state in {"missing", "failed"} for result in card.eligibility)
    if lacking:
        yield badge(f"! คุณสมบัติยังขาด {lacking} ข้อ", "attention", margin="md")
    elif card.eligibility:
        yield badge("✓ คุณสมบัติครบตามที่กรอก", "good", margin="md")
    if card.problems:
        yield badge(f"! มีข้อมูลต้องแก้ไข {len(card.problems)} แห่ง", "attention")


def _marks(agency: AgencyView, card: Scorecard) -> Iterator[Json]:
    """How the pass mark stands, where it is set; the marks of awards are for the committee."""
    mark = agency.thresholds.get(PASS_MARK)
    if mark is None:
        return
    standing, points = AgainstMark(PASS_MARK, mark, card.totals[COMBINED].points), agency.explainer.points
    if standing.reached:
        yield badge(f"✓ คะแนนเบื้องต้นถึงเกณฑ์ผ่าน {points(mark)} คะแนน", "good")
    else:
        yield badge(f"! อีก {points(standing.short)} คะแนนถึงเกณฑ์ผ่าน {points(mark)} คะแนน", "attention")


def _next_step(agency: AgencyView, card: Scorecard) -> Json:
    best = next(iter(gains(agency, card)), None)
    if best is None:
        return panel(heading("ขั้นต่อไป"), text("ครบทุกข้อตามหลักฐานที่มี", size="sm"), tone="good", margin="md")
    lines = [bullet(clipped(step.sentence, 160)) for step in best.steps[:3]]
    reward = text(best.reward, colour=style.GOLD, weight="bold")
    where = open_link("เปิดแถวนี้", row_link(agency, card.advice[0].steps[0].key))
    tap = {"action": where} if where else {}
    which = note(clipped(criterion_name(agency, card.advice[0].criterion), 100))
    return panel(heading("ควรทำต่อไป"), reward, which, *lines, tone="gain", margin="md", **tap)


def deadline_line(deadline: Deadline, now: datetime) -> Json:
    """A deadline in two lines: what for, and when it closes."""
    colour = style.AMBER if is_urgent(deadline, now) else style.BLUE
    left = text(time_left(deadline, now), size="sm", weight="bold", colour=colour, align="end", flex=0)
    return column(
        text(clipped(deadline.title_th, 90), size="sm", weight="bold"),
        row(note(closing_time_short(deadline), flex=1), left, spacing="md"),
        margin="md",
    )


def _small_print(agency: AgencyView) -> Json:
    lines = [note(PRELIMINARY)]
    if not agency.thresholds:
        lines.append(note(NO_THRESHOLD))
    if agency.read_at is not None:
        lines.append(note(f"อ่านแบบประเมินล่าสุด {thai_instant(agency.read_at)}"))
    return column(*lines, margin="md", spacing="xs")


def _tier_name(agency: AgencyView, tier: Tier) -> str:
    return f"{tier_name(agency, tier.id)} ({tier.weight}%)"


def _sections(agency: AgencyView, card: Scorecard, tier: Tier) -> Json:
    body = [_bar_row(agency, "รวม", card.totals[tier.id]), separator(), *_section_rows(agency, card, tier.id)]
    footer = [secondary(ask(Word.WHY, label="ดูเหตุผลรายข้อ"))]
    return bubble(_tier_name(agency, tier), PRELIMINARY, body, footer)


def _section_rows(agency: AgencyView, card: Scorecard, tier: str) -> Iterator[Json]:
    sections = dict.fromkeys(criterion.section for criterion in agency.programme.totals[tier])
    for section in sections:
        ids = {criterion.id for criterion in agency.programme.totals[tier] if criterion.section == section}
        results = [result for result in card.criteria if result.id in ids]
        total = Total(
            sum((result.points for result in results), Fraction(0)),
            sum((result.max for result in results), Fraction(0)),
        )
        yield _bar_row(agency, clipped(section_name(agency, section), 200), total)


def _bar_row(agency: AgencyView, title: str, total: Total) -> Json:
    points = agency.explainer.points
    full = total.points == total.max
    reached = f"{'✓ ' if full else ''}{points(total.points)}/{points(total.max)}"
    words = row(
        text(title, size="sm", flex=1),
        text(reached, size="sm", weight="bold", colour=style.GREEN if full else style.INK, align="end", flex=0),
        spacing="md",
    )
    return column(words, bar(total.points / total.max, colour=style.GREEN if full else style.BAR))
