"""Every level comes with its reason."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given

from scoring import programmes
from scoring.engine import score
from scoring.explain import Explainer, Language
from scoring.scorecard import CriterionResult
from scoring.submission import Answer, Submission
from tests.support import naive_scorer as naive
from tests.support.examples import examples
from tests.test_engine_against_naive_scorer import facts_of, submissions

PROGRAMME = programmes.load("hrmo-2565")
NOW = datetime(2022, 3, 31, tzinfo=UTC)
LINK = ("https://www.example.go.th/1",)


def result(criterion: str, confirmed: int | None = None, **answers: Any) -> CriterionResult:
    """The result of a criterion; an answer is a value, or a value with its links."""
    blank = {key: Answer(key, "blank") for key in PROGRAMME.inputs}
    for name, answer in answers.items():
        key = f"{criterion}.{name}"
        value, links = answer if isinstance(answer, tuple) else (answer, ())
        blank[key] = Answer(key, "given", value, links)
    given_levels = {} if confirmed is None else {criterion: confirmed}
    return score(PROGRAMME, Submission(PROGRAMME.id, blank), confirmed=given_levels, now=NOW).criterion(criterion)


def said(of: CriterionResult, language: Language = "th") -> str:
    return Explainer(PROGRAMME, programmes.words(PROGRAMME.id, language), language).reason(of)


def test_a_level_names_the_facts_that_carry_it() -> None:
    announced = result("1.1", policy_announced=(True, LINK), policy_written=(True, LINK))

    assert announced.carried_by == ("1.1.policy_announced", "1.1.policy_written")
    assert said(announced) == ("ได้ระดับ 2 จาก ผู้บริหารสูงสุดประกาศหรือแถลงนโยบายที่เคารพสิทธิมนุษยชนแล้ว, นโยบายจัดทำเป็นลายลักษณ์อักษร")


def test_of_alternatives_the_one_that_holds_is_named() -> None:
    assert result("1.2", staff_consented_written=(3, LINK)).carried_by == ("1.2.staff_consented_written",)


def test_disagreement_between_the_ledgers_is_said() -> None:
    unproved = result("1.1", policy_announced=(True, LINK), policy_written=True, claimed="3")

    assert said(unproved) == (
        "ได้ระดับ 1 จาก ผู้บริหารสูงสุดประกาศหรือแถลงนโยบายที่เคารพสิทธิมนุษยชนแล้ว"
        " · ข้อมูลที่กรอกถึงระดับ 2 แต่หลักฐานรองรับถึงระดับ 1 · หน่วยงานประเมินตนเองไว้ระดับ 3"
    )


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("th", "ผู้ประเมินให้ระดับ 2"), ("en", "the assessors gave level 2")],
)
def test_a_confirmed_level_is_the_assessors(language: Language, sentence: str) -> None:
    assert said(result("2.1", confirmed=2), language) == sentence


def test_nothing_entered_is_said_plainly() -> None:
    assert said(result("8.1")) == "ยังไม่มีข้อมูลพร้อมหลักฐานที่ถึงระดับ 1"


@examples(60)
@given(submissions())
def test_the_carrying_facts_alone_reach_the_level(submission: Submission) -> None:
    supported = facts_of(submission, supported=True)
    for criterion in score(PROGRAMME, submission, now=NOW).criteria:
        carried = {key: value for key, value in supported.items() if key in criterion.carried_by}
        chooses = {"org.has_regional_units": supported.get("org.has_regional_units")} if criterion.way else {}
        assert naive.level(criterion.id, {**carried, **chooses}) == criterion.supported
