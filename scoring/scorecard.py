"""The result of scoring: numbers and reasons, without words. `scoring.explain` turns it into sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from scoring.aims import Target
from scoring.submission import Problem, Value

Need = Literal["answer", "value", "evidence"]
EligibilityState = Literal["ok", "missing", "failed", "not_needed"]
RequirementState = Literal["ok", "missing", "failed", "not_needed", "upcoming", "overdue", "advised"]

BY_URGENCY: tuple[RequirementState, ...] = ("overdue", "failed", "missing", "upcoming", "advised", "ok", "not_needed")
"""The states of requirements, the most pressing first."""


class Missing(NamedTuple):
    """An input that must change for `level` to hold, and how: answered at all, another value, or a usable link."""

    level: int
    key: str
    need: Need
    target: Target = None


class CriterionResult(NamedTuple):
    """One row of the ledger. `level` is the counted one: confirmed where there is one, else supported.

    `carried_by` are the inputs whose facts, with their evidence, carry the supported level.
    """

    id: str
    tier: str
    max: Fraction
    claimed: int | None
    computed: int
    supported: int
    confirmed: int | None
    level: int
    points: Fraction
    way: str | None
    missing: tuple[Missing, ...]
    carried_by: tuple[str, ...] = ()

    def missing_for(self, level: int) -> tuple[Missing, ...]:
        """The inputs that must change for this level to hold."""
        return tuple(item for item in self.missing if item.level == level)


class Total(NamedTuple):
    """Points reached out of the points there are, exactly."""

    points: Fraction
    max: Fraction


class EligibilityResult(NamedTuple):
    """Whether one rule of eligibility is met. It stands beside the score and never changes it."""

    rule: str
    state: EligibilityState


class RequirementResult(NamedTuple):
    """Whether a requirement is met, with its evidence.

    `missing`: nothing is answered yet; `failed`: what is answered does not do, or lacks its link; `upcoming` and
    `overdue`: not met before and after its last day `due`; `advised`: not met and no duty. `missing` lists what has to
    change. `ripens` is the first day on which a time of running is full. `words` counts a question's answer.
    """

    id: str
    section: str
    state: RequirementState
    missing: tuple[Missing, ...] = ()
    due: date | None = None
    kinds: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    secondaries: tuple[str, ...] = ()
    ripens: date | None = None
    words: int | None = None
    advised: bool = False

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done for it, now or later."""
        return self.state not in {"ok", "not_needed"}

    @property
    def urgency(self) -> tuple[int, date]:
        """What sorts requirements by how pressing they are: by their state, then by their last day."""
        return BY_URGENCY.index(self.state), self.due or date.max

    @property
    def counts(self) -> bool:
        """Whether it is asked for by now, and so counts for readiness."""
        return not self.advised and self.state in {"ok", "missing", "failed", "overdue"}


class IndicatorResult(NamedTuple):
    """The values of an indicator by period, None where there is none with its evidence yet."""

    id: str
    values: tuple[Value | None, ...]


class Advice(NamedTuple):
    """A next step: the inputs to change, what they bring in points, and the criterion and level they lead to."""

    gain: Fraction
    steps: tuple[Missing, ...]
    criterion: str


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Everything that a submission is worth under a programme, and why.

    `unanswered` are the texts that people read and nothing is decided by, such as compulsory questions, still blank.
    """

    programme: str
    programme_hash: str
    input_hash: str
    organisation: str | None
    eligibility: tuple[EligibilityResult, ...]
    criteria: tuple[CriterionResult, ...]
    totals: Mapping[str, Total]
    problems: tuple[Problem, ...]
    advice: tuple[Advice, ...]
    assumptions: Mapping[str, str]
    receipt: str
    requirements: tuple[RequirementResult, ...] = ()
    indicators: tuple[IndicatorResult, ...] = ()
    unanswered: tuple[str, ...] = ()

    @property
    def readiness(self) -> Total:
        """How many of the requirements that are asked for by now are met."""
        asked = [requirement for requirement in self.requirements if requirement.counts]
        return Total(Fraction(sum(requirement.state == "ok" for requirement in asked)), Fraction(len(asked)))

    def requirement(self, requirement_id: str) -> RequirementResult:
        """The state of one requirement; KeyError where the programme has none of that id."""
        for result in self.requirements:
            if result.id == requirement_id:
                return result
        raise KeyError(requirement_id)

    def criterion(self, criterion_id: str) -> CriterionResult:
        """The row of one criterion; KeyError where the programme has none of that id."""
        for result in self.criteria:
            if result.id == criterion_id:
                return result
        raise KeyError(criterion_id)
