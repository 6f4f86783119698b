"""From a programme's file (YAML, already loaded) to a `Programme`, refusing what it does not know."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from scoring.assumptions import ALTERNATIVES
from scoring.condition_file import ConditionReader, Levels, ProgrammeError, day_in
from scoring.conditions import All, Condition
from scoring.programme import Closing, Criterion, EligibilityRule, Input, Period, Programme, Section, Tab, Tier, Way
from scoring.requirement_file import RequirementReader
from scoring.written_number import LONGEST_KEPT, number_in

Document = Mapping[str, Any]
MOST_ROWS = 100
__all__ = ["MOST_ROWS", "Document", "ProgrammeError", "digest", "in_force", "programme_from"]


def programme_from(document: Document) -> Programme:
    """The programme that a file states, in YAML or as the same in JSON, with the same hash.

    Raises `ProgrammeError` with the place of the first fault.
    """
    return _Reading(document).programme()


def digest(document: Document) -> str:
    """The identity of a programme's logic: SHA-256 over its canonical JSON; comments and layout do not count.

    Nor do other readings of its assumptions count: the one in force is part of the logic already.
    """
    canonical = json.dumps(in_force(document), sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def in_force(document: Document) -> Document:
    """The logic by which is scored: the document without the other readings of its assumptions."""
    return {name: part for name, part in document.items() if name != ALTERNATIVES}


class _Reading:
    """One pass over a document; keeps what later parts refer to: choice lists, row groups, levels of criteria."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.choices = {name: tuple(map(str, codes)) for name, codes in document["choices"].items()}
        self.shares = tuple(_exact(share) for share in document["assumptions"].get("points_per_level", ()))
        self.needs_of_tier = {tier["id"]: tier.get("needs") for tier in document["tiers"]}
        self.groups: dict[str, tuple[str, ...]] = {}
        self.reached: dict[str, Levels] = {}
        self.known: dict[str, Input] = {}
        self.conditions = ConditionReader(self.known, self.groups, self.reached)
        self.requirements = RequirementReader(self.conditions, self.inputs)

    def programme(self) -> Programme:
        document = self.document
        tabs = tuple(self.tab(item) for item in document["tabs"])
        return Programme(
            id=document["id"],
            version=document["version"],
            hash=digest(document),
            zone=document["zone"],
            tabs=tabs,
            tiers=tuple(Tier(t["id"], _exact(t["max"]), t["weight"]) for t in document["tiers"]),
            parts=document["parts"],
            periods=tuple(Period(p["start"], p["end"]) for p in document["periods"]),
            organisation=document["organisation"],
            eligibility=tuple(_eligibility_rule(rule) for rule in document["eligibility"]),
            assumptions={name: _setting(value) for name, value in document["assumptions"].items()},
            thresholds=tuple(document["thresholds"]),
            site_visit=tuple((part["id"], _exact(part["max"])) for part in document["site_visit"]),
            marks={name: _exact(mark) for name, mark in document.get("marks", {}).items()},
            closings=tuple(_closing(item) for item in document.get("deadlines", ())),
            fixed=document.get("fixed", {}),
        )

    def tab(self, item: Document) -> Tab:
        return Tab(item["id"], item["sheet"], tuple(self.section(section) for section in item["sections"]))

    def section(self, item: Document) -> Section:
        inputs = self.inputs(item.get("inputs", ()))
        criteria = tuple(self.criterion(c, item["tier"], item["id"]) for c in item.get("criteria", ()))
        requirements, indicators = self.requirements.of_section(item)
        return Section(item["id"], inputs, criteria, requirements, indicators)

    def criterion(self, item: Document, tier: str, section: str) -> Criterion:
        needs = [self.conditions.read(need) for need in (self.needs_of_tier[tier], item.get("needs")) if need]
        ways = tuple(self.way(way, needs) for way in item.get("ways", [item]))
        self.reached[item["id"]] = ways[0].levels
        most = _exact(item["max"])
        points = (Fraction(0), *(most * share for share in self.shares))
        return Criterion(item["id"], tier, section, most, points, ways, item.get("way_by"))

    def way(self, item: Document, needs: list[Condition]) -> Way:
        inputs = self.inputs(item["inputs"])
        claim = self.known_input({"key": f"{item['id']}.claimed", "type": "choice", "choice": "claimed"})
        levels = {int(level): self.conditions.read(raw) for level, raw in item["levels"].items()}
        guarded = {level: _guarded(condition, needs) for level, condition in levels.items()}
        return Way(item["id"], inputs, claim, tuple(sorted(guarded.items(), reverse=True)), item.get("when"))

    def inputs(self, items: Sequence[Document]) -> tuple[Input, ...]:
        return tuple(self.known_input(single) for item in items for single in self.rows(item))

    def rows(self, item: Document) -> Iterator[Document]:
        if "rows" not in item:
            yield item
            return
        group = item["key"]
        if item["rows"] > MOST_ROWS:
            raise ProgrammeError(f"{group} has more than {MOST_ROWS} rows")
        self.groups[group] = tuple(f"{group}.{row}" for row in range(1, item["rows"] + 1))
        for row, key in enumerate(self.groups[group], start=1):
            yield {**item, "key": key, "group": group, "row": row}

    def known_input(self, item: Document) -> Input:
        key, choice = item["key"], item.get("choice")
        if key in self.known:
            raise ProgrammeError(f"input {key} stands twice")
        codes = self.choices[choice] if choice else ()
        evidence = item.get("evidence", False)
        row, words = item.get("row"), item.get("words")
        self.known[key] = Input(key, item["type"], evidence, choice, codes, item.get("group"), row, words)
        return self.known[key]


def _guarded(condition: Condition, needs: list[Condition]) -> Condition:
    """What a level asks together with what must hold besides, as one list where both ask for all of their parts."""
    if not needs:
        return condition
    return All((*needs, *condition.parts) if isinstance(condition, All) else (*needs, condition))


def _eligibility_rule(item: Document) -> EligibilityRule:
    names = {
        "known",
        "by",
        "approval",
        "consent",
        "won_before",
        "project_repeated",
        "project_scaled_up",
        "date",
    }
    inputs = {name: item[name] for name in names & item.keys()}
    accepted = {kind: tuple(by) for kind, by in item.get("accepted", {}).items()}
    return EligibilityRule(item["rule"], inputs, accepted, _day(item.get("first")), _day(item.get("last")))


def _exact(value: object) -> Fraction:
    number = number_in(str(value), LONGEST_KEPT)
    if number is None:
        raise ProgrammeError(f"{str(value)[:LONGEST_KEPT]} is no number")
    return number


def _day(value: date | str | None) -> date | None:
    return None if value is None else day_in(value)


def _closing(item: Document) -> Closing:
    return Closing(item["id"], datetime.fromisoformat(item["closes_at"]), item["zone"])


def _setting(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
