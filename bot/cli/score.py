"""`tonbaeb score FILE.xlsx`: offline, without any configuration."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from bot.cli.complaint import CannotError
from bot.cli.programme_of import programme_of_tabs
from bot.cli.workbook_file import tabs_of
from scoring.engine import score
from scoring.explain import Explainer
from scoring.programme import Programme
from scoring.report import scorecard_record
from scoring.scorecard import RequirementResult, Scorecard
from sheets_schema.feedback_summary import open_requirements, receipt_name
from sheets_schema.locate import Located
from sheets_schema.reader import WorkbookReader

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
    card = score(programme, reader.read(located), now=asked.at or datetime.now(UTC))
    explain = Explainer(programme, words)
    if asked.json:
        print(json.dumps(scorecard_record(card, explain), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(card, explain)))
    return 0


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
        *_requirements(card, explain),
        *_titled("ขั้นต่อไปที่ได้คะแนนมากที่สุด", [explain.advice(item) for item in card.advice[:5]]),
        *_titled("สิ่งที่ต้องแก้ในแผ่นงาน", [explain.problem(problem) for problem in card.problems]),
        *_titled("คุณสมบัติผู้สมัคร", [f"{_SIGNS[rule.state]} {explain.eligibility(rule)}" for rule in card.eligibility]),
        *_titled("ข้อความที่ยังไม่ได้เขียน", [explain.label(key) for key in card.unanswered]),
        *_titled("ข้อสมมติ", explain.assumptions(card)),
        "",
        f"{receipt_name(card)} {card.receipt}",
    ]


def _totals(card: Scorecard, explain: Explainer) -> list[str]:
    points = [
        f"{explain.total_title(name)}: {explain.points(total.points)} จาก {explain.points(total.max)}"
        for name, total in card.totals.items()
    ]
    ready = card.readiness
    return [*points, *([f"ความพร้อม: ครบ {ready.points} จาก {ready.max} รายการ"] if card.requirements else [])]


def _requirements(card: Scorecard, explain: Explainer) -> list[str]:
    """Those that are open, by when they are asked for, with a line for each step; then those that are met."""
    lines = []
    for title, found in open_requirements(card).items():
        lines += ["", title, *(line for result in found for line in _open_requirement(result, explain))]
    met = [f"  ✓ {explain.requirement_title(r.id)}" for r in card.requirements if r.state == "ok"]
    others = sum(result.state == "not_needed" for result in card.requirements)
    if card.requirements:
        lines += ["", "รายการที่ครบแล้ว", *(met or ["  ไม่มี"])]
    return [*lines, *([f"  – อีก {others} รายการไม่เกี่ยวข้องกับหน่วยงานตามที่กรอก"] if others else [])]


def _open_requirement(result: RequirementResult, explain: Explainer) -> list[str]:
    title = explain.requirement_title(result.id)
    steps = [f"      {explain.missing(step).removeprefix(f'{title}: ')}" for step in result.missing]
    return [f"  {_SIGNS[result.state]} {title}: {explain.requirement_state(result)}", *steps]


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
