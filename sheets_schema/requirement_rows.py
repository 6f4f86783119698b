"""What a row is told of the requirements that it serves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from scoring.conditions import Answered, IsNo, cannot_hold, leaves
from scoring.explain import Explainer
from scoring.programme import Programme, Requirement
from scoring.scorecard import Missing, RequirementResult, Scorecard
from scoring.submission import Submission

SPARED = "ไม่ต้องกรอกสำหรับหน่วยงานท่าน"


class RequirementRows:
    """Finds, for the key of a row, how the requirements stand that look at it."""

    def __init__(self, submission: Submission, card: Scorecard, explain: Explainer) -> None:
        self._explain = explain
        self._served = _served_by_key(explain.programme) if card.requirements else {}
        self._results = {result.id: result for result in card.requirements}
        self._facts = {key: a.value for key, a in submission.answers.items() if a.value is not None}
        self._open: dict[str, tuple[RequirementResult, Missing]] = {}
        for result in sorted(card.requirements, key=lambda result: result.urgency):
            for step in result.missing:
                self._open.setdefault(step.key, (result, step))

    def to_do(self, key: str) -> str | None:
        """What to do in a row for the most pressing requirement that misses it, with its day; None where nothing is."""
        if key not in self._open:
            return None
        result, step = self._open[key]
        return " · ".join(filter(None, (self._explain.missing_in_row(step), self._explain.requirement_in_row(result))))

    def is_spared(self, key: str) -> bool:
        """Whether nothing that the row serves is asked of this body, whatever it will still answer."""
        served = self._served.get(key, ())
        return bool(served) and all(each.applies and cannot_hold(each.applies, self._facts) for each in served)

    def takes_no(self, key: str) -> bool:
        """Whether "no" is an answer like another in a row, or even the one that is wanted."""
        asked = (leaf for each in self._served.get(key, ()) for leaf in leaves(each.needs))
        return any(isinstance(leaf, IsNo | Answered) and leaf.key == key for leaf in asked)

    def met(self, key: str) -> RequirementResult | None:
        """The requirement that an answer completes: its own, else any that it serves; None while that one is open."""
        served = self._served.get(key, ())
        own = [each for each in served if any(item.key == key for item in each.inputs)]
        asked = [r for each in own or served if (r := self._results[each.id]).state != "not_needed"]
        return asked[0] if asked and not any(result.is_open for result in asked) else None


@lru_cache(maxsize=32)
def _served_by_key(programme: Programme) -> Mapping[str, tuple[Requirement, ...]]:
    """The requirements that look at each row."""
    served: dict[str, list[Requirement]] = {}
    for requirement in programme.requirements:
        for key in _looked_at(requirement):
            served.setdefault(key, []).append(requirement)
    return {key: tuple(requirements) for key, requirements in served.items()}


def _looked_at(requirement: Requirement) -> Iterator[str]:
    yield from dict.fromkeys((*(item.key for item in requirement.inputs), *requirement.needs.inputs))
