"""The engine and a second, naive scorer agree on thousands of random submissions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import programmes
from scoring.engine import score
from scoring.programme import Input
from scoring.scorecard import Scorecard
from scoring.submission import Answer, State, Submission
from tests.support import naive_scorer as naive
from tests.support.examples import examples

PROGRAMME = programmes.load("hrmo-2565")
NOW = datetime(2022, 3, 31, tzinfo=UTC)
LINK = "https://www.example.go.th/evidence"
COUNTS = st.integers(0, 8) | st.integers(0, 200)


def values_of(item: Input) -> st.SearchStrategy[Any]:
    match item.type:
        case "yes_no":
            return st.booleans()
        case "count":
            return COUNTS
        case "choice":
            return st.sampled_from(item.codes)
    return st.just("ข้อความ") if item.type == "text" else st.dates()


@st.composite
def answers(draw: st.DrawFn, item: Input) -> Answer:
    state: State = draw(
        st.sampled_from(["given", "given", "given", "given", "blank", "not_applicable", "invalid", "deleted"])
    )
    value = draw(values_of(item)) if state == "given" else None
    return Answer(item.key, state, value, (LINK,) if draw(st.booleans()) else ())


@st.composite
def submissions(draw: st.DrawFn, prefixes: tuple[str, ...] = ("",)) -> Submission:
    drawn = {
        key: draw(answers(item)) if key.startswith(prefixes) else Answer(key, "blank")
        for key, item in PROGRAMME.inputs.items()
    }
    return Submission(PROGRAMME.id, drawn)


def facts_of(submission: Submission, *, supported: bool) -> dict[str, Any]:
    return {
        key: answer.value
        for key, answer in submission.answers.items()
        if answer.value is not None and (not supported or answer.links or not PROGRAMME.inputs[key].evidence)
    }


def scored(submission: Submission) -> Scorecard:
    return score(PROGRAMME, submission, now=NOW)


@examples(300)
@given(submissions())
def test_every_level_is_the_one_the_naive_scorer_gives(submission: Submission) -> None:
    computed, supported = facts_of(submission, supported=False), facts_of(submission, supported=True)

    card = scored(submission)

    assert {c.id: (c.computed, c.supported) for c in card.criteria} == {
        c.id: (naive.level(c.id, computed), naive.level(c.id, supported)) for c in PROGRAMME.criteria
    }


NUMERIC = {
    "1.2": ("1.2.agreement_exists", naive.CONSENTED, "1.2.staff_levels_consented", naive.STAFF, "org.staff_levels"),
    "4.2": ("4.2.staff_trained", "4.2.staff_passed_on_to", naive.STAFF),
    "4.3": ("4.3.trainings_with_human_rights", "4.3.trainings_total", "4.3.dedicated_training"),
    "6": (naive.ANALYSED, "6.risk_report", naive.APPROVED),
    "7.1": (naive.ANALYSED, naive.APPROVED, "7.1.evaluation_done", "7.1.evaluation_evidence"),
}


@pytest.mark.parametrize("criterion", NUMERIC)
@examples(150)
@given(data=st.data())
def test_missing_names_the_fewest_inputs_that_can_make_a_level_hold(criterion: str, data: st.DataObject) -> None:
    keys = NUMERIC[criterion]
    small = st.one_of(st.none(), st.integers(0, 12))
    given_values = {
        key: data.draw(small if PROGRAMME.inputs[key].type == "count" else st.sampled_from([True, False, None]), key)
        for key in keys
    }
    linked = {key: data.draw(st.booleans(), f"link of {key}") for key in keys}
    entered = {
        key: Answer(key, "blank" if value is None else "given", value, (LINK,) if linked[key] else ())
        for key, value in given_values.items()
    }
    blank = {key: Answer(key, "blank") for key in PROGRAMME.inputs}
    submission = Submission(PROGRAMME.id, {**blank, **entered})
    facts = facts_of(submission, supported=True)
    domains = {key: tuple(range(14)) if PROGRAMME.inputs[key].type == "count" else (True,) for key in keys}

    result = scored(submission).criterion(criterion)

    named = {number: len(result.missing_for(number)) for number in naive.LEVELS[criterion] if number > result.level}
    assert named == {
        number: naive.fewest_changes(rule, facts, domains)
        for number, rule in naive.LEVELS[criterion].items()
        if number > result.level
    }


@examples(100)
@given(submissions())
def test_doing_what_is_missing_reaches_the_level(submission: Submission) -> None:
    for result in scored(submission).criteria:
        facts = facts_of(submission, supported=True)
        for number in {item.level for item in result.missing}:
            keys = [item.key for item in result.missing_for(number)]
            assert can_reach(result.id, number, facts, keys), (result.id, number, keys)


def can_reach(criterion: str, number: int, facts: dict[str, Any], keys: list[str]) -> bool:
    if keys == ["org.has_regional_units"]:
        return True
    rule = naive.rules_of(criterion, facts)[number]
    domains = {key: domain_of(PROGRAMME.inputs[key], facts) for key in keys}
    return naive.fewest_changes(rule, facts, domains) == len(keys)


def domain_of(item: Input, facts: dict[str, Any]) -> tuple[Any, ...]:
    if item.type == "count":
        related = {facts.get(key) for pair in naive.PARTS.items() for key in pair}
        return tuple({1, *(number for number in related if number)})
    return item.codes if item.type == "choice" else (True,)
