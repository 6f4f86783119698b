"""What an agency said in the rows of a criterion, in words: its facts with their evidence."""

from __future__ import annotations

from typing import NamedTuple

from bot.cases.assessing import Row
from bot.web.desk.answer_words import value_in_words
from scoring.explain import Explainer
from scoring.programme import Input
from scoring.submission import Answer, Submission


class Fact(NamedTuple):
    """One row of the agency's sheet: its label, what it says, and the links given as evidence."""

    label: str
    said: str
    links: tuple[str, ...]
    wants_link: bool
    carries: bool


def facts(row: Row, submission: Submission, explain: Explainer) -> list[Fact]:
    """The facts of the way that applies; of both ways where that is not known."""
    ways = [way for way in row.criterion.ways if row.result.way in {None, way.id}]
    chosen = [explain.programme.inputs[row.criterion.way_by]] if row.criterion.way_by else []
    inputs = [*chosen, *(item for way in ways for item in way.inputs)]
    return [_fact(item, submission.answers[item.key], row, explain) for item in inputs]


def _fact(item: Input, answer: Answer, row: Row, explain: Explainer) -> Fact:
    wants = item.evidence and answer.state == "given" and not answer.links and answer.value not in {False}
    return Fact(
        explain.label(item.key), value_in_words(answer, explain), answer.links, wants, item.key in row.result.carried_by
    )
