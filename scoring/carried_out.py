"""Steps carried out: what the sheet says once every step is done as it is told, no more and no less."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from scoring.programme import Input, Programme
from scoring.scorecard import Missing
from scoring.standing import answered
from scoring.submission import Answer, Value


def carried_out(
    programme: Programme,
    answers: Mapping[str, Answer],
    steps: Iterable[Missing],
    assumed: Mapping[str, Value] | None = None,
) -> dict[str, Answer]:
    """The answers after these steps, each with a link.

    `assumed` says what to answer where that is known better; where it is open, a part is as large as its total.
    """
    known = assumed or {}
    after = dict(answers)
    for step in sorted(steps, key=lambda step: step.key in programme.parts):
        after[step.key] = answered(answers[step.key], _value(programme, after, step, known.get(step.key)))
    return after


def _value(programme: Programme, answers: Mapping[str, Answer], step: Missing, assumed: Value | None) -> Value:
    item, entered, target = programme.inputs[step.key], answers[step.key].value, step.target
    if step.need == "evidence" and entered is not None:
        return entered
    if assumed is not None:
        return assumed
    if isinstance(target, tuple):
        return next(code for code in item.codes if code in target)
    return target if isinstance(target, int) else _anything(programme, answers, item)


def _anything(programme: Programme, answers: Mapping[str, Answer], item: Input) -> Value:
    match item.type:
        case "count":
            total = answers[programme.parts[item.key]].value if item.key in programme.parts else None
            return total if isinstance(total, int) else 1
        case "choice":
            return _new_code(programme, answers, item)
        case "date":
            return date.max
    return True if item.type == "yes_no" else "…"


def _new_code(programme: Programme, answers: Mapping[str, Answer], item: Input) -> str:
    """A code that no like row has, as far as there is one."""
    alike = [other.key for other in programme.inputs.values() if item.group and other.group == item.group]
    used = {answers[key].value for key in alike if key != item.key}
    return next((code for code in item.codes if code not in used), item.codes[0])
