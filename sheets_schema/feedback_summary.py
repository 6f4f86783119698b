"""The rows of the feedback tab: what counts, what is still to be done, and what was assumed."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.explain import Explainer
from scoring.scorecard import CriterionResult, RequirementResult, RequirementState, Scorecard
from scoring.submission import Submission
from sheets_schema.progress import progress

Row = tuple[str, ...]

OPEN_NOW = "รายการที่ยังไม่ครบ"
OPEN_LATER = "รายการที่มีกำหนดข้างหน้า"
ADVISED = "ข้อแนะนำ (ไม่บังคับ)"
ALL_MET = "ครบทุกรายการที่ต้องมีในขณะนี้"
_NONE = "–"
_MOST_STEPS = 5
_OPEN: dict[str, frozenset[RequirementState]] = {
    OPEN_NOW: frozenset({"overdue", "failed", "missing"}),
    OPEN_LATER: frozenset({"upcoming"}),
    ADVISED: frozenset({"advised"}),
}


def summary(submission: Submission, card: Scorecard, explain: Explainer) -> Iterator[Row]:
    """The rows: one cell is a title or a line, two are a named value, more are a row of a table below its headings."""
    yield ("ผลตรวจเบื้องต้นจากระบบ ยังไม่ใช่ผลการพิจารณา",)
    yield ("หน่วยงาน", card.organisation or "ยังไม่ได้กรอกชื่อ")
    for name, total in card.totals.items():
        yield (explain.total_title(name), f"{explain.points(total.points)} จาก {explain.points(total.max)}")
    if card.requirements:
        yield ("ความพร้อม", f"ครบ {card.readiness.points} จาก {card.readiness.max} รายการ")
    yield ("",)
    yield from _progress(submission, card, explain)
    if card.criteria:
        yield ("เกณฑ์รายข้อ",)
        yield ("ข้อ", "เกณฑ์", "ประเมินตนเอง", "ตามข้อมูล", "ตามหลักฐาน", "คะแนน", "คะแนนเต็ม")
        yield from (_criterion(result, explain) for result in card.criteria)
        yield ("",)
        yield from _titled("ขั้นต่อไปที่ได้คะแนนมากที่สุด", [explain.advice(item) for item in card.advice[:10]])
    yield from _titled("สิ่งที่ต้องแก้ในแผ่นงาน", [explain.problem(problem) for problem in card.problems])
    if card.requirements:
        yield from _requirements(card, explain)
    if card.eligibility:
        yield from _titled("คุณสมบัติผู้สมัคร", [explain.eligibility(rule) for rule in card.eligibility])
    yield from _titled("ข้อสมมติของการให้คะแนน" if card.criteria else "ข้อสมมติของการตรวจ", explain.assumptions(card))
    yield (receipt_name(card), card.receipt)


def receipt_name(card: Scorecard) -> str:
    """What a receipt is called where there are points, and where there are none."""
    return "เลขที่ใบรับรองคะแนน" if card.criteria else "เลขที่ใบรับรองผลตรวจ"


def open_requirements(card: Scorecard) -> dict[str, list[RequirementResult]]:
    """The open requirements by title: those asked for now, later and as advice, in each the most pressing first."""
    groups = {title: [r for r in card.requirements if r.state in states] for title, states in _OPEN.items()}
    return {title: sorted(found, key=lambda result: result.urgency) for title, found in groups.items() if found}


def _progress(submission: Submission, card: Scorecard, explain: Explainer) -> Iterator[Row]:
    yield ("ความคืบหน้ารายหมวด",)
    yield ("ตอบแล้ว", "หมวด", "คะแนน" if card.criteria else "ครบ")
    for each in progress(explain.programme, submission, card):
        reached = "" if each.reached is None else "/".join(map(explain.points, each.reached))
        title = explain.words.section(each.section).partition(" (เต็ม")[0]
        yield (f"{each.answered} จาก {each.questions}", title, reached or _NONE)
    yield ("",)


def _criterion(result: CriterionResult, explain: Explainer) -> Row:
    claimed = _NONE if result.claimed is None else str(result.claimed)
    levels = (claimed, str(result.computed), str(result.supported))
    points = (explain.points(result.points), explain.points(result.max))
    return (result.id, explain.criterion_title(result.way or result.id), *levels, *points)


def _requirements(card: Scorecard, explain: Explainer) -> Iterator[Row]:
    """A table of what is open for each of: now, later, advice."""
    still_open = open_requirements(card)
    if OPEN_NOW not in still_open:
        yield from _titled(OPEN_NOW, [ALL_MET])
    for title, found in still_open.items():
        yield (title,)
        yield ("รายการ", "สิ่งที่ต้องทำ", "สถานะ")
        yield from (_requirement(result, explain) for result in found)
        yield ("",)


def _requirement(result: RequirementResult, explain: Explainer) -> Row:
    title = explain.requirement_title(result.id)
    steps = [explain.missing(step).removeprefix(f"{title}: ") for step in result.missing]
    more = len(steps) - _MOST_STEPS
    if more <= 1:
        lines = steps if len(steps) == 1 else [f"• {step}" for step in steps]
    else:
        lines = [*(f"• {step}" for step in steps[:_MOST_STEPS]), f"และอีก {more} แถว ตามช่อง “ผลตรวจจากระบบ”"]
    return (title, "\n".join(lines), explain.requirement_state(result))


def _titled(title: str, lines: list[str]) -> Iterator[Row]:
    yield (title,)
    yield from ((line,) for line in lines or ["ไม่มี"])
    yield ("",)
