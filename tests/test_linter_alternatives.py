"""The linter on other readings of assumptions: one planted fault, one finding, told where the reading is stated."""

from __future__ import annotations

import pytest

from tests.support.planted import LOGIC as SCORED
from tests.support.planted import NAME as NAME_OF_SCORED
from tests.support.planted import WORDS as WORDS_OF_SCORED
from tests.support.planted import brief, line_of, linted, planted
from tests.support.sample_plan import LOGIC, NAME, linted_plan

OF_THE_PLAN = {
    "no assumption of that name": (
        "  calendar:\n    civil",
        "  calender:\n    civil",
        "  calender:\n",
        "unknown-assumption",
    ),
    "shares of what is no points": (
        "  calendar:\n    civil:\n",
        "  long_while: shares\n  calendar:\n    civil:\n",
        "  long_while: shares",
        "unknown-assumption",
    ),
    "an id that is not there": (
        "      half_1: {due: 2022-06-30}",
        "      half_0: {due: 2022-06-30}",
        "half_0:",
        "unknown-item",
    ),
    "an input, which is no item of its own": (
        "      seal: {applies",
        "      paper: {applies",
        "      paper: {",
        "unknown-item",
    ),
    "changes under the default": ("    civil:\n", "    fiscal:\n", "    fiscal:\n", "alternative-of-default"),
    "changes that change nothing": (
        "runs: 3, by: 2022-12-31",
        "runs: 2, by: 2022-12-31",
        '"3":\n',
        "alternative-without-effect",
    ),
    "a value outside quotes": ('    "3":\n', "    3:\n", "    3:\n", "wrong-type"),
    "a field that no item has": (
        "      seal: {applies:",
        "      seal: {asked: true, applies:",
        '"no":\n',
        "unknown-field",
    ),
    "a day that is none": ("half_2: {due: 2022-12-31}", "half_2: {due: December}", "    civil:\n", "wrong-type"),
    "a condition of the wrong type": (
        "{date: org.founded, runs: 3, by: 2022-12-31}",
        "{all: [{answered: org.founded}, {is_yes: org.name}]}",
        '"3":\n',
        "wrong-kind",
    ),
    "a requirement that can never be met": (
        "{needs: {date: org.founded, runs: 3, by: 2022-12-31}}",
        "{needs: {all: [{answered: org.founded}, {is_yes: org.barred}, {is_no: org.barred}]}}",
        '"3":\n',
        "never-met",
    ),
    "reports that come apart, and so change the rows": (
        "      half_1: {due: 2022-06-30}\n",
        "",
        "    civil:\n",
        "alternative-changes-rows",
    ),
    "neither shares nor values": (
        "  calendar:\n    civil:",
        "  open: 1\n  calendar:\n    civil:",
        "  open: 1",
        "wrong-type",
    ),
}
WITH_POINTS = {
    "values of the points": (
        "points_per_level: shares",
        "points_per_level: {equal: {}}",
        "points_per_level: {equal",
        "points-only-as-shares",
    ),
    "shares of another assumption": (
        "shares_of_b1: {maxima_of: [B1.1, B1.2, B1.3]}",
        "shares_of_b1: shares",
        "shares_of_b1: shares",
        "shares-of-no-points",
    ),
    "a criterion that is not there": (
        "[B1.1, B1.2, B1.3]",
        "[B1.1, B1.2, B1.4]",
        "[B1.1, B1.2, B1.4]",
        "unknown-criterion",
    ),
    "maxima of two tiers": ("[B1.1, B1.2, B1.3]", '[B1.1, B1.2, "2.1"]', '"2.1"]}', "maxima-of-several-tiers"),
    "maxima that are not the default": (
        'shares_of_b1: "10"',
        'shares_of_b1: "5"',
        "shares_of_b1: {",
        "maxima-not-default",
    ),
    "maxima that no longer sum": (
        '    "1":\n      "1.2":\n        levels:',
        '    "1":\n      "1.2":\n        max: 6\n        levels:',
        '    "1":\n      "1.2":\n        max: 6',
        "tier-sum",
    ),
    "a level that is never the result": (
        "kinds: 8.1.watch_channel, at_least: 2}",
        "kinds: 8.1.watch_channel, at_least: 3}",
        '    "no":\n',
        "never-the-result",
    ),
    "a limit in a level": (
        "{kinds: 5.1.access_channel, at_least: 3}",
        "{rows: 5.1.access_channel, at_most: 3}",
        '    "no":\n',
        "only-in-requirements",
    ),
    "levels that are none": (
        "          3: {kinds: 5.1.access_channel, at_least: 3}",
        "          three: {kinds: 5.1.access_channel, at_least: 3}",
        "three:",
        "wrong-type",
    ),
}


@pytest.mark.parametrize(("old", "new", "where", "code"), OF_THE_PLAN.values(), ids=OF_THE_PLAN.keys())
def test_a_fault_is_found_with_its_line(old: str, new: str, where: str, code: str) -> None:
    faulty = planted(LOGIC, old, new)

    assert brief(linted_plan(faulty)) == [(NAME, line_of(faulty, where), code)]


@pytest.mark.parametrize(("old", "new", "where", "code"), WITH_POINTS.values(), ids=WITH_POINTS.keys())
def test_a_fault_in_readings_of_points_is_found_with_its_line(old: str, new: str, where: str, code: str) -> None:
    faulty = planted(SCORED, old, new)

    assert brief(linted(faulty)) == [(NAME_OF_SCORED, line_of(faulty, where), code)]


def test_a_finding_says_in_which_alternative_it_is_one() -> None:
    faulty = planted(LOGIC, "runs: 3, by: 2022-12-31", "runs: 300, by: 2022-12-31")

    (finding,) = linted_plan(faulty)

    assert finding.cause == (
        "ในทางเลือก long_enough=3: “runs” เป็น “300” ซึ่งไม่ใช่จำนวนปี 1 ถึง 100",
        "in alternative long_enough=3: “runs” is “300”, which is not a number of years from 1 to 100",
    )
    assert finding.cure == ("โปรดแก้เป็นจำนวนปี 1 ถึง 100", "write a number of years from 1 to 100")


def test_what_is_wrong_without_an_alternative_is_told_once() -> None:
    faulty = planted(LOGIC, "leads: [ministry_b]", "leads: [ministry_c]")

    assert brief(linted_plan(faulty)) == [(NAME, line_of(faulty, "leads: [ministry_c]"), "unknown-code")]


def test_an_assumption_may_have_readings_that_change_nothing_in_the_logic() -> None:
    unlike = planted(LOGIC, "  open_to_clubs:\n", '  open_to_clubs:\n    "yes": {}\n    "later": {}\n')

    assert linted_plan(unlike) == ()


def test_a_level_that_only_an_alternative_has_needs_words_too() -> None:
    seven = '    "3":\n      "7.1":\n        levels:\n          2: {is_yes: 7.1.evaluation_evidence}\n      "6":\n'
    logic = planted(SCORED, '    "3":\n      "6":\n', seven)

    assert brief(linted(logic)) == [
        (f"hrmo-2565.{tongue}.yaml", line_of(text, '  "7.1":\n') + 2, "no-word")
        for tongue, text in WORDS_OF_SCORED.items()
    ]


def test_a_mark_is_not_called_as_an_assumption_is() -> None:
    faulty = planted(SCORED, "thresholds: [pass_mark,", "thresholds: [same_kind_counts_twice, pass_mark,")

    found = [each for each in brief(linted(faulty)) if each[0] == NAME_OF_SCORED]

    assert found == [(NAME_OF_SCORED, line_of(faulty, "thresholds: ["), "repeated")]
