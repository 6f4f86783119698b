"""The overview of the control workbook, from the store: it fills itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.budget.plan import Mode
from bot.cases import season_figures, season_roll
from bot.cases.message_budget import last_planned
from bot.cases.season_roll import Entry
from bot.season.states import FOR_SECRETARIAT
from bot.store import agencies, deadlines
from scoring import programmes
from sheets_schema.control.layout import TABS, TabId
from sheets_schema.control.overview import MISSING, Line
from sheets_schema.thai import bangkok_date, thai_instant

ALL_WELL = "ครบถ้วน ไม่มีรายการตกหล่น"
_MOST_LACKING = 5
_MODES = {Mode.PLENTY: "เพียงพอ", Mode.FOLDING: "รวมข้อความเพื่อประหยัด", Mode.SHORT: "ไม่พอ"}


def overview(
    session: Session, problems: Mapping[TabId, int], missing: Sequence[str], *, now: datetime
) -> tuple[Line, ...]:
    """Every line. `problems` are rows that cannot be used, by tab; `missing` tells what has no row, or no column."""
    entries = season_roll.roll(session)
    return (
        Line("หน่วยงาน"),
        *_registry(session, entries),
        Line("ความคืบหน้า"),
        *(Line(FOR_SECRETARIAT[state].th, f"{n:,}") for state, n in season_figures.by_state(entries).items() if n),
        Line("กำหนดส่งที่ยังไม่ปิดรับ"),
        *_deadlines(session, now),
        Line("ข้อที่หลักฐานยังขาดมากที่สุด"),
        *_lacking(entries),
        Line("ข้อความ LINE เดือนนี้"),
        *_messages(session, now),
        Line("สิ่งที่ต้องแก้ไข"),
        *(Line(f"ปัญหาในแท็บ {tab.title}", f"{problems.get(tab.id, 0):,}", f"problems.{tab.id}") for tab in TABS),
        Line("หน่วยงานที่แผ่นงานมีปัญหา", f"{sum(bool(each.problem) for each in entries):,}", "troubled"),
        Line("แถว แท็บ หรือคอลัมน์ที่หายไป", "\n".join(missing) or ALL_WELL, MISSING),
    )


def empty_overview() -> tuple[Line, ...]:
    """The overview of a workbook in which nothing stands yet: it counts the rows that are typed."""
    return (
        Line("หน่วยงาน"),
        *_rows(0, 0),
        Line("สิ่งที่ต้องแก้ไข"),
        *(Line(f"ปัญหาในแท็บ {tab.title}", "0", f"problems.{tab.id}") for tab in TABS),
        Line("แถว แท็บ หรือคอลัมน์ที่หายไป", ALL_WELL, MISSING),
    )


def _registry(session: Session, entries: Sequence[Entry]) -> Iterator[Line]:
    everyone = len(agencies.every(session))
    yield from _rows(everyone, len(entries))
    used = Counter(each.programme for each in entries)
    yield from (Line(f"โปรแกรม {name}", f"{used[name]:,}") for name in programmes.ids() if used[name])
    without = sum(not each.has_workbook for each in entries)
    yield Line("ยังไม่มีแผ่นงาน", f"{without:,}", "without_workbook")


def _rows(everyone: int, in_use: int) -> tuple[Line, ...]:
    return (
        Line("ทั้งหมด", f"{everyone:,}", "rows"),
        Line("ใช้อยู่", f"{in_use:,}", "rows_in_use"),
        Line("ออกแล้ว", f"{everyone - in_use:,}", "rows_retired"),
    )


def _deadlines(session: Session, now: datetime) -> Iterator[Line]:
    """Calendar days as one counts them in Bangkok, to the last minute in which one can hand in."""
    still_open = deadlines.still_open(session, now)
    for deadline in still_open:
        days = (bangkok_date(deadline.last_minute) - bangkok_date(now)).days
        left = f"เหลือ {days:,} วัน" if days else "วันนี้"
        yield Line(deadline.title_th, f"{left} ({thai_instant(deadline.closes_at)})", f"deadline.{deadline.id}")
    if not still_open:
        yield Line("ไม่มี", "-")


def _lacking(entries: Sequence[Entry]) -> Iterator[Line]:
    found = sorted(_by_criterion(entries), key=lambda each: -each[2])[:_MOST_LACKING]
    for programme, criterion, count in found:
        name = programmes.words(programme).criterion(criterion)
        yield Line(f"{programme} ข้อ {criterion} {name}", f"{count:,} หน่วยงาน", f"lacking.{programme}.{criterion}")
    if not found:
        yield Line("ไม่มี", "-")


def _by_criterion(entries: Iterable[Entry]) -> Iterator[tuple[str, str, int]]:
    there = list(entries)
    for name in programmes.ids():
        of_it = [each for each in there if each.programme == name]
        if of_it:
            lacking = season_figures.missing_evidence(of_it, programmes.load(name))
            yield from ((name, each.criterion, each.agencies) for each in lacking if each.agencies)


def _messages(session: Session, now: datetime) -> Iterator[Line]:
    month = last_planned(session, now)
    if month is None:
        yield Line("ยังไม่ทราบ", "จะทราบเมื่อระบบเริ่มทำงาน")
        return
    limit = "ไม่จำกัด" if month.limit is None else f"{month.limit:,}"
    yield Line("ส่งแล้ว / ทั้งหมด", f"{month.used:,} / {limit}", "messages.used")
    yield Line("ที่ยังต้องส่งตามแผน", f"{month.planned:,} ({_MODES[month.mode]})", "messages.planned")
