"""The words that a programme needs in each language, as a tree of what the wording file has to hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scoring.linter.file_shape import RULES
from scoring.linter.index import Index
from scoring.programme import COMBINED

COLUMNS = ("number", "label", "answer", "evidence", "help", "feedback")
"""The columns of an input tab that have a heading."""
STATES = ("title", "ok", "missing", "failed", "not_needed")
"""What is said of a rule of eligibility: its title, and a sentence for each state."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text. `fills` names what is put into its braces; None where braces are plain characters."""

    fills: tuple[str, ...] | None = None
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """A list of texts."""


Wanted = Text | Lines | Mapping[str | int, Any]
PLAIN = Text()


def words_wanted(index: Index) -> Mapping[str | int, Wanted]:
    """The tree of all words that the programme needs."""
    document = index.document
    return {
        "programme": _texts(("name", "short_name", "year", "authority")),
        "tabs": {
            "start": {"title": PLAIN, "lines": Lines()},
            **{tab["id"]: _texts(("title", "intro")) for tab in document["tabs"]},
            "feedback": _texts(("title", "intro")),
        },
        "columns": _texts(COLUMNS),
        "sections": _texts(section["id"] for _, section in index.sections()),
        "criteria": dict(_criteria(index)),
        "inputs": {asked.name: _input(numbered=asked.name != asked.key) for asked in index.inputs.values()},
        "claim": _input(numbered=False),
        "choices": {name: _texts(codes) for name, codes in index.choices.items()},
        "yes_no": _texts(("yes", "no")),
        "totals": _texts((*(tier["id"] for tier in document["tiers"]), COMBINED)),
        "eligibility": {rule["rule"]: _texts(STATES) for rule in document["eligibility"] if rule["rule"] in RULES},
        "assumptions": dict.fromkeys(document["assumptions"], Text(("value",))),
        "thresholds": _texts(document["thresholds"]),
        "no_threshold": PLAIN,
        "site_visit": _texts(part["id"] for part in document["site_visit"]),
    }


def _texts(names: Any) -> Mapping[str | int, Wanted]:
    return dict.fromkeys(names, PLAIN)


def _input(*, numbered: bool) -> Mapping[str | int, Wanted]:
    fills = ("row",) if numbered else ()
    return {"label": Text(fills, numbered), "help": Text(fills)}


def _criteria(index: Index) -> Iterator[tuple[str, Wanted]]:
    for criterion in index.criteria:
        if criterion.way_by is not None:
            yield criterion.id, {"title": PLAIN}
        for way in criterion.ways:
            yield way.id, {"title": PLAIN, "levels": _texts(_levels(index, way.levels))}


def _levels(index: Index, given: Mapping[int, Any]) -> list[int]:
    """The levels given and the highest, which has to be there."""
    return sorted({*given, index.top_level})
