"""The list of deadlines: when each closes in Thai time, how long is left, and what its source says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.conversation.cards.clip import clipped
from bot.conversation.cards.message import bubble, flex
from bot.conversation.cards.parts import Json, badge, column, note, row, separator, text
from bot.conversation.cards.style import Tone
from bot.conversation.dates import closing_time, closing_time_short, closing_word, is_urgent, time_left
from scoring.deadlines import Deadline, upcoming

_MOST_OPEN = 6
_MOST_CLOSED = 2
NONE_OPEN = "ขณะนี้ไม่มีกำหนดส่งที่เปิดรับอยู่ เมื่อมีประกาศรอบใหม่ ระบบจะแสดงที่นี่"


def deadlines_message(deadlines: Sequence[Deadline], now: datetime) -> Json:
    """The open deadlines, the nearest first, and the last that closed. Holds nothing private."""
    still_open = upcoming(deadlines, now)[:_MOST_OPEN]
    closed = sorted((d for d in deadlines if not d.is_open(now)), key=lambda d: d.closes_at, reverse=True)
    body: list[Json] = [] if still_open else [text(NONE_OPEN)]
    for deadline in [*still_open, *closed[:_MOST_CLOSED]]:
        body += [*([separator("lg")] if body else []), deadline_row(deadline, now)]
    return flex(_alternative(still_open, now), bubble("กำหนดส่ง", "เวลาประเทศไทย", body))


def deadline_row(deadline: Deadline, now: datetime) -> Json:
    """One deadline with its state."""
    tone: Tone = "attention" if is_urgent(deadline, now) else "neutral"
    closing = row(
        text(f"{closing_word(deadline)} {closing_time(deadline)}", size="sm", flex=5),
        badge(time_left(deadline, now), tone, flex=3),
        spacing="md",
        alignItems="center",
    )
    lines = [text(clipped(deadline.title_th, 120), weight="bold"), closing]
    if deadline.source_text:
        lines.append(note(f"ตามประกาศ: {clipped(deadline.source_text, 160)}"))
    return column(*lines, spacing="sm", margin="md")


def _alternative(still_open: Sequence[Deadline], now: datetime) -> str:
    if not still_open:
        return NONE_OPEN
    return "กำหนดส่ง: " + " · ".join(_in_short(deadline, now) for deadline in still_open[:3])


def _in_short(deadline: Deadline, now: datetime) -> str:
    when = f"{closing_word(deadline)} {closing_time_short(deadline)} ({time_left(deadline, now)})"
    return f"{clipped(deadline.title_th, 80)} {when}"
