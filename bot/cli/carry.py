"""`tonbaeb carry FILE.xlsx [--to PROGRAMME]`: how much of another programme's file is there already, offline."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime

from bot.cli.complaint import CannotError
from bot.cli.programme_of import programme_of_tabs
from bot.cli.workbook_file import tabs_of
from scoring import programmes
from scoring.carrying import Prospect, prospect
from scoring.explain import Explainer
from sheets_schema.reader import WorkbookReader


def run(asked: Namespace) -> int:
    """Say what is carried over, what can be drafted from what, and what is still to be had."""
    tabs = tabs_of(asked.file)
    source, words = programme_of_tabs(tabs, None, asked.file)
    reader = WorkbookReader(source, words)
    submission = reader.read(reader.locate(tabs))
    known = programmes.leads_to(source.id)
    targets = [asked.to] if asked.to else list(known)
    if not targets or not set(targets) <= set(known):
        told = ", ".join(known) or "(ยังไม่มี)"
        raise CannotError(
            f"ยังไม่มีแผนที่จาก {source.id} ไป {asked.to or 'โปรแกรมอื่น'} ที่มีคือ {told} "
            f"(nothing is mapped from {source.id} to that; there is: {told})"
        )
    for target in targets:
        by = programmes.carry_map(source.id, target)
        assert by is not None, "it is among those that a map leads to"
        there = programmes.load(target)
        found = prospect(by, source, there, submission, now=asked.at or datetime.now(UTC))
        lines = _lines(found, Explainer(source, words), Explainer(there, programmes.words(target)))
        print("\n".join(lines))
    return 0


def _lines(found: Prospect, here: Explainer, there: Explainer) -> Iterator[str]:
    ready = found.card.readiness
    yield there.words.programme("name")
    yield f"มีแล้ว {ready.points} จาก {ready.max} รายการ"
    if found.ripens:
        yield f"ผลงานครบกำหนดเวลาดำเนินการเมื่อ {there.day(found.ripens)}"
    yield from ("", "ข้อมูลที่นำมาใช้ได้ (โปรดตรวจทาน)")
    yield from (f"  ✓ {there.label(key)}" for key in found.carried)
    yield from ("", "คำตอบที่ร่างได้จากข้อมูลที่มี")
    for question, sources in found.drafts.items():
        yield f"  ▸ {there.label(question)}"
        yield from (f"      {here.label(key)}" for key in sources)
    yield from ("", "ยังต้องมี")
    yield from (f"  ☐ {there.requirement(item)}" for item in found.card.requirements if item.counts and item.is_open)
    yield ""
