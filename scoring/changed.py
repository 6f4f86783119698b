"""What differs between two submissions of the same programme."""

from __future__ import annotations

from scoring.submission import Submission


def changed_keys(before: Submission, after: Submission) -> tuple[str, ...]:
    """The inputs whose answer or links differ, in the programme's order. Where a row stands does not matter."""
    return tuple(
        key
        for key, answer in before.answers.items()
        if key in after.answers and _content(after, key) != (answer.state, answer.value, answer.links)
    )


def _content(submission: Submission, key: str) -> tuple[object, ...]:
    answer = submission.answers[key]
    return (answer.state, answer.value, answer.links)
