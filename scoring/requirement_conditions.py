"""The words of the conditions' language that only requirements use: limits, days, and texts held against each other.

Limits ("at most") are kept out of levels, where more facts must never lower anything.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date

from scoring.conditions import Facts
from scoring.word_count import count_words, has_thai


def links_of(key: str) -> str:
    """The name under which the number of an input's links stands among the facts."""
    return f"{key} links"


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 1 March for the 29 February of a year that has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


class OverSeveral(ABC):
    """A condition over several inputs of which only some have to change."""

    @property
    @abstractmethod
    def inputs(self) -> tuple[str, ...]:
        """The keys it looks at."""

    @abstractmethod
    def lacking(self, facts: Facts) -> tuple[str, ...]:
        """The inputs that have to change."""

    def holds(self, facts: Facts) -> bool:
        """Whether it holds among these facts."""
        return not self.lacking(facts)


@dataclass(frozen=True, slots=True)
class RunningFor:
    """From the date to the day `by` at least so many whole years have passed."""

    key: str
    years: int
    by: date

    @property
    def inputs(self) -> tuple[str, ...]:
        return (self.key,)

    def holds(self, facts: Facts) -> bool:
        ripe = self.ripens(facts)
        return ripe is not None and ripe <= self.by

    def ripens(self, facts: Facts) -> date | None:
        """The day on which the years are full; None while the date is not known."""
        start = facts.get(self.key)
        return years_after(start, self.years) if isinstance(start, date) else None


@dataclass(frozen=True, slots=True)
class WithinWords:
    """The text is answered, in a language of the United Nations, in no more than so many words."""

    key: str
    most: int

    @property
    def inputs(self) -> tuple[str, ...]:
        return (self.key,)

    def holds(self, facts: Facts) -> bool:
        text = facts.get(self.key)
        return isinstance(text, str) and not has_thai(text) and count_words(text) <= self.most


@dataclass(frozen=True)
class AllDifferent(OverSeveral):
    """All of these texts are answered, and no two say the same, whatever their spaces and capitals."""

    keys: tuple[str, ...]

    @property
    def inputs(self) -> tuple[str, ...]:
        return self.keys

    def lacking(self, facts: Facts) -> tuple[str, ...]:
        """The blank ones, and of two that are the same the one named first."""
        said = {key: "".join(str(facts[key]).casefold().split()) for key in self.keys if key in facts}
        later = {key: {said.get(other) for other in self.keys[at + 1 :]} for at, key in enumerate(self.keys)}
        return tuple(key for key in self.keys if key not in said or said[key] in later[key])


@dataclass(frozen=True)
class RowsAtMost(OverSeveral):
    """No more than so many of the like rows are answered."""

    rows: tuple[str, ...]
    most: int

    @property
    def inputs(self) -> tuple[str, ...]:
        return self.rows

    def lacking(self, facts: Facts) -> tuple[str, ...]:
        """The rows beyond the limit."""
        return tuple(row for row in self.rows if row in facts)[self.most :]


@dataclass(frozen=True)
class LinksAtMost(OverSeveral):
    """No more than so many links stand in these rows together."""

    keys: tuple[str, ...]
    most: int

    @property
    def inputs(self) -> tuple[str, ...]:
        return self.keys

    def lacking(self, facts: Facts) -> tuple[str, ...]:
        """The rows in which the links beyond the limit stand."""
        beyond, before = [], 0
        for key in self.keys:
            links = facts.get(links_of(key))
            before += links if isinstance(links, int) else 0
            if links and before > self.most:
                beyond.append(key)
        return tuple(beyond)


@dataclass(frozen=True)
class EachAtLeast(OverSeveral):
    """At least one row is answered, and the count beside every answered row reaches a number."""

    rows: tuple[str, ...]
    counts: tuple[str, ...]
    least: int

    @property
    def inputs(self) -> tuple[str, ...]:
        return (*self.rows, *self.counts)

    def lacking(self, facts: Facts) -> tuple[str, ...]:
        """The counts that are too low; where nothing is answered yet, the first row and its count."""
        answered = [pair for pair in zip(self.rows, self.counts, strict=True) if pair[0] in facts]
        if not answered:
            return tuple(key for key in (self.rows[0], self.counts[0]) if key not in facts)
        return tuple(count for _, count in answered if not self._reached(facts, count))

    def _reached(self, facts: Facts, count: str) -> bool:
        number = facts.get(count)
        return isinstance(number, int) and number >= self.least
