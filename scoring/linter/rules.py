"""The rules around criteria: parts, periods, the organisation's name, ways and eligibility name what suits them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scoring.linter.file_shape import RULES
from scoring.linter.finding import Finding
from scoring.linter.index import Index
from scoring.linter.page import Path
from scoring.linter.references import asked_at, code_faults, input_faults

_TYPES_ASKED: Mapping[str, Mapping[str, str]] = {
    "organisation_type": {"known": "choice"},
    "approval": {"by": "choice", "approval": "choice"},
    "publish_consent": {"consent": "yes_no"},
    "repeat_winner": {"won_before": "yes_no", "project_repeated": "yes_no", "project_scaled_up": "yes_no"},
    "tier_b_window": {"date": "date"},
}
_EVIDENCE_ASKED = {"approval": "approval", "repeat_winner": "project_scaled_up"}
"""The input of a rule that counts only with a link."""


def rule_faults(index: Index) -> Iterator[Finding]:
    """Every fault in the rules around criteria."""
    yield from _zone(index)
    yield from input_faults(index, ("organisation",), index.document["organisation"], "text")
    yield from _parts(index)
    yield from _periods(index)
    yield from _fixed(index)
    yield from _ways(index)
    for position, rule in enumerate(index.document["eligibility"]):
        if rule["rule"] in RULES:
            yield from _eligibility(index, ("eligibility", position), rule)


def _zone(index: Index) -> Iterator[Finding]:
    zone = index.document["zone"]
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a name such as “Asia” is a folder of zones
        yield index.page.finding("unknown-zone", ("zone",), zone=zone)


def _parts(index: Index) -> Iterator[Finding]:
    for part, total in index.parts.items():
        path = ("parts", part)
        yield from input_faults(index, path, part, "count")
        if part == total:
            yield index.page.finding("part-of-itself", path, key=part)
        else:
            yield from input_faults(index, path, total, "count")


def _periods(index: Index) -> Iterator[Finding]:
    for position, period in enumerate(index.document["periods"]):
        for end in ("start", "end"):
            yield from input_faults(index, ("periods", position, end), period[end], "date")


def _fixed(index: Index) -> Iterator[Finding]:
    for key, confirmation in index.document.get("fixed", {}).items():
        path = ("fixed", key)
        yield from input_faults(index, path, key, None)
        yield from input_faults(index, path, confirmation, "yes_no")
        if key == confirmation:
            yield index.page.finding("fixed-by-itself", path, key=key)


def _ways(index: Index) -> Iterator[Finding]:
    for criterion in index.criteria:
        if criterion.way_by is None:
            continue
        yield from input_faults(index, (*criterion.path, "way_by"), criterion.way_by, "yes_no")
        if sorted(way.when is True for way in criterion.ways) != [False, True]:
            yield index.page.finding("ways-without-answers", (*criterion.path, "ways"), criterion=criterion.id)


def _eligibility(index: Index, path: Path, rule: Mapping[str, Any]) -> Iterator[Finding]:
    kind = rule["rule"]
    for field, wanted in _TYPES_ASKED[kind].items():
        yield from input_faults(index, (*path, field), rule[field], wanted)
    proved = asked_at(index, rule.get(_EVIDENCE_ASKED.get(kind, "")))
    if proved is not None and not proved.evidence:
        yield index.page.finding("no-evidence", (*path, _EVIDENCE_ASKED[kind]), rule=kind, key=proved.key)
    if kind == "approval":
        yield from _accepted(index, (*path, "accepted"), rule)
    if kind == "tier_b_window" and rule["last"] < rule["first"]:
        yield index.page.finding("empty-window", (*path, "last"), first=rule["first"], last=rule["last"])


def _accepted(index: Index, path: Path, rule: Mapping[str, Any]) -> Iterator[Finding]:
    accepted: Mapping[str, list[str]] = rule["accepted"]
    yield from code_faults(index, rule["by"], (((*path, kind), kind) for kind in accepted))
    approvers = (((*path, kind, at), code) for kind, codes in accepted.items() for at, code in enumerate(codes))
    yield from code_faults(index, rule["approval"], approvers)
