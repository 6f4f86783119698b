"""The linter on conditions and levels: one planted fault, one finding."""

from __future__ import annotations

import pytest

from tests.support.planted import LOGIC, NAME, WORDS, brief, line_of, linted, planted

A_QUARTER = "{part: 1.2.staff_consented_written, of: org.staff_total, at_least: 25}"
CONDITIONS = {
    "an input that is not there": (
        "{is_yes: 4.3.dedicated_training}",
        "{is_yes: 4.3.dedicated_trainings}",
        "{is_yes: 4.3.dedicated_trainings}",
        "unknown-key",
    ),
    "a row group where one input is asked for": (
        "{rows: 8.1.watch_channel, at_least: 2}",
        "{answered: 8.1.watch_channel}",
        "{answered: 8.1.watch_channel}",
        "unknown-key",
    ),
    "an input that comes later": (
        "1: {is_yes: 1.1.policy_announced}",
        "1: {is_yes: 1.3.internal_dissemination}",
        "1: {is_yes: 1.3.internal_dissemination}\n              2: {all: [{is_yes: 1.1.policy_ann",
        "comes-later",
    ),
    "an unknown word": ("3: {is_yes: 4.3.dedi", "3: {is_true: 4.3.dedi", "3: {is_true: 4.3.dedi", "unknown-condition"),
    "words that do not go together": (
        "{rows: 8.1.watch_channel, at_least: 3}",
        "{rows: 8.1.watch_channel, more_than: 2}",
        "{rows: 8.1.watch_channel, more_than: 2}",
        "unknown-condition",
    ),
    "yes of a count": (
        "1: {count: 4.2.staff_trained, at_least: 1}",
        "1: {is_yes: 4.2.staff_trained}",
        "1: {is_yes: 4.2.staff_trained}",
        "wrong-kind",
    ),
    "a number of a yes": (
        "1: {is_yes: 5.1.access_mechanism}",
        "1: {count: 5.1.access_mechanism, at_least: 1}",
        "1: {count: 5.1.access_mechanism, at_least: 1}",
        "wrong-kind",
    ),
    "a share of a text": (
        "{part: 4.3.trainings_with_human_rights, of: 4.3.trainings_total, at_least: 20}",
        "{part: 4.3.trainings_with_human_rights, of: org.name, at_least: 20}",
        "of: org.name, at_least: 20}",
        "wrong-kind",
    ),
    "a share of what is no part": (
        "{part: 4.3.trainings_with_human_rights, of: 4.3.trainings_total, at_least: 20}",
        "{part: 4.3.trainings_with_human_rights, of: org.staff_total, at_least: 20}",
        "of: org.staff_total, at_least: 20}\n              3: {is_yes: 4.3",
        "share-of-no-part",
    ),
    "a code that is no choice": (
        "{choice: B2.origin, among: [adapted]}",
        "{choice: B2.origin, among: [adopted_well]}",
        "[adopted_well]",
        "unknown-code",
    ),
    "a number that is none": (
        "{count: 4.3.trainings_with_human_rights, at_least: 1}",
        "{count: 4.3.trainings_with_human_rights, at_least: one}",
        "at_least: one",
        "wrong-type",
    ),
    "no conditions to join": (
        "{all: [{is_yes: B1.1.problem_stated}, {is_yes: B1.1.prioritised}]}",
        "{all: []}",
        "{all: []}",
        "wrong-type",
    ),
    "a criterion that is not there": (
        'max: "5/2"\n            needs: {level_of: "6", at_least: 1}\n            inputs:\n              - {key: 7.2',
        'max: "5/2"\n            needs: {level_of: "66", at_least: 1}\n            inputs:\n              - {key: 7.2',
        '{level_of: "66"',
        "unknown-criterion",
    ),
    "a criterion that comes later": (
        'max: "5/2"\n            needs: {level_of: "6", at_least: 1}\n            inputs:\n              - {key: 7.2',
        'max: "5/2"\n            needs: {level_of: "7.2", at_least: 1}\n            inputs:\n              - {key: 7.2',
        '{level_of: "7.2"',
        "comes-later",
    ),
    "a criterion of two ways": (
        'max: "5/2"\n            needs: {level_of: "6", at_least: 1}\n            inputs:\n              - {key: 7.2',
        'max: "5/2"\n            needs: {level_of: "3.3", at_least: 1}\n            inputs:\n              - {key: 7.2',
        '{level_of: "3.3"',
        "level-of-ways",
    ),
    "a tier's need that nothing answers": (
        "needs: {answered: B.project_name}",
        "needs: {answered: B.project}",
        "{answered: B.project}",
        "unknown-key",
    ),
}
LEVELS = {
    "more rows than there are": (
        "3: {rows: 8.1.watch_channel, at_least: 3}",
        "3: {rows: 8.1.watch_channel, at_least: 6}",
        "3: {rows: 8.1.watch_channel, at_least: 6}",
        "never-holds",
    ),
    "two choices at once": (
        "3: {choice: 2.1.responsible, among: [committee]}",
        "3: {all: [{choice: 2.1.responsible, among: [unit]}, {choice: 2.1.responsible, among: [committee]}]}",
        "3: {all: [{choice: 2.1.responsible",
        "never-holds",
    ),
    "more than the whole": ("more_than: 5}", "more_than: 100}", "3: {all: [{is_yes: 6.risk_report}", "never-holds"),
    "more parts than the total that is asked for": (
        "2: {part: 4.3.trainings_with_human_rights, of: 4.3.trainings_total, at_least: 20}",
        "2: {part: 4.3.trainings_with_human_rights, of: 4.3.trainings_total, more_than: 100}",
        "2: {part: 4.3.trainings_with_human_rights, of: 4.3.trainings_total, more_than",
        "never-holds",
    ),
    "equal levels": (
        "2: {all: [{is_yes: 1.3.internal_dissemination}, {rows: 1.3.public_channel, at_least: 2}]}",
        "2: {all: [{is_yes: 1.3.internal_dissemination}, {rows: 1.3.public_channel, at_least: 3}]}",
        "2: {all: [{is_yes: 1.3.internal_dissemination}",
        "never-the-result",
    ),
    "two higher levels that leave nothing": (
        "2: {choice: 2.1.responsible, among: [unit]}",
        "2: {choice: 2.1.responsible, among: [unit, officer]}",
        "1: {choice: 2.1.responsible, among: [officer]}",
        "never-the-result",
    ),
    "a share that is reached whenever a part is": (
        "1: {any: [{is_yes: 1.2.agreement_exists}, {count: 1.2.staff_consented_written, at_least: 1}]}",
        f"1: {{all: [{{is_yes: 1.2.agreement_exists}}, {A_QUARTER}]}}",
        A_QUARTER,
        "never-the-result",
    ),
    "no highest level": (
        "              3: {choice: B2.origin, among: [original]}\n",
        "",
        "levels:\n              1: {choice: B2.origin",
        "no-top-level",
    ),
}


@pytest.mark.parametrize(("old", "new", "where", "code"), CONDITIONS.values(), ids=CONDITIONS.keys())
def test_a_fault_in_a_condition_is_found_with_its_line(old: str, new: str, where: str, code: str) -> None:
    faulty = planted(LOGIC, old, new)

    assert brief(linted(faulty)) == [(NAME, line_of(faulty, where), code)]


@pytest.mark.parametrize(("old", "new", "where", "code"), LEVELS.values(), ids=LEVELS.keys())
def test_a_level_without_effect_is_found_with_its_line(old: str, new: str, where: str, code: str) -> None:
    faulty = planted(LOGIC, old, new)

    assert brief(linted(faulty)) == [(NAME, line_of(faulty, where), code)]


def test_every_level_that_a_higher_one_hides_is_told() -> None:
    easy = "3: {any: [{is_yes: 4.3.dedicated_training}, {count: 4.3.trainings_with_human_rights, at_least: 1}]}"
    faulty = planted(LOGIC, "3: {is_yes: 4.3.dedicated_training}", easy)

    top = line_of(faulty, easy)
    assert brief(linted(faulty)) == [(NAME, top - 2, "never-the-result"), (NAME, top - 1, "never-the-result")]


def test_a_need_that_nothing_meets_leaves_no_level() -> None:
    head = 'needs: {level_of: "%s", at_least: %d}\n            inputs:\n              - {key: 7.2.improvement_summary'
    faulty = planted(LOGIC, head % ("6", 1), head % ("7.1", 4))

    first = line_of(faulty, "1: {is_yes: 7.2.improvement_summary}")
    assert brief(linted(faulty)) == [(NAME, first, "never-holds"), (NAME, first + 1, "never-holds")]


def test_a_level_above_the_highest_gives_no_points() -> None:
    faulty = planted(LOGIC, "3: {rows: 8.1.watch_channel, at_least: 3}", "4: {rows: 8.1.watch_channel, at_least: 3}")

    line = line_of(faulty, "4: {rows")
    assert brief(linted(faulty)) == [
        (NAME, line - 3, "no-top-level"),
        (NAME, line, "no-such-level"),
        *((f"hrmo-2565.{tongue}.yaml", line_of(text, '  "8.1":\n') + 2, "no-word") for tongue, text in WORDS.items()),
    ]


def test_a_level_that_looks_at_the_other_way_never_holds() -> None:
    both = "3: {all: [{is_yes: 3.3.1.statement_or_meeting}, {is_yes: 3.3.1.directive}]}"
    faulty = planted(
        LOGIC,
        "3: {all: [{is_yes: 3.3.2.statement_or_meeting}, {is_yes: 3.3.2.directive}]}",
        both.replace("3: ", "3:  "),
    )

    assert brief(linted(faulty)) == [(NAME, line_of(faulty, "3:  {all"), "never-holds")]


def test_what_rests_on_a_faulty_criterion_is_not_judged() -> None:
    faulty = planted(
        LOGIC, "1: {count: 6.projects_risk_analysed, at_least: 1}", "1: {count: 6.projects_analysed, at_least: 1}"
    )

    (finding,) = linted(faulty)

    assert (finding.code, finding.cure.en) == (
        "unknown-key",
        "name an input's key (did you mean 6.projects_risk_analysed?)",
    )
