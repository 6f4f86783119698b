"""The result of scoring: numbers and reasons, without words. `scoring.explain` turns it into sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

from scoring.submission import Problem

Need = Literal["answer", "value", "evidence"]
EligibilityState = Literal["ok", "missing", "failed", "not_needed"]


Target = bool | int | tuple[str, ...] | None
"""What an input has to say: yes, at least a number, one of some codes; None where it is open."""


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


class Advice(NamedTuple):
    """A next step: the inputs to change, what they bring in points, and the criterion and level they lead to."""

    gain: Fraction
    steps: tuple[Missing, ...]
    criterion: str


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Everything that a submission is worth under a programme, and why."""

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

    def criterion(self, criterion_id: str) -> CriterionResult:
        """The row of one criterion; KeyError where the programme has none of that id."""
        for result in self.criteria:
            if result.id == criterion_id:
                return result
        raise KeyError(criterion_id)
