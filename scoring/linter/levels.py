"""Levels: their conditions are sound, each can be the result, and the highest gives all points.

A level can be the result if some facts fit it and none above it. Levels that are alternatives of each other (an
officer, a unit, a committee) therefore pass, as do levels that ask for other things than the one below. Refused are a
level whose condition no facts fit, and a level that never holds without a higher one, equal conditions included.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring.condition_file import ConditionReader, Levels
from scoring.conditions import All, Answered, Condition, IsYes
from scoring.linter.cases import Literal, World
from scoring.linter.condition_faults import ConditionFaults
from scoring.linter.finding import Finding
from scoring.linter.index import CriterionPlace, Index, WayPlace
from scoring.linter.logic import TooLargeError, can_hold, holds_only_with
from scoring.linter.page import Path


class LevelFaults:
    """One pass over all criteria. Nothing is proved that rests on `doubtful` ones, whose conditions have faults.

    Afterwards `faulty` holds the criteria and ways of which anything was told, and `reader` reads the conditions that
    name levels of the others.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        self.doubtful: set[str] = set()
        self.faulty: set[str] = set()
        self._sound: dict[str, Levels] = {}
        self.reader = ConditionReader(index.inputs, index.groups, self._sound)
        self._bad_tiers: set[str] = set()

    def all(self) -> Iterator[Finding]:
        """Every fault of conditions and levels, in the order of the file."""
        for position, tier in enumerate(self.index.document["tiers"]):
            yield from self._tier(("tiers", position, "needs"), tier)
        if not self.index.document["tiers"]:
            self.doubtful.update(criterion.id for criterion in self.index.criteria)
            return
        for finished, criterion in enumerate(self.index.criteria):
            found = list(self._criterion(criterion, finished))
            self.faulty.update(way.id for way in criterion.ways if found)
            self.faulty.update([criterion.id] if found else [])
            yield from found

    def rests_on_doubt(self, raw: object) -> bool:
        """Whether a condition looks at the level of a criterion that is not proved sound."""
        return any(named not in self._sound for named in _criteria_named(raw))

    def _tier(self, path: Path, tier: Mapping[str, object]) -> Iterator[Finding]:
        of_tier = [place for place, criterion in enumerate(self.index.criteria) if criterion.tier == tier["id"]]
        if "needs" not in tier or not of_tier:
            return
        first = self.index.criteria[of_tier[0]]
        found = list(ConditionFaults(self.index, first.order, of_tier[0]).of(path, tier["needs"]))
        if found:
            self._bad_tiers.add(str(tier["id"]))
        yield from found

    def _criterion(self, criterion: CriterionPlace, finished: int) -> Iterator[Finding]:
        found = list(self._of_conditions(criterion, finished))
        yield from found
        if found:
            self.doubtful.add(criterion.id)
        provable = not found and criterion.tier not in self._bad_tiers
        needs = self._needs(criterion) if provable else None
        for way in criterion.ways:
            yield from self._of_numbers(way)
            if needs is not None:
                yield from self._of_results(criterion, way, self._guarded(way, needs))
        if needs is not None:
            self._sound[criterion.id] = self._guarded(criterion.ways[0], needs)

    def _of_conditions(self, criterion: CriterionPlace, finished: int) -> Iterator[Finding]:
        if "needs" in criterion.raw:
            faults = ConditionFaults(self.index, criterion.order, finished)
            yield from faults.of((*criterion.path, "needs"), criterion.raw["needs"])
        for way in criterion.ways:
            faults = ConditionFaults(self.index, way.order, finished)
            for level, raw in way.levels.items():
                yield from faults.of((*way.path, "levels", level), raw)

    def _of_numbers(self, way: WayPlace) -> Iterator[Finding]:
        top, path = self.index.top_level, (*way.path, "levels")
        for level in way.levels:
            if level > top:
                yield self.index.page.finding("no-such-level", (*path, level), way=way.id, level=level, top=top)
        if top not in way.levels:
            yield self.index.page.finding("no-top-level", path, way=way.id, top=top)

    def _needs(self, criterion: CriterionPlace) -> tuple[Condition, ...] | None:
        """What every level of a criterion needs; None where that rests on a criterion in doubt."""
        tiers = {tier["id"]: tier.get("needs") for tier in self.index.document["tiers"]}
        raw = [need for need in (tiers.get(criterion.tier), criterion.raw.get("needs")) if need]
        levels = [level for way in criterion.ways for level in way.levels.values()]
        if any(map(self.rests_on_doubt, (*raw, *levels))):
            return None
        return tuple(self.reader.read(need) for need in raw)

    def _guarded(self, way: WayPlace, needs: tuple[Condition, ...]) -> Levels:
        read = {level: self.reader.read(raw) for level, raw in way.levels.items()}
        return tuple((level, All((*needs, read[level]))) for level in sorted(read, reverse=True))

    def _of_results(self, criterion: CriterionPlace, way: WayPlace, levels: Levels) -> Iterator[Finding]:
        world = World(self.index.inputs, self.index.parts, tuple(self._known(criterion, way)))
        higher: list[Condition] = []
        for level, condition in levels:
            code = _fault_of(world, condition, higher)
            if code:
                yield self.index.page.finding(code, (*way.path, "levels", level), way=way.id, level=level)
            if code != "never-holds":
                higher.append(condition)

    def _known(self, criterion: CriterionPlace, way: WayPlace) -> Iterator[Literal]:
        """What holds while this way applies: its answer was given, and no answer under the other counts."""
        chooser = self.index.inputs.get(criterion.way_by or "")
        if chooser is None or chooser.type != "yes_no":
            return
        yield from ((Answered(chooser.key), True), (IsYes(chooser.key), way.when is True))
        for other in criterion.ways:
            if other is not way:
                yield from ((Answered(key), False) for key in other.inputs)


def _fault_of(world: World, condition: Condition, higher: list[Condition]) -> str:
    try:
        if not can_hold(world, condition):
            return "never-holds"
        return "never-the-result" if higher and holds_only_with(world, condition, higher) else ""
    except TooLargeError:
        return "too-large"


def _criteria_named(raw: object) -> Iterator[str]:
    """The criteria whose level a condition looks at."""
    match raw:
        case {"level_of": criterion}:
            yield str(criterion)
        case {"all": list(parts)} | {"any": list(parts)}:
            for part in parts:
                yield from _criteria_named(part)
