"""The pass mark that the secretariat has set for the combined score, and the shortest way of an agency to it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from bot.conversation.view import AgencyView
from scoring.goal import Goal, smallest_steps
from scoring.programme import COMBINED

PASS_MARK = "pass_mark"  # noqa: S105 - a threshold's name


@dataclass(frozen=True, slots=True)
class WayToPass:
    """The mark in points, and the fewest steps to it: none where it is reached, no goal where no sheet can reach it."""

    mark: Fraction
    goal: Goal | None


def way_to_pass(agency: AgencyView) -> WayToPass | None:
    """How an agency comes to the pass mark; None while no mark is set or no workbook was read."""
    mark = agency.thresholds.get(PASS_MARK)
    if mark is None or agency.submission is None:
        return None
    answers = agency.submission.answers
    return WayToPass(mark, smallest_steps(agency.programme, answers, agency.confirmed, total=COMBINED, points=mark))
