"""How far each section is, as the feedback tab tells it."""

from __future__ import annotations

from fractions import Fraction

from scoring.engine import score
from scoring.scorecard import Total
from sheets_schema.feedback import feedback
from sheets_schema.progress import Progress, progress
from tests.support.sample_scorecards import EXPLAINER, HALF_WAY, NOW, PROGRAMME, submission
from tests.support.small_programmes import programme
from tests.support.small_programmes import submission as small_submission


def test_each_section_tells_what_is_answered_and_what_that_comes_to() -> None:
    entered = submission(HALF_WAY)

    found = {each.section: each for each in progress(PROGRAMME, entered, score(PROGRAMME, entered, now=NOW))}

    assert found["1"] == Progress("1", 7, 8, Total(Fraction(35, 3), Fraction(15)))
    assert found["3"].questions == 8, "only the way that applies is asked for"
    assert found["Q"] == Progress("Q", 0, 3, None)


def test_requirements_that_are_not_asked_for_do_not_count() -> None:
    small = programme(
        {
            "id": "s",
            "requirements": [
                {"key": "a", "type": "yes_no"},
                {"key": "b", "type": "yes_no", "applies": {"is_yes": "a"}},
                {"key": "c", "type": "yes_no"},
            ],
        }
    )
    entered = small_submission(small, {"a": False, "c": True})

    found = progress(small, entered, score(small, entered, now=NOW))

    assert found[1] == Progress("s", 2, 2, Total(Fraction(1), Fraction(2)))


def test_the_feedback_tab_has_a_line_for_every_section() -> None:
    entered = submission(HALF_WAY)

    lines = feedback(entered, score(PROGRAMME, entered, now=NOW), EXPLAINER).summary

    start = lines.index(("ความคืบหน้ารายหมวด",))
    assert lines[start + 1 : start + 4] == (
        ("ตอบแล้ว", "หมวด", "คะแนน"),
        ("7 จาก 10", "ข้อมูลและคุณสมบัติขององค์กรผู้สมัคร", "–"),
        ("7 จาก 8", "1 การประกาศหรือแถลงนโยบายที่เคารพสิทธิมนุษยชน", "11.67/15"),
    )
