"""Whether a kept record can be the answers and confirmed levels of a programme at all, before it is scored again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, get_args

from scoring.programme import Input, Programme
from scoring.submission import Answer, State, Submission


def submission_in(record: Any) -> Submission | None:
    """The submission that a record holds; None where it is not exactly what `Submission.to_json` writes."""
    try:
        found = Submission.from_json(record)
        return found if found.to_json() == record and all(isinstance(key, str) for key in found.answers) else None
    except (TypeError, LookupError, ValueError, AttributeError):  # a record altered by hand may have any shape
        return None


def can_be_scored(programme: Programme, submission: Submission, confirmed: Mapping[str, Any]) -> bool:
    """Whether there is one answer of the right type for every input, and every confirmed level exists."""
    inputs, criteria = programme.inputs, {criterion.id: criterion for criterion in programme.criteria}
    return (
        submission.programme == programme.id
        and submission.answers.keys() == inputs.keys()
        and all(_fits(inputs[key], answer) for key, answer in submission.answers.items())
        and all(
            type(level) is int and name in criteria and 0 <= level < len(criteria[name].points)
            for name, level in confirmed.items()
        )
    )


def _fits(item: Input, answer: Answer) -> bool:
    if not all(isinstance(link, str) for link in answer.links):
        return False
    if answer.state != "given":
        return answer.state in get_args(State) and answer.value is None
    return _is_of_type(item, answer.value)


def _is_of_type(item: Input, value: Any) -> bool:
    match item.type:
        case "yes_no":
            return isinstance(value, bool)
        case "count":
            return type(value) is int and value >= 0
        case "choice":
            return value in item.codes
        case "date":
            return isinstance(value, date) and not isinstance(value, datetime)
    return isinstance(value, str)
