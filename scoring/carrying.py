"""Carrying answers and evidence from one programme's workbook to another's: how much of a new file is there already.

What is carried is a start that people check. Nothing is carried that the organisation did not say in the first place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from scoring.condition_file import ProgrammeError
from scoring.engine import score
from scoring.programme import Input, Programme
from scoring.scorecard import Scorecard
from scoring.submission import Answer, Submission, Value

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reuse:
    """Evidence that serves again: the links of these inputs, for a target that is answered so or takes a text."""

    of: tuple[str, ...]
    to: str
    answer: Value | None
    text: str | None


@dataclass(frozen=True, slots=True)
class CarryMap:
    """What one programme's answers bring to another.

    `answers` are the same facts in both, target by source. `drafts` lists for questions of the target the sources from
    which a person can draft an answer.
    """

    source: str
    target: str
    answers: Mapping[str, str]
    reuses: tuple[Reuse, ...]
    drafts: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Prospect:
    """How an organisation would stand in another programme with what it has already.

    `card` is the scorecard there, `carried` the inputs there that something was carried to, `drafts` the questions of
    which a draft can be made, each with its sources that say something. `ripens` is the first day on which a project
    has run long enough there.
    """

    card: Scorecard
    carried: tuple[str, ...]
    drafts: Mapping[str, tuple[str, ...]]
    ripens: date | None


def carry_map_from(document: Document, source: Programme, target: Programme) -> CarryMap:
    """The map that a file states. Raises `ProgrammeError` naming a key that does not fit."""
    made = CarryMap(
        source=document["from"],
        target=document["to"],
        answers=document["answers"],
        reuses=tuple(_reuse(item, target) for item in document["links"]),
        drafts={question: tuple(keys) for question, keys in document["drafts"].items()},
    )
    for fault in _faults(made, source, target):
        raise ProgrammeError(f"map {made.source} to {made.target}: {fault}")
    return made


def prospect(by: CarryMap, source: Programme, target: Programme, submission: Submission, *, now: datetime) -> Prospect:
    """How a submission to `source` stands as a file of `target`."""
    facts = _facts(source, submission)
    carried = dict(_carried(by, facts))
    card = score(target, _with_blanks(target, carried), now=now)
    drafts = {question: tuple(key for key in keys if key in facts) for question, keys in by.drafts.items()}
    ripe = (requirement.ripens for requirement in card.requirements)
    return Prospect(
        card=card,
        carried=tuple(carried),
        drafts={question: keys for question, keys in drafts.items() if keys},
        ripens=next((day for day in ripe if day is not None), None),
    )


def carried_file(by: CarryMap, source: Programme, target: Programme, submission: Submission) -> Submission:
    """A submission to `target` that holds what is carried over, and is blank else."""
    return _with_blanks(target, dict(_carried(by, _facts(source, submission))))


def _facts(source: Programme, submission: Submission) -> dict[str, Answer]:
    return {key: answer for key, answer in submission.answers.items() if _says_something(source.inputs[key], answer)}


def _with_blanks(target: Programme, carried: Mapping[str, Answer]) -> Submission:
    blank = {key: Answer(key, "blank") for key in target.inputs}
    return Submission(target.id, {**blank, **carried})


def _says_something(item: Input, answer: Answer) -> bool:
    """Whether an answer is given, is no "no", and has its evidence where it needs one."""
    says_no = answer.value is False or answer.value == "none"
    return answer.value is not None and not says_no and (bool(answer.links) or not item.evidence)


def _carried(by: CarryMap, facts: Mapping[str, Answer]) -> Iterator[tuple[str, Answer]]:
    for source, target in by.answers.items():
        if source in facts:
            yield target, Answer(target, "given", facts[source].value, facts[source].links, facts[source].found)
    for reuse in by.reuses:
        links = tuple(dict.fromkeys(link for key in reuse.of if key in facts for link in facts[key].links))
        told = facts.get(reuse.text or "")
        value = reuse.answer if reuse.text is None else told and told.value
        if links and value is not None:
            yield reuse.to, Answer(reuse.to, "given", value, links)


def _reuse(item: Document, target: Programme) -> Reuse:
    asked = target.inputs.get(item["to"])
    answer = item.get("answer")
    value = answer == "yes" if asked is not None and asked.type == "yes_no" and answer is not None else answer
    return Reuse(tuple(item["of"]), item["to"], value, item.get("text"))


def _faults(made: CarryMap, source: Programme, target: Programme) -> Iterator[str]:
    named = (*made.answers, *(key for reuse in made.reuses for key in reuse.of), *_texts(made), *_drafted(made))
    yield from (f"{key} is no input of {source.id}" for key in named if key not in source.inputs)
    aimed = (*made.answers.values(), *(reuse.to for reuse in made.reuses), *made.drafts)
    yield from (f"{key} is no input of {target.id}" for key in aimed if key not in target.inputs)
    for key, other in made.answers.items():
        if source.inputs[key].type != target.inputs[other].type:
            yield f"{key} and {other} are of different types"
    for reuse in made.reuses:
        codes = target.inputs[reuse.to].codes
        if reuse.text is None and codes and reuse.answer not in codes:
            yield f"{reuse.answer} is no choice of {reuse.to}"


def _texts(made: CarryMap) -> list[str]:
    return [reuse.text for reuse in made.reuses if reuse.text is not None]


def _drafted(made: CarryMap) -> list[str]:
    return [key for keys in made.drafts.values() for key in keys]
