"""Inputs: their choices exist, and each is used.

An input is used if a level, a need, a rule of eligibility, a part or total, a period, a choice of ways or
`organisation` names it. Not used but welcome is a text of a section's own inputs: it is information for people.
Inputs of a criterion whose conditions have faults are not judged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from scoring.linter.finding import Finding
from scoring.linter.index import Index

_CLAIMED = "claimed"


def input_use_faults(index: Index, doubtful: Collection[str]) -> Iterator[Finding]:
    """Inputs that nothing looks at. `doubtful` are the criteria whose conditions have faults."""
    used = set(_names_in(list(_uses(index))))
    told: set[str] = set()
    for asked in index.inputs.values():
        information = asked.criterion is None and asked.type == "text"
        unused = not ({asked.key, asked.name} & used) and not information and asked.criterion not in doubtful
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
    asked = {(*item.path, "choice"): item.choice for item in index.inputs.values() if item.choice is not None}
    unknown = {path: name for path, name in asked.items() if name not in index.choices}
    known = ", ".join(index.choices)
    yield from (index.page.finding("unknown-choices", path, name=name, known=known) for path, name in unknown.items())
    used = {*asked.values(), _CLAIMED}
    if not unknown:
        for name in index.choices:
            if name not in used:
                yield index.page.finding("unused-choices", ("choices", name), name=name)
    yield from _claimed(index)


def _claimed(index: Index) -> Iterator[Finding]:
    wanted = tuple(str(level) for level in range(index.top_level + 1))
    if index.choices.get(_CLAIMED) != wanted:
        listed = "[" + ", ".join(f'"{level}"' for level in wanted) + "]"
        yield index.page.finding("claimed-levels", ("choices", _CLAIMED), wanted=listed)
