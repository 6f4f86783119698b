"""Several reminders in one message: every deadline that is near with the days left, and what to do first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.conversation.cards.buttons import ask, open_link, primary, quiet, secondary
from bot.conversation.cards.clip import clipped
from bot.conversation.cards.deadlines import deadline_row
from bot.conversation.cards.message import bubble, flex
from bot.conversation.cards.parts import Json, bullet, heading, note, separator, text
from bot.conversation.dates import time_left
from bot.conversation.todo import gains, lacking
from bot.conversation.view import AgencyView
from bot.conversation.vocabulary import Word
from scoring.deadlines import Deadline

_MOST_DEADLINES = 6
_MOST_STEPS = 3
NOTHING_READ = "ระบบยังไม่ได้อ่านแบบประเมินของท่าน โปรดเปิดแผ่นงานแล้วกรอก"


def digest(agency: AgencyView, deadlines: Sequence[Deadline], now: datetime) -> Json:
    """The deadlines (at least one), the nearest first, and the agency's next steps. For private chats only."""
    nearest = sorted(deadlines, key=lambda deadline: (deadline.closes_at, deadline.id))
    body: list[Json] = []
    for deadline in nearest[:_MOST_DEADLINES]:
        body += [*([separator("lg")] if body else []), deadline_row(deadline, now)]
    if len(nearest) > _MOST_DEADLINES:
        body.append(note(f"และอีก {len(nearest) - _MOST_DEADLINES} กำหนด"))
    body += _first_steps(agency)
    opening = open_link("เปิดแผ่นงาน", agency.workbook_url)
    footer = [
        primary(ask(Word.MISSING, label="ดูสิ่งที่ขาดทั้งหมด")),
        secondary(opening) if opening else None,
        quiet(ask(Word.NOTIFY_OFF)),
    ]
    return flex(_alternative(agency, nearest, now), bubble("สรุปแจ้งเตือน", agency.name, body, footer))


def _first_steps(agency: AgencyView) -> Iterator[Json]:
    yield separator("lg")
    if agency.scorecard is None:
        yield text(NOTHING_READ, size="sm")
        return
    gaining, still = gains(agency, agency.scorecard), lacking(agency)
    entries = gaining or still
    if not entries:
        yield text("✓ ไม่มีรายการที่ขาด", weight="bold")
        return
    yield heading("ทำก่อน ได้มาก" if gaining else "สิ่งที่ต้องทำ")
    for entry in entries[:_MOST_STEPS]:
        reward = f" ({entry.reward})" if entry.reward else ""
        yield bullet(f"{clipped(entry.summary, 240)}{reward}")
    if len(still) > _MOST_STEPS:
        yield note(f"ยังขาดทั้งหมด {len(still)} รายการ")


def _alternative(agency: AgencyView, nearest: Sequence[Deadline], now: datetime) -> str:
    """The deadlines by name, as many as can be told, and how much is lacking."""
    still = len(lacking(agency)) if agency.scorecard else 0
    told = [f"{clipped(deadline.title_th, 80)} {time_left(deadline, now)}" for deadline in nearest[:3]]
    more = [f"และอีก {len(nearest) - 3} กำหนด"] if len(nearest) > 3 else []
    lacks = [f"ยังขาด {still} รายการ"] if still else []
    return "สรุปแจ้งเตือน: " + " · ".join([*told, *more, *lacks])
