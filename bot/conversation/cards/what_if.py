"""What if: what each higher level of a criterion asks and brings, and the criteria that can gain most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from bot.conversation.cards import style
from bot.conversation.cards.buttons import ask, open_link, primary, quiet
from bot.conversation.cards.clip import clipped
from bot.conversation.cards.message import bubble, flex
from bot.conversation.cards.missing import GAINS_ARE_RAW
from bot.conversation.cards.parts import Json, badge, bullet, column, heading, note, panel, row, separator, text
from bot.conversation.naming import bare_title, criterion_name
from bot.conversation.pass_mark import WayToPass
from bot.conversation.places import row_link
from bot.conversation.view import AgencyView
from bot.conversation.vocabulary import Word
from scoring.scorecard import CriterionResult
from scoring.what_if import Prospect

CONFIRMED = "ผู้ตรวจประเมินให้ระดับข้อนี้แล้ว การแก้แบบประเมินไม่เปลี่ยนคะแนน"
AT_THE_TOP = "ข้อนี้ได้ระดับสูงสุดแล้ว"
NOTHING_TO_GAIN = "ไม่มีข้อที่ทำเพิ่มแล้วได้คะแนนเพิ่ม"
ON_A_TOTAL = "เมื่อกรอกจำนวนทั้งหมดแล้ว ระบบจะคำนวณให้ใหม่"
_MOST_STEPS = 6
_MOST_STEPS_TO_PASS = 4


class Chance(NamedTuple):
    """A criterion, and the most that it can bring."""

    criterion: str
    best: Prospect


def what_if_message(
    agency: AgencyView, result: CriterionResult, combined: Fraction, prospects: Sequence[Prospect]
) -> Json:
    """What the higher levels of one criterion ask and bring. For private chats only."""
    body = [_now(agency, result, combined)]
    for prospect in prospects:
        body += [separator("md"), _prospect(agency, combined, prospect)]
    if prospects:
        body.append(note(GAINS_ARE_RAW, margin="lg"))
    else:
        tone: style.Tone = "good" if result.confirmed is None else "neutral"
        body.append(panel(text(_no_prospect(result), size="sm"), tone=tone))
    key = prospects[0].steps[0].key if prospects else agency.programme.organisation
    where = open_link("เปิดข้อนี้ในแบบประเมิน", row_link(agency, key)) if prospects else None
    footer = [primary(where) if where else None, quiet(ask(Word.WHY, result.id, label="ดูเหตุผลของข้อนี้"))]
    card = bubble(f"ถ้าทำข้อ {result.id}", bare_title(agency, result.id), body, footer)
    return flex(_alternative(agency, result, combined, prospects), card)


def chances_message(agency: AgencyView, combined: Fraction, chances: Sequence[Chance], way: WayToPass | None) -> Json:
    """The criteria that can gain most, each a button, and how far it is to the pass mark. For private chats only."""
    body = [note(f"คะแนนรวมขณะนี้ {agency.explainer.points(combined)}"), *_to_pass(agency, way)]
    body += [_chance(agency, combined, chance) for chance in chances] or [text(NOTHING_TO_GAIN)]
    listed = " · ".join(f"ข้อ {chance.criterion} {_rise(agency, combined, chance.best)}" for chance in chances)
    alternative = f"ถ้าทำเพิ่ม {listed}" if chances else NOTHING_TO_GAIN
    lead = _lead(agency, way)
    return flex(f"{lead} · {alternative}" if lead else alternative, bubble("ถ้าทำเพิ่ม", "แตะข้อที่สนใจ", body))


def _no_prospect(result: CriterionResult) -> str:
    return AT_THE_TOP if result.confirmed is None else CONFIRMED


def _rise(agency: AgencyView, combined: Fraction, prospect: Prospect) -> str:
    points = agency.explainer.points
    return f"คะแนนรวมจาก {points(combined)} เป็น {points(prospect.combined)}"


def _gain(agency: AgencyView, prospect: Prospect) -> str:
    return f"+{agency.explainer.points(prospect.gain)} คะแนน"


def _alternative(agency: AgencyView, result: CriterionResult, combined: Fraction, prospects: Sequence[Prospect]) -> str:
    start = f"ถ้าทำข้อ {result.id}"
    if not prospects:
        return f"{start}: {_no_prospect(result)}"
    levels = (f"ระดับ {p.level} {_gain(agency, p)} {_rise(agency, combined, p)}" for p in prospects)
    return f"{start}: {' · '.join(levels)}"


def _now(agency: AgencyView, result: CriterionResult, combined: Fraction) -> Json:
    points = agency.explainer.points
    standing = f"{points(result.points)} จาก {points(result.max)} คะแนน · คะแนนรวม {points(combined)}"
    return row(
        text(f"ขณะนี้ระดับ {result.level}", weight="bold", flex=0),
        text(standing, size="sm", colour=style.QUIET, align="end", flex=1),
        spacing="md",
        alignItems="center",
    )


def _prospect(agency: AgencyView, combined: Fraction, prospect: Prospect) -> Json:
    head = row(
        text(f"ถ้าถึงระดับ {prospect.level}", weight="bold", flex=0),
        text(_gain(agency, prospect), size="sm", colour=style.GOLD, weight="bold", align="end", flex=1),
        spacing="md",
        alignItems="center",
    )
    steps = [clipped(agency.explainer.missing(step), 240) for step in prospect.steps]
    more = [note(f"และอีก {len(steps) - _MOST_STEPS} รายการ")] if len(steps) > _MOST_STEPS else []
    caution = [note(ON_A_TOTAL)] if prospect.assumes else []
    lines = [bullet(step, mark="○", colour=style.AMBER) for step in steps[:_MOST_STEPS]]
    rise = text(_rise(agency, combined, prospect), size="sm")
    return column(head, rise, *lines, *more, *caution, spacing="xs", margin="md")


def _chance(agency: AgencyView, combined: Fraction, chance: Chance) -> Json:
    name = text(clipped(criterion_name(agency, chance.criterion), 200), size="sm", colour=style.LINK, weight="bold")
    how = note(f"ถึงระดับ {chance.best.level} · {len(chance.best.steps)} รายการ")
    return row(
        column(name, how, text(_rise(agency, combined, chance.best), size="sm"), spacing="none", flex=1),
        text("›", size="lg", colour=style.LINK, flex=0, gravity="center"),
        action=ask(Word.WHAT_IF, chance.criterion),
        margin="md",
    )


def _lead(agency: AgencyView, way: WayToPass | None) -> str:
    """How far it is to the pass mark; blank while none is set."""
    if way is None:
        return ""
    mark = f"เกณฑ์ผ่าน {agency.explainer.points(way.mark)} คะแนน"
    if way.goal is None:
        return f"แก้แบบประเมินอย่างเดียวยังไม่ถึง{mark}"
    return f"อีก {len(way.goal.steps)} รายการถึง{mark}" if way.goal.steps else f"คะแนนเบื้องต้นถึง{mark}แล้ว"


def _to_pass(agency: AgencyView, way: WayToPass | None) -> Iterator[Json]:
    if way is None:
        return
    lead = _lead(agency, way)
    if way.goal is None or not way.goal.steps:
        yield badge(f"✓ {lead}", "good") if way.goal else badge(f"! {lead}", "attention")
        return
    steps = [agency.explainer.missing(step) for step in way.goal.steps]
    lines = [bullet(clipped(step, 240)) for step in steps[:_MOST_STEPS_TO_PASS]]
    more = [note(f"และอีก {len(steps) - _MOST_STEPS_TO_PASS} รายการ")] if len(steps) > _MOST_STEPS_TO_PASS else []
    then = [note(f"คะแนนรวมจะเป็น {agency.explainer.points(way.goal.points)}")]
    if any(key in agency.programme.parts.values() for key in way.goal.assumed):
        then.append(note(ON_A_TOTAL))
    action = ask(Word.MISSING, label="ดูสิ่งที่ขาดทั้งหมด")
    yield panel(heading(lead), *lines, *more, *then, tone="gain", action=action)
