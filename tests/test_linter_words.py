"""The linter on wording files, and on published programmes: one planted fault, one finding."""

from __future__ import annotations

import pytest

from tests.support.planted import LOGIC, WORDS, brief, line_of, linted, planted

THAI, ENGLISH = WORDS["th"], WORDS["en"]
FAULTS = {
    "a label that is missing": (
        "    label: Where the idea of the project comes from\n",
        "",
        "  B2.origin:\n",
        "no-word",
    ),
    "a level without words": (
        "      2: Good. Others already do it, and it was developed to fit the organisation\n",
        "",
        "levels:\n      1: Fair. Others already do it, and the",
        "no-word",
    ),
    "words for what is not there": (
        "  B2.origin:\n",
        "  B2.orgin: {label: x, help: y}\n  B2.origin:\n",
        "  B2.orgin:",
        "stale-word",
    ),
    "a state that no rule has": (
        "    not_needed: The kind of organisation need not",
        "    perhaps: It may.\n    not_needed: The kind of organisation need not",
        "    perhaps:",
        "stale-word",
    ),
    "an empty text": ("    label: Background\n", '    label: ""\n', '    label: ""\n', "empty-word"),
    "an id without quotes": ('  "6":\n', "  6:\n", "  6:\n    title", "odd-field"),
    "braces that nothing fills": (
        "    label: Background\n",
        "    label: Background {name}\n",
        "Background {name}",
        "placeholder",
    ),
    "braces that are never closed": (
        "    label: Background\n",
        "    label: Background {row\n",
        "Background {row",
        "placeholder",
    ),
    "rows that read the same": (
        "    label: Complaint channel, channel {row}\n",
        "    label: Complaint channel\n",
        "    label: Complaint channel\n",
        "no-row-number",
    ),
    "a title too long for a tab": (
        "title: Tier B Project\n",
        "title: Tier B Project, activity or innovation\n",
        "title: Tier B Project, activity",
        "title-too-long",
    ),
    "a title with a forbidden character": (
        "title: Tier B Project\n",
        "title: Tier B / Project\n",
        "title: Tier B /",
        "title-character",
    ),
    "a title that another tab has": (
        "title: Tier B Project\n",
        "title: TIER A process\n",
        "title: TIER A process",
        "repeated-title",
    ),
    "equal choices": (
        "    province: Province\n",
        "    province: service delivery unit\n",
        "    service_delivery_unit: Service",
        "labels-clash",
    ),
    "a choice that begins another": (
        "    counter: Service counter\n",
        "    counter: Website, or a counter\n",
        "    counter: Website",
        "labels-clash",
    ),
    "a choice that reads as another's code": (
        "    adopted: Done by others and adopted\n",
        "    adopted: Adapted\n",
        "    adopted: Adapted",
        "labels-clash",
    ),
    "broken YAML": ("yes_no:\n", "yes_no: [\n", '  "no": "No"\n', "not-yaml"),
}


@pytest.mark.parametrize(("old", "new", "where", "code"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_in_the_words_is_found_with_its_line(old: str, new: str, where: str, code: str) -> None:
    faulty = planted(ENGLISH, old, new)

    assert brief(linted(en=faulty)) == [("hrmo-2565.en.yaml", line_of(faulty, where), code)]


def test_a_renamed_part_is_missing_and_left_over() -> None:
    faulty = planted(ENGLISH, "totals:\n", "sums:\n")

    name = "hrmo-2565.en.yaml"
    assert brief(linted(en=faulty)) == [
        (name, line_of(faulty, "programme:\n"), "no-word"),
        (name, line_of(faulty, "sums:\n"), "stale-word"),
    ]


def test_thai_titles_count_by_characters() -> None:
    faulty = planted(THAI, "title: ชั้น B โครงการหรือนวัตกรรม\n", f"title: {'ก' * 32}\n")

    assert brief(linted(th=faulty)) == [("hrmo-2565.th.yaml", line_of(faulty, "ก" * 32), "title-too-long")]


def test_a_new_input_needs_words_in_both_languages() -> None:
    faulty = planted(LOGIC, "{key: Q.3, type: text}", "{key: Q.3, type: text}\n          - {key: Q.4, type: text}")

    assert brief(linted(faulty)) == [
        (f"hrmo-2565.{language}.yaml", line_of(text, "inputs:\n"), "no-word") for language, text in WORDS.items()
    ]
