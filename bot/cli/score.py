"""`tonbaeb score FILE.xlsx`: offline, without any configuration."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from bot.cli.complaint import CannotError
from scoring import programmes
from scoring.assumptions import SettingError, Settings
from scoring.engine import score
from scoring.explain import Explainer
from scoring.programme import Programme
from scoring.programme_file import ProgrammeError
from scoring.report import scorecard_record
from scoring.scorecard import Scorecard
from sheets_schema.cells import Tab
from sheets_schema.excel_workbook import UnreadableWorkbookError, tabs_in
from sheets_schema.locate import Located, programme_named_in
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
    tabs = _tabs(asked.file)
    programme = _programme(tabs, asked.programme, asked.file, dict(asked.set))
    words = programmes.words(programme.id)
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


def _tabs(file: Path) -> list[Tab]:
    try:
        return tabs_in(file.read_bytes())
    except OSError as error:
        raise CannotError(
            f"เปิดไฟล์ {file} ไม่ได้ ({error.strerror}) โปรดตรวจสอบชื่อไฟล์และสิทธิ์การอ่าน "
            f"(cannot open {file}: check its name and that you may read it)"
        ) from error
    except UnreadableWorkbookError as error:
        raise CannotError(
            f"อ่าน {file} ไม่ได้ เพราะไม่ใช่ไฟล์ .xlsx ที่สมบูรณ์ โปรดบันทึกใหม่จาก Excel หรือ Google Sheets เป็น .xlsx "
            f"({file} is no sound .xlsx workbook: save it again as .xlsx)"
        ) from error


def _programme(tabs: list[Tab], asked: str | None, file: Path, settings: Settings) -> Programme:
    named = programme_named_in(tabs)
    if asked and named and asked != named:
        raise CannotError(
            f"{file} เป็นแบบฟอร์มของ {named} ไม่ใช่ {asked} โปรดระบุ --programme {named} หรือใช้ไฟล์ของ {asked} "
            f"({file} is a workbook of {named}, not of {asked})"
        )
    try:
        return programmes.load(asked or named or _nearest(tabs), settings)
    except programmes.UnknownProgrammeError as error:
        raise CannotError(
            f"ไม่มีโปรแกรม {asked or named} โปรดระบุ --programme เป็นหนึ่งใน: {', '.join(programmes.ids())} ({error})"
        ) from error
    except (ProgrammeError, SettingError) as error:
        raise CannotError(str(error)) from error


def _nearest(tabs: list[Tab]) -> str:
    """The programme most of whose keys stand in a workbook that does not name its own."""
    readers = {name: WorkbookReader(programmes.load(name), programmes.words(name)) for name in programmes.ids()}
    return max(readers, key=lambda name: len(readers[name].locate(tabs).rows))


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
