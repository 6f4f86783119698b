"""Answers that are readable one by one but cannot stand beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from scoring.programme import Programme
from scoring.submission import Answer, Problem

Answers = Mapping[str, Answer]


def without_contradictions(programme: Programme, answers: Answers) -> tuple[dict[str, Answer], tuple[Problem, ...]]:
    """The answers with every contradictory one set to `invalid`, and a problem for each."""
    problems = (
        *_parts_above_totals(programme, answers),
        *_ends_before_starts(programme, answers),
        *_answers_under_the_other_way(programme, answers),
        *_claims_of_no_level(programme, answers),
    )
    if not problems:
        return dict(answers), ()
    contradictory = {problem.key for problem in problems}
    kept = {key: answer.without_value() if key in contradictory else answer for key, answer in answers.items()}
    return kept, problems


def _parts_above_totals(programme: Programme, answers: Answers) -> Iterator[Problem]:
    for part_key, total_key in programme.parts.items():
        part, total = answers[part_key], answers[total_key]
        if isinstance(part.value, int) and isinstance(total.value, int) and part.value > total.value:
            yield Problem("part_exceeds_total", part_key, part.place, part.found, str(total.value))


def _ends_before_starts(programme: Programme, answers: Answers) -> Iterator[Problem]:
    for period in programme.periods:
        start, end = answers[period.start], answers[period.end]
        if isinstance(start.value, date) and isinstance(end.value, date) and end.value < start.value:
            yield Problem("end_before_start", period.end, end.place, end.found, start.found)


def _answers_under_the_other_way(programme: Programme, answers: Answers) -> Iterator[Problem]:
    for criterion in programme.criteria:
        chosen = answers[criterion.way_by].value if criterion.way_by else None
        if chosen is None:
            continue
        for way in criterion.ways:
            if way.when is not chosen:
                rows = (answers[item.key] for item in (*way.inputs, way.claim))
                yield from (Problem("wrong_way", a.key, a.place, a.found) for a in rows if a.state == "given")


def _claims_of_no_level(programme: Programme, answers: Answers) -> Iterator[Problem]:
    for criterion in programme.criteria:
        chosen = answers[criterion.way_by].value if criterion.way_by else None
        for way in criterion.ways:
            claim = answers[way.claim.key]
            in_force = chosen is None or way.when is chosen
            if in_force and claim.state == "given" and not way.has_level(int(str(claim.value))):
                yield Problem("no_such_level", claim.key, claim.place, claim.found)
