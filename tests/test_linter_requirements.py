"""The linter on requirements, questions, indicators, reports and deadlines: one planted fault, one finding."""

from __future__ import annotations

import pytest
import yaml

from scoring.programme_file import programme_from
from tests.support.planted import LOGIC as SCORED
from tests.support.planted import WORDS as WORDS_OF_SCORED
from tests.support.planted import brief, line_of, linted, planted
from tests.support.sample_plan import LOGIC, NAME, WORDS, linted_plan

SHAPES = {
    "a deadline without an offset": (
        '"2022-12-04T00:00:00-05:00"',
        '"2022-12-04T00:00:00"',
        '"2022-12-04T00:00:00"',
        "deadline-without-offset",
    ),
    "a deadline that is no instant": ('"2022-12-04T00:00:00-05:00"', "soon", "closes_at: soon", "wrong-type"),
    "a deadline outside quotes": (
        '"2022-12-04T00:00:00-05:00"',
        "2022-12-04T00:00:00-05:00",
        "closes_at: 2022-12-04T",
        "wrong-type",
    ),
    "a day that is none": ("due: 2022-11-30", "due: November", "due: November", "wrong-type"),
    "a report without a day": (
        "kind: half_yearly, due: 2022-09-30,",
        "kind: half_yearly,",
        "{id: half_2",
        "missing-field",
    ),
    "a question of no words": ("q.more, words: 30", "q.more, words: 0", "words: 0", "wrong-type"),
    "an indicator that is a text": (
        "{key: clubs, type: count",
        "{key: clubs, type: text",
        "{key: clubs, type: text",
        "wrong-type",
    ),
    "a requirement that needs nothing": (
        "            inputs: []\n            needs: {date: org.founded, runs: 2, by: 2022-12-31}\n",
        "            inputs: []\n",
        "- id: old_enough",
        "missing-field",
    ),
    "years that no project runs": ("org.founded, runs: 2", "org.founded, runs: 2000", "runs: 2000", "wrong-type"),
    "rows required by themselves": (
        "{key: org.barred, type: yes_no, needs: {is_no: org.barred}}",
        "{key: org.barred, type: yes_no, rows: 1, needs: {is_no: org.barred.1}}",
        "{key: org.barred, type: yes_no, rows: 1",
        "unknown-field",
    ),
    "a field that only questions have": (
        "{key: summary.text, type: text}",
        "{key: summary.text, type: text, words: 50}",
        "type: text, words: 50",
        "unknown-field",
    ),
}
CONDITIONS = {
    "no of a text": ("{is_no: org.barred}", "{is_no: org.name}", "{is_no: org.name}", "wrong-kind"),
    "a time that runs from no date": (
        "needs: {words: summary.text, at_most: 50}",
        "needs: {date: summary.text, runs: 2, by: 2022-12-31}",
        "{date: summary.text",
        "wrong-kind",
    ),
    "texts that differ from a choice": (
        "letter.from_2, org.name]",
        "letter.from_2, org.role]",
        "org.role]",
        "wrong-kind",
    ),
    "a text that differs from itself": (
        "[letter.from_1, letter.from_2, org.name]",
        "[letter.from_1, letter.from_2, letter.from_1]",
        "letter.from_2, letter.from_1]",
        "repeated",
    ),
    "links where there are none": ("[paper, letter.from_1]", "[paper, org.name]", "[paper, org.name]", "no-links"),
    "links of what is not there": ("[paper, letter.from_1]", "[papers, letter.from_1]", "[papers,", "unknown-key"),
    "kinds of a text": (
        "{kinds: paper, at_least: 2}",
        "{kinds: paper.1, at_least: 2}",
        "{kinds: paper.1",
        "unknown-group",
    ),
    "a text that has nothing to differ from": (
        "{different: [letter.from_1, letter.from_2, org.name]}",
        "{all: [{answered: letter.from_1}, {different: [letter.from_2]}]}",
        "{different: [letter.from_2]}",
        "too-few-to-differ",
    ),
    "rows that come later": (
        "needs: {is_no: org.barred}",
        "needs: {all: [{is_no: org.barred}, {rows: paper, at_least: 1}]}",
        "{rows: paper, at_least: 1}",
        "comes-later",
    ),
    "words of a choice": ("{words: summary.text,", "{words: org.role,", "{words: org.role,", "wrong-kind"),
    "no words at all": ("at_most: 50}", "at_most: 0}", "at_most: 0}", "wrong-type"),
    "hours that are no numbers": ("each: hours,", "each: school,", "each: school,", "wrong-kind"),
    "pairs of unlike length": ("{key: hours, rows: 3", "{key: hours, rows: 2", "each: hours", "rows-differ"),
    "a limit on whom is asked": (
        "due: 2022-09-30, applies: {choice: org.role, among: [ministry]}",
        "due: 2022-09-30, applies: {rows: paper, at_most: 1}",
        "applies: {rows: paper, at_most: 1}",
        "limit-in-applies",
    ),
    "an input that comes later": (
        "needs: {is_no: org.barred}",
        "needs: {all: [{is_no: org.barred}, {is_yes: seal}]}",
        "{is_yes: seal}",
        "comes-later",
    ),
    "a report that asks for what is not there": (
        "            due: 2022-03-31\n            also: [{answered: clubs.1}]\n          - id: year_1",
        "            due: 2022-03-31\n            also: [{answered: clubs.3}]\n          - id: year_1",
        "{answered: clubs.3}",
        "unknown-key",
    ),
}
MEANINGS = {
    "an unknown time zone": ("zone: Asia/Bangkok", "zone: Asia/Bankok", "zone: Asia/Bankok", "unknown-zone"),
    "a folder of time zones": ("zone: Asia/Bangkok", "zone: Asia", "zone: Asia\n", "unknown-zone"),
    "points without tiers": (
        "assumptions:\n",
        'assumptions:\n  points_per_level: ["1"]\n',
        "points_per_level",
        "points-without-tiers",
    ),
    "an agency that is none": ("leads: [ministry_b]", "leads: [ministry_c]", "leads: [ministry_c]", "unknown-code"),
    "an agency that stands twice": (
        "secondaries: [ministry_a]",
        "secondaries: [ministry_a, ministry_a]",
        "secondaries: [ministry_a,",
        "repeated",
    ),
    "an id that another requirement has": (
        "- id: papers\n",
        "- id: letters  # again\n",
        "letters  # again",
        "repeated",
    ),
    "an id that an input has": ("- id: papers\n", "- id: letter.from_2\n", "- id: letter.from_2", "repeated"),
    "an id that a report has": ("- id: training\n", "- id: half_2\n", "- {id: half_2,", "repeated"),
    "what can never be met": (
        "needs: {is_no: org.barred}",
        "needs: {all: [{is_no: org.barred}, {is_yes: org.barred}]}",
        "needs: {all: [{is_no",
        "never-met",
    ),
    "more kinds than there are": (
        "{kinds: paper, at_least: 2}",
        "{kinds: paper, at_least: 3}",
        "needs:\n",
        "never-met",
    ),
    "fewer links than rows that need them": (
        "{links: [paper, letter.from_1], at_most: 5}",
        "{links: [paper, letter.from_1], at_most: 1}",
        "needs:\n",
        "never-met",
    ),
    "what excludes those it is asked of": (
        "            needs: {words: summary.text, at_most: 50}",
        "            needs: {is_no: seal}\n            applies: {all: [{is_yes: seal}, {answered: summary.text}]}",
        "needs: {is_no: seal}",
        "never-met-where-asked",
    ),
    "what nobody is asked": (
        "due: 2022-09-30, applies: {choice: org.role, among: [ministry]}",
        "due: 2022-09-30, applies: {all: [{is_yes: seal}, {is_no: seal}]}",
        "{is_yes: seal}, {is_no: seal}",
        "never-asked",
    ),
    "an input that its requirement does not look at": (
        "              - {key: summary.text, type: text}\n",
        "              - {key: summary.text, type: text}\n              - {key: org.idle, type: text}\n",
        "{key: org.idle",
        "unused-input",
    ),
    "a confirmation that is no yes": (
        "fixed: {org.role: org.role_confirmed}",
        "fixed: {org.role: org.name}",
        "fixed: {",
        "wrong-kind",
    ),
    "what confirms itself": (
        "fixed: {org.role: org.role_confirmed}",
        "fixed: {org.role_confirmed: org.role_confirmed}",
        "fixed: {",
        "fixed-by-itself",
    ),
}
IN_LEVELS = {
    "rows": "{rows: 8.1.watch_channel, at_most: 3}",
    "links": "{links: [8.1.watch_channel], at_most: 3}",
    "words": "{words: org.name, at_most: 3}",
    "dates": "{date: B.start_date, runs: 3, by: 2022-09-30}",
    "texts": "{different: [org.name, B.project_name]}",
    "pairs": "{rows: 8.1.watch_channel, each: 5.1.access_channel, at_least: 3}",
}
WORDINGS = {
    "a requirement without a title": ("  papers: {title: Papers}\n", "", "requirements:\n", "no-word"),
    "a title that a row has": (
        "  papers: {title: Papers}\n",
        "  papers: {title: P}\n  seal: {title: S}\n",
        "  seal: {title",
        "stale-word",
    ),
    "a report without a row of its own": (
        "  half_2: {title: Half 2}\n",
        "  half_2: {title: H}\n  year_1: {title: Y}\n",
        "  year_1:",
        "stale-word",
    ),
    "a kind of report without a name": (", yearly: Yearly report}", "}", "reports: {half_yearly", "no-word"),
    "a deadline without its source": (
        ", source: Before midnight.}",
        "}",
        "  application: {title: Application}",
        "no-word",
    ),
    "a limit where there is none": (
        "help: In English.",
        'help: "{words} words."',
        'help: "{words} words."',
        "placeholder",
    ),
    "an indicator without its period": ('"Clubs, half-year {row}"', "Clubs", "label: Clubs", "no-row-number"),
    "words of the claim without criteria": ("yes_no:", "claim: {label: x, help: y}\nyes_no:", "claim:", "stale-word"),
    "a total without tiers": ("yes_no:", "totals: {combined: x}\nyes_no:", "totals:", "stale-word"),
    "thresholds without any": ("yes_no:", "no_threshold: x\nyes_no:", "no_threshold:", "stale-word"),
}


def test_the_sample_is_sound_and_loads() -> None:
    programme = programme_from(yaml.load(LOGIC, Loader=yaml.CSafeLoader))

    assert linted_plan() == ()
    assert [requirement.id for requirement in programme.requirements][-4:] == ["q.aim", "q.more", "half_1", "half_2"]


def test_parts_of_the_words_in_which_nothing_is_needed_may_be_there_and_empty() -> None:
    assert linted_plan(words=f"{WORDS}criteria: {{}}\ntotals: {{}}\neligibility: {{}}\n") == ()


@pytest.mark.parametrize(
    ("old", "new", "where", "code"),
    [*SHAPES.values(), *CONDITIONS.values(), *MEANINGS.values()],
    ids=[*SHAPES, *CONDITIONS, *MEANINGS],
)
def test_a_fault_is_found_with_its_line(old: str, new: str, where: str, code: str) -> None:
    faulty = planted(LOGIC, old, new)

    found = [each for each in brief(linted_plan(faulty)) if each[0] == NAME]
    assert found == [(NAME, line_of(faulty, where), code)]


@pytest.mark.parametrize(("old", "new", "where", "code"), WORDINGS.values(), ids=WORDINGS.keys())
def test_a_fault_in_the_words_is_found_with_its_line(old: str, new: str, where: str, code: str) -> None:
    faulty = planted(WORDS, old, new)

    assert brief(linted_plan(words=faulty)) == [
        (f"plan-2566.{tongue}.yaml", line_of(faulty, where), code) for tongue in ("th", "en")
    ]


@pytest.mark.parametrize("condition", IN_LEVELS.values(), ids=IN_LEVELS.keys())
def test_what_more_facts_can_make_fail_is_refused_in_levels(condition: str) -> None:
    faulty = planted(SCORED, "3: {rows: 8.1.watch_channel, at_least: 3}", f"3: {condition}")

    (finding,) = linted(faulty)
    assert (finding.line, finding.code) == (line_of(faulty, f"3: {condition}"), "only-in-requirements")
    assert "more facts must never lower a level" in finding.cause.en


@pytest.mark.parametrize("condition", ["{is_no: org.won_before}", "{kinds: 8.1.watch_channel, at_least: 3}"])
def test_a_no_and_kinds_may_stand_in_levels(condition: str) -> None:
    logic = planted(SCORED, "3: {rows: 8.1.watch_channel, at_least: 3}", f"3: {condition}")

    assert linted(logic) == ()


def test_agencies_that_are_listed_nowhere_are_told_at_each_place() -> None:
    faulty = planted(LOGIC, "  agencies: [ministry_a, ministry_b]\n", "")

    leads = line_of(faulty, "leads: [ministry_b]")
    assert [each for each in brief(linted_plan(faulty)) if each[0] == NAME] == [
        (NAME, line_of(faulty, "leads: [ministry_a]"), "unknown-choices"),
        (NAME, line_of(faulty, "secondaries: []"), "unknown-choices"),
        (NAME, leads, "unknown-choices"),
        (NAME, leads + 1, "unknown-choices"),
    ]


def test_agencies_may_be_named_alike_only_while_nobody_chooses_among_them() -> None:
    chosen = planted(LOGIC, "choice: role}\n", "choice: agencies}\n")
    chosen = planted(chosen, "  role: [ministry, province, club]\n", "")

    codes = {finding.code for finding in linted_plan(chosen) if finding.file == "plan-2566.en.yaml"}

    assert "labels-clash" in codes


def with_a_visit(logic: str, needs: str) -> str:
    """The programme with points and a requirement in its last tab."""
    tab = "    sheet: 1060\n    sections:\n"
    section = "      - id: visit\n        requirements:\n          - id: visit.ready\n            inputs: []\n"
    return planted(logic, tab, f"{tab}{section}            needs: {needs}\n")


def with_words_of_a_visit() -> dict[str, str]:
    titled = {tongue: f"{text}requirements:\n  visit.ready: {{title: x}}\n" for tongue, text in WORDS_OF_SCORED.items()}
    return {tongue: planted(text, "\nsections:\n", "\nsections:\n  visit: x\n") for tongue, text in titled.items()}


def test_a_programme_with_points_may_have_requirements_that_look_at_its_levels() -> None:
    logic = with_a_visit(SCORED, '{level_of: "8.1", at_least: 1}')

    words = with_words_of_a_visit()

    assert linted(logic, th=words["th"], en=words["en"]) == ()


def test_a_requirement_that_rests_on_a_faulty_criterion_is_not_judged() -> None:
    never = '{all: [{level_of: "8.1", at_least: 1}, {is_yes: org.won_before}, {is_no: org.won_before}]}'
    faulty = planted(SCORED, "1: {rows: 8.1.watch_channel, at_least: 1}", "1: {rows: 8.1.channel, at_least: 1}")

    words = with_words_of_a_visit()

    found = linted(with_a_visit(faulty, never), th=words["th"], en=words["en"])

    assert [finding.code for finding in found] == ["unknown-group"]


def test_a_requirement_of_too_many_cases_is_told_rather_than_tried() -> None:
    either = "{any: [{answered: org.name}, {is_yes: seal}]}"
    faulty = planted(LOGIC, "{words: summary.text, at_most: 50}", f"{{all: [{', '.join([either] * 40)}]}}")

    assert [finding.code for finding in linted_plan(faulty)] == ["unused-input", "requirement-too-large"]
