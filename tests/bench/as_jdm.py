"""The rules of a programme in GoRules' words: ZEN expressions, and decision graphs (JDM) made of them.

Keys such as `org.staff_total` are no names there; `name_of` makes one. What is not among the facts is null.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from scoring.conditions import (
    All,
    AllOfTotal,
    Among,
    Answered,
    AnyOf,
    Condition,
    CountAtLeast,
    Facts,
    IsYes,
    RowsAtLeast,
    Share,
)
from scoring.programme import Criterion, Programme, Way
from tests.bench.our_rules import inputs_of

JSON = dict[str, Any]


def name_of(key: str) -> str:
    """A name for the key of an input or the id of a criterion: `org.staff_total` becomes `i_org_staff__total`."""
    return "i_" + key.replace("_", "__").replace(".", "_")


def context_of(programme: Programme, facts: Facts) -> dict[str, Any]:
    """Those facts that the rules look at, under their names."""
    keys = inputs_of(programme)
    return {name_of(key): value for key, value in facts.items() if key in keys}


def expression_of(condition: Condition) -> str:  # noqa: PLR0911 - one line per word of the language
    """A condition as a ZEN expression, which is true or false for any facts."""
    match condition:
        case IsYes(key):
            return f"{name_of(key)} == true"
        case Answered(key):
            return f"{name_of(key)} != null"
        case Among(key, codes):
            return _one_of(f"{name_of(key)} == '{code}'" for code in sorted(codes))
        case CountAtLeast(key, least):
            return f"({name_of(key)} ?? -1) >= {least}"
        case RowsAtLeast(rows, least):
            return f"({' + '.join(f'({name_of(row)} != null ? 1 : 0)' for row in rows)}) >= {least}"
        case Share(part, total, per_cent, strictly):
            reached = f"{name_of(part)} * 100 {'>' if strictly else '>='} {name_of(total)} * {per_cent}"
            return f"({name_of(part)} != null and ({name_of(total)} ?? 0) >= 1 and {reached})"
        case AllOfTotal(part, total):
            return f"(({name_of(total)} ?? 0) >= 1 and {name_of(part)} == {name_of(total)})"
        case All(parts):
            return f"({' and '.join(map(expression_of, parts))})"
        case AnyOf(parts):
            return _one_of(map(expression_of, parts))
    raise TypeError(f"no expression for {condition!r}")


def level_expression(criterion: Criterion) -> str:
    """The level of a criterion as one expression."""
    if criterion.way_by is None:
        return _level_of(criterion.ways[0])
    level = "0"
    for way in criterion.ways:
        level = f"({_in_force(criterion.way_by, way)} ? {_level_of(way)} : {level})"
    return level


def list_expression(programme: Programme) -> str:
    """One expression whose value is the list of all levels, in the order of the programme."""
    return f"[{', '.join(map(level_expression, programme.criteria))}]"


def expression_graph(programme: Programme) -> JSON:
    """A decision graph with one expression node, which has an entry for each criterion."""
    entries = [
        {"id": criterion.id, "key": name_of(criterion.id), "value": level_expression(criterion)}
        for criterion in programme.criteria
    ]
    return _graph([_node("expressionNode", "levels", {"expressions": entries})])


def table_graph(programme: Programme) -> JSON:
    """A decision graph with a decision table for each criterion: a row for each level, highest first."""
    return _graph([_node("decisionTableNode", each.id, _table(each)) for each in programme.criteria])


def _level_of(way: Way) -> str:
    level = "0"
    for number, condition in reversed(way.levels):
        level = f"({expression_of(condition)} ? {number} : {level})"
    return level


def _in_force(way_by: str, way: Way) -> str:
    return f"{name_of(way_by)} == {str(way.when).lower()}"


def _one_of(parts: Iterable[str]) -> str:
    several = list(parts)
    return several[0] if len(several) == 1 else f"({' or '.join(several)})"


def _table(criterion: Criterion) -> JSON:
    rows = [*_rows(criterion), {"holds": "true", "level": "0"}]
    return {
        "hitPolicy": "first",
        "inputs": [{"id": "holds", "name": "what the level asks"}],
        "outputs": [{"id": "level", "name": "level", "field": name_of(criterion.id)}],
        "rules": [{"_id": str(number), **row} for number, row in enumerate(rows)],
    }


def _rows(criterion: Criterion) -> Iterator[dict[str, str]]:
    for way in criterion.ways:
        chosen = f"{_in_force(criterion.way_by, way)} and " if criterion.way_by else ""
        for level, condition in way.levels:
            yield {"holds": chosen + expression_of(condition), "level": str(level)}


def _graph(between: Sequence[JSON]) -> JSON:
    """Nodes side by side between the request and the response, in which their results are merged."""
    request, response = _node("inputNode", "request", {}), _node("outputNode", "response", {})
    pairs = [pair for node in between for pair in ((request, node), (node, response))]
    edges = [
        {"id": f"{source['id']} to {target['id']}", "type": "edge", "sourceId": source["id"], "targetId": target["id"]}
        for source, target in pairs
    ]
    return {"nodes": [request, *between, response], "edges": edges}


def _node(kind: str, name: str, content: Mapping[str, Any]) -> JSON:
    return {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}, "content": content}
