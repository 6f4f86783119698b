"""What is written back into the workbook: one short text beside each input, and a summary tab."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from scoring.explain import Explainer
from scoring.scorecard import CriterionResult, Missing, Scorecard
from scoring.submission import Answer, Problem, Submission
from sheets_schema.feedback_summary import summary
from sheets_schema.link_findings import LinkFinding, in_row
from sheets_schema.requirement_rows import SPARED, RequirementRows

COUNTS = "✓"
TO_DO = "▸"
WRONG = "!"
NOTHING = "–"

_NEED_IN_ROW = {
    "answer": "ยังไม่มีข้อมูลที่นับได้",
    "value": "คำตอบยังไม่ถึงเกณฑ์",
    "evidence": "ยังขาดลิงก์หลักฐาน (http หรือ https)",
}


@dataclass(frozen=True)
class Feedback:
    """Texts for the feedback column by input key, and the rows of the summary tab."""

    rows: Mapping[str, str]
    summary: tuple[tuple[str, ...], ...]

    @cached_property
    def hash(self) -> str:
        """SHA-256 over all texts: equal feedback need not be written again."""
        record = [sorted(self.rows.items()), self.summary]
        return hashlib.sha256(json.dumps(record, ensure_ascii=False).encode()).hexdigest()


def feedback(
    submission: Submission, card: Scorecard, explain: Explainer, findings: Iterable[LinkFinding] = ()
) -> Feedback:
    """The feedback on a submission as it was scored; `findings` of its links stand beside it and change no score."""
    rows = _Rows(submission, card, explain)
    texts = {key: rows.text(answer) for key, answer in submission.answers.items()}
    for key, group in groupby(sorted(findings), key=lambda finding: finding.key):
        texts[key] = " · ".join(filter(None, (texts[key], f"{WRONG} {in_row(group)}")))
    return Feedback(texts, tuple(summary(submission, card, explain)))


class _Rows:
    """Finds the text of each row from the scorecard."""

    def __init__(self, submission: Submission, card: Scorecard, explain: Explainer) -> None:
        self.explain = explain
        self.submission = submission
        self.problems: dict[str, Problem] = {p.key: p for p in reversed(card.problems) if p.key is not None}
        self.next_step: dict[str, tuple[CriterionResult, Missing]] = {}
        self.claims: dict[str, CriterionResult] = {}
        for result in card.criteria:
            self.claims[f"{result.way or result.id}.claimed"] = result
            for item in result.missing:
                self.next_step.setdefault(item.key, (result, item))
        self.requirements = RequirementRows(submission, card, explain)

    def text(self, answer: Answer) -> str:
        """A symbol and what it means, so that nothing hangs on colour."""
        problem = self.problems.get(answer.key)
        if problem is not None:
            return f"{WRONG} {self.explain.problem_in_row(problem)}"
        if answer.key in self.claims:
            return self._claim(self.claims[answer.key])
        if answer.key in self.next_step:
            return self._step(answer, *self.next_step[answer.key])
        to_do = self.requirements.to_do(answer.key)
        return f"{TO_DO} {to_do}" if to_do else self._settled(answer)

    def _claim(self, result: CriterionResult) -> str:
        points = f"{self.explain.points(result.points)} จาก {self.explain.points(result.max)} คะแนน"
        counted = "ผู้ประเมินให้" if result.confirmed is not None else "ข้อมูลและหลักฐานรองรับ"
        sign = COUNTS if result.level else NOTHING
        differs = result.claimed is not None and result.claimed > result.level
        more = f" (ท่านประเมินไว้ระดับ {result.claimed})" if differs else ""
        return f"{sign} {counted}ระดับ {result.level} ได้ {points}{more}"

    def _step(self, answer: Answer, result: CriterionResult, item: Missing) -> str:
        said = {False: "ตอบว่าไม่ใช่", "none": "ยังไม่มีผู้รับผิดชอบ"}.get(_plain(answer), _NEED_IN_ROW[item.need])
        together = len(result.missing_for(item.level)) > 1
        when = "ถ้าครบทุกรายการ" if together else "ถ้าเพิ่ม"
        return f"{TO_DO} {said} · {when} ได้ระดับ {item.level} ข้อ {result.id}"

    def _settled(self, answer: Answer) -> str:
        if self.requirements.is_spared(answer.key):
            return f"{NOTHING} {'รับข้อมูลแล้ว แต่' if answer.state == 'given' else ''}{SPARED}"
        if answer.state == "not_applicable":
            return f"{NOTHING} ไม่เกี่ยวข้อง"
        if answer.state != "given":
            return ""
        if answer.value is False and not self.requirements.takes_no(answer.key):
            return f"{NOTHING} ตอบว่าไม่ใช่"
        item = self.explain.programme.inputs[answer.key]
        lacks_link = item.evidence and not answer.links
        return f"{TO_DO} {_NEED_IN_ROW['evidence']}" if lacks_link else f"{COUNTS} {self._received(answer)}"

    def _received(self, answer: Answer) -> str:
        """That an answer counts; of a requirement that is met with it, how that stands."""
        met = self.requirements.met(answer.key)
        return self.explain.requirement_state(met) if met else "รับข้อมูลแล้ว"


def _plain(answer: Answer) -> bool | str | None:
    return answer.value if isinstance(answer.value, bool | str) else None
