"""docs/programmes.md describes the file format completely."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scoring.assumptions import KINDS_OF_ITEMS, MAXIMA_OF, SHARES
from scoring.linter.condition_forms import FORMS, FORMS_OF, WORDS
from scoring.linter.file_shape import FIELDS, OPTIONAL_FIELDS, POINTS, RULES
from scoring.linter.section_shape import TYPES
from scoring.linter.words_wanted import COLUMNS, STATES
from tests.support.planted import WORDS as WORDINGS
from tests.support.sample_plan import WORDS as WORDING_OF_PLAN

DOCUMENT = (Path(__file__).parent.parent / "docs/programmes.md").read_text(encoding="utf-8")
FORMAT = {
    "top-level fields": {*FIELDS, *OPTIONAL_FIELDS},
    "condition words": set(WORDS),
    "types of inputs": set(TYPES),
    "kinds of rules": set(RULES),
    "fields of rules": {field for fields in RULES.values() for field in fields},
    "fields of inputs, criteria and ways": {
        "key",
        "type",
        "choice",
        "evidence",
        "rows",
        "id",
        "max",
        "needs",
        "levels",
        "way_by",
        "ways",
        "when",
    },
    "fields of tiers, tabs and sections": {
        "weight",
        "sheet",
        "sections",
        "tier",
        "inputs",
        "start",
        "end",
        *KINDS_OF_ITEMS,
    },
    "fields of requirements": {"needs", "applies", "advised", "due", "leads", "secondaries", "agencies"},
    "fields of questions, indicators and reports": {"words", "optional", "rows", "kind", "also", "sent"},
    "fields of deadlines": {"closes_at", "zone"},
    "forms of alternatives": {SHARES, MAXIMA_OF, POINTS},
    "parts of the words": set(re.findall(r"^(\w+):", WORDINGS["en"] + WORDING_OF_PLAN, re.MULTILINE)),
    "columns and states": {*COLUMNS, *STATES},
}


@pytest.mark.parametrize("names", FORMAT.values(), ids=FORMAT.keys())
def test_every_name_of_the_format_is_described(names: set[str]) -> None:
    told = {word for code in re.findall(r"`([^`]+)`", DOCUMENT) for word in re.findall(r"\w+", code)}

    assert names - told == set()


def test_every_condition_is_described_in_a_row_of_its_own() -> None:
    rows = re.findall(r"^\| `\{(.+?)\}` \|", DOCUMENT, re.MULTILINE)
    described = [frozenset(re.findall(r"([a-z_]+):", row)) for row in rows]

    assert sorted(map(sorted, described)) == sorted(map(sorted, FORMS))
    assert frozenset().union(*described) == WORDS


def test_what_only_requirements_may_use_is_described_apart() -> None:
    _, apart = DOCUMENT.split("Only requirements and reports may use these")
    rows = re.findall(r"^\| `\{(.+?)\}` \|", apart, re.MULTILINE)

    described = {frozenset(re.findall(r"([a-z_]+):", row)) for row in rows}
    assert described == set(FORMS) - set(FORMS_OF["levels"])
