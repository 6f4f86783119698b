"""Whether an organisation may apply: one small check per rule. Reported beside the score, never part of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from scoring.programme import EligibilityRule, Programme
from scoring.scorecard import EligibilityResult, EligibilityState
from scoring.submission import Answer

Answers = Mapping[str, Answer]


def eligibility(programme: Programme, answers: Answers) -> tuple[EligibilityResult, ...]:
    """The state of each rule of the programme, in its order."""
    return tuple(EligibilityResult(rule.rule, _CHECKS[rule.rule](rule, answers)) for rule in programme.eligibility)


def _organisation_type(rule: EligibilityRule, answers: Answers) -> EligibilityState:
    return "missing" if answers[rule.inputs["known"]].value is None else "ok"


def _approval(rule: EligibilityRule, answers: Answers) -> EligibilityState:
    accepted = rule.accepted.get(str(answers[rule.inputs["by"]].value))
    if accepted is None:
        return "not_needed"
    approval = answers[rule.inputs["approval"]]
    if approval.value is None:
        return "missing"
    return "ok" if approval.value in accepted and approval.links else "failed"


def _publish_consent(rule: EligibilityRule, answers: Answers) -> EligibilityState:
    return _said(answers[rule.inputs["consent"]], yes="ok", no="failed")


def _repeat_winner(rule: EligibilityRule, answers: Answers) -> EligibilityState:
    won_before = answers[rule.inputs["won_before"]]
    if won_before.value is not True:
        return _said(won_before, yes="ok", no="not_needed")
    repeated = answers[rule.inputs["project_repeated"]]
    if repeated.value is not True:
        return _said(repeated, yes="failed", no="ok")
    scaled_up = answers[rule.inputs["project_scaled_up"]]
    return _said(scaled_up, yes="ok" if scaled_up.links else "failed", no="failed")


def _within_window(rule: EligibilityRule, answers: Answers) -> EligibilityState:
    day = answers[rule.inputs["date"]].value
    if not isinstance(day, date):
        return "missing"
    return "ok" if rule.first and rule.last and rule.first <= day <= rule.last else "failed"


def _said(answer: Answer, *, yes: EligibilityState, no: EligibilityState) -> EligibilityState:
    if answer.value is None:
        return "missing"
    return yes if answer.value is True else no


_CHECKS: Mapping[str, Callable[[EligibilityRule, Answers], EligibilityState]] = {
    "organisation_type": _organisation_type,
    "approval": _approval,
    "publish_consent": _publish_consent,
    "repeat_winner": _repeat_winner,
    "tier_b_window": _within_window,
}
