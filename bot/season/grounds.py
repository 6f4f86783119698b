"""What an act rests on: the facts that the secretariat's rules look at before an agency may move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Literal

from bot.season.states import Called, State

Outcome = Literal["awarded", "not_awarded"]
Stage = Literal["preliminary", "final"]


@dataclass(frozen=True, slots=True)
class Ground:
    """One rule of eligibility for an agency: its state of `scoring.scorecard.EligibilityState`, and what that says."""

    rule: str
    state: str
    sentence: Called


@dataclass(frozen=True, slots=True)
class Window:
    """A public hearing: from `opens_at` until just before `closes_at`."""

    opens_at: datetime
    closes_at: datetime

    def is_open(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at


@dataclass(frozen=True, slots=True)
class Grounds:
    """All that the rules look at. `combined` and the marks are points of a hundred; a mark of None is not set.

    `behind` are the states it came through. `consent_noted` says that an officer records a written consent with this
    act. `outcome` and `stage` are those of a decision. `objections_until` is the end of the window of the preliminary
    result, `open_objections` are the criteria that are objected to and wait for an answer.
    """

    state: State
    now: datetime
    eligibility: tuple[Ground, ...] = ()
    unreviewed: tuple[str, ...] = ()
    combined: Fraction | None = None
    pass_mark: Fraction | None = None
    site_visit_mark: Fraction | None = None
    consent_noted: bool = False
    hearing: Window | None = None
    outcome: Outcome = "not_awarded"
    stage: Stage = "final"
    behind: tuple[State, ...] = ()
    objections_until: datetime | None = None
    open_objections: tuple[str, ...] = ()

    def ground(self, rule: str) -> Ground | None:
        """The rule's state, where the programme has this rule."""
        return next((each for each in self.eligibility if each.rule == rule), None)
