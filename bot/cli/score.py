"""`tonbaeb score FILE.xlsx ...`: offline, without any configuration."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from bot.cli.complaint import CannotError
from bot.cli.programme_of import programme_of_tabs
from bot.cli.workbook_file import tabs_of
from scoring.engine import score
from scoring.explain import Explainer
from scoring.programme import Programme
from scoring.report import scorecard_record, standings_record
from scoring.scorecard import RequirementResult, Scorecard
from scoring.submission import Submission
from sheets_schema.feedback import feedback
from sheets_schema.feedback_summary import open_requirements, receipt_name
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


class _Scored(NamedTuple):
    """One file, what stands in it, and what that is worth."""

    file: Path
    located: Located
    submission: Submission
    card: Scorecard
    explain: Explainer
    handed_in: bool | None


def run(asked: Namespace) -> int:
    """Score workbooks and print their scorecards; 1 where one could not be scored, the others all the same."""
    if len(asked.files) == 1:
        _tell([_scored(asked.files[0], asked)], asked)
        return 0
    scored, failed = [], 0
    for file in asked.files:
        try:
            scored.append(_scored(file, asked))
        except CannotError as error:
            failed += 1
            print(f"tonbaeb: {error}", file=sys.stderr)
    _tell(scored, asked)
    return 1 if failed else 0


def _scored(file: Path, asked: Namespace) -> _Scored:
    """What a file is worth; writes the answer to it where one is asked for."""
    tabs = tabs_of(file)
    programme, words = programme_of_tabs(tabs, asked.programme, file, dict(asked.set))
    reader = WorkbookReader(programme, words)
    located = reader.locate(tabs)
    _refuse_without_keys(located, programme, file)
    submission = reader.read(located)
    card = score(programme, submission, now=asked.at or datetime.now(UTC))
    scored = _Scored(file, located, submission, card, Explainer(programme, words), reader.handed_in(located))
    if asked.answer:
        _write_answer(scored, asked.answer)
    return scored


def _write_answer(scored: _Scored, folder: Path) -> None:
    """The same file with its feedback, under its own name in a folder that is not its own."""
    target = folder / scored.file.name
    if target.resolve() == scored.file.resolve():
        raise CannotError(
            f"ไม่เขียนทับ {scored.file} โปรดระบุ --answer เป็นโฟลเดอร์อื่น "
            "(the answer would overwrite the file itself: name another folder)"
        )
    from sheets_schema.excel_answer import answered  # noqa: PLC0415 - openpyxl is heavy: only where a file is made

    texts = feedback(scored.submission, scored.card, scored.explain)
    title = scored.explain.words.tab_title("feedback")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target.write_bytes(answered(scored.file.read_bytes(), scored.located, texts, title))
    except OSError as error:
        raise CannotError(
            f"เขียนไฟล์ {target} ไม่ได้ ({error.strerror}) โปรดตรวจสอบว่าโฟลเดอร์เขียนได้ "
            f"(cannot write {target}: check that its folder is writable)"
        ) from error


def _tell(scored: list[_Scored], asked: Namespace) -> None:
    if asked.json:
        records = [_record(one) for one in scored]
        told = records[0] if len(asked.files) == 1 else records
        print(json.dumps(told, ensure_ascii=False, indent=2))
    elif len(asked.files) == 1:
        (one,) = scored
        box = [HANDED_IN] if one.handed_in else []
        print("\n".join([*_lines(one.card, one.explain), *_marks(_standings(one), one.explain), *box]))
    else:
        print("\n".join(_line(one) for one in scored))


def _record(scored: _Scored) -> dict[str, Any]:
    marks = _standings(scored)
    box = {} if scored.handed_in is None else {"handed_in": scored.handed_in}
    record = scorecard_record(scored.card, scored.explain) | box | ({"thresholds": marks} if marks else {})
    return {**record, "file": str(scored.file)}


def _standings(scored: _Scored) -> list[dict[str, Any]]:
    explain = scored.explain
    marks = explain.programme.marks
    return standings_record(explain.programme, scored.submission.answers, scored.card, explain) if marks else []


def _line(scored: _Scored) -> str:
    """One workbook among several: how far it is, and what is to be corrected in it."""
    card = scored.card
    told = _totals(card, scored.explain)
    problems = [f"ต้องแก้ไข {len(card.problems)} แห่ง"] if card.problems else []
    return f"{scored.file.name}  {card.organisation or '(ยังไม่ได้กรอกชื่อ)'}  {' · '.join([*told, *problems])}"


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
