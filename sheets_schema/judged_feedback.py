"""The feedback into a workbook once what is judged was taken from it: the judged score stands, later edits are late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from scoring.changed import changed_keys
from scoring.explain import Explainer
from scoring.programme import COMBINED
from scoring.scorecard import Scorecard
from scoring.submission import Answer, Submission
from sheets_schema.feedback import NOTHING, Feedback, feedback
from sheets_schema.handing_in import HANDED_IN, judged_text
from sheets_schema.thai import thai_instant

LATE = "แก้ไขหลังส่ง ยังไม่นับ"
_MOST_NAMED = 8
_LONGEST_QUOTED = 60


@dataclass(frozen=True, slots=True)
class Scored:
    """A submission with its scorecard."""

    submission: Submission
    card: Scorecard


def judged_feedback(judged: Scored, newest: Scored, at: datetime, because: str, explain: Explainer) -> Feedback:
    """The feedback on what is judged, taken at `at` and `because` of what; rows that were edited since say so."""
    base = feedback(judged.submission, judged.card, explain)
    late = changed_keys(judged.submission, newest.submission)
    rows = {**base.rows, **{key: _late(judged.submission.answers[key]) for key in late}}
    rows[HANDED_IN] = judged_text(at, len(late))
    told = [("ข้อมูลที่ใช้ตัดสิน", f"รับไว้เมื่อ {thai_instant(at)} {because}"), *_late_lines(late, newest.card, explain)]
    return Feedback(rows, (*base.summary[:1], *told, *base.summary[1:]))


def _late(judged: Answer) -> str:
    found = judged.found if len(judged.found) <= _LONGEST_QUOTED else f"{judged.found[:_LONGEST_QUOTED]}…"
    if judged.links and not found:
        return f"{NOTHING} {LATE} ที่ใช้ตัดสินคือลิงก์ {len(judged.links)} รายการ"
    links = f" และลิงก์ {len(judged.links)} รายการ" if judged.links else ""
    return f"{NOTHING} {LATE} ที่ใช้ตัดสินคือ {f'“{found}”' if found else 'ช่องว่าง'}{links}"


def _late_lines(late: Sequence[str], newest: Scorecard, explain: Explainer) -> Iterator[tuple[str, ...]]:
    """What was edited since, and what the newest would be worth, which does not count."""
    if not late:
        return
    named = ", ".join(explain.label(key) for key in late[:_MOST_NAMED])
    more = f" และอีก {len(late) - _MOST_NAMED} แถว" if len(late) > _MOST_NAMED else ""
    yield (LATE, f"{len(late)} แถว: {named}{more}")
    total = newest.totals.get(COMBINED)
    if total is not None:
        yield ("ฉบับล่าสุด (ยังไม่นับ)", f"{explain.points(total.points)} จาก {explain.points(total.max)}")
