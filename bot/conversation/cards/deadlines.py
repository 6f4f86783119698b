"""The list of deadlines: when each closes in Thai time, how long is left, and what its source says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.conversation.cards.buttons import secondary
from bot.conversation.cards.calendar import calendar_links
from bot.conversation.cards.clip import clipped
from bot.conversation.cards.message import bubble, flex
from bot.conversation.cards.parts import Json, badge, column, note, row, separator, text
from bot.conversation.dates import (
    closing_time,
    closing_time_at_source,
    closing_time_short,
    closing_word,
    is_urgent,
    time_left,
)
from scoring.deadlines import Deadline, upcoming
from scoring.scorecard import RequirementState

_MOST_OPEN = 6
_MOST_CLOSED = 2
NONE_OPEN = "ขณะนี้ไม่มีกำหนดส่งที่เปิดรับอยู่ เมื่อมีประกาศรอบใหม่ ระบบจะแสดงที่นี่"


def deadlines_message(
    deadlines: Sequence[Deadline],
    now: datetime,
    standing: Mapping[str, RequirementState] | None = None,
    calendar_url: str = "",
) -> Json:
    """The open deadlines, the nearest first, and the last that closed; where there is a feed, how to subscribe to it.

    `standing` tells by the deadline's id how an agency stands with what is due then; without it nothing is private.
    """
    known = standing or {}
    still_open = upcoming(deadlines, now)[:_MOST_OPEN]
    closed = sorted((d for d in deadlines if not d.is_open(now)), key=lambda d: d.closes_at, reverse=True)
    body: list[Json] = [] if still_open else [text(NONE_OPEN)]
    for deadline in [*still_open, *closed[:_MOST_CLOSED]]:
        body += [*([separator("lg")] if body else []), deadline_row(deadline, now, known.get(deadline.id))]
    footer = [secondary(action) for action in calendar_links(calendar_url) if action]
    return flex(_alternative(still_open, now), bubble("กำหนดส่ง", "เวลาประเทศไทย", body, footer))


def deadline_row(deadline: Deadline, now: datetime, state: RequirementState | None = None) -> Json:
    """One deadline with how long is left, or that what is due then is met."""
    closing = row(
        text(f"{closing_word(deadline)} {closing_time(deadline)}", size="sm", flex=5),
        _state(deadline, now, state),
        spacing="md",
        alignItems="center",
    )
    lines = [text(clipped(deadline.title_th, 120), weight="bold"), closing]
    return column(*lines, *source_notes(deadline), spacing="sm", margin="md")


def source_notes(deadline: Deadline) -> list[Json]:
    """What the source says, and the last minute on its own clocks where these are not Bangkok's."""
    there = closing_time_at_source(deadline)
    return [
        *([note(f"ตามประกาศ: {clipped(deadline.source_text, 160)}")] if deadline.source_text else []),
        *([note(f"เวลาของต้นทาง: {clipped(there, 120)}")] if there else []),
    ]


def _state(deadline: Deadline, now: datetime, state: RequirementState | None) -> Json:
    if state == "ok":
        return badge("✓ ครบแล้ว", "good", flex=3)
    if state == "overdue":
        return badge("! เกินกำหนด", "attention", flex=3)
    return badge(time_left(deadline, now), "attention" if is_urgent(deadline, now) else "neutral", flex=3)


def _alternative(still_open: Sequence[Deadline], now: datetime) -> str:
    if not still_open:
        return NONE_OPEN
    return "กำหนดส่ง: " + " · ".join(_in_short(deadline, now) for deadline in still_open[:3])


def _in_short(deadline: Deadline, now: datetime) -> str:
    when = f"{closing_word(deadline)} {closing_time_short(deadline)} ({time_left(deadline, now)})"
    return f"{clipped(deadline.title_th, 80)} {when}"
