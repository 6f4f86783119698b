"""The scorecard as the JSON object of the contract, with its messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scoring.explain import Explainer
from scoring.goal import smallest_steps
from scoring.outcome import against_marks
from scoring.programme import COMBINED, Programme
from scoring.receipt import confirmed_levels, progress_record, totals_record
from scoring.scorecard import CriterionResult, Missing, RequirementResult, Scorecard
from scoring.submission import Answer


def scorecard_record(card: Scorecard, explain: Explainer) -> dict[str, Any]:
    """The JSON-able object that `tonbaeb score --json` prints. Points are exact fractions as strings."""
    return {
        "programme": card.programme,
        "programme_hash": card.programme_hash,
        "input_hash": card.input_hash,
        "organisation": card.organisation,
        "eligibility": [
            {"rule": rule.rule, "state": rule.state, "message": explain.eligibility(rule)} for rule in card.eligibility
        ],
        "criteria": [_criterion(result, explain) for result in card.criteria],
        "totals": totals_record(card),
        "problems": [
            {
                "tab": problem.place.tab if problem.place else None,
                "cell": problem.place.cell if problem.place else None,
                "key": problem.key,
                "code": problem.code,
                "message": explain.problem(problem),
            }
            for problem in card.problems
        ],
        "advice": [
            {"gain": str(item.gain), "steps": [step.key for step in item.steps], "message": explain.advice(item)}
            for item in card.advice
        ],
        **({"requirements": [_requirement(r, explain) for r in card.requirements]} if card.requirements else {}),
        **progress_record(card),
        "unanswered": list(card.unanswered),
        "assumptions": explain.assumptions(card),
        "receipt": card.receipt,
    }


def standings_record(
    programme: Programme, answers: Mapping[str, Answer], card: Scorecard, explain: Explainer
) -> list[dict[str, Any]]:
    """Every mark that is set, whether it is reached, and the smallest set of inputs that reaches it from the sheet.

    `steps` is None where no change of the sheet reaches the mark.
    """
    found = []
    for each in against_marks(programme, card.totals[COMBINED]):
        goal = smallest_steps(programme, answers, confirmed_levels(card), total=COMBINED, points=each.mark)
        found.append(
            {
                "name": each.name,
                "title": explain.words.threshold(each.name),
                "mark": str(each.mark),
                "points": str(each.points),
                "reached": each.reached,
                "steps": None if goal is None else [step.key for step in goal.steps],
                "messages": [explain.missing(step) for step in goal.steps] if goal else [],
            }
        )
    return found


def _criterion(result: CriterionResult, explain: Explainer) -> dict[str, Any]:
    return {
        "id": result.id,
        "title": explain.criterion_title(result.id),
        "max": str(result.max),
        "claimed": result.claimed,
        "computed": result.computed,
        "supported": result.supported,
        "confirmed": result.confirmed,
        "level": result.level,
        "points": str(result.points),
        "way": result.way,
        "reason": explain.reason(result),
        "missing": _missing(result.missing, explain),
    }


def _requirement(result: RequirementResult, explain: Explainer) -> dict[str, Any]:
    return {
        "id": result.id,
        "section": result.section,
        "state": result.state,
        "due": result.due.isoformat() if result.due else None,
        "kinds": list(result.kinds),
        "leads": list(result.leads),
        "secondaries": list(result.secondaries),
        "ripens": result.ripens.isoformat() if result.ripens else None,
        "words": result.words,
        "message": explain.requirement(result),
        "missing": _missing(result.missing, explain),
    }


def _missing(items: tuple[Missing, ...], explain: Explainer) -> list[dict[str, Any]]:
    return [
        {"level": item.level, "key": item.key, "need": item.need, "message": explain.missing(item)} for item in items
    ]
