"""Requirements: their conditions are sound, somebody is asked, and whoever is asked can meet them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scoring.conditions import All, Condition
from scoring.linter.cases import World
from scoring.linter.condition_faults import ConditionFaults
from scoring.linter.finding import Finding
from scoring.linter.index import Index, RequirementPlace, Stated
from scoring.linter.levels import LevelFaults
from scoring.linter.logic import TooLargeError, can_hold
from scoring.linter.page import Path
from scoring.linter.presence import presence


class RequirementFaults:
    """One pass over all requirements, after one over the `levels`.

    `doubtful` ones have faults in their conditions; afterwards `faulty` holds all of which anything was told.
    """

    def __init__(self, index: Index, levels: LevelFaults) -> None:
        self.index = index
        self.doubtful: set[str] = set()
        self.faulty: set[str] = set()
        self._levels = levels
        self._world = World(index.inputs, index.parts)

    def all(self) -> Iterator[Finding]:
        """Every fault of requirements, in the order of the file."""
        for place in self.index.requirements:
            found = list(self._requirement(place))
            self.faulty.update([place.id] if found else [])
            yield from found

    def _requirement(self, place: RequirementPlace) -> Iterator[Finding]:
        found = list(self._of_conditions(place))
        yield from found
        stated = (each.raw for each in (*place.needs, *_applies(place)))
        if found:
            self.doubtful.add(place.id)
        elif not any(map(self._levels.rests_on_doubt, stated)):
            yield from self._of_proof(place)

    def _of_conditions(self, place: RequirementPlace) -> Iterator[Finding]:
        needs = ConditionFaults(self.index, place.order, place.finished, "needs")
        applies = ConditionFaults(self.index, place.order, place.finished, "applies")
        for each in place.needs:
            yield from needs.of(each.path, each.raw)
        for each in _applies(place):
            yield from applies.of(each.path, each.raw)

    def _of_proof(self, place: RequirementPlace) -> Iterator[Finding]:
        needs = All(tuple(self._read(each.raw) for each in (*place.implied, *place.needs)))
        at = place.needs[0].path if place.needs else place.path
        if fault := self._fault_of("never-met", needs):
            yield self._finding(fault, at, place)
            return
        for each in _applies(place):
            applies = self._read(each.raw)
            if fault := self._fault_of("never-asked", applies):
                yield self._finding(fault, each.path, place)
            elif fault := self._fault_of("never-met-where-asked", All((applies, needs))):
                yield self._finding(fault, at, place)

    def _read(self, raw: Mapping[str, Any]) -> Condition:
        return presence(self._levels.reader.read(raw))

    def _fault_of(self, code: str, condition: Condition) -> str:
        try:
            return "" if can_hold(self._world, condition) else code
        except TooLargeError:
            return "requirement-too-large"

    def _finding(self, code: str, path: Path, place: RequirementPlace) -> Finding:
        return self.index.page.finding(code, path, id=place.id)


def _applies(place: RequirementPlace) -> tuple[Stated, ...]:
    return (place.applies,) if place.applies is not None else ()
