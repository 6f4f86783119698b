"""All agencies at a glance, for officers."""

from __future__ import annotations

from bot.conversation.cards import style
from bot.conversation.cards.buttons import ask, secondary
from bot.conversation.cards.message import bubble, flex
from bot.conversation.cards.parts import Json, row, text
from bot.conversation.view import Overview
from bot.conversation.vocabulary import Word


def overview_message(overview: Overview) -> Json:
    """Counts of agencies and the middle score. For officers only."""
    lines = [
        ("หน่วยงานทั้งหมด", str(overview.agencies)),
        ("อ่านแบบประเมินแล้ว", str(overview.read)),
        ("มีข้อมูลต้องแก้ไข", str(overview.with_problems)),
        ("ผูก LINE แล้ว", str(overview.linked)),
        ("มัธยฐานของคะแนนรวม", "-" if overview.median is None else f"{float(overview.median):.2f}"),
    ]
    body = [_line(name, value) for name, value in lines]
    footer = [secondary(ask(Word.RESCORE, "ทั้งหมด", label="ให้คะแนนใหม่ทั้งหมด"))]
    alternative = "ภาพรวม: " + " · ".join(f"{name} {value}" for name, value in lines)
    return flex(alternative, bubble("ภาพรวม", "ทุกหน่วยงาน คะแนนเบื้องต้น", body, footer))


def _line(name: str, value: str) -> Json:
    return row(
        text(name, size="sm", flex=3, gravity="center"),
        text(value, size="xl", colour=style.BLUE, weight="bold", align="end", flex=2),
    )
