"""Other readings of assumptions: each names what is there and gives a programme that is itself sound.

Only what a reading adds is told: its findings stand at its own line, and what is wrong without it is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from scoring.assumptions import ALTERNATIVES, MAXIMA_OF, SHARES, items_in, name_of, with_settings
from scoring.linter.file_shape import FILE, HARMLESS, POINTS
from scoring.linter.finding import Finding, Phrase
from scoring.linter.index import Index, index_of
from scoring.linter.meaning import MeaningFaults
from scoring.linter.page import Page, Path
from scoring.linter.references import nearest
from scoring.linter.shapes import faults_of
from scoring.linter.sums import fraction_in


@dataclass(frozen=True)
class Reading:
    """One value of an assumption other than the default, and the file as it reads under it."""

    name: str
    value: str
    page: Page

    @property
    def path(self) -> Path:
        """Where it is stated."""
        return (ALTERNATIVES, self.name, self.value)

    def told(self, fault: Finding) -> Finding:
        """A fault of the file under this reading, told where the reading is stated."""
        thai = f"ในทางเลือก {self.name}={self.value}: {fault.cause.th}"
        english = f"in alternative {self.name}={self.value}: {fault.cause.en}"
        return replace(fault, line=self.page.line(self.path), cause=Phrase(thai, english))


class AlternativeFaults:
    """Looks at all alternatives of a programme; `known` are the faults it has without any, `faulty` what has them.

    What an alternative makes of a faulty criterion or requirement is not looked at: that is to be mended first.
    Afterwards `indexes` holds what the file defines under each reading that leaves the rows of the sheet.
    """

    def __init__(self, index: Index, known: Collection[Finding], faulty: frozenset[str]) -> None:
        self.index = index
        self.known = frozenset(known)
        self.faulty = faulty
        self.indexes: list[Index] = []

    def all(self) -> Iterator[Finding]:
        """Every fault of alternatives, in the order of the file."""
        for name, stated in self.index.document.get(ALTERNATIVES, {}).items():
            path = (ALTERNATIVES, name)
            if name not in self.index.document["assumptions"]:
                known = nearest(name, self.index.document["assumptions"])
                yield self.index.page.finding("unknown-assumption", path, name=name, nearest=known)
            elif (stated == SHARES) is not (name == POINTS):
                code = "shares-of-no-points" if stated == SHARES else "points-only-as-shares"
                yield self.index.page.finding(code, path, name=name)
            elif stated != SHARES and name not in self.index.document["thresholds"]:
                yield from self._of_assumption(name, stated)

    def _of_assumption(self, name: str, stated: Mapping[str, Any]) -> Iterator[Finding]:
        if MAXIMA_OF in stated:
            yield from self._maxima(name, stated[MAXIMA_OF])
            return
        for value, patch in stated.items():
            yield from self._of_value(name, value, patch)

    def _of_value(self, name: str, value: str, patch: Mapping[str, Any]) -> Iterator[Finding]:
        path = (ALTERNATIVES, name, value)
        document = self.index.document
        if value == document["assumptions"][name]:
            if patch:
                yield self.index.page.finding("alternative-of-default", path, name=name, value=value)
            return
        unknown = list(self._unknown(path, patch))
        yield from unknown
        if unknown or not patch or not self.faulty.isdisjoint(patch):
            return
        changed = with_settings(document, {name: value})
        if changed["tabs"] == document["tabs"]:
            yield self.index.page.finding("alternative-without-effect", path, name=name, value=value)
        else:
            yield from self._of_reading(Reading(name, value, replace(self.index.page, value=changed)))

    def _unknown(self, path: Path, names: Collection[str]) -> Iterator[Finding]:
        items = {name_of(item) for item in items_in(self.index.document["tabs"])}
        for position, name in enumerate(names):
            if name not in items:
                at = position if isinstance(names, Sequence) else name
                yield self.index.page.finding("unknown-item", (*path, at), key=name, nearest=nearest(name, items))

    def _of_reading(self, reading: Reading) -> Iterator[Finding]:
        of_shape = list(faults_of(FILE, reading.page, (), reading.page.value))
        found = [fault for fault in of_shape if fault not in self.known]
        if all(fault.code in HARMLESS for fault in of_shape):
            index = index_of(reading.page)
            changed = _rows_of(index) ^ _rows_of(self.index)
            if changed:
                yield self._changed_rows(reading, {key for key, _ in changed})
            else:
                self.indexes.append(index)
            found += [fault for fault in MeaningFaults(index).all() if fault not in self.known]
        yield from map(reading.told, found)

    def _changed_rows(self, reading: Reading, keys: Collection[str]) -> Finding:
        words = {"name": reading.name, "value": reading.value, "keys": ", ".join(sorted(keys))}
        return self.index.page.finding("alternative-changes-rows", reading.path, **words)

    def _maxima(self, name: str, criteria: Sequence[str]) -> Iterator[Finding]:
        path = (ALTERNATIVES, name, MAXIMA_OF)
        places = {criterion.id: criterion for criterion in self.index.criteria}
        unknown = [(at, id_) for at, id_ in enumerate(criteria) if id_ not in places]
        for at, id_ in unknown:
            yield self.index.page.finding("unknown-criterion", (*path, at), key=id_, nearest=nearest(id_, places))
        if unknown:
            return
        tiers = list(dict.fromkeys(places[id_].tier for id_ in criteria))
        if len(tiers) > 1:
            yield self.index.page.finding("maxima-of-several-tiers", path, tiers=", ".join(tiers))
        default = self.index.document["assumptions"][name]
        maxima = [fraction_in(places[id_].raw["max"]) for id_ in criteria]
        if None not in maxima and not _says(default, maxima):
            wanted = ", ".join(map(str, maxima))
            yield self.index.page.finding("maxima-not-default", path, name=name, found=default, wanted=wanted)


def _rows_of(index: Index) -> frozenset[tuple[str, tuple[str, str | None]]]:
    """What a sheet asks: the keys of its rows with their types and choices."""
    return frozenset((asked.key, (asked.type, asked.choice)) for asked in index.inputs.values())


def _says(default: str, maxima: Sequence[Fraction | None]) -> bool:
    """Whether a default states these maxima: all in turn, or the one that they share."""
    stated = [fraction_in(part.strip()) for part in default.split(",")]
    return stated == list(maxima) or (len(stated) == 1 and set(stated) == set(maxima))
