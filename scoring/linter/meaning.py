"""The meaning of a programme file of sound shape: what it names exists, adds up, can hold and is used."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.linter.finding import Finding
from scoring.linter.ids import id_faults
from scoring.linter.index import Index
from scoring.linter.inputs import choice_faults, input_use_faults
from scoring.linter.levels import LevelFaults
from scoring.linter.requirements import RequirementFaults
from scoring.linter.rules import rule_faults
from scoring.linter.sums import sum_faults


class MeaningFaults:
    """One pass over a file's meaning; afterwards `faulty` holds the criteria, ways and requirements with faults."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.faulty: frozenset[str] = frozenset()

    def all(self) -> Iterator[Finding]:
        """Every fault of meaning, in no order."""
        index = self.index
        yield from id_faults(index)
        yield from sum_faults(index)
        yield from rule_faults(index)
        yield from choice_faults(index)
        levels = LevelFaults(index)
        yield from levels.all()
        requirements = RequirementFaults(index, levels)
        yield from requirements.all()
        yield from input_use_faults(index, levels.doubtful | requirements.doubtful)
        self.faulty = frozenset(levels.faulty | requirements.faulty)
