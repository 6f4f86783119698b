"""What an organisation confirmed cannot be changed afterwards."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.engine import score
from scoring.fixed import CHANGED, held_fast, opened_again
from scoring.submission import Problem, Submission, Value
from tests.support.sample_scorecards import NOW
from tests.support.small_programmes import programme, submission

AWARD = programme(
    {
        "id": "s",
        "requirements": [{"key": "category", "type": "choice", "choice": "kind"}, {"key": "sure", "type": "yes_no"}],
    },
    choices={"kind": ["one", "two"]},
    fixed={"category": "sure"},
)


def entered(values: Mapping[str, Value]) -> Submission:
    return submission(AWARD, values)


def test_before_it_is_confirmed_a_category_may_change() -> None:
    later = entered({"category": "two"})

    assert held_fast(AWARD, later, entered({"category": "one"})) == later
    assert held_fast(AWARD, later, entered({"category": "one", "sure": False})) == later
    assert held_fast(AWARD, later, None) == later


def test_who_confirms_before_answering_can_still_answer() -> None:
    later = entered({"category": "two", "sure": True})

    assert held_fast(AWARD, later, entered({"sure": True})) == later


def test_a_reading_of_another_programme_holds_nobody_to_anything() -> None:
    later, earlier = entered({"category": "two", "sure": True}), entered({"category": "one", "sure": True})

    assert held_fast(AWARD, later, Submission("another", {})) == later
    for lost in ("category", "sure"):
        rest = {key: answer for key, answer in earlier.answers.items() if key != lost}
        assert held_fast(AWARD, later, Submission("another", rest)) == later


def test_once_confirmed_the_category_stands_and_the_change_is_told() -> None:
    held = held_fast(AWARD, entered({"category": "two", "sure": True}), entered({"category": "one", "sure": True}))

    assert held.answers["category"].value == "one"
    assert held.problems == (Problem(CHANGED, "category", None, "–", "–"),)
    assert score(AWARD, held, now=NOW).requirement("category").state == "ok"


def test_the_confirmation_cannot_be_taken_back_to_change_it() -> None:
    held = held_fast(AWARD, entered({}), entered({"category": "one", "sure": True}))

    assert (held.answers["category"].value, held.answers["sure"].value) == ("one", True)
    assert [problem.key for problem in held.problems] == ["category", "sure"]


def test_nothing_is_told_while_nothing_changes() -> None:
    same = entered({"category": "one", "sure": True})

    assert held_fast(AWARD, same, same) == same


def test_once_it_was_opened_again_what_is_entered_next_counts() -> None:
    opened = opened_again(AWARD, entered({"category": "one", "sure": True}))
    later = entered({"category": "two", "sure": True})

    assert held_fast(AWARD, later, opened) == later
    assert opened == entered({"category": "one"})


def test_where_nothing_stands_confirmed_nothing_is_opened() -> None:
    open_still = entered({"category": "one", "sure": False})

    assert opened_again(AWARD, open_still) is open_still
