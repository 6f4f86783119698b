"""What small programmes bring out that the real ones do not ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest

from scoring.carried_out import carried_out
from scoring.engine import score
from scoring.goal import smallest_steps
from scoring.programme import COMBINED, Programme
from scoring.programme_file import ProgrammeError
from scoring.scorecard import Missing
from scoring.submission import Answer, Place, Problem, Submission, Value
from scoring.what_if import WhatIf
from tests.support.goal_programmes import Raw, criterion, programme_of
from tests.support.small_programmes import programme, submission

NOW = datetime(2022, 3, 1, tzinfo=UTC)
TOLD = {3: {"is_yes": "told"}}


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ({"is_true": "told"}, "unknown condition {'is_true': 'told'}"),
        ({"is_yes": "tolt"}, "a condition names tolt, which is no input before it"),
    ],
)
def test_a_condition_that_is_none_is_refused(condition: Raw, said: str) -> None:
    with pytest.raises(ProgrammeError) as refusal:
        programme_of([criterion("A", {3: condition})])

    assert str(refusal.value) == said


def test_an_input_that_stands_twice_is_refused() -> None:
    with pytest.raises(ProgrammeError, match=r"^input org\.name stands twice$"):
        programme({"id": "s", "inputs": [{"key": "org.name", "type": "text"}]})


def test_a_programme_that_asks_for_what_cannot_be_is_told_apart_from_one_that_lacks_something() -> None:
    never = {"all": [{"is_yes": "told"}, {"is_no": "told"}, {"part": "part", "of": "whole", "at_least": 50}]}
    of = programme_of([criterion("A", {3: never})])

    with pytest.raises(AssertionError, match=r"^no change of \('told', 'part', 'whole'\) makes the condition hold$"):
        score(of, submission(of, {"part": 1, "whole": 0}, ["part"]), now=NOW)


OPEN = programme(
    {
        "id": "s",
        "inputs": [
            {"key": "day", "type": "date"},
            {"key": "text", "type": "text"},
            {"key": "yes", "type": "yes_no"},
            {"key": "whole", "type": "count"},
            {"key": "part", "type": "count", "evidence": True},
            {"key": "row", "type": "choice", "choice": "kind", "rows": 2},
        ],
    },
    choices={"kind": ["a", "b"]},
    parts={"part": "whole"},
)


@pytest.mark.parametrize(
    ("key", "before", "value"),
    [
        ("day", {}, date.max),
        ("text", {}, "…"),
        ("yes", {}, True),
        ("whole", {}, 1),
        ("part", {}, 1),
        ("part", {"whole": 7}, 7),
        ("row.1", {}, "a"),
        ("row.1", {"row.2": "a"}, "b"),
        ("row.1", {"row.1": "a"}, "a"),
    ],
)
def test_a_step_without_an_aim_is_carried_out_with_what_does_for_anything(
    key: str, before: Mapping[str, Value], value: Value
) -> None:
    after = carried_out(OPEN, submission(OPEN, before).answers, [Missing(1, key, "answer")])

    assert after[key].value == value


def test_a_step_is_carried_out_by_its_aim_and_what_is_known_goes_before() -> None:
    steps = [
        Missing(1, "whole", "answer", 5),
        Missing(1, "row.1", "answer", ("b", "c")),
        Missing(1, "part", "evidence", 3),
    ]

    after = carried_out(OPEN, submission(OPEN, {"part": 2}).answers, steps, {"whole": 9})

    assert {key: answer.value for key, answer in after.items() if answer.value is not None} == {
        "whole": 9,
        "row.1": "b",
        "part": 2,
    }
    assert after["part"].links


def test_a_part_is_carried_out_after_its_total_wherever_it_stands() -> None:
    steps = [Missing(1, "part", "answer"), Missing(1, "whole", "answer", 5)]

    after = carried_out(OPEN, submission(OPEN, {}).answers, steps)

    assert (after["part"].value, after["whole"].value) == (5, 5)


def test_choices_that_are_no_rows_need_not_differ() -> None:
    two = programme(
        {"id": "s", "inputs": [{"key": key, "type": "choice", "choice": "kind"} for key in ("one", "other")]},
        choices={"kind": ["a", "b"]},
    )
    before = submission(two, {"other": "a"}).answers

    assert carried_out(two, before, [Missing(1, "one", "answer")])["one"].value == "a"


def test_of_all_rows_taken_a_code_is_used_again() -> None:
    step = Missing(1, "row.1", "value")
    three = programme(
        {"id": "s", "inputs": [{"key": "row", "type": "choice", "choice": "kind", "rows": 3}]},
        choices={"kind": ["a", "b"]},
    )
    before = submission(three, {"row.2": "a", "row.3": "b"}).answers

    assert carried_out(three, before, [step])["row.1"].value == "a"


def test_a_level_that_asks_one_choice_for_two_codes_is_no_prospect() -> None:
    both = {"all": [{"choice": "pick", "among": ["a"]}, {"choice": "pick", "among": ["b"]}]}
    of = programme_of([criterion("A", {1: {"is_yes": "told"}, 3: both})])
    found = WhatIf(of, submission(of, {}).answers).prospects(of.criteria[0])

    assert [prospect.level for prospect in found] == [1]


def goal(of: Programme, values: Mapping[str, Value], *, links: list[str] | None = None) -> Any:
    return smallest_steps(of, submission(of, values, links or ()).answers, total=COMBINED, points=Fraction(1))


def test_a_total_that_only_lacks_its_link_is_not_asked_for_another_number() -> None:
    of = programme_of([criterion("A", {3: {"count": "listed", "at_least": 2}})])

    assert goal(of, {"listed": 5}).steps == (Missing(3, "listed", "evidence", 2),)
    assert goal(of, {"listed": 1}).steps == (Missing(3, "listed", "value", 2),)
    assert goal(of, {}).steps == (Missing(3, "listed", "answer", 2),)


def test_a_total_that_has_to_be_another_is_asked_for_even_if_it_lacks_its_link_too() -> None:
    asked = [{"key": "all", "type": "count", "evidence": True}, {"key": "some", "type": "count"}]
    half = {3: {"part": "some", "of": "all", "at_least": 50}}
    of = programme_of([criterion("A", half, inputs=asked)], parts={"some": "all"})

    assert goal(of, {"all": 2, "some": 5}).steps == (Missing(3, "all", "value"),)


def test_the_answer_that_chooses_a_way_is_asked_for_anew_where_it_cannot_be_read() -> None:
    ways = [
        {"id": "A.yes", "when": True, "inputs": [], "levels": {3: {"is_yes": "told"}}},
        {"id": "A.no", "when": False, "inputs": [], "levels": {3: {"is_yes": "told"}}},
    ]
    parted = {"id": "A", "max": 10, "way_by": "regional", "ways": ways}
    of = programme_of([parted, criterion("B", TOLD)])
    blank = submission(of, {})
    unreadable = replace(blank, answers={**blank.answers, "regional": Answer("regional", "invalid", found="?")})

    def missing(entered: Submission) -> list[tuple[str, str]]:
        return [(item.key, item.need) for item in score(of, entered, now=NOW).criterion("A").missing]

    assert (missing(blank), missing(unreadable)) == ([("regional", "answer")], [("regional", "value")])


@pytest.mark.parametrize(
    ("answers", "need"),
    [
        ({}, "answer"),
        ({"told": False}, "answer"),
        ({"who": "none"}, "answer"),
        ({"who": "officer"}, "value"),
    ],
)
def test_whoever_says_no_or_none_is_asked_for_an_answer_and_not_to_correct_one(
    answers: Mapping[str, Value], need: str
) -> None:
    asked = [{"key": "who", "type": "choice", "choice": "who"}]
    of = programme_of(
        [criterion("A", TOLD), criterion("B", {3: {"choice": "who", "among": ["unit"]}}, inputs=asked)],
        choices={"pick": ["a"], "kind": ["x"], "claimed": ["0", "1", "2", "3"], "who": ["none", "officer", "unit"]},
    )
    about = "B" if "who" in answers else "A"

    (missing,) = score(of, submission(of, answers), now=NOW).criterion(about).missing

    assert missing.need == need


def test_a_claim_of_a_level_that_is_not_there_is_told_with_its_place_and_what_stands_in_it() -> None:
    of = programme_of([criterion("A", TOLD), criterion("B", TOLD)])
    blank, place = submission(of, {}), Place("แผน", "C7")
    claim = Answer("A.claimed", "given", "1", (), "1 - พอใช้", place)

    card = score(of, replace(blank, answers={**blank.answers, "A.claimed": claim}), now=NOW)

    assert card.problems == (Problem("no_such_level", "A.claimed", place, "1 - พอใช้"),)
    assert card.criterion("A").claimed is None


@pytest.mark.parametrize(("optional", "state"), [({}, "missing"), ({"optional": True}, "advised")])
def test_a_question_that_is_optional_is_advice(optional: Mapping[str, bool], state: str) -> None:
    of = programme({"id": "s", "questions": [{"key": "why", "words": 3, **optional}]})

    assert score(of, submission(of, {}), now=NOW).requirement("why").state == state
