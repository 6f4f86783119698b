"""How far each section of a form is: what is answered, and what that comes to."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from scoring.points import total_of
from scoring.programme import Input, Programme, Section
from scoring.scorecard import Scorecard, Total
from scoring.submission import Submission


class Progress(NamedTuple):
    """One section: how many of its questions are answered, and its points or its requirements that are met.

    Like rows are one question. `reached` is None where a section gives neither points nor requirements.
    """

    section: str
    answered: int
    questions: int
    reached: Total | None


def progress(programme: Programme, submission: Submission, card: Scorecard) -> tuple[Progress, ...]:
    """The progress of every section, in the order of the sheet."""
    sections = (section for tab in programme.tabs for section in tab.sections)
    return tuple(_of_section(section, submission, card) for section in sections)


def _of_section(section: Section, submission: Submission, card: Scorecard) -> Progress:
    questions: dict[str, bool] = {}
    for item in _questions(section, card):
        name = item.group or item.key
        answered = submission.answers[item.key].state in {"given", "not_applicable"}
        questions[name] = questions.get(name, False) or answered
    return Progress(section.id, sum(questions.values()), len(questions), _reached(section, card))


def _questions(section: Section, card: Scorecard) -> Iterator[Input]:
    """What a section asks, without claims and without a way that does not apply."""
    yield from section.inputs
    for requirement in section.requirements:
        if card.requirement(requirement.id).state != "not_needed":
            yield from requirement.inputs
    for indicator in section.indicators:
        yield from indicator.inputs
    for criterion in section.criteria:
        chosen = card.criterion(criterion.id).way
        way = next((way for way in criterion.ways if way.id == chosen), criterion.ways[0])
        yield from way.inputs


def _reached(section: Section, card: Scorecard) -> Total | None:
    if section.criteria:
        results = [card.criterion(criterion.id) for criterion in section.criteria]
        return Total(total_of(r.points for r in results), total_of(r.max for r in results))
    asked = [result for r in section.requirements if (result := card.requirement(r.id)).counts]
    if not asked:
        return None
    return Total(Fraction(sum(result.state == "ok" for result in asked)), Fraction(len(asked)))
