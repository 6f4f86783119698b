"""From a level's words in a programme file to its `Condition`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from scoring.conditions import (
    All,
    AllOfTotal,
    Among,
    Answered,
    AnyOf,
    Condition,
    CountAtLeast,
    IsNo,
    IsYes,
    KindsAtLeast,
    RowsAtLeast,
    Share,
)
from scoring.requirement_conditions import (
    AllDifferent,
    EachAtLeast,
    LinksAtMost,
    RowsAtMost,
    RunningFor,
    WithinWords,
)

Levels = tuple[tuple[int, Condition], ...]
"""What each level asks, highest first."""


class ProgrammeError(Exception):
    """A programme file that cannot be used; the message says where and why."""


def day_in(value: date | str) -> date:
    """A day, which YAML reads as one and JSON as a text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


class ConditionReader:
    """Reads conditions; looks up the inputs, row groups and criteria that stand before them in the file."""

    def __init__(
        self, known: Collection[str], groups: Mapping[str, tuple[str, ...]], reached: Mapping[str, Levels]
    ) -> None:
        self.known = known
        self.groups = groups
        self.reached = reached

    def read(self, raw: Mapping[str, Any]) -> Condition:  # noqa: PLR0911 - one line per word of the language
        """The condition that a mapping states. Raises `ProgrammeError` where it is none."""
        match raw:
            case {"all": parts}:
                return All(tuple(self.read(part) for part in parts))
            case {"any": parts}:
                return AnyOf(tuple(self.read(part) for part in parts))
            case {"is_yes": key}:
                return IsYes(self._key(key))
            case {"is_no": key}:
                return IsNo(self._key(key))
            case {"answered": key}:
                return Answered(key)  # a tier's need names an input of a tab that comes before its criteria
            case {"choice": key, "among": codes}:
                return Among(self._key(key), frozenset(codes))
            case {"count": key, "at_least": least}:
                return CountAtLeast(self._key(key), least)
            case {"level_of": criterion, "at_least": least}:
                return AnyOf(tuple(c for level, c in reversed(self.reached[criterion]) if level >= least))
        return self._of_rows_and_parts(raw)

    def _of_rows_and_parts(self, raw: Mapping[str, Any]) -> Condition:
        match raw:
            case {"rows": group, "each": counts, "at_least": least}:
                return EachAtLeast(self.groups[group], self.groups[counts], least)
            case {"rows": group, "at_least": least}:
                return RowsAtLeast(self.groups[group], least)
            case {"kinds": group, "at_least": least}:
                return KindsAtLeast(self.groups[group], least)
            case {"part": part, "of": total, "at_least": per_cent}:
                return Share(self._key(part), self._key(total), per_cent, strictly=False)
            case {"part": part, "of": total, "more_than": per_cent}:
                return Share(self._key(part), self._key(total), per_cent, strictly=True)
            case {"equal": part, "to": total}:
                return AllOfTotal(self._key(part), self._key(total))
        return self._of_requirements(raw)

    def _of_requirements(self, raw: Mapping[str, Any]) -> Condition:
        """The words that only requirements use."""
        match raw:
            case {"date": key, "runs": years, "by": day}:
                return RunningFor(self._key(key), years, day_in(day))
            case {"different": keys}:
                return AllDifferent(tuple(self._key(key) for key in keys))
            case {"rows": group, "at_most": most}:
                return RowsAtMost(self.groups[group], most)
            case {"links": names, "at_most": most}:
                keys = (key for name in names for key in self.groups.get(name) or (self._key(name),))
                return LinksAtMost(tuple(keys), most)
            case {"words": key, "at_most": most}:
                return WithinWords(self._key(key), most)
        raise ProgrammeError(f"unknown condition {dict(raw)!r}")

    def _key(self, key: str) -> str:
        if key not in self.known:
            raise ProgrammeError(f"a condition names {key}, which is no input before it")
        return key
