"""The marks of a site visit: several assessors, each part by itself, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from scoring.points import total_of
from scoring.programme import Programme
from scoring.scorecard import Total


class Mark(NamedTuple):
    """What one assessor gives for one part, in points up to the part's maximum."""

    assessor: str
    part: str
    points: Fraction


class MarkError(Exception):
    """A mark that cannot be given: for a part that is none, or beyond its maximum; the message says which."""


@dataclass(frozen=True, slots=True)
class PartOfVisit:
    """One part: the marks by assessor, their mean, and by how much the farthest two differ."""

    id: str
    max: Fraction
    marks: Mapping[str, Fraction]

    @property
    def points(self) -> Fraction | None:
        """The mean of the marks, exactly; None while there are none."""
        return total_of(self.marks.values()) / len(self.marks) if self.marks else None

    @property
    def spread(self) -> Fraction:
        """The highest mark less the lowest."""
        return max(self.marks.values()) - min(self.marks.values()) if self.marks else Fraction(0)


@dataclass(frozen=True, slots=True)
class SiteVisit:
    """All parts of a visit."""

    parts: tuple[PartOfVisit, ...]

    @property
    def total(self) -> Total | None:
        """The sum of the parts' means; None until each part was marked."""
        means = [part.points for part in self.parts]
        given = [mean for mean in means if mean is not None]
        return Total(total_of(given), total_of(part.max for part in self.parts)) if len(given) == len(means) else None


def site_visit(programme: Programme, marks: Iterable[Mark]) -> SiteVisit:
    """The visit that these marks tell of; the last mark of an assessor for a part counts. Raises `MarkError`."""
    maxima = dict(programme.site_visit)
    given: dict[str, dict[str, Fraction]] = {part: {} for part in maxima}
    for mark in marks:
        check_mark(programme, mark)
        given[mark.part][mark.assessor] = mark.points
    return SiteVisit(tuple(PartOfVisit(part, most, given[part]) for part, most in maxima.items()))


def check_mark(programme: Programme, mark: Mark) -> None:
    """Raises `MarkError` where a programme has no such part, or the points are not between 0 and its maximum."""
    maxima = dict(programme.site_visit)
    if mark.part not in maxima:
        parts = ", ".join(maxima) or "-"
        raise MarkError(f"ไม่มีส่วน {mark.part} ในการตรวจ ณ พื้นที่ ส่วนที่มีคือ {parts} (no part {mark.part}; there are: {parts})")
    most = maxima[mark.part]
    if not 0 <= mark.points <= most:
        raise MarkError(
            f"คะแนน {mark.part} เป็น {mark.points} ไม่ได้ ต้องอยู่ระหว่าง 0 ถึง {most} "
            f"(the mark for {mark.part} has to be between 0 and {most})"
        )
