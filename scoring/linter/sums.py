"""Numbers: fractions are readable, and what has to add up does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from scoring.linter.file_shape import POINTS
from scoring.linter.finding import Finding
from scoring.linter.index import Index
from scoring.linter.page import Path
from scoring.linter.shapes import shown
from scoring.written_number import number_in


def sum_faults(index: Index) -> Iterator[Finding]:
    """Unreadable fractions, tiers, weights, points of levels and the parts of the site visit that do not add up."""
    yield from (_unreadable(index, path, value) for path, value in _fractions(index) if fraction_in(value) is None)
    yield from _tiers(index)
    yield from _points(index)
    yield from _site_visit(index)


def fraction_in(value: object) -> Fraction | None:
    """The number above zero that a value states exactly: a whole number, or a text such as `5/2` or `2.5`."""
    if isinstance(value, bool) or not isinstance(value, int | str) or not str(value).isascii():
        return None
    number = number_in(str(value))
    return number if number and number > 0 else None


def _fractions(index: Index) -> Iterator[tuple[Path, object]]:
    document = index.document
    for field in ("tiers", "site_visit"):
        yield from (((field, position, "max"), item["max"]) for position, item in enumerate(document[field]))
    for position, share in enumerate(document["assumptions"].get(POINTS, ())):
        yield ("assumptions", POINTS, position), share
    yield from (((*criterion.path, "max"), criterion.raw["max"]) for criterion in index.criteria)


def _unreadable(index: Index, path: Path, value: object) -> Finding:
    return index.page.finding("unreadable-fraction", path, found=shown(value))


def _tiers(index: Index) -> Iterator[Finding]:
    tiers = {tier["id"]: tier for tier in index.document["tiers"]}
    strangers = list(_of_unknown_tiers(index, tiers))
    yield from strangers
    weights = sum(tier["weight"] for tier in tiers.values())
    if tiers and weights != 100 and len(tiers) == len(index.document["tiers"]):
        yield index.page.finding("weight-sum", ("tiers",), found=weights)
    if strangers:
        return
    for position, tier in enumerate(index.document["tiers"]):
        found = _sum(criterion.raw["max"] for criterion in index.criteria if criterion.tier == tier["id"])
        most = fraction_in(tier["max"])
        if found is not None and most is not None and found != most:
            path = ("tiers", position, "max")
            yield index.page.finding("tier-sum", path, tier=tier["id"], found=found, wanted=most)


def _of_unknown_tiers(index: Index, tiers: Mapping[str, Any]) -> Iterator[Finding]:
    for path, section in index.sections():
        if "tier" in section and section["tier"] not in tiers:
            known = ", ".join(tiers) or "-"
            yield index.page.finding("unknown-tier", (*path, "tier"), tier=section["tier"], known=known)


def _points(index: Index) -> Iterator[Finding]:
    written = index.document["assumptions"].get(POINTS, [])
    if written and not index.document["tiers"]:
        yield index.page.finding("points-without-tiers", ("assumptions", POINTS))
        return
    shares = [share for each in written if (share := fraction_in(each)) is not None]
    rising = all(lower < higher for lower, higher in pairwise(shares))
    if written and len(shares) == len(written) and not (rising and shares[-1] == 1):
        found = ", ".join(map(shown, written))
        yield index.page.finding("points-not-rising", ("assumptions", POINTS), found=found)


def _site_visit(index: Index) -> Iterator[Finding]:
    """The parts are marks out of 100 together; a programme without a site visit has none."""
    found = _sum(part["max"] for part in index.document["site_visit"])
    if found not in (None, 0, 100):
        yield index.page.finding("site-visit-sum", ("site_visit",), found=found)


def _sum(values: Iterator[object]) -> Fraction | None:
    """The sum, None where one of the values is no number."""
    numbers = [fraction_in(value) for value in values]
    return None if None in numbers else sum((number for number in numbers if number is not None), Fraction(0))
