"""What is kept of answers, and the rows of a scorecard found by their ids."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from scoring.admissible import can_be_scored, submission_in
from scoring.engine import score
from scoring.submission import Answer, Place, Problem, Submission, Value
from scoring.wording import Wording
from tests.support.goal_programmes import criterion, programme_of
from tests.support.small_programmes import programme, submission

NOW = datetime(2022, 3, 1, tzinfo=UTC)
PLACE = Place("แผน", "C7")
ONE_OF_EACH = programme(
    {
        "id": "s",
        "inputs": [
            {"key": "yes", "type": "yes_no"},
            {"key": "count", "type": "count"},
            {"key": "choice", "type": "choice", "choice": "kind"},
            {"key": "day", "type": "date"},
            {"key": "text", "type": "text"},
        ],
        "requirements": [{"key": "report", "type": "yes_no"}],
    },
    choices={"kind": ["a", "b"]},
)
GOOD: dict[str, Value] = {"yes": True, "count": 0, "choice": "a", "day": date(2022, 1, 1), "text": ""}
RECORD: dict[str, Any] = {
    "programme": "small",
    "answers": [
        {
            "key": "day",
            "state": "given",
            "value": {"date": "2022-01-01"},
            "links": ["https://example.go.th/"],
            "found": "1 ม.ค. 2565",
            "place": ["แผน", "C7"],
        },
        {"key": "text", "state": "blank", "value": None, "links": [], "found": "", "place": None},
    ],
    "problems": [
        {"code": "no_such_level", "key": "day", "place": ["แผน", "C7"], "found": "9", "limit": "3"},
        {"code": "unknown_key", "key": None, "place": None, "found": "x", "limit": ""},
    ],
}
KEPT = Submission(
    "small",
    {
        "day": Answer("day", "given", date(2022, 1, 1), ("https://example.go.th/",), "1 ม.ค. 2565", PLACE),
        "text": Answer("text", "blank"),
    },
    (Problem("no_such_level", "day", PLACE, "9", "3"), Problem("unknown_key", None, None, "x")),
)


def test_a_submission_is_kept_as_a_record_and_comes_back_from_it() -> None:
    assert KEPT.to_json() == RECORD
    assert Submission.from_json(RECORD) == KEPT
    assert submission_in(RECORD) == KEPT


def test_a_problem_without_what_the_record_says_of_it_is_no_record() -> None:
    problem = {name: value for name, value in RECORD["problems"][0].items() if name != "limit"}

    assert submission_in({**RECORD, "problems": [problem]}) is None


def test_one_answer_of_the_right_type_for_every_input_can_be_scored() -> None:
    assert can_be_scored(ONE_OF_EACH, submission(ONE_OF_EACH, GOOD), {})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("yes", 1),
        ("count", True),
        ("count", -1),
        ("count", "1"),
        ("choice", "c"),
        ("day", "2022-01-01"),
        ("day", datetime(2022, 1, 1, tzinfo=UTC)),
        ("text", 1),
        ("text", None),
    ],
)
def test_an_answer_of_another_type_cannot_be_scored(key: str, value: Any) -> None:
    assert not can_be_scored(ONE_OF_EACH, submission(ONE_OF_EACH, {**GOOD, key: value}), {})


@pytest.mark.parametrize(
    "answer",
    [
        Answer("text", "given", "x", (1,)),  # type: ignore[arg-type]
        Answer("text", "blank", "x"),
        Answer("text", "lost"),  # type: ignore[arg-type]
    ],
)
def test_an_answer_of_another_form_cannot_be_scored(answer: Answer) -> None:
    entered = submission(ONE_OF_EACH, GOOD)

    assert not can_be_scored(ONE_OF_EACH, Submission("small", {**entered.answers, "text": answer}), {})


def test_the_answers_are_those_of_the_programme() -> None:
    entered = submission(ONE_OF_EACH, GOOD)
    fewer = {key: answer for key, answer in entered.answers.items() if key != "text"}

    assert not can_be_scored(ONE_OF_EACH, Submission("other", entered.answers), {})
    assert not can_be_scored(ONE_OF_EACH, Submission("small", fewer), {})


@pytest.mark.parametrize(
    ("confirmed", "possible"),
    [
        ({"A": 0}, True),
        ({"A": 3}, True),
        ({"A": 4}, False),
        ({"A": -1}, False),
        ({"B": 1}, False),
        ({"A": True}, False),
    ],
)
def test_levels_that_assessors_confirmed_are_those_of_a_criterion(confirmed: dict[str, int], possible: bool) -> None:
    of = programme_of([criterion("A", {3: {"is_yes": "told"}})])

    assert can_be_scored(of, submission(of, {}), confirmed) is possible


def test_rows_of_a_scorecard_are_found_by_their_ids_or_not_at_all() -> None:
    of = programme_of([criterion(name, {3: {"is_yes": "told"}}) for name in ("A", "B")])
    card, asked = score(of, submission(of, {}), now=NOW), score(ONE_OF_EACH, submission(ONE_OF_EACH, GOOD), now=NOW)

    assert card.criterion("B") is card.criteria[1]
    assert asked.requirement("report") is asked.requirements[0]
    with pytest.raises(KeyError, match="C"):
        card.criterion("C")
    with pytest.raises(KeyError, match="yes"):
        asked.requirement("yes")


def test_words_are_found_by_what_they_name() -> None:
    words = Wording(
        {"thresholds": {"pass_mark": "คะแนนผ่าน"}, "site_visit": {"SV1": "เอกสาร"}, "no_threshold": "ยังไม่กำหนด"}
    )

    assert (words.threshold("pass_mark"), words.site_visit("SV1"), words.sentence("no_threshold")) == (
        "คะแนนผ่าน",
        "เอกสาร",
        "ยังไม่กำหนด",
    )


def test_the_help_of_a_row_names_its_number_and_its_most_words() -> None:
    of = programme(
        {
            "id": "s",
            "inputs": [{"key": "step", "type": "text", "rows": 2}],
            "questions": [{"key": "why", "words": 1500}],
        }
    )
    words = Wording({"inputs": {"step": {"help": "ขั้นที่ {row}"}, "why": {"help": "ไม่เกิน {words:,} คำ"}}})

    assert [words.help(of.inputs[key]) for key in ("step.1", "step.2", "why")] == [
        "ขั้นที่ 1",
        "ขั้นที่ 2",
        "ไม่เกิน 1,500 คำ",
    ]
