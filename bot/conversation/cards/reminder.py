"""The reminder that is pushed before a deadline."""

from __future__ import annotations

from datetime import datetime

from bot.conversation.cards import style
from bot.conversation.cards.buttons import ask, open_link, primary, quiet, secondary
from bot.conversation.cards.clip import clipped
from bot.conversation.cards.deadlines import source_notes
from bot.conversation.cards.message import bubble, flex
from bot.conversation.cards.parts import Json, bullet, column, heading, note, row, separator, text
from bot.conversation.dates import closing_time, closing_time_short, closing_word, time_left
from bot.conversation.todo import Entry, gains, lacking, open_requirements
from bot.conversation.unpsa import call_of_2022, lacking_in
from bot.conversation.view import AgencyView
from bot.conversation.vocabulary import Word
from scoring.deadlines import Deadline, due_on

_MOST = 3
_MOST_ELSEWHERE = 5
NOTHING_READ = "ระบบยังไม่ได้อ่านแบบประเมินของท่าน จึงถือว่ายังขาดทุกรายการ"


def reminder_message(agency: AgencyView, deadline: Deadline, now: datetime) -> Json:
    """When it closes, how long is left, and the three steps that help most; of UNPSA, what must be ready.

    On the last day of a report, what that report still asks.
    """
    own = deadline.programme == agency.programme.id
    body = [
        text(time_left(deadline, now), size="3xl", colour=style.BLUE, weight="bold"),
        column(
            text(clipped(deadline.title_th, 160), weight="bold"),
            text(f"{closing_word(deadline)} {closing_time(deadline)}", size="sm"),
            *source_notes(deadline),
            spacing="xs",
        ),
        *(_most_useful(agency, deadline) if own else _of_another_programme(agency, deadline)),
    ]
    opening = open_link("เปิดแผ่นงาน", agency.workbook_url)
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


def _most_useful(agency: AgencyView, deadline: Deadline) -> list[Json]:
    if agency.scorecard is None:
        return [separator(), text(NOTHING_READ, size="sm")]
    gaining = () if deadline.requirement else gains(agency, agency.scorecard)
    steps = gaining or _one_by_one(_asked_for(agency, deadline))
    title = "ทำก่อน ได้มาก" if gaining else "สิ่งที่ต้องทำ"
    more = len(steps) - _MOST
    others = [note(f"และอีก {more} รายการ")] if more > 0 and not gaining else []
    return [separator(), heading(title), *(_line(entry) for entry in steps[:_MOST]), *others] if steps else []


def _one_by_one(asked_for: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Where one thing alone is asked for, which the card names already, each of its steps by itself."""
    if len(asked_for) != 1:
        return asked_for
    return tuple(Entry("", (step,), "") for step in asked_for[0].steps)


def _asked_for(agency: AgencyView, deadline: Deadline) -> tuple[Entry, ...]:
    """What is still to be done for a deadline of the agency's own programme."""
    if deadline.requirement is None or agency.scorecard is None:
        return lacking(agency)
    return open_requirements(agency, agency.scorecard, due_on(agency.programme, deadline))


def _of_another_programme(agency: AgencyView, deadline: Deadline) -> list[Json]:
    """What its file still lacks, going by what the agency's workbook brings to it; else what must be ready."""
    outlook = agency.prospects.get(deadline.programme)
    if outlook is None:
        return _to_have_ready(deadline)
    open_there = lacking_in(outlook)
    titles = (clipped(outlook.explainer.requirement_title(item.id), 240) for item in open_there[:_MOST_ELSEWHERE])
    more = len(open_there) - _MOST_ELSEWHERE
    others = [note(f"และอีก {more} รายการ")] if more > 0 else []
    return [separator(), heading(f"ยังต้องมี {len(open_there)} รายการ"), *(bullet(t, mark="☐") for t in titles), *others]


def _to_have_ready(deadline: Deadline) -> list[Json]:
    if not deadline.programme.startswith("unpsa"):
        return []
    return [separator(), heading("สิ่งที่ต้องเตรียม"), *(bullet(line, mark="☐") for line in call_of_2022().to_have_ready)]


def _alternative(agency: AgencyView, deadline: Deadline, now: datetime) -> str:
    when = f"{closing_word(deadline)} {closing_time_short(deadline)} ({time_left(deadline, now)})"
    start = f"แจ้งเตือน: {clipped(deadline.title_th, 100)} {when}"
    if deadline.programme == agency.programme.id and agency.scorecard is None:
        return f"{start} {NOTHING_READ}"
    still = _how_many(agency, deadline)
    return f"{start} ยังขาด {still} รายการ" if still else start


def _how_many(agency: AgencyView, deadline: Deadline) -> int:
    """How many things are still asked for; 0 where that is not known."""
    if deadline.programme != agency.programme.id:
        outlook = agency.prospects.get(deadline.programme)
        return len(lacking_in(outlook)) if outlook else 0
    asked_for = _asked_for(agency, deadline)
    return sum(len(entry.steps) for entry in asked_for) if deadline.requirement else len(asked_for)


def _line(entry: Entry) -> Json:
    more = len(entry.steps) - 1
    words = clipped(entry.steps[0].sentence, 240) + (f" และอีก {more} รายการ" if more else "")
    title = [text(clipped(entry.title, 120), size="sm", weight="bold")] if entry.condition else []
    reward = [text(entry.reward, size="sm", colour=style.GOLD, weight="bold")] if entry.reward else []
    where = open_link("เปิดแถวนี้", entry.link)
    return row(
        text("•", colour=style.BLUE, weight="bold", flex=0),
        column(*title, text(words, size="sm"), *reward, spacing="none", flex=1),
        spacing="sm",
        **({"action": where} if where else {}),
    )
