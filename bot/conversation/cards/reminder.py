"""The reminder that is pushed before a deadline."""

from __future__ import annotations

from datetime import datetime

from bot.conversation.cards import style
from bot.conversation.cards.buttons import ask, open_link, primary, quiet, secondary
from bot.conversation.cards.clip import clipped
from bot.conversation.cards.message import bubble, flex
from bot.conversation.cards.parts import Json, bullet, column, heading, note, row, separator, text
from bot.conversation.dates import closing_time, closing_time_short, time_left
from bot.conversation.todo import Entry, entries, gains
from bot.conversation.unpsa import TO_HAVE_READY
from bot.conversation.view import AgencyView
from bot.conversation.vocabulary import Word
from scoring.deadlines import Deadline

_MOST = 3


def reminder_message(agency: AgencyView, deadline: Deadline, now: datetime) -> Json:
    """When it closes, how long is left, and the three steps that help most; of UNPSA, what must be ready."""
    own = deadline.programme == agency.programme.id
    body = [
        text(time_left(deadline, now), size="3xl", colour=style.BLUE, weight="bold"),
        column(
            text(clipped(deadline.title_th, 160), weight="bold"),
            text(f"ปิดรับ {closing_time(deadline)}", size="sm"),
            *([note(f"ตามประกาศ: {clipped(deadline.source_text, 160)}")] if deadline.source_text else []),
            spacing="xs",
        ),
        *(_most_useful(agency) if own else _to_have_ready(deadline)),
    ]
    opening = open_link("เปิดแบบประเมิน", agency.workbook_url)
    footer = [
        primary(opening) if opening else None,
        secondary(ask(more_about(agency, deadline))),
        quiet(ask(Word.NOTIFY_OFF)),
    ]
    return flex(_alternative(agency, deadline, now), bubble("แจ้งเตือนกำหนดส่ง", agency.name, body, footer))


def more_about(agency: AgencyView, deadline: Deadline) -> Word:
    """The word that tells more about what a deadline asks for."""
    if deadline.programme == agency.programme.id:
        return Word.MISSING
    return Word.UNPSA if deadline.programme.startswith("unpsa") else Word.DEADLINES


def _most_useful(agency: AgencyView) -> list[Json]:
    if agency.scorecard is None:
        return []
    steps = (gains(agency, agency.scorecard) or entries(agency))[:_MOST]
    return [separator(), heading("ทำก่อน ได้มาก"), *(_line(entry) for entry in steps)] if steps else []


def _to_have_ready(deadline: Deadline) -> list[Json]:
    if not deadline.programme.startswith("unpsa"):
        return []
    return [separator(), heading("สิ่งที่ต้องเตรียม"), *(bullet(line, mark="☐") for line in TO_HAVE_READY)]


def _alternative(agency: AgencyView, deadline: Deadline, now: datetime) -> str:
    start = (
        f"แจ้งเตือน: {clipped(deadline.title_th, 100)} ปิดรับ {closing_time_short(deadline)} ({time_left(deadline, now)})"
    )
    open_entries = len(entries(agency)) if deadline.programme == agency.programme.id else 0
    return f"{start} ยังขาด {open_entries} รายการ" if open_entries else start


def _line(entry: Entry) -> Json:
    more = len(entry.steps) - 1
    words = clipped(entry.steps[0], 140) + (f" และอีก {more} รายการ" if more else "")
    reward = [text(entry.reward, size="sm", colour=style.GOLD, weight="bold")] if entry.reward else []
    where = open_link("เปิดแถวนี้", entry.link)
    return row(
        text("•", colour=style.BLUE, weight="bold", flex=0),
        column(text(words, size="sm"), *reward, spacing="none", flex=1),
        spacing="sm",
        **({"action": where} if where else {}),
    )
