"""Requirements: met or not, from when, for whom, and what has to change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest

from scoring.aims import AtMost, AtMostWords, NotAfter, Unlike
from scoring.engine import score
from scoring.programme import Programme
from scoring.scorecard import IndicatorResult, Missing, RequirementResult, Scorecard, Total
from scoring.submission import Value
from tests.support.small_programmes import programme, submission

NOON = datetime(2021, 3, 31, 5, tzinfo=UTC)


def asking(*requirements: Mapping[str, Any], **section: Any) -> Programme:
    return programme({"id": "s", "requirements": list(requirements), **section}, **CHOICES)


CHOICES = {"choices": {"kind": ["a", "b", "c"], "agencies": ["msdhs", "moi"]}}


def scored(
    of: Programme, values: Mapping[str, Value], links: Sequence[str] = (), now: datetime = NOON, **more: Any
) -> Scorecard:
    return score(of, submission(of, values, links, **more), now=now)


def state(
    needs: Mapping[str, Any], inputs: Sequence[Mapping[str, Any]], values: Mapping[str, Value], **more: Any
) -> Any:
    """The state of one requirement, and what it lacks as (key, need, target)."""
    result = scored(asking({"id": "r", "inputs": list(inputs), "needs": needs}), values, **more).requirement("r")
    return result.state, [(item.key, item.need, item.target) for item in result.missing]


def test_an_input_that_is_required_by_itself_is_met_by_a_yes_with_its_link() -> None:
    of = asking({"key": "report", "type": "yes_no", "evidence": True})

    results = [scored(of, values, links).requirements for values, links in ((({}), ()), ({"report": True}, ()))]
    met = scored(of, {"report": True}, ["report"]).requirements

    assert results == [
        (RequirementResult("report", "s", "missing", (Missing(1, "report", "answer", True),)),),
        (RequirementResult("report", "s", "failed", (Missing(1, "report", "evidence", True),)),),
    ]
    assert met == (RequirementResult("report", "s", "ok"),)


def test_a_text_that_is_required_by_itself_is_met_by_any_answer() -> None:
    of = asking({"key": "title", "type": "text"})

    assert scored(of, {"title": "x"}).requirement("title").state == "ok"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, ("missing", [("won", "answer", False)])),
        ({"won": True}, ("failed", [("won", "value", False)])),
        ({"won": False}, ("ok", [])),
    ],
)
def test_a_no_is_another_thing_than_a_blank(values: Mapping[str, Value], expected: Any) -> None:
    assert state({"is_no": "won"}, [{"key": "won", "type": "yes_no"}], values) == expected


@pytest.mark.parametrize(
    ("start", "met"),
    [(date(2019, 12, 3), True), (date(2019, 12, 4), False), (date(2016, 2, 29), True)],
)
def test_a_project_has_run_long_enough_from_the_very_day_on(start: date, met: bool) -> None:
    needs = {"date": "start", "runs": 2, "by": date(2021, 12, 3)}

    found = state(needs, [{"key": "start", "type": "date"}], {"start": start})

    assert found == (("ok", []) if met else ("failed", [("start", "value", NotAfter(date(2019, 12, 3)))]))


def test_the_day_on_which_a_project_ripens_is_told() -> None:
    needs = {"any": [{"choice": "k", "among": ["c"]}, {"date": "start", "runs": 2, "by": date(2021, 12, 3)}]}
    inputs = [{"key": "k", "type": "choice", "choice": "kind"}, {"key": "start", "type": "date"}]
    of = asking({"id": "two_years", "inputs": inputs, "needs": needs})

    late = scored(of, {"k": "a", "start": date(2020, 2, 29)}).requirement("two_years")
    excepted = scored(of, {"k": "c", "start": date(2020, 2, 29)}).requirement("two_years")

    assert (late.state, late.ripens) == ("failed", date(2022, 3, 1))
    assert excepted.state == "ok"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"org.name": "กรม ก", "one": "กรม ข", "two": "กรม ค"}, ("ok", [])),
        ({"org.name": "กรม ก", "one": "กรม ข", "two": "ก ร ม  ข "}, ("failed", [("one", "value", Unlike())])),
        ({"org.name": "Dept A", "one": "DEPTa", "two": "Dept C"}, ("failed", [("one", "value", Unlike())])),
        ({"org.name": "กรม ก", "one": "กรม ข"}, ("missing", [("two", "answer", Unlike())])),
    ],
)
def test_letters_come_from_different_bodies_that_are_not_the_applicant(values: Any, expected: Any) -> None:
    inputs = [{"key": "one", "type": "text"}, {"key": "two", "type": "text"}]

    assert state({"different": ["one", "two", "org.name"]}, inputs, values) == expected


def test_rows_beyond_a_limit_are_named() -> None:
    rows = [{"key": "item", "type": "text", "rows": 4}]

    within = state({"rows": "item", "at_most": 2}, rows, {"item.1": "a", "item.3": "b"})
    beyond = state({"rows": "item", "at_most": 2}, rows, {"item.1": "a", "item.3": "b", "item.4": "c"})

    assert within == ("ok", [])
    assert beyond == ("failed", [("item.4", "value", AtMost(2))])


def test_links_are_counted_over_all_rows_together() -> None:
    inputs = [
        {"key": "web", "type": "text", "evidence": True},
        {"key": "more", "type": "text", "rows": 2, "evidence": True},
    ]
    needs = {"links": ["web", "more"], "at_most": 3}
    values = {"web": "x", "more.1": "y", "more.2": "z"}

    within = state(needs, inputs, values, more_links={"web": 2, "more.1": 1})
    beyond = state(needs, inputs, values, more_links={"web": 2, "more.1": 1, "more.2": 1})

    assert within == ("ok", [])
    assert beyond == ("failed", [("more.2", "value", AtMost(3))])


@pytest.mark.parametrize(
    ("text", "words", "met"),
    [("One two-three it's 1,000", 4, True), ("a b c d e", 5, False), ("คำตอบ", 1, False), ("人权 ok", 3, True)],
)
def test_a_question_is_answered_in_few_enough_words_of_a_united_nations_language(
    text: str, words: int, met: bool
) -> None:
    of = asking(questions=[{"key": "q", "words": 4}])

    result = scored(of, {"q": text}).requirement("q")

    assert (result.state, result.words) == ("ok" if met else "failed", words)
    assert [item.target for item in result.missing] == ([] if met else [AtMostWords(4)])


@pytest.mark.parametrize(
    ("values", "lacking"),
    [
        ({}, ["agency.1", "hours.1"]),
        ({"agency.2": "a", "hours.2": 3}, []),
        ({"agency.1": "a", "hours.1": 3, "agency.2": "b", "hours.2": 2}, ["hours.2"]),
        ({"agency.1": "a", "hours.2": 9}, ["hours.1"]),
    ],
)
def test_every_agency_that_is_named_reaches_the_hours(values: Mapping[str, Value], lacking: list[str]) -> None:
    inputs = [{"key": "agency", "type": "text", "rows": 2}, {"key": "hours", "type": "count", "rows": 2}]

    _, missing = state({"rows": "agency", "each": "hours", "at_least": 3}, inputs, values)

    assert [key for key, _, _ in missing] == lacking


@pytest.mark.parametrize(
    ("values", "links", "lacking"),
    [
        ({"k.1": "a", "k.2": "a"}, ["k.1", "k.2"], [("k.3", "answer")]),
        ({"k.1": "a", "k.2": "b"}, ["k.1"], [("k.2", "evidence")]),
        ({"k.1": "a", "k.2": "a", "k.3": "a"}, ["k.1", "k.2", "k.3"], [("k.2", "value")]),
        ({"k.1": "a", "k.2": "b"}, ["k.1", "k.2"], []),
    ],
)
def test_two_rows_of_one_kind_count_once_where_kinds_are_asked_for(
    values: Mapping[str, Value], links: list[str], lacking: Any
) -> None:
    rows = [{"key": "k", "type": "choice", "choice": "kind", "rows": 3, "evidence": True}]

    _, missing = state({"kinds": "k", "at_least": 2}, rows, values, links=links)

    assert [(key, need) for key, need, _ in missing] == lacking


def test_a_requirement_is_asked_only_of_whom_it_applies_to() -> None:
    of = asking(
        {"key": "who", "type": "choice", "choice": "kind"},
        {"key": "seal", "type": "yes_no", "applies": {"choice": "who", "among": ["a"]}},
    )

    assert [scored(of, {"who": kind}).requirement("seal").state for kind in ("a", "b")] == ["missing", "not_needed"]


def test_advice_is_no_duty() -> None:
    of = asking({"key": "hint", "type": "yes_no", "advised": True})

    cards = [scored(of, values) for values in ({}, {"hint": True})]

    assert [(card.requirement("hint").state, card.readiness) for card in cards] == [
        ("advised", Total(Fraction(0), Fraction(0))),
        ("ok", Total(Fraction(0), Fraction(0))),
    ]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2021, 3, 31, 16, 59, 59, tzinfo=UTC), "upcoming"),
        (datetime(2021, 3, 31, 17, 0, tzinfo=UTC), "overdue"),
    ],
)
def test_a_day_ends_at_midnight_in_bangkok(now: datetime, expected: str) -> None:
    of = asking(reports=[{"id": "half_1", "kind": "half_year", "due": date(2021, 3, 31)}])

    assert scored(of, {}, now=now).requirement("half_1").state == expected


def test_reports_that_coincide_are_one_row_and_ask_for_all_that_each_asks() -> None:
    reports = [
        {"id": "half_2", "kind": "half_year", "due": date(2021, 9, 30), "also": [{"answered": "n.2"}]},
        {"id": "mid", "kind": "mid_plan", "due": date(2021, 9, 30), "also": [{"answered": "effects"}]},
        {"id": "half_3", "kind": "half_year", "due": date(2022, 3, 31)},
    ]
    of = programme(
        {"id": "s", "inputs": [{"key": "effects", "type": "text"}], "reports": reports}
        | {"indicators": [{"key": "n", "type": "count", "rows": 2}]}
    )

    card = scored(of, {"half_2.sent": date(2021, 9, 1), "n.2": 0}, ["half_2.sent"])

    assert [(r.id, r.kinds, [m.key for m in r.missing]) for r in card.requirements] == [
        ("half_2", ("half_year", "mid_plan"), ["effects"]),
        ("half_3", ("half_year",), ["half_3.sent"]),
    ]
    assert card.indicators == (IndicatorResult("n", (None, 0)),)
    assert "mid.sent" not in of.inputs


def test_readiness_counts_what_is_asked_for_by_now() -> None:
    of = asking(
        {"key": "a", "type": "yes_no"},
        {"key": "b", "type": "yes_no"},
        {"key": "later", "type": "yes_no", "due": date(2022, 1, 1)},
        {"key": "late", "type": "yes_no", "due": date(2021, 1, 1)},
    )

    card = scored(of, {"a": True})

    assert (int(card.readiness.points), int(card.readiness.max)) == (1, 3)


def test_texts_that_nothing_is_decided_by_are_named_while_they_are_blank() -> None:
    of = programme({"id": "s", "inputs": [{"key": "Q.1", "type": "text"}, {"key": "Q.2", "type": "text"}]})

    assert scored(of, {"Q.1": "x"}).unanswered == ("Q.2",)
