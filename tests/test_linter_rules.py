"""The linter on ids, sums, inputs and the rules around criteria: one planted fault, and what follows from it."""

from __future__ import annotations

import pytest

from scoring.eligibility import _CHECKS
from scoring.linter.file_shape import RULES
from scoring.linter.ids import RESERVED_SHEETS
from scoring.linter.words_wanted import COLUMNS as COLUMNS_IN_WORDS
from sheets_schema.layout import COLUMNS, FEEDBACK_SHEET, START_SHEET
from tests.support.planted import LOGIC, NAME, WORDS, brief, line_of, linted, planted

CHART = "              - {key: 3.1.linkage_chart, type: yes_no, evidence: true}\n"
FAULTS = {
    "an id that is not the file's": ("id: hrmo-2565\n", "id: hrmo-2566\n", "id: hrmo-2566", "wrong-id"),
    "maxima that do not sum": (
        "- id: B2\n            max: 20",
        "- id: B2\n            max: 15",
        "- {id: tier_b, max",
        "tier-sum",
    ),
    "weights that do not sum": ("weight: 70", "weight: 60", "tiers:\n", "weight-sum"),
    "an unknown tier": (
        "- id: B4\n        tier: tier_b",
        "- id: B4\n        tier: tier_c",
        "tier: tier_c",
        "unknown-tier",
    ),
    "an input that stands twice": (CHART, CHART + CHART.replace("type", " type"), "linkage_chart,  type", "repeated"),
    "a criterion's id that stands twice": ('- id: "7.2"', '- id: "7.1"  # again', '"7.1"  # again', "repeated"),
    "a way's id that is a criterion's": ('- id: "3.3.2"', '- id: "3.2"  # again', '"3.2"  # again', "repeated"),
    "a tab's id that stands twice": ("- id: process\n", "- id: structure\n", "structure\n    sheet: 1030", "repeated"),
    "a sheet that stands twice": ("sheet: 1030", "sheet: 1020  # again", "1020  # again", "repeated"),
    "a sheet of the system": ("sheet: 1030", "sheet: 1900", "sheet: 1900", "reserved"),
    "a section that stands twice": ('- id: "5"\n', '- id: "4"  # again\n', '"4"  # again', "repeated"),
    "a choice that stands twice": (
        "responsible: [none, officer, unit, committee]\n  c",
        "responsible: [none, officer, unit, unit, committee]\n  c",
        "unit, unit",
        "repeated",
    ),
    "an unknown list of choices": ("choice: learning_scope,", "choice: scope,", "choice: scope", "unknown-choices"),
    "claims that are not the levels": (
        'claimed: ["0", "1", "2", "3"]',
        'claimed: ["1", "2", "3", "0"]',
        "  claimed: [",
        "claimed-levels",
    ),
    "a part that is not there": (
        "  4.2.staff_trained: org.staff_total",
        "  4.2.staff: org.staff_total",
        "  4.2.staff:",
        "unknown-key",
    ),
    "a total that is no count": (
        "1.2.staff_levels_consented: org.staff_levels",
        "1.2.staff_levels_consented: org.name",
        "levels_consented: org",
        "wrong-kind",
    ),
    "an organisation that is no text": (
        "organisation: org.name",
        "organisation: org.type",
        "organisation: org.type",
        "wrong-kind",
    ),
    "a rule that names nothing": ("known: org.type}", "known: org.kind}", "known: org.kind}", "unknown-key"),
    "a rule with an unknown kind of organisation": (
        "regional_administration: [governor, parent_head]",
        "regional_office: [governor, parent_head]",
        "regional_office:",
        "unknown-code",
    ),
    "a rule with an unknown approver": (
        "central_in_region: [parent_head]",
        "central_in_region: [head]",
        "central_in_region: [head]",
        "unknown-code",
    ),
    "a rule that needs a link that cannot be given": (
        "{key: org.project_scaled_up, type: yes_no, evidence: true}",
        "{key: org.project_scaled_up, type: yes_no}",
        "project_scaled_up: org.project_scaled_up",
        "no-evidence",
    ),
    "a window that closes before it opens": (
        "last: 2022-09-30",
        "last: 2020-09-30",
        "last: 2020-09-30",
        "empty-window",
    ),
    "points that do not rise": (
        '["1/3", "2/3", "1"]',
        '["2/3", "1/3", "1"]',
        '["2/3", "1/3", "1"]',
        "points-not-rising",
    ),
    "points that stop short": ('["1/3", "2/3", "1"]', '["1/3", "2/3", "3/4"]', '"3/4"]', "points-not-rising"),
    "ways for one answer only": (
        'id: "3.3.2"\n                when: false',
        'id: "3.3.2"\n                when: true',
        "ways:\n",
        "ways-without-answers",
    ),
    "a fraction that is none": (
        "- id: B3\n            max: 20",
        "- id: B3\n            max: twenty",
        "max: twenty",
        "unreadable-fraction",
    ),
    "a fraction of nothing": ("{id: SV3, max: 20}", '{id: SV3, max: "20/0"}', "{id: SV3", "unreadable-fraction"),
    "a number with a point outside quotes": (
        "- id: B3\n            max: 20",
        "- id: B3\n            max: 20.5",
        "max: 20.5",
        "unreadable-fraction",
    ),
    "a site visit that does not sum": ("{id: SV3, max: 20}", "{id: SV3, max: 25}", "site_visit:\n", "site-visit-sum"),
}


FAULTS_WITH_UNUSED_INPUTS = {
    "a period of no date": (
        "end: B.end_date}",
        "end: B.result}",
        [("end: B.result}", "wrong-kind"), ("{key: B.end_date", "unused-input")],
    ),
    "a period that names nothing": (
        "end: B.end_date}",
        "end: B.last_date}",
        [("end: B.last_date}", "unknown-key"), ("{key: B.end_date", "unused-input")],
    ),
    "a rule that names the wrong type": (
        "consent: org.publish_consent}",
        "consent: org.staff_total}",
        [("consent: org.staff_total}", "wrong-kind"), ("{key: org.publish_consent", "unused-input")],
    ),
    "ways chosen by anything but yes or no": (
        "way_by: org.has_regional_units",
        "way_by: org.staff_total",
        [("{key: org.has_regional_units", "unused-input"), ("way_by: org.staff_total", "wrong-kind")],
    ),
}


@pytest.mark.parametrize(("old", "new", "where", "code"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_found_with_its_line(old: str, new: str, where: str, code: str) -> None:
    faulty = planted(LOGIC, old, new)

    assert brief(linted(faulty)) == [(NAME, line_of(faulty, where), code)]


def test_an_input_that_nothing_looks_at_is_told() -> None:
    faulty = planted(LOGIC, "{key: B.result, type: text}", "{key: B.result, type: yes_no}")

    assert brief(linted(faulty)) == [(NAME, line_of(faulty, "{key: B.result"), "unused-input")]


def test_an_input_of_a_criterion_that_no_level_looks_at_is_told() -> None:
    faulty = planted(
        LOGIC,
        "{is_yes: B1.3.appropriate}, {is_yes: B1.3.cost_effective}, {is_yes: B1.3.plan",
        "{is_yes: B1.3.appropriate}, {is_yes: B1.3.cost_effective}, {is_yes: B1.2.plan",
    )
    faulty = planted(faulty, "B1.2.plan_linked_or_partners", "B1.2.plan_linked")

    assert brief(linted(faulty)) == [(NAME, line_of(faulty, "{key: B1.3.plan_linked_or_partners"), "unused-input")]


@pytest.mark.parametrize(
    ("old", "new", "expected"), FAULTS_WITH_UNUSED_INPUTS.values(), ids=FAULTS_WITH_UNUSED_INPUTS.keys()
)
def test_a_name_that_leads_astray_leaves_an_input_unused(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    faulty = planted(LOGIC, old, new)

    assert brief(linted(faulty)) == [(NAME, line_of(faulty, where), code) for where, code in expected]


def test_a_rule_that_stands_twice_is_told_at_the_second() -> None:
    rule = "  - {rule: publish_consent, consent: org.publish_consent}\n"
    faulty = planted(LOGIC, rule, f"{rule}{rule}# again\n")

    assert brief(linted(faulty)) == [(NAME, line_of(faulty, "# again") - 1, "repeated")]


def test_a_key_like_a_claims_is_the_systems_own() -> None:
    faulty = planted(LOGIC, "{key: B.result, type: text}", "{key: B.claimed, type: text}")
    words = {language: planted(text, "  B.result:", "  B.claimed:") for language, text in WORDS.items()}

    assert brief(linted(faulty, th=words["th"], en=words["en"])) == [(NAME, line_of(faulty, "B.claimed"), "reserved")]


def test_choices_that_no_input_offers_are_told() -> None:
    faulty = planted(LOGIC, "  origin: [", "  spare: [x]\n  origin: [")
    words = {
        language: planted(text, "  origin:\n", "  spare:\n    x: ?!\n  origin:\n") for language, text in WORDS.items()
    }

    assert brief(linted(faulty, th=words["th"], en=words["en"])) == [
        (NAME, line_of(faulty, "  spare:"), "unused-choices")
    ]


def test_the_linter_knows_the_rules_that_are_scored() -> None:
    assert set(RULES) == set(_CHECKS)


def test_the_linter_knows_the_template() -> None:
    headed = [column.key for column in COLUMNS[1:]]

    assert (sorted(COLUMNS_IN_WORDS), RESERVED_SHEETS) == (sorted(headed), (START_SHEET, FEEDBACK_SHEET))
