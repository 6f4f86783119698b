"""Whether a score reaches the marks that the secretariat has set. Where none is set, there is nothing to say."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from scoring.programme import Programme
from scoring.scorecard import Total
from scoring.site_visit import SiteVisit

WEIGHT_OF_VISIT = "site_visit_weight"
"""The threshold that is no mark: the per cent of the final score that the site visit has."""
ON_FINAL_SCORE = "award_"
"""What the names of marks begin with that the final score, with the site visit in it, has to reach."""


class AgainstMark(NamedTuple):
    """One mark that is set, beside the points that are held against it."""

    name: str
    mark: Fraction
    points: Fraction

    @property
    def reached(self) -> bool:
        """Whether the points reach the mark."""
        return self.points >= self.mark

    @property
    def short(self) -> Fraction:
        """How many points are missing."""
        return max(self.mark - self.points, Fraction(0))


def final_score(programme: Programme, combined: Total, visit: SiteVisit | None) -> Fraction:
    """The combined score, with the site visit's in it as far as its weight is set and every part was marked."""
    weight = programme.marks.get(WEIGHT_OF_VISIT)
    marked = visit.total if visit else None
    if weight is None or marked is None:
        return combined.points
    share = weight / 100
    return (1 - share) * combined.points + share * 100 * marked.points / marked.max


def against_marks(programme: Programme, combined: Total, visit: SiteVisit | None = None) -> tuple[AgainstMark, ...]:
    """Every mark that is set against its points: awards against the final score, the others against the combined."""
    return tuple(_against_marks(programme, combined, visit))


def _against_marks(programme: Programme, combined: Total, visit: SiteVisit | None) -> Iterator[AgainstMark]:
    final = final_score(programme, combined, visit)
    for name in programme.thresholds:
        if name in programme.marks and name != WEIGHT_OF_VISIT:
            points = final if name.startswith(ON_FINAL_SCORE) else combined.points
            yield AgainstMark(name, programme.marks[name], points)
