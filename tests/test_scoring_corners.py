"""Corners of single rules: each says what holds exactly at the edge."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest

from scoring.assumptions import SettingError, with_settings
from scoring.carrying import carry_map_from, prospect
from scoring.changeable import Changeable
from scoring.days import english_date, thai_date
from scoring.deadlines import Deadline, due_on
from scoring.engine import score
from scoring.explain import Explainer
from scoring.fixed import CHANGED, held_fast
from scoring.programme import Programme
from scoring.requirement_conditions import LinksAtMost, links_of
from scoring.scorecard import Missing
from scoring.standing import answered, standing
from scoring.submission import Answer, Place, Problem, Submission, Value
from scoring.what_if import WhatIf
from scoring.wording import Wording
from tests.support.goal_programmes import criterion, programme_of
from tests.support.small_programmes import LINK, document, programme, submission

NOW = datetime(2022, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "thai", "english"),
    [
        (date(2021, 1, 31), "31 ม.ค. 2564", "31 Jan 2021"),
        (date(2021, 12, 4), "4 ธ.ค. 2564", "4 Dec 2021"),
        (date(2022, 7, 1), "1 ก.ค. 2565", "1 Jul 2022"),
    ],
)
def test_a_day_is_said_by_the_buddhist_era_in_thai_and_the_common_one_in_english(
    day: date, thai: str, english: str
) -> None:
    assert (thai_date(day), english_date(day)) == (thai, english)


MARKED = document(thresholds=["pass_mark"])


@pytest.mark.parametrize("mark", ["0", "0.5", "1/3", "100"])
def test_a_mark_may_be_any_number_from_nothing_to_a_hundred(mark: str) -> None:
    assert with_settings(MARKED, {"pass_mark": mark})["marks"] == {"pass_mark": str(Fraction(mark))}


@pytest.mark.parametrize("mark", ["-1", "100.5", "many", "1/0", ""])
def test_another_mark_is_refused(mark: str) -> None:
    with pytest.raises(SettingError):
        with_settings(MARKED, {"pass_mark": mark})


REPORTS = programme(
    {
        "id": "s",
        "requirements": [
            {"id": "a", "needs": {"answered": "x"}, "due": date(2022, 3, 31), "inputs": [{"key": "x", "type": "text"}]},
            {"id": "b", "needs": {"answered": "y"}, "due": date(2022, 3, 31), "inputs": [{"key": "y", "type": "text"}]},
        ],
    }
)


@pytest.mark.parametrize(
    ("name", "of", "due"),
    [("small/a", "small", ("a", "b")), ("other/a", "other", ()), ("small/b", "small", ()), ("small.a", "small", ())],
)
def test_a_deadline_is_the_last_day_of_requirements_of_its_programme(name: str, of: str, due: tuple[str, ...]) -> None:
    deadline = Deadline(name, of, "ก", "a", NOW, "", "Asia/Bangkok")

    assert due_on(REPORTS, deadline) == due


def test_agencies_are_named_in_order() -> None:
    words = Wording({"choices": {"agencies": {"moi": "มหาดไทย", "msdhs": "พม."}}})

    assert Explainer(programme(), words).agencies(("msdhs", "moi")) == "พม., มหาดไทย"


def test_words_of_a_deadline_are_found_by_its_id() -> None:
    assert Wording({"deadlines": {"call": {"title": "ปิดรับ"}}}).closing("call", "title") == "ปิดรับ"


FIXED = programme(
    {
        "id": "s",
        "inputs": [
            {"key": "kind", "type": "text"},
            {"key": "sure", "type": "yes_no"},
            {"key": "other", "type": "text"},
            {"key": "certain", "type": "yes_no"},
        ],
    },
    fixed={"kind": "sure", "other": "certain"},
)


def test_what_was_confirmed_stands_where_it_was_changed_and_the_change_is_told_there() -> None:
    place, before, now = Place("แผน", "C7"), Place("เดิม", "C1"), Place("แผน", "C8")
    earlier = submission(FIXED, {"kind": "a", "other": "c", "certain": True}).answers
    later = submission(FIXED, {"kind": "b", "certain": True}).answers
    kept = Answer("other", "given", "c", (LINK,), "c", before)
    asked = Answer("other", "given", "d", (), "d", place)
    held = held_fast(
        FIXED,
        Submission("small", {**later, "other": asked}, (Problem("x", None, now),)),
        Submission("small", {**earlier, "other": kept}),
    )

    assert held.answers == {**later, "other": Answer("other", "given", "c", (LINK,), "c", place)}
    assert held.problems == (Problem("x", None, now), Problem(CHANGED, "other", place, "d", "c"))


@pytest.mark.parametrize(
    ("links", "lacking"),
    [
        ({}, ()),
        ({"a": 1, "b": 1}, ()),
        ({"b": 2}, ()),
        ({"a": 2, "b": 1}, ("b",)),
        ({"a": 3}, ("a",)),
        ({"a": 3, "b": 0, "c": 1}, ("a", "c")),
    ],
)
def test_links_beyond_the_limit_are_told_where_they_stand(links: Mapping[str, int], lacking: tuple[str, ...]) -> None:
    facts: dict[str, Value] = {links_of(key): number for key, number in links.items()}

    assert LinksAtMost(("a", "b", "c"), 2).lacking(facts) == lacking


ASKED = programme(
    {
        "id": "s",
        "inputs": [{"key": "proved", "type": "yes_no", "evidence": True}, {"key": "plain", "type": "yes_no"}],
    }
)


@pytest.mark.parametrize(
    ("key", "values", "links", "lacks"),
    [
        ("proved", {"proved": True}, (), True),
        ("proved", {"proved": True}, ("proved",), False),
        ("proved", {}, (), False),
        ("plain", {"plain": True}, (), False),
    ],
)
def test_only_an_answer_that_needs_a_link_can_lack_nothing_else(
    key: str, values: dict[str, Value], links: tuple[str, ...], lacks: bool
) -> None:
    assert standing(ASKED, submission(ASKED, values, links).answers).lacks_only_its_link(key) is lacks


HALF = {3: {"part": "part", "of": "whole", "at_least": 50}}


@pytest.mark.parametrize(
    ("values", "tried"),
    [
        ({}, (1,)),
        ({"whole": 1}, ()),
        ({"whole": 4, "part": 4}, ()),
        ({"whole": 4, "part": 5}, (1, 4, 5)),
        ({"whole": 0}, (1,)),
        ({"whole": 4, "other_part": 6}, (1, 4, 6)),
    ],
)
def test_a_total_that_is_known_and_sound_is_no_hinge(values: dict[str, Value], tried: tuple[int, ...]) -> None:
    of = programme_of([criterion("A", HALF)])

    assert Changeable(of.criteria, standing(of, submission(of, values).answers)).hinges["whole"] == tried


def test_a_total_that_is_a_part_itself_is_tried_where_its_own_share_is_reached() -> None:
    inputs = [{"key": key, "type": "count"} for key in ("world", "all", "some")]
    half = [{"part": "some", "of": "all", "at_least": 50}, {"part": "all", "of": "world", "at_least": 50}]
    levels = {3: {"all": [*half, {"count": "some", "at_least": 4}]}}
    of = programme_of([criterion("A", levels, inputs=inputs)], parts={"some": "all", "all": "world"})
    found = Changeable(of.criteria, standing(of, submission(of, {"world": 20, "some": 3}).answers))

    assert (found.hinges["world"], found.hinges["all"]) == ((), (1, 2, 3, 4, 10, 20))


@pytest.mark.parametrize(("asked", "best"), [({"is_yes": "told"}, True), ({"is_no": "told"}, False)])
def test_an_input_that_every_condition_wants_alike_has_one_best_value(asked: dict[str, Any], best: bool) -> None:
    of = programme_of([criterion("A", {3: asked}), criterion("B", {3: {"count": "listed", "at_least": 4}})])
    now = standing(of, submission(of, {}).answers)
    found = Changeable(of.criteria, now)

    assert (found.hinges, found.favourable("told", now), found.favourable("listed", now)) == ({}, best, 4)


def test_an_input_that_conditions_want_differently_is_tried_with_each_value() -> None:
    of = programme_of([criterion("A", {3: {"is_yes": "told"}}), criterion("B", {3: {"is_no": "told"}})])

    assert Changeable(of.criteria, standing(of, submission(of, {}).answers)).hinges == {"told": (True, False)}


def test_a_part_that_counts_alone_is_as_small_as_it_may_be() -> None:
    of = programme_of([criterion("A", {3: {"part": "part", "of": "whole", "at_least": 50}})])
    blank, known = standing(of, submission(of, {}).answers), standing(of, submission(of, {"whole": 9}).answers)

    assert Changeable(of.criteria, blank).favourable("part", blank) == 1
    assert Changeable(of.criteria, known).favourable("part", known) == 9


def test_an_assumed_answer_is_the_row_with_another_answer_and_a_link() -> None:
    place = Place("แผน", "C7")

    assert answered(Answer("a", "blank", place=place), 7) == Answer("a", "given", 7, ("https://",), "7", place)
    assert answered(Answer("a", "given", 1, (LINK,), "1"), 7) == Answer("a", "given", 7, (LINK,), "7")


HERE = programme(
    {
        "id": "s",
        "inputs": [
            {"key": "name", "type": "text", "evidence": True},
            {"key": "unit", "type": "choice", "choice": "unit"},
            {"key": "proof", "type": "yes_no", "evidence": True},
        ],
    },
    choices={"unit": ["none", "some"]},
    id="here",
)
THERE = programme(
    {
        "id": "s",
        "inputs": [
            {"key": "title", "type": "text", "evidence": True},
            {"key": "kind", "type": "choice", "choice": "unit"},
            {"key": "done", "type": "yes_no"},
            {"key": "story", "type": "text"},
        ],
        "requirements": [
            {"id": "titled", "inputs": [], "needs": {"answered": "title"}},
            {"id": "kinds", "inputs": [], "needs": {"choice": "kind", "among": ["some"]}},
            {"id": "proved", "inputs": [], "needs": {"is_yes": "done"}},
        ],
    },
    choices={"unit": ["none", "some"]},
    id="there",
)
BY = carry_map_from(
    {
        "from": "here",
        "to": "there",
        "answers": {"name": "title", "unit": "kind"},
        "links": [
            {"of": ["proof", "name"], "to": "done", "answer": "yes"},
            {"of": ["proof"], "to": "story", "text": "name"},
        ],
        "drafts": {},
    },
    HERE,
    THERE,
)


def carried(values: dict[str, Value], *links: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """What was carried, and the state of each requirement there."""
    found = prospect(BY, HERE, THERE, submission(HERE, values, links), now=NOW)
    return found.carried, {result.id: result.state for result in found.card.requirements}


def test_facts_are_carried_with_their_links_and_evidence_with_what_it_says() -> None:
    assert carried({"name": "ก", "unit": "some", "proof": True}, "name", "proof") == (
        ("title", "kind", "done", "story"),
        {"titled": "ok", "kinds": "ok", "proved": "ok"},
    )
    assert carried({"name": "ก", "proof": True}, "proof") == (
        ("done",),
        {"titled": "missing", "kinds": "missing", "proved": "ok"},
    )


def test_none_of_a_list_says_nothing_that_could_be_carried() -> None:
    assert carried({"unit": "none", "proof": False}, "proof") == (
        (),
        {"titled": "missing", "kinds": "missing", "proved": "missing"},
    )


def test_what_is_carried_has_the_receipt_of_the_same_answers_entered_there() -> None:
    values: dict[str, Value] = {"name": "ก", "unit": "some", "proof": True}
    found = prospect(BY, HERE, THERE, submission(HERE, values, ("name", "proof")), now=NOW)
    there = submission(THERE, {"title": "ก", "kind": "some", "done": True, "story": "ก"}, ("title", "done", "story"))

    assert found.card.receipt == score(THERE, there, now=NOW).receipt
    assert found.card.problems == ()


PARTED: dict[str, Any] = {
    "id": "A",
    "max": 10,
    "way_by": "regional",
    "ways": [
        {"id": "A.yes", "when": True, "inputs": [], "levels": {1: {"is_yes": "told"}, 3: {"is_yes": "done"}}},
        {"id": "A.no", "when": False, "inputs": [], "levels": {2: {"answered": "name"}, 3: {"is_yes": "done"}}},
    ],
}


def asked(of: Programme, answers: Mapping[str, Answer]) -> list[tuple[int, tuple[Missing, ...]]]:
    return [(found.level, found.steps) for found in WhatIf(of, answers).prospects(of.criteria[0])]


@pytest.mark.parametrize("state", ["blank", "invalid"])
def test_while_the_way_is_open_each_level_asks_for_the_choice_first(state: Any) -> None:
    of = programme_of([PARTED])
    answers = {**submission(of, {}).answers, "regional": Answer("regional", state)}
    need: Any = {"blank": "answer", "invalid": "value"}[state]

    assert asked(of, answers) == [
        (1, (Missing(1, "regional", need), Missing(1, "told", "answer", True))),
        (2, (Missing(2, "regional", need), Missing(2, "name", "answer"))),
        (3, (Missing(3, "regional", need), Missing(3, "done", "answer", True))),
    ]


def test_once_the_way_is_chosen_its_own_levels_are_told() -> None:
    of = programme_of([PARTED])

    assert asked(of, submission(of, {"regional": False, "told": True}).answers) == [
        (2, (Missing(2, "name", "answer"),)),
        (3, (Missing(3, "done", "answer", True),)),
    ]


def test_a_level_that_other_criteria_were_confirmed_at_stays_in_the_combined_score() -> None:
    of = programme_of([criterion("A", {3: {"is_yes": "told"}}), criterion("B", {3: {"is_yes": "told"}})])

    (only,) = WhatIf(of, submission(of, {}).answers, {"B": 2}).prospects(of.criteria[0])

    assert (only.gain, only.combined) == (Fraction(10), Fraction(7) + Fraction(2))


MAXIMA = document(
    {
        "id": "s",
        "tier": "one",
        "criteria": [
            {"id": name, "max": most, "inputs": [], "levels": {1: {"answered": "org.name"}}}
            for name, most in (("A", 1), ("B", 1), ("C", 5))
        ],
    },
    assumptions={"shares": "1, 1"},
    alternatives={"shares": {"maxima_of": ["A", "B"]}},
)


def maxima_under(value: str) -> list[Any]:
    changed = with_settings(MAXIMA, {"shares": value})
    return [item["max"] for item in changed["tabs"][0]["sections"][1]["criteria"]]


@pytest.mark.parametrize(
    ("value", "maxima"),
    [("1/2, 3/2", ["1/2", "3/2", 5]), ("1", ["1", "1", 5]), ("1, 1", [1, 1, 5]), ("1,1", ["1", "1", 5])],
)
def test_points_of_some_criteria_may_be_shared_out_otherwise(value: str, maxima: list[Any]) -> None:
    assert maxima_under(value) == maxima


@pytest.mark.parametrize("value", ["0, 2", "2, 0", "1, 2", "1, x", "1, 1, 0", "1, x, 1", "2"])
def test_they_stay_above_nothing_and_add_up_to_what_they_were(value: str) -> None:
    with pytest.raises(SettingError):
        maxima_under(value)
