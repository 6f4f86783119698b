"""Programmes of a few inputs, small enough to try everything on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from scoring.linter.cases import World
from scoring.linter.index import Asked
from scoring.linter.logic import can_hold
from scoring.programme import Input, Programme
from scoring.programme_file import programme_from
from scoring.submission import Answer, State, Value

Raw = dict[str, Any]
Answers = dict[str, Answer]
LINK = ("https://example.go.th/",)

INPUTS: tuple[Raw, ...] = (
    {"key": "name", "type": "text"},
    {"key": "whole", "type": "count"},
    {"key": "regional", "type": "yes_no"},
    {"key": "listed", "type": "count", "evidence": True},
    {"key": "done", "type": "yes_no", "evidence": True},
    {"key": "told", "type": "yes_no"},
    {"key": "part", "type": "count", "evidence": True},
    {"key": "other_part", "type": "count"},
    {"key": "pick", "type": "choice", "choice": "pick", "evidence": True},
    {"key": "row", "type": "choice", "choice": "kind", "evidence": True, "rows": 3},
)
CONDITIONS: tuple[Raw, ...] = (
    {"answered": "name"},
    {"is_yes": "done"},
    {"is_yes": "told"},
    {"is_no": "told"},
    {"count": "part", "at_least": 2},
    {"count": "listed", "at_least": 2},
    {"count": "whole", "at_least": 3},
    {"part": "part", "of": "whole", "at_least": 50},
    {"part": "part", "of": "whole", "more_than": 20},
    {"part": "other_part", "of": "whole", "at_least": 30},
    {"equal": "other_part", "to": "whole"},
    {"equal": "part", "to": "whole"},
    {"choice": "pick", "among": ["a"]},
    {"choice": "pick", "among": ["b"]},
    {"choice": "pick", "among": ["b", "c"]},
    {"rows": "row", "at_least": 1},
    {"rows": "row", "at_least": 2},
    {"answered": "row.2"},
    {"kinds": "row", "at_least": 2},
)


def programme_of(criteria: list[Raw], **more: Any) -> Programme:
    """A programme with these criteria: the first half of them in tier one, of 70 per cent, the others in tier two."""
    half = (len(criteria) + 1) // 2
    document = {
        "id": "small",
        "version": 1,
        "zone": "Asia/Bangkok",
        "choices": {"pick": ["a", "b", "c"], "kind": ["x", "y"], "claimed": ["0", "1", "2", "3"]},
        "parts": {"part": "whole", "other_part": "whole"},
        "periods": [],
        "tiers": [{"id": "one", "max": 20, "weight": 70}, {"id": "two", "max": 20, "weight": 30}],
        "organisation": "name",
        "assumptions": {"points_per_level": ["1/3", "2/3", "1"]},
        "thresholds": ["mark"],
        "eligibility": [],
        "site_visit": [],
        "tabs": [
            {
                "id": "tab",
                "sheet": 1,
                "sections": [
                    {"id": "inputs", "inputs": list(INPUTS)},
                    {"id": "S1", "tier": "one", "criteria": criteria[:half]},
                    {"id": "S2", "tier": "two", "criteria": criteria[half:]},
                ],
            }
        ],
    }
    return programme_from({**document, **more})


def criterion(name: str, levels: Mapping[int, Raw], **more: Any) -> Raw:
    """A criterion of ten points without inputs of its own."""
    return {"id": name, "max": 10, "inputs": [], "levels": dict(levels), **more}


def programmes() -> st.SearchStrategy[Programme]:
    """Three criteria of any conditions over the same inputs, one perhaps with two ways; each level can be reached."""
    return _programmes().filter(_can_be_reached)


def _can_be_reached(programme: Programme) -> bool:
    asked = {
        key: Asked(key, item.group or key, item.type, item.choice, item.codes, item.evidence, (), 0, None)
        for key, item in programme.inputs.items()
    }
    conditions = (level for c in programme.criteria for way in c.ways for _, level in way.levels)
    return all(can_hold(World(asked, programme.parts), condition) for condition in conditions)


@st.composite
def _programmes(draw: st.DrawFn) -> Programme:
    first = criterion("A", draw(_levels()))
    needs: Raw = draw(
        st.sampled_from([{}, {"needs": {"level_of": "A", "at_least": 1}}, {"needs": {"answered": "name"}}])
    )
    return programme_of([first, draw(_parted()), criterion("C", draw(_levels()), **needs)])


@st.composite
def _parted(draw: st.DrawFn) -> Raw:
    if draw(st.booleans()):
        return criterion("B", draw(_levels()))
    own = {"key": "own", "type": "yes_no", "evidence": True}
    ways = [
        {"id": "B.yes", "when": True, "inputs": [own], "levels": draw(_levels(({"is_yes": "own"},)))},
        {"id": "B.no", "when": False, "inputs": [], "levels": draw(_levels())},
    ]
    return {"id": "B", "max": 10, "way_by": "regional", "ways": ways}


def values_of(item: Input) -> tuple[Value, ...]:
    """The values of an input that are tried: every one, numbers up to five."""
    match item.type:
        case "yes_no":
            return (True, False)
        case "count":
            return tuple(range(6))
        case "choice":
            return item.codes
    return ("ชื่อ",)


@st.composite
def answers_of(draw: st.DrawFn, programme: Programme) -> Answers:
    """Any answers, with and without links."""

    def answer(item: Input) -> Answer:
        state: State = draw(st.sampled_from(["given", "given", "blank", "blank", "not_applicable", "invalid"]))
        value = draw(st.sampled_from(values_of(item))) if state == "given" else None
        return Answer(item.key, state, value, LINK if draw(st.booleans()) else ())

    return {key: answer(item) for key, item in programme.inputs.items()}


def _levels(more: tuple[Raw, ...] = ()) -> st.SearchStrategy[dict[int, Raw]]:
    plain = st.sampled_from((*CONDITIONS, *more))
    several = st.lists(plain, min_size=2, max_size=3, unique_by=str)
    every = st.builds(lambda parts: {"all": parts}, several)
    some = st.builds(lambda parts: {"any": parts}, several)
    both = st.builds(lambda one, other: {"all": [one, other]}, plain, some)
    conditions = st.one_of(plain, every, some, both)
    return st.dictionaries(st.sampled_from([1, 2, 3]), conditions, min_size=1)
