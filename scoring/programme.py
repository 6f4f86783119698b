"""A programme: inputs, criteria with their levels, and the rules around them, as frozen data.

`scoring.programme_file` makes one from its file. The names follow the contract: an input is one row of a sheet, a
criterion has levels, a tier sums criteria.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Literal

from scoring.asked import AskedBy
from scoring.conditions import Condition, Facts, leaves
from scoring.points import total_of
from scoring.requirement_conditions import LinksAtMost

InputType = Literal["yes_no", "count", "choice", "date", "text"]
COMBINED = "combined"


@dataclass(frozen=True, slots=True)
class Input:
    """One question to the organisation: a row of its sheet.

    `row` is its number within a group of like rows, `words` the most words that a text may have.
    """

    key: str
    type: InputType
    evidence: bool = False
    choice: str | None = None
    codes: tuple[str, ...] = ()
    group: str | None = None
    row: int | None = None
    words: int | None = None


@dataclass(frozen=True)
class Way:
    """One way to meet a criterion: its inputs, the row of the claim, and what each level asks, highest first."""

    id: str
    inputs: tuple[Input, ...]
    claim: Input
    levels: tuple[tuple[int, Condition], ...]
    when: bool | None = None

    def level(self, facts: Facts) -> int:
        """The highest level whose condition holds, 0 if none does."""
        return 0 if facts.keys().isdisjoint(self.asked) else self.level_up_to(self.levels[0][0], facts)

    def level_up_to(self, most: int, facts: Facts) -> int:
        """The highest level whose condition holds, where it is known that none above `most` does."""
        for level, condition in self.levels:
            if level <= most and condition.holds(facts):
                return level
        return 0

    @cached_property
    def asked(self) -> frozenset[str]:
        """The inputs that its levels look at, without any of which none holds."""
        return frozenset().union(*(condition.inputs for _, condition in self.levels))

    @cached_property
    def conditions(self) -> Mapping[int, Condition]:
        """What each level asks, by the level."""
        return dict(self.levels)

    def condition(self, level: int) -> Condition:
        """What a level asks; KeyError where there is no such level."""
        return self.conditions[level]

    def has_level(self, level: int) -> bool:
        """Whether this level exists here; level 0 always does."""
        return level == 0 or level in self.conditions


@dataclass(frozen=True)
class Criterion:
    """One scored row. Where there are two ways, the answer to `way_by` says which applies; else there is one."""

    id: str
    tier: str
    section: str
    max: Fraction
    points: tuple[Fraction, ...]
    ways: tuple[Way, ...]
    way_by: str | None = None

    def way(self, facts: Mapping[str, object]) -> Way | None:
        """The way that applies among these facts; None while that is not known."""
        if self.way_by is None:
            return self.ways[0]
        chosen = facts.get(self.way_by)
        return next((way for way in self.ways if way.when is chosen), None)

    @cached_property
    def asked(self) -> frozenset[str]:
        """The inputs that choose its way or that its levels look at."""
        chosen_by = {self.way_by} if self.way_by else set()
        return frozenset(chosen_by.union(*(way.asked for way in self.ways)))


@dataclass(frozen=True, slots=True)
class Tier:
    """A part of the programme whose criteria add up to `max`; `weight` is its per cent in the combined score."""

    id: str
    max: Fraction
    weight: int


@dataclass(frozen=True, slots=True)
class EligibilityRule:
    """One rule of eligibility: its kind and the inputs and limits it looks at."""

    rule: str
    inputs: Mapping[str, str]
    accepted: Mapping[str, tuple[str, ...]]
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """Two date inputs of which the second may not come before the first."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something that is met or not, worth no points: a document, an answer, a report, a project's progress.

    `applies` says of whom it is asked, None: of all. `due` is the last day for it. What is `advised` is no duty.
    `leads` and `secondaries` are codes of the agencies that see to it. `kinds` name a report; where reports coincide
    there are several.
    """

    id: str
    section: str
    inputs: tuple[Input, ...]
    needs: Condition
    applies: Condition | None = None
    advised: bool = False
    due: date | None = None
    kinds: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    secondaries: tuple[str, ...] = ()

    @property
    def is_one_row(self) -> bool:
        """Whether it is an input that is required by itself."""
        return len(self.inputs) == 1 and self.inputs[0].key == self.id


@dataclass(frozen=True, slots=True)
class Indicator:
    """A value that is reported for each of several periods: one input for each, in their order."""

    id: str
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A block of a tab: plain inputs, requirements, indicators, or criteria, each with their inputs."""

    id: str
    inputs: tuple[Input, ...]
    criteria: tuple[Criterion, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    indicators: tuple[Indicator, ...] = ()

    @property
    def rows(self) -> tuple[Input, ...]:
        """All inputs of the section in the order of the sheet: of each criterion its facts, then its claim."""
        of_requirements = (item for requirement in self.requirements for item in requirement.inputs)
        of_indicators = (item for indicator in self.indicators for item in indicator.inputs)
        of_criteria = (item for c in self.criteria for way in c.ways for item in (*way.inputs, way.claim))
        return (*self.inputs, *of_requirements, *of_indicators, *of_criteria)


@dataclass(frozen=True, slots=True)
class Tab:
    """One input tab of the workbook. `sheet` is the id the tab has in Google Sheets, in every copy."""

    id: str
    sheet: int
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """A deadline that the programme's own source states: `closes_at` is the first instant that is too late."""

    id: str
    closes_at: datetime
    zone: str


@dataclass(frozen=True)
class Programme:
    """One award or plan of one year, complete.

    `assumptions` are the readings in force of what the source leaves open. `thresholds` are the marks that only the
    secretariat can set, `marks` those that are set. `zone` names the time zone of the programme's days. `fixed` are
    inputs that may not be changed any more once the input beside them is answered yes.
    """

    id: str
    version: int
    hash: str
    zone: str
    tabs: tuple[Tab, ...]
    tiers: tuple[Tier, ...]
    parts: Mapping[str, str]
    periods: tuple[Period, ...]
    organisation: str
    eligibility: tuple[EligibilityRule, ...]
    assumptions: Mapping[str, str]
    thresholds: tuple[str, ...]
    site_visit: tuple[tuple[str, Fraction], ...]
    marks: Mapping[str, Fraction] = field(default_factory=dict)
    closings: tuple[Closing, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        """Equal programmes have one logic; so what depends on a programme alone can be prepared once for each."""
        return hash(self.hash)

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria, in the order of the sheet."""
        return tuple(c for tab in self.tabs for section in tab.sections for c in section.criteria)

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """All requirements, in the order of the sheet."""
        return tuple(r for tab in self.tabs for section in tab.sections for r in section.requirements)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators, in the order of the sheet."""
        return tuple(i for tab in self.tabs for section in tab.sections for i in section.indicators)

    @cached_property
    def counted_links(self) -> tuple[str, ...]:
        """The keys of inputs whose links are counted against a limit."""
        limits = (leaf for r in self.requirements for leaf in leaves(r.needs) if isinstance(leaf, LinksAtMost))
        return tuple(dict.fromkeys(key for limit in limits for key in limit.keys))

    @cached_property
    def told(self) -> tuple[str, ...]:
        """The keys of texts that nothing is decided by and people read: compulsory questions, a project's story."""
        levels = (level for c in self.criteria for way in c.ways for _, level in way.levels)
        asked = (condition for r in self.requirements for condition in (r.needs, r.applies) if condition)
        decided_by = {key for condition in (*levels, *asked) for key in condition.inputs}
        plain = (item for tab in self.tabs for section in tab.sections for item in section.inputs)
        return tuple(
            item.key
            for item in plain
            if item.type == "text" and item.key != self.organisation and item.key not in decided_by
        )

    @cached_property
    def inputs(self) -> Mapping[str, Input]:
        """All inputs by key, in the order of the sheet."""
        return {item.key: item for tab in self.tabs for section in tab.sections for item in section.rows}

    @cached_property
    def asked_by(self) -> AskedBy:
        """What each condition asks, whatever was answered."""
        return AskedBy(self.parts)

    @cached_property
    def proved(self) -> frozenset[str]:
        """The inputs that count in the supported ledger only with a link."""
        return frozenset(key for key, item in self.inputs.items() if item.evidence)

    @cached_property
    def most(self) -> Fraction:
        """The most points that all tiers together can give, each by its weight."""
        return total_of(Fraction(tier.weight, 100) * tier.max for tier in self.tiers)

    @cached_property
    def total_keys(self) -> frozenset[str]:
        """The inputs of which others are parts."""
        return frozenset(self.parts.values())

    @cached_property
    def sharing(self) -> Mapping[str, tuple[str, ...]]:
        """The criteria that look at an input, no total, which a criterion looks at too; by id."""
        asked = {c.id: c.asked - self.total_keys for c in self.criteria}
        return {
            name: tuple(other for other, theirs in asked.items() if other != name and not keys.isdisjoint(theirs))
            for name, keys in asked.items()
        }

    @cached_property
    def points_unit(self) -> int:
        """The common denominator of the points of all levels: they are whole numbers of its inverse."""
        return lcm(*(points.denominator for criterion in self.criteria for points in criterion.points))

    @cached_property
    def points_in_units(self) -> Mapping[str, tuple[int, ...]]:
        """The points of each criterion's levels, from level 0, as whole numbers of the unit."""
        return {c.id: tuple(int(points * self.points_unit) for points in c.points) for c in self.criteria}

    @cached_property
    def totals(self) -> Mapping[str, tuple[Criterion, ...]]:
        """The criteria of each tier, by the tier's id."""
        return {tier.id: tuple(c for c in self.criteria if c.tier == tier.id) for tier in self.tiers}
