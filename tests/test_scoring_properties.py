"""What always holds, whatever an organisation enters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine import score
from scoring.programme import COMBINED, Input
from scoring.receipt import result_record
from scoring.submission import Answer, Submission, Value
from tests.support.examples import examples
from tests.test_engine_against_naive_scorer import LINK, NOW, PROGRAMME, scored, submissions

MORE = (LINK,)
HELPFUL: dict[str, Value] = {"yes_no": True, "text": "ข้อความ", "date": date(2021, 1, 1)}
PARTS_AND_TOTALS = {*PROGRAMME.parts, *PROGRAMME.parts.values()}
OPEN_KEYS = sorted(
    key
    for key, item in PROGRAMME.inputs.items()
    if item.type in HELPFUL and not key.endswith("claimed") and key != "org.has_regional_units"
)


def supported(submission: Submission) -> dict[str, int]:
    return {result.id: result.supported for result in scored(submission).criteria}


def never_lower(before: Submission, after: Submission) -> bool:
    old, new = supported(before), supported(after)
    return all(new[criterion] >= old[criterion] for criterion in old)


def with_answer(submission: Submission, answer: Answer) -> Submission:
    return replace(submission, answers={**submission.answers, answer.key: answer})


@examples(100)
@given(submissions(), st.sampled_from(OPEN_KEYS))
def test_a_fact_more_never_lowers_what_is_supported(before: Submission, key: str) -> None:
    helpful = Answer(key, "given", HELPFUL[PROGRAMME.inputs[key].type], before.answers[key].links)
    if before.answers[key].value is not None and PROGRAMME.inputs[key].type != "yes_no":
        return

    assert never_lower(before, with_answer(before, helpful))


@examples(100)
@given(submissions(), st.sampled_from(sorted(PROGRAMME.inputs)))
def test_a_link_more_never_lowers_what_is_supported(before: Submission, key: str) -> None:
    linked = before.answers[key]._replace(links=(*before.answers[key].links, *MORE))

    assert never_lower(before, with_answer(before, linked))


@examples(60)
@given(submissions(), st.permutations(list(PROGRAMME.inputs)))
def test_the_order_of_the_rows_does_not_matter(submission: Submission, keys: list[str]) -> None:
    shuffled = replace(submission, answers={key: submission.answers[key] for key in keys})

    assert scored(shuffled) == scored(submission)


@examples(60)
@given(submissions(), st.sampled_from([criterion.id for criterion in PROGRAMME.criteria]), submissions())
def test_inputs_that_a_criterion_does_not_name_do_not_matter_to_it(
    submission: Submission, criterion: str, other: Submission
) -> None:
    named = concerned(criterion)
    mixed = {key: (submission if key in named else other).answers[key] for key in submission.answers}

    assert scored(replace(submission, answers=mixed)).criterion(criterion) == scored(submission).criterion(criterion)


def concerned(criterion_id: str) -> set[str]:
    """Every input that can have a say in a criterion: those it names, and the totals and parts beside them."""
    criterion = next(each for each in PROGRAMME.criteria if each.id == criterion_id)
    named = {item.key for way in criterion.ways for item in (*way.inputs, way.claim)}
    named |= {key for way in criterion.ways for _, level in way.levels for key in level.inputs}
    named |= {criterion.way_by} if criterion.way_by else set()
    totals = {total for part, total in PROGRAMME.parts.items() if part in named}
    return named | totals


@examples(80)
@given(submissions())
def test_totals_are_the_exact_sums_of_points_by_thirds(submission: Submission) -> None:
    card = scored(submission)
    thirds = {result.id: result.max * result.level / 3 for result in card.criteria}
    sums = {
        tier: sum((thirds[c.id] for c in card.criteria if c.tier == tier), Fraction(0)) for tier in ("tier_a", "tier_b")
    }

    assert {result.id: result.points for result in card.criteria} == thirds
    assert {name: total.points for name, total in card.totals.items()} == {
        **sums,
        COMBINED: Fraction(7, 10) * sums["tier_a"] + Fraction(3, 10) * sums["tier_b"],
    }


@examples(60)
@given(submissions())
def test_scoring_again_gives_the_same_down_to_the_receipt(submission: Submission) -> None:
    kept = Submission.from_json(submission.to_json())

    first, again = scored(submission), scored(kept)

    assert first == again
    assert result_record(first.criteria, first.eligibility) == result_record(again.criteria, again.eligibility)


BLANK = {key: Answer(key, "blank") for key in PROGRAMME.inputs}
TOTAL = Answer("org.staff_total", "given", 100)


@pytest.mark.parametrize(
    ("answer", "need"),
    [
        (Answer("4.2.staff_trained", "blank"), "answer"),
        (Answer("4.2.staff_trained", "not_applicable"), "answer"),
        (Answer("4.2.staff_trained", "given", 0, MORE), "value"),
        (Answer("4.2.staff_trained", "invalid"), "value"),
        (Answer("4.2.staff_trained", "deleted"), "answer"),
        (Answer("4.2.staff_trained", "given", 3), "evidence"),
    ],
)
def test_blank_zero_and_not_applicable_stay_apart_in_what_is_missing(answer: Answer, need: str) -> None:
    entered = Submission(PROGRAMME.id, {**BLANK, "org.staff_total": TOTAL, answer.key: answer})

    first = scored(entered).criterion("4.2").missing[0]

    assert (first.level, first.key, first.need) == (1, "4.2.staff_trained", need)


@pytest.mark.parametrize(
    "answers",
    [
        [Answer("1.1.policy_announced", state) for state in ("blank", "not_applicable", "deleted", "invalid")]
        + [Answer("1.1.policy_announced", "given", False), Answer("1.1.policy_announced", "given", True)]
    ],
)
def test_no_two_of_blank_no_yes_and_not_applicable_have_one_input_hash(answers: list[Answer]) -> None:
    hashes = {score(PROGRAMME, Submission(PROGRAMME.id, {**BLANK, a.key: a}), now=NOW).input_hash for a in answers}

    assert len(hashes) == len(answers)


def test_every_maximum_can_be_reached() -> None:
    entered = Submission(PROGRAMME.id, {key: best(item) for key, item in PROGRAMME.inputs.items()})

    card = score(PROGRAMME, entered, now=NOW)

    assert {c.id: c.points for c in card.criteria} == {c.id: c.max for c in PROGRAMME.criteria}
    assert card.totals[COMBINED].points == 100


def best(item: Input) -> Answer:
    if item.key.startswith("3.3.2."):
        return Answer(item.key, "blank")
    special: dict[str, Value] = {"8.2.responsible": "committee", "org.won_before": False}
    plain = {**HELPFUL, "count": 10, "choice": item.codes[-1] if item.codes else ""}
    return Answer(item.key, "given", special.get(item.key, plain[item.type]), MORE)
