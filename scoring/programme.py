"""A programme: inputs, criteria with their levels, and the rules around them, as frozen data.

`scoring.programme_file` makes one from its file. The names follow the contract: an input is one row of a sheet, a
criterion has levels, a tier sums criteria.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Literal

from scoring.conditions import Condition

InputType = Literal["yes_no", "count", "choice", "date", "text"]
COMBINED = "combined"


@dataclass(frozen=True, slots=True)
class Input:
    """One question to the organisation: a row of its sheet. `row` is its number within a group of like rows."""

    key: str
    type: InputType
    evidence: bool = False
    choice: str | None = None
    codes: tuple[str, ...] = ()
    group: str | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """One way to meet a criterion: its inputs, the row of the claim, and what each level asks, highest first."""

    id: str
    inputs: tuple[Input, ...]
    claim: Input
    levels: tuple[tuple[int, Condition], ...]
    when: bool | None = None

    def level(self, facts: Mapping[str, object]) -> int:
        """The highest level whose condition holds, 0 if none does."""
        for level, condition in self.levels:
            if condition.holds(facts):  # type: ignore[arg-type] # facts are read only
                return level
        return 0

    def condition(self, level: int) -> Condition:
        """What a level asks; KeyError where there is no such level."""
        return dict(self.levels)[level]

    def has_level(self, level: int) -> bool:
        """Whether this level exists here; level 0 always does."""
        return level == 0 or level in dict(self.levels)


@dataclass(frozen=True, slots=True)
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
class Section:
    """A block of a tab: plain inputs, or criteria with theirs."""

    id: str
    inputs: tuple[Input, ...]
    criteria: tuple[Criterion, ...]

    @property
    def rows(self) -> tuple[Input, ...]:
        """All inputs of the section in the order of the sheet: of each criterion its facts, then its claim."""
        of_criteria = (item for c in self.criteria for way in c.ways for item in (*way.inputs, way.claim))
        return (*self.inputs, *of_criteria)


@dataclass(frozen=True, slots=True)
class Tab:
    """One input tab of the workbook. `sheet` is the id the tab has in Google Sheets, in every copy."""

    id: str
    sheet: int
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Programme:
    """One award or plan of one year, complete."""

    id: str
    version: int
    hash: str
    tabs: tuple[Tab, ...]
    tiers: tuple[Tier, ...]
    parts: Mapping[str, str]
    periods: tuple[Period, ...]
    organisation: str
    eligibility: tuple[EligibilityRule, ...]
    assumptions: Mapping[str, str]
    thresholds: tuple[str, ...]
    site_visit: tuple[tuple[str, Fraction], ...]

    def __hash__(self) -> int:
        """Equal programmes have one logic; so what depends on a programme alone can be prepared once for each."""
        return hash(self.hash)

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria, in the order of the sheet."""
        return tuple(c for tab in self.tabs for section in tab.sections for c in section.criteria)

    @cached_property
    def inputs(self) -> Mapping[str, Input]:
        """All inputs by key, in the order of the sheet."""
        return {item.key: item for tab in self.tabs for section in tab.sections for item in section.rows}

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
