"""What differs between two submissions, and what can never hold among the facts there are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.changed import changed_keys
from scoring.conditions import All, AnyOf, Condition, IsYes, cannot_hold
from scoring.submission import Answer, Place
from tests.support.sample_scorecards import HALF_WAY, submission

BEFORE = submission(HALF_WAY)


def after(*answers: Answer) -> tuple[str, ...]:
    return changed_keys(BEFORE, replace(BEFORE, answers={**BEFORE.answers, **{a.key: a for a in answers}}))


def test_answers_and_links_that_differ_are_named_in_the_order_of_the_sheet() -> None:
    name, chosen = BEFORE.answers["org.name"], BEFORE.answers["2.1.responsible"]

    assert after(chosen._replace(links=()), name._replace(value="กรมอื่น")) == ("org.name", "2.1.responsible")


def test_where_a_row_stands_and_how_it_was_spelt_is_no_difference() -> None:
    assert after(BEFORE.answers["org.name"]._replace(place=Place("x", "A1"), found="กรม")) == ()


def test_an_input_that_a_later_form_does_not_have_is_no_difference() -> None:
    answers = {key: answer for key, answer in BEFORE.answers.items() if key != "org.name"}

    assert changed_keys(BEFORE, replace(BEFORE, answers=answers)) == ()


A, B, C = IsYes("a"), IsYes("b"), IsYes("c")


@pytest.mark.parametrize(
    ("condition", "facts", "never"),
    [
        (A, {}, False),
        (A, {"a": False}, True),
        (A, {"a": True}, False),
        (All((A, B)), {"a": False}, True),
        (All((A, B)), {"a": True}, False),
        (AnyOf((A, B)), {"a": False}, False),
        (AnyOf((A, B)), {"a": False, "b": False}, True),
        (AnyOf((All((A, B)), C)), {"a": False, "c": False}, True),
    ],
)
def test_a_condition_can_still_hold_while_an_answer_that_it_needs_is_open(
    condition: Condition, facts: dict[str, bool], never: bool
) -> None:
    assert cannot_hold(condition, facts) is never
