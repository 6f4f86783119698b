"""`tonbaeb score FILE.xlsx`: offline, without any configuration."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from bot.cli.complaint import CannotError
from bot.cli.programme_of import programme_of_tabs
from bot.cli.workbook_file import tabs_of
from scoring.engine import score
from scoring.explain import Explainer
from scoring.programme import Programme
from scoring.report import scorecard_record, standings_record
from scoring.scorecard import Scorecard
from sheets_schema.locate import Located
from sheets_schema.reader import WorkbookReader

HANDED_IN = "\n✓ หน่วยงานทำเครื่องหมาย “ส่งแล้ว”"
_SIGNS = {
    "ok": "✓",
    "missing": "▸",
    "failed": "!",
    "not_needed": "–",
    "upcoming": "▸",
    "overdue": "!",
    "advised": "▸",
}


def run(asked: Namespace) -> int:
    """Score one workbook and print its scorecard."""
    tabs = tabs_of(asked.file)
    programme, words = programme_of_tabs(tabs, asked.programme, asked.file, dict(asked.set))
    reader = WorkbookReader(programme, words)
    located = reader.locate(tabs)
    _refuse_without_keys(located, programme, asked.file)
    submission = reader.read(located)
    card = score(programme, submission, now=asked.at or datetime.now(UTC))
    explain = Explainer(programme, words)
    marks = standings_record(programme, submission.answers, card, explain) if programme.marks else []
    handed_in = reader.handed_in(located)
    if asked.json:
        box = {} if handed_in is None else {"handed_in": handed_in}
        record = scorecard_record(card, explain) | box | ({"thresholds": marks} if marks else {})
        print(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        print("\n".join([*_lines(card, explain), *_marks(marks, explain), *([HANDED_IN] if handed_in else [])]))
    return 0


def _marks(marks: list[dict[str, Any]], explain: Explainer) -> Iterator[str]:
    """Every mark that is set, and the shortest way to it."""
    for mark in marks:
        state = "ถึงแล้ว" if mark["reached"] else "ยังไม่ถึง"
        yield f"\n{mark['title']} {explain.points(Fraction(mark['mark']))} คะแนน: {state}"
        if mark["steps"] is None:
            yield "  แก้แบบประเมินอย่างเดียวยังไม่ถึง"
        elif mark["steps"]:
            yield f"  ทำเพิ่มน้อยที่สุด {len(mark['steps'])} รายการ"
            yield from (f"  • {message}" for message in mark["messages"])


def _refuse_without_keys(located: Located, programme: Programme, file: Path) -> None:
    if not located.rows:
        raise CannotError(
            f"{file} ไม่มีแถวรหัสของแบบฟอร์ม {programme.id} จึงให้คะแนนไม่ได้ โปรดเริ่มจากแบบฟอร์มเปล่า: "
            f"tonbaeb template {programme.id} -o แบบฟอร์ม.xlsx "
            f"({file} has no key rows of {programme.id}: start from an empty template)"
        )


def _lines(card: Scorecard, explain: Explainer) -> list[str]:
    return [
        card.organisation or "(ยังไม่ได้กรอกชื่อหน่วยงาน)",
        *_totals(card, explain),
        *_criteria(card, explain),
        *_titled("รายการที่ต้องมี", _requirements(card, explain)),
        *_titled("ขั้นต่อไปที่ได้คะแนนมากที่สุด", [explain.advice(item) for item in card.advice[:5]]),
        *_titled("สิ่งที่ต้องแก้ในแผ่นงาน", [explain.problem(problem) for problem in card.problems]),
        *_titled("คุณสมบัติผู้สมัคร", [f"{_SIGNS[rule.state]} {explain.eligibility(rule)}" for rule in card.eligibility]),
        *_titled("ข้อความที่ยังไม่ได้เขียน", [explain.label(key) for key in card.unanswered]),
        *_titled("ข้อสมมติ", explain.assumptions(card)),
        "",
        f"เลขที่ใบรับรองคะแนน {card.receipt}",
    ]


def _totals(card: Scorecard, explain: Explainer) -> list[str]:
    points = [
        f"{explain.total_title(name)}: {explain.points(total.points)} จาก {explain.points(total.max)}"
        for name, total in card.totals.items()
    ]
    ready = card.readiness
    return [*points, *([f"ความพร้อม: ครบ {ready.points} จาก {ready.max} รายการ"] if card.requirements else [])]


def _requirements(card: Scorecard, explain: Explainer) -> list[str]:
    asked = [item for item in card.requirements if item.state != "not_needed"]
    lines = [f"{_SIGNS[item.state]} {explain.requirement(item)}" for item in asked]
    others = len(card.requirements) - len(asked)
    return [*lines, *([f"– อีก {others} รายการไม่เกี่ยวข้องกับหน่วยงานตามที่กรอก"] if others else [])]


def _criteria(card: Scorecard, explain: Explainer) -> list[str]:
    rows = [
        f"{result.id:>5}  {_ladder(result.claimed, result.computed, result.supported)}"
        f"  {explain.points(result.points):>5} / {explain.points(result.max):<4} {explain.criterion_title(result.id)}"
        for result in card.criteria
    ]
    return ["", "  ข้อ  ประเมินตนเอง/ข้อมูล/หลักฐาน  คะแนน", *rows] if rows else []


def _ladder(claimed: int | None, computed: int, supported: int) -> str:
    return f"{'-' if claimed is None else claimed} / {computed} / {supported}"


def _titled(title: str, lines: list[str]) -> list[str]:
    return ["", title, *(f"  • {line}" for line in lines)] if lines else []
