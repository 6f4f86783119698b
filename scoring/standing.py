"""What answers amount to, and what they would amount to if some of them were others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from scoring.conditions import Facts
from scoring.contradictions import without_contradictions
from scoring.programme import Criterion, Programme
from scoring.submission import Answer, Value

_SOME_LINK = ("https://",)
"""Stands for the link that an assumed answer would carry; nobody is shown it."""


@dataclass(frozen=True)
class Standing:
    """Answers as entered and without the contradictory ones, and what of them counts.

    `computed` is what counts by the answers alone, `facts` what counts with the links that it needs.
    """

    programme: Programme
    entered: Mapping[str, Answer]
    answers: Mapping[str, Answer]
    computed: Facts
    facts: Facts

    def level(self, criterion: Criterion, facts: Facts | None = None) -> int:
        """The supported level of a criterion; among other facts than those that stand, if some are named."""
        way = criterion.way(self.computed)
        return way.level(self.facts if facts is None else facts) if way else 0

    def lacks_only_its_link(self, key: str) -> bool:
        """Whether an input has a sound answer that does not count because its row has no usable link."""
        answer = self.answers[key]
        return answer.state == "given" and self.programme.inputs[key].evidence and not answer.links

    @cached_property
    def closed(self) -> frozenset[str]:
        """The inputs under a way that does not apply: no answer counts there."""
        return frozenset(
            item.key
            for criterion in self.programme.criteria
            if criterion.way_by and self.entered[criterion.way_by].value is not None
            for way in criterion.ways
            if way.when is not self.entered[criterion.way_by].value
            for item in way.inputs
        )


def standing(
    programme: Programme, entered: Mapping[str, Answer], changed: Mapping[str, Value] | None = None
) -> Standing:
    """How these answers stand, with the changed inputs answered otherwise and with a link."""
    trial = {**entered, **{key: answered(entered[key], value) for key, value in (changed or {}).items()}}
    answers, _ = without_contradictions(programme, trial)
    computed = {key: answer.value for key, answer in answers.items() if answer.value is not None}
    inputs = programme.inputs
    facts = {key: value for key, value in computed.items() if answers[key].links or not inputs[key].evidence}
    return Standing(programme, trial, answers, computed, facts)


def answered(answer: Answer, value: Value) -> Answer:
    """The same input with this answer and a link."""
    return Answer(answer.key, "given", value, answer.links or _SOME_LINK, str(value), answer.place)
