"""What an agency said in the rows of a criterion, in words: its facts with their evidence."""

from __future__ import annotations

from typing import NamedTuple

from bot.web.desk.answer_words import value_in_words
from scoring.explain import Explainer
from scoring.programme import Criterion, Input
from scoring.scorecard import CriterionResult
from scoring.submission import Answer, Submission


class Fact(NamedTuple):
    """One row of the agency's sheet: its label, what it says, and the links given as evidence."""

    label: str
    said: str
    links: tuple[str, ...]
    wants_link: bool
    carries: bool


def facts(criterion: Criterion, result: CriterionResult, submission: Submission, explain: Explainer) -> list[Fact]:
    """The facts of the way that applies; of both ways where that is not known."""
    ways = [way for way in criterion.ways if result.way in {None, way.id}]
    chosen = [explain.programme.inputs[criterion.way_by]] if criterion.way_by else []
    inputs = [*chosen, *(item for way in ways for item in way.inputs)]
    return [_fact(item, submission.answers[item.key], result, explain) for item in inputs]


def _fact(item: Input, answer: Answer, result: CriterionResult, explain: Explainer) -> Fact:
    wants = item.evidence and answer.state == "given" and not answer.links and answer.value not in {False}
    return Fact(
        explain.label(item.key), value_in_words(answer, explain), answer.links, wants, item.key in result.carried_by
    )
