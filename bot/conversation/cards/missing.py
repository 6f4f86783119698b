"""The list of what is missing, five to a page."""

from __future__ import annotations

from math import ceil

from bot.conversation.cards import style
from bot.conversation.cards.buttons import ask, open_link, primary, secondary
from bot.conversation.cards.clip import clipped
from bot.conversation.cards.judged import judged_lines
from bot.conversation.cards.message import HEAVIEST_BUBBLE, LONGEST_ALTERNATIVE, bubble, flex, weight
from bot.conversation.cards.parts import Json, bullet, column, note, row, separator, text
from bot.conversation.todo import Entry, Step, entries
from bot.conversation.view import AgencyView
from bot.conversation.vocabulary import Word

PER_PAGE = 5
GAINS_ARE_RAW = "คะแนนที่ได้เพิ่มเป็นคะแนนของชั้นนั้น ก่อนคิดน้ำหนัก"


def missing_message(agency: AgencyView, page: int) -> Json:
    """One page of what is missing; a page beyond the last is the last. For private chats only."""
    everything = entries(agency)
    pages = max(1, ceil(len(everything) / PER_PAGE))
    page = min(max(page, 1), pages)
    first = (page - 1) * PER_PAGE
    shown = everything[first : first + PER_PAGE]
    if not shown:
        return _nothing_missing(agency)
    notes = [note(GAINS_ARE_RAW, margin="lg")] if any(entry.reward for entry in shown) else []
    notes += judged_lines(agency)
    subtitle = f"{len(everything)} รายการ · หน้า {page} จาก {pages}"

    def card(*, each_step_opens: bool) -> Json:
        listed = _list(shown, first, each_step_opens=each_step_opens)
        return bubble("สิ่งที่ยังขาด", subtitle, [*listed, *notes], _footer(agency, page, pages))

    full = card(each_step_opens=True)
    fitting = full if weight(full) <= HEAVIEST_BUBBLE else card(each_step_opens=False)
    return flex(_alternative(everything, shown, first), fitting)


def _list(shown: tuple[Entry, ...], first: int, *, each_step_opens: bool) -> list[Json]:
    body: list[Json] = []
    for number, entry in enumerate(shown, start=first + 1):
        body += [*([separator("md")] if body else []), _entry(number, entry, each_step_opens=each_step_opens)]
    return body


def _nothing_missing(agency: AgencyView) -> Json:
    words = "ข้อมูลและหลักฐานครบทุกข้อตามที่ระบบอ่านได้ โปรดตรวจทานอีกครั้งก่อนส่ง"
    body = [text("✓ ไม่มีรายการที่ขาด", size="lg", colour=style.GREEN, weight="bold"), text(words)]
    card = bubble("สิ่งที่ยังขาด", agency.name, body, _footer(agency, 1, 1))
    return flex(f"ไม่มีรายการที่ขาด {words}", card)


def _alternative(everything: tuple[Entry, ...], shown: tuple[Entry, ...], first: int) -> str:
    """How many, and as many of those shown as can be told whole; the first in any case."""
    told = f"{_how_many(everything)} ได้แก่"
    for number, entry in enumerate(shown[:3], start=first + 1):
        line = f"{number}. {clipped(entry.summary, 240)}"
        if number > first + 1 and len(told) + 1 + len(line) > LONGEST_ALTERNATIVE:
            break
        told = f"{told} {line}"
    return told


def _how_many(everything: tuple[Entry, ...]) -> str:
    lacking = sum(entry.is_lacking for entry in everything)
    later = len(everything) - lacking
    now = f"ยังขาด {lacking} รายการ" if lacking else "ไม่มีรายการที่ขาดในขณะนี้"
    return f"{now} กำหนดข้างหน้าและข้อแนะนำอีก {later} รายการ" if later else now


def _entry(number: int, entry: Entry, *, each_step_opens: bool) -> Json:
    """One entry: a touch opens its row; of several steps each opens its own, as far as LINE takes so heavy a card."""
    where = open_link("เปิดแถวนี้", entry.link)
    several = each_step_opens and len(entry.steps) > 1
    steps = _list_of_steps(entry, each_opens=several) if len(entry.steps) > 1 else [_only_step(entry)]
    how = "แตะแต่ละรายการเพื่อเปิดแถว ›" if several else "เปิดแถวนี้ ›"
    opening = [text(how, size="sm", colour=style.LINK, weight="bold")] if where else []
    lead = [note(f"หน่วยงานหลัก: {clipped(entry.lead, 200)}")] if entry.lead else []
    words = column(*_head(entry), *steps, *lead, *opening, spacing="xs", flex=1)
    return row(_number(number), words, spacing="md", margin="md", **({"action": where} if where else {}))


def _head(entry: Entry) -> list[Json]:
    if entry.condition is not None:
        state = text(entry.state, size="sm", colour=style.INK_OF[style.TONE_OF[entry.condition]], weight="bold")
        return [text(clipped(entry.title, 160), weight="bold"), state]
    title = text(entry.title, size="sm", colour=style.QUIET, weight="bold", flex=1)
    if not entry.reward:
        return [title]
    reward = text(entry.reward, size="sm", colour=style.GOLD, weight="bold", align="end", flex=0)
    return [row(title, reward, spacing="md")]


def _only_step(entry: Entry) -> Json:
    """The one sentence there is: the thing itself, or, below a title that says it, what to do for it."""
    return text(clipped(entry.steps[0].sentence, 400), size="md" if entry.condition is None else "sm")


def _list_of_steps(entry: Entry, *, each_opens: bool) -> list[Json]:
    most = 4 if entry.condition is None else 3
    size: style.Size = "md" if entry.condition is None else "sm"
    lines = [_step(step, size, opens=each_opens) for step in entry.steps[:most]]
    more = len(entry.steps) - most
    return [*lines, note(f"และอีก {more} รายการในข้อนี้")] if more > 0 else lines


def _step(step: Step, size: style.Size, *, opens: bool) -> Json:
    where = open_link("เปิดแถวนี้", step.link) if opens else None
    return bullet(clipped(step.sentence, 240), size=size) | ({"action": where} if where else {})


def _number(number: int) -> Json:
    digits = text(str(number), size="sm", colour=style.WHITE, weight="bold", align="center")
    return column(
        digits,
        width="30px",
        height="30px",
        cornerRadius="15px",
        backgroundColor=style.BLUE,
        justifyContent="center",
        flex=0,
    )


def _footer(agency: AgencyView, page: int, pages: int) -> list[Json | None]:
    onwards = ask(Word.MISSING, str(page + 1), label=f"หน้าถัดไป ({page + 1}/{pages})")
    opening = open_link("เปิดแผ่นงาน", agency.workbook_url)
    return [primary(onwards) if page < pages else None, secondary(opening) if opening else None]
