"""Answers that may not be changed any more once the organisation confirmed them, such as an award's category."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scoring.programme import Programme
from scoring.submission import Answer, Problem, Submission

CHANGED = "changed_after_confirmed"
NOTHING = "–"
"""How a blank is told."""


def held_fast(programme: Programme, submission: Submission, earlier: Submission | None) -> Submission:
    """The submission in which what was confirmed in an earlier one still stands, with a problem where it was changed.

    The confirmation itself cannot be taken back either, or it would confirm nothing.
    """
    if earlier is None:
        return submission
    changed = dict(_changed(programme, submission, earlier))
    if not changed:
        return submission
    problems = tuple(_problem(submission.answers[key], kept) for key, kept in changed.items())
    stand = {key: kept._replace(place=submission.answers[key].place) for key, kept in changed.items()}
    return replace(submission, answers={**submission.answers, **stand}, problems=(*submission.problems, *problems))


def opened_again(programme: Programme, submission: Submission) -> Submission:
    """The submission without its confirmations, after which whatever is entered next counts."""
    answers = submission.answers
    standing = {name for key, name in programme.fixed.items() if _stands(submission, key, name)}
    blanks = {name: answers[name]._replace(state="blank", value=None) for name in standing}
    return replace(submission, answers={**answers, **blanks}) if blanks else submission


def _changed(programme: Programme, submission: Submission, earlier: Submission) -> Iterator[tuple[str, Answer]]:
    for key, confirmation in programme.fixed.items():
        if not _stands(earlier, key, confirmation):
            continue
        for name in (key, confirmation):
            kept = earlier.answers[name]
            if submission.answers[name].value != kept.value:
                yield name, kept


def _stands(earlier: Submission, key: str, confirmation: str) -> bool:
    """Whether something was confirmed: an answer that is not there or cannot be read holds nobody to anything."""
    answers = earlier.answers
    if key not in answers or confirmation not in answers:
        return False
    return answers[confirmation].value is True and answers[key].value is not None


def _problem(found: Answer, kept: Answer) -> Problem:
    return Problem(CHANGED, found.key, found.place, found.found or NOTHING, kept.found or NOTHING)
