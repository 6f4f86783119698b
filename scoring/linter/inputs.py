"""Inputs: their choices exist, and each is used.

An input is used if a level, a need, a requirement, a rule of eligibility, a part or total, a period, a choice of ways
or `organisation` names it, or if an indicator is made of it. Not used but welcome is a text of a section's own inputs:
it is information for people. Inputs of a criterion or requirement whose conditions have faults are not judged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from scoring.linter.finding import Finding, Phrase
from scoring.linter.index import Index
from scoring.linter.page import Path
from scoring.linter.references import codes_outside

CLAIMED = "claimed"
AGENCIES = "agencies"
"""The lists of choices that have a meaning of their own: the levels there are, and the agencies that see to things."""
_AGENCY = Phrase("หน่วยงาน", "agency")


def input_use_faults(index: Index, doubtful: Collection[str]) -> Iterator[Finding]:
    """Inputs that nothing looks at. `doubtful` are the criteria and requirements whose conditions have faults."""
    used = set(_names_in(list(_uses(index))))
    told: set[str] = set()
    for asked in index.inputs.values():
        information = asked.owner is None and asked.type == "text"
        unused = not ({asked.key, asked.name} & used) and not information and asked.owner not in doubtful
        if unused and asked.name not in told and not _row_is_used(index, asked.name, used):
            told.add(asked.name)
            yield index.page.finding("unused-input", (*asked.path, "key"), key=asked.name)


def _row_is_used(index: Index, group: str, used: Collection[str]) -> bool:
    return any(key in used for key in index.groups.get(group, ()))


def _uses(index: Index) -> Iterator[Any]:
    """Every part of the file that names inputs."""
    document = index.document
    yield from (document["parts"], document["periods"], document["organisation"], document["eligibility"])
    yield from (tier.get("needs") for tier in document["tiers"])
    yield index.indicators
    for place in index.requirements:
        yield from (stated.raw for stated in (*place.implied, *place.needs))
        yield place.raw.get("applies")
    for criterion in index.criteria:
        yield from (criterion.raw.get("needs"), criterion.way_by)
        yield from (way.levels for way in criterion.ways)


def _names_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _names_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _names_in(item)
    elif isinstance(value, str):
        yield value


def choice_faults(index: Index) -> Iterator[Finding]:
    """Lists of choices that are not there, not used, or (of `claimed`) not the levels there are."""
    inputs = {(*item.path, "choice"): item.choice for item in index.inputs.values() if item.choice is not None}
    agencies = {path: AGENCIES for path, _ in _agencies(index)}
    asked = {**inputs, **agencies}
    unknown = {path: name for path, name in asked.items() if name not in index.choices}
    known = ", ".join(index.choices) or "-"
    yield from (index.page.finding("unknown-choices", path, name=name, known=known) for path, name in unknown.items())
    used = {*asked.values(), *([CLAIMED] if index.document["tiers"] else [])}
    if not unknown:
        for name in index.choices:
            if name not in used:
                yield index.page.finding("unused-choices", ("choices", name), name=name)
    yield from _claimed(index)
    yield from _unknown_agencies(index)


def _claimed(index: Index) -> Iterator[Finding]:
    wanted = tuple(str(level) for level in range(index.top_level + 1))
    if index.document["tiers"] and index.choices.get(CLAIMED) != wanted:
        listed = "[" + ", ".join(f'"{level}"' for level in wanted) + "]"
        yield index.page.finding("claimed-levels", ("choices", CLAIMED), wanted=listed)


def _agencies(index: Index) -> Iterator[tuple[Path, list[str]]]:
    """Every list of agencies with its place."""
    for place in index.requirements:
        for field in ("leads", "secondaries"):
            if field in place.raw:
                yield (*place.path, field), place.raw[field]


def _unknown_agencies(index: Index) -> Iterator[Finding]:
    """Agencies that are not in their list of choices, or stand twice in one place."""
    known = index.choices.get(AGENCIES)
    for path, codes in _agencies(index):
        places = [((*path, at), code) for at, code in enumerate(codes)]
        if known is not None:
            yield from codes_outside(index, AGENCIES, known, places)
        again = [(place, code) for before, (place, code) in enumerate(places) if code in codes[:before]]
        yield from (index.page.finding("repeated", place, what=_AGENCY, name=code) for place, code in again)
