"""Which requirements are met, and what has to change for the others."""

from __future__ import annotations

from datetime import date

from scoring.conditions import Condition, Facts, leaves
from scoring.missing import Gaps
from scoring.programme import Programme, Requirement
from scoring.requirement_conditions import RunningFor, WithinWords
from scoring.scorecard import IndicatorResult, Missing, RequirementResult, RequirementState
from scoring.word_count import count_words


def requirement_results(
    programme: Programme, gaps: Gaps, computed: Facts, today: date
) -> tuple[RequirementResult, ...]:
    """The state of every requirement. Whom it is asked of depends on the facts entered, with or without evidence."""
    return tuple(_result(requirement, gaps, computed, today) for requirement in programme.requirements)


def indicator_results(programme: Programme, supported: Facts) -> tuple[IndicatorResult, ...]:
    """The values of every indicator that count with their evidence."""
    return tuple(
        IndicatorResult(indicator.id, tuple(supported.get(item.key) for item in indicator.inputs))
        for indicator in programme.indicators
    )


def _result(requirement: Requirement, gaps: Gaps, computed: Facts, today: date) -> RequirementResult:
    asked = requirement.applies is None or requirement.applies.holds(computed)
    missing = gaps.to_reach(1, requirement.needs) if asked else ()
    return RequirementResult(
        id=requirement.id,
        section=requirement.section,
        state=_state(requirement, missing, gaps, today) if asked else "not_needed",
        missing=missing,
        due=requirement.due,
        kinds=requirement.kinds,
        leads=requirement.leads,
        secondaries=requirement.secondaries,
        ripens=_ripens(requirement.needs, computed),
        words=_words(requirement.needs, computed),
        advised=requirement.advised,
    )


def _state(requirement: Requirement, missing: tuple[Missing, ...], gaps: Gaps, today: date) -> RequirementState:
    if not missing:
        return "ok"
    if requirement.advised:
        return "advised"
    if requirement.due is not None:
        return "upcoming" if today <= requirement.due else "overdue"
    unanswered = all(gaps.answers[item.key].state in {"blank", "not_applicable", "deleted"} for item in missing)
    return "missing" if unanswered else "failed"


def _ripens(needs: Condition, facts: Facts) -> date | None:
    ripe = (leaf.ripens(facts) for leaf in leaves(needs) if isinstance(leaf, RunningFor))
    return next((day for day in ripe if day is not None), None)


def _words(needs: Condition, facts: Facts) -> int | None:
    texts = (facts.get(leaf.key) for leaf in leaves(needs) if isinstance(leaf, WithinWords))
    return next((count_words(text) for text in texts if isinstance(text, str)), None)
