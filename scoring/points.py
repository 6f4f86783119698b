"""Adding up points exactly, and fast."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import lcm


def total_of(points: Iterable[Fraction]) -> Fraction:
    """The sum, over one common denominator: adding fractions one by one would reduce each step."""
    parts = list(points)
    common = lcm(*(part.denominator for part in parts))
    return Fraction(sum(part.numerator * (common // part.denominator) for part in parts), common)
