"""The words that a programme needs in each language, as a tree of what the wording file has to hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

from scoring.linter.file_shape import RULES
from scoring.linter.index import Asked, Index
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


def words_wanted_under_all(indexes: Iterable[Index]) -> Mapping[str | int, Wanted]:
    """The words that a programme needs under any reading of its assumptions."""
    return reduce(_together, map(words_wanted, indexes))


def words_wanted(index: Index) -> Mapping[str | int, Wanted]:
    """The tree of all words that the programme needs. A part in which it needs none may be left out."""
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
        "requirements": {place.id: _texts(("title",)) for place in index.requirements if not place.is_one_row},
        "inputs": {asked.name: _input(asked) for asked in index.inputs.values()},
        **({"claim": _row()} if index.criteria else {}),
        "choices": {name: _texts(codes) for name, codes in index.choices.items()},
        "yes_no": _texts(("yes", "no")),
        "reports": _texts(_kinds_of_reports(index)),
        "deadlines": {item["id"]: _texts(("title", "source")) for item in document.get("deadlines", ())},
        "totals": _texts((*(tier["id"] for tier in document["tiers"]), COMBINED) if document["tiers"] else ()),
        "eligibility": {rule["rule"]: _texts(STATES) for rule in document["eligibility"] if rule["rule"] in RULES},
        "assumptions": dict.fromkeys(document["assumptions"], Text(("value",))),
        "thresholds": _texts(document["thresholds"]),
        **({"no_threshold": PLAIN} if document["thresholds"] else {}),
        "site_visit": _texts(part["id"] for part in document["site_visit"]),
    }


def _texts(names: Any) -> Mapping[str | int, Wanted]:
    return dict.fromkeys(names, PLAIN)


def _input(asked: Asked) -> Mapping[str | int, Wanted]:
    numbered = ("row",) if asked.name != asked.key else ()
    return _row(numbered, ("words",) if asked.words is not None else ())


def _row(numbered: tuple[str, ...] = (), limited: tuple[str, ...] = ()) -> Mapping[str | int, Wanted]:
    return {"label": Text(numbered, bool(numbered)), "help": Text((*numbered, *limited))}


def _kinds_of_reports(index: Index) -> Iterator[str]:
    for _, section in index.sections():
        yield from (report["kind"] for report in section.get("reports", ()))


def _together(one: Mapping[str | int, Any], other: Mapping[str | int, Any]) -> Mapping[str | int, Any]:
    """Two trees as one."""
    shared = {
        key: _together(one[key], other[key]) for key in one.keys() & other.keys() if isinstance(one[key], Mapping)
    }
    return {**one, **other, **shared}


def _criteria(index: Index) -> Iterator[tuple[str, Wanted]]:
    for criterion in index.criteria:
        if criterion.way_by is not None:
            yield criterion.id, {"title": PLAIN}
        for way in criterion.ways:
            yield way.id, {"title": PLAIN, "levels": _texts(_levels(index, way.levels))}


def _levels(index: Index, given: Mapping[int, Any]) -> list[int]:
    """The levels given and the highest, which has to be there."""
    return sorted({*given, *range(index.top_level, 0, -1)[:1]})
