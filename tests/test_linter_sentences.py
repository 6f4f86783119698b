"""What a finding says, whole: it names what is meant, what would do, and what it clashes with."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.support.planted import LOGIC, WORDS, line_of, linted, planted

CHART = "              - {key: 3.1.linkage_chart, type: yes_no, evidence: true}\n"
SPARE = """\
              - type: choice
                choice: public_channel
                key: spare
                rows: 2
"""
CONSENT = "  - {rule: publish_consent, consent: org.publish_consent}\n"


SECOND_LEVEL = "2: {all: [{is_yes: 3.1.analysis_done}, {is_yes: 3.1.linkage_chart}]}"


def second_level(condition: str) -> str:
    """The second level of that criterion with another condition beside the first."""
    return SECOND_LEVEL.replace("{is_yes: 3.1.linkage_chart}", condition)


class Planted(NamedTuple):
    """A fault in the programme file, the passage on whose line it is told, and what is told first."""

    old: str
    new: str
    where: str
    said: str


OF_LOGIC = {
    "a tab of the system": Planted(
        "- id: process\n", "- id: feedback\n", "- id: feedback", "the tab “feedback” is the system's own; use another"
    ),
    "rows that nothing looks at": Planted(
        CHART,
        CHART + SPARE,
        "key: spare",
        "no level, requirement or rule looks at “spare”; "
        "use it, remove it, or make it a text of a section without criteria",
    ),
    "a rule that stands twice": Planted(
        CONSENT,
        f"{CONSENT}{CONSENT.rstrip()}  # again\n",
        "# again",
        "the rule “publish_consent” stands twice; give it a name of its own, or remove it",
    ),
    "an unknown list of choices": Planted(
        "choice: learning_scope,",
        "choice: scope,",
        "choice: scope",
        "there is no list “scope” under choices; "
        "add it there, or use one of: organisation_type, approval_by, public_channel, access_chann…",
    ),
    "claims that are not the levels": Planted(
        'claimed: ["0", "1", "2", "3"]',
        'claimed: ["1", "2", "3", "0"]',
        "  claimed: [",
        'the choices claimed must be ["0", "1", "2", "3"]; write ["0", "1", "2", "3"]',
    ),
    "an input that stands twice": Planted(
        CHART,
        f"{CHART}              - type: yes_no\n                key: 3.1.linkage_chart\n",
        "                key: 3.1.linkage_chart",
        "the input “3.1.linkage_chart” stands twice; give it a name of its own, or remove it",
    ),
    "a level that is no condition": Planted(
        SECOND_LEVEL,
        "2: analysed",
        "2: analysed",
        "“levels” is “analysed”, which is not a condition such as {is_yes: KEY}; "
        "write a condition such as {is_yes: KEY}",
    ),
    "a condition that is none": Planted(
        SECOND_LEVEL,
        second_level("{is_yas: 3.1.linkage_chart}"),
        "is_yas",
        "no condition is written with “is_yas”; use one of: all, any, is_yes, is_no, answered, choice + among, "
        "count + at_least, rows + at_least, kinds + at_least, part + of + at_least, part + of + more_than, "
        "equal + to, level_of + at_least",
    ),
    "an unknown input": Planted(
        SECOND_LEVEL,
        second_level("{is_yes: 3.1.linkage_cart}"),
        "linkage_cart",
        "there is no input “3.1.linkage_cart”; name an input's key (did you mean 3.1.linkage_chart?)",
    ),
    "an input of another type": Planted(
        SECOND_LEVEL,
        second_level("{is_yes: org.staff_total}"),
        "{is_yes: org.staff_total}",
        "“org.staff_total” is a count, but a yes_no is asked for; name a yes_no, or write what suits a count",
    ),
    "a code that is none": Planted(
        "{choice: B2.origin, among: [adopted]}",
        "{choice: B2.origin, among: [bought]}",
        "[bought]",
        "“bought” is no choice of “B2.origin”; use one of: adopted, adapted, original",
    ),
    "an unknown field": Planted(
        "choice: origin, ",
        "choice: origin, colour: red, ",
        "colour: red",
        "unknown field “colour”; remove it, or use one of: key, type, choice, evidence, rows",
    ),
    "weights that do not sum": Planted(
        "weight: 70", "weight: 60", "tiers:\n", "the tiers' weights sum to 90, not 100; make them sum to 100"
    ),
}
GUIDE = "2. Where there is a list, choose from it. Answer yes-or-no items with “Yes” or “No”"
OF_WORDS = {
    "a line of the guide that says nothing": Planted(
        f'      - "{GUIDE}; leave blank what you do not know yet."\n',
        '      - ""\n',
        '      - ""',
        "the words for tabs / start / lines / 1 are empty or no text; "
        "write a text, in quotes where it is a number or yes/no",
    ),
    "equal choices": Planted(
        "    province: Province\n",
        "    province: service delivery unit\n",
        "    service_delivery_unit: Service",
        "the choice “Service delivery unit” equals or begins with the choice “service delivery unit”, "
        "so answers may be misread; let them differ from the first word on",
    ),
    "a title that another tab has": Planted(
        "title: Tier B Project\n",
        "title: TIER A process\n",
        "title: TIER A process",
        "the title “TIER A process” is that of the tab process too; give it a title of its own",
    ),
}


@pytest.mark.parametrize("fault", OF_LOGIC.values(), ids=OF_LOGIC.keys())
def test_a_fault_of_a_programme_is_told_in_whole_sentences(fault: Planted) -> None:
    faulty = planted(LOGIC, fault.old, fault.new)
    first = linted(faulty)[0]

    assert (first.line, f"{first.cause.en}; {first.cure.en}") == (line_of(faulty, fault.where), fault.said)


@pytest.mark.parametrize("fault", OF_WORDS.values(), ids=OF_WORDS.keys())
def test_a_fault_of_words_is_told_in_whole_sentences(fault: Planted) -> None:
    faulty = planted(WORDS["en"], fault.old, fault.new)
    (only,) = linted(en=faulty)

    assert (only.line, f"{only.cause.en}; {only.cure.en}") == (line_of(faulty, fault.where), fault.said)


def test_rows_of_which_one_is_looked_at_are_used() -> None:
    names = "{is_yes: 3.1.chart_names_projects}]}"
    used = planted(planted(LOGIC, CHART, CHART + SPARE), names, names.replace("]", ", {answered: spare.2}]"))

    assert {(finding.file, finding.code) for finding in linted(used)} == {
        (f"hrmo-2565.{language}.yaml", "no-word") for language in WORDS
    }
