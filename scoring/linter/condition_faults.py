"""Proving a condition sound: it is written in the language, and what it names exists and is of the right type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scoring.linter.finding import Finding, Phrase
from scoring.linter.index import Index
from scoring.linter.page import Path
from scoring.linter.references import code_faults, input_faults, nearest
from scoring.linter.shapes import (
    AT_LEAST_PER_CENT,
    CODE,
    PER_CENT,
    POSITIVE,
    Listing,
    Shape,
    wrong_type,
)

TYPES_ASKED: Mapping[frozenset[str], Mapping[str, str]] = {
    frozenset({"is_yes"}): {"is_yes": "yes_no"},
    frozenset({"answered"}): {"answered": "any"},
    frozenset({"choice", "among"}): {"choice": "choice"},
    frozenset({"count", "at_least"}): {"count": "count"},
    frozenset({"part", "of", "at_least"}): {"part": "count", "of": "count"},
    frozenset({"part", "of", "more_than"}): {"part": "count", "of": "count"},
    frozenset({"equal", "to"}): {"equal": "count", "to": "count"},
}
"""The forms that name inputs, and the type of each input they name."""

VALUES_ASKED: Mapping[frozenset[str], Mapping[str, Shape]] = {
    frozenset({"choice", "among"}): {"among": Listing(CODE)},
    frozenset({"count", "at_least"}): {"at_least": POSITIVE},
    frozenset({"rows", "at_least"}): {"at_least": POSITIVE},
    frozenset({"part", "of", "at_least"}): {"at_least": AT_LEAST_PER_CENT},
    frozenset({"part", "of", "more_than"}): {"more_than": PER_CENT},
    frozenset({"level_of", "at_least"}): {"at_least": POSITIVE},
}
_TOGETHER = (frozenset({"all"}), frozenset({"any"}))
_FORMS = frozenset((*TYPES_ASKED, *VALUES_ASKED, *_TOGETHER))
WORDS = frozenset(word for form in _FORMS for word in form)
"""Every word of the language."""
FORMS_IN_WORDS = (
    "all, any, is_yes, answered, choice + among, count + at_least, rows + at_least, part + of + at_least, "
    "part + of + more_than, equal + to, level_of + at_least"
)
_CONDITION = Phrase("เงื่อนไข เช่น {is_yes: KEY}", "a condition such as {is_yes: KEY}")


@dataclass(frozen=True)
class ConditionFaults:
    """Looks at the conditions of one place; `before` and `finished` count the inputs and criteria before it."""

    index: Index
    before: int
    finished: int

    def of(self, path: Path, raw: Any) -> Iterator[Finding]:
        """What is wrong with a condition and with those in it."""
        if not isinstance(raw, dict) or not raw:
            yield wrong_type(self.index.page, path, raw, _CONDITION)
            return
        form = frozenset(map(str, raw))
        if form not in _FORMS:
            words = " + ".join(sorted(form - WORDS) or sorted(form))
            yield self.index.page.finding(
                "unknown-condition", path, words=words, known=Phrase(FORMS_IN_WORDS, FORMS_IN_WORDS)
            )
        elif form in _TOGETHER:
            yield from self._together(path, raw)
        else:
            yield from self._single(path, raw, form)

    def _together(self, path: Path, raw: Mapping[str, Any]) -> Iterator[Finding]:
        word, parts = next(iter(raw.items()))
        if not isinstance(parts, list) or not parts:
            yield wrong_type(self.index.page, (*path, word), parts, Listing(CODE).named)
            return
        for position, part in enumerate(parts):
            yield from self.of((*path, word, position), part)

    def _single(self, path: Path, raw: Mapping[str, Any], form: frozenset[str]) -> Iterator[Finding]:
        found = [
            fault
            for word, shape in VALUES_ASKED.get(form, {}).items()
            for fault in shape.faults(self.index.page, (*path, word), raw[word])
        ]
        found += [
            fault for word, wanted in TYPES_ASKED.get(form, {}).items() for fault in self._key(path, raw, word, wanted)
        ]
        yield from found
        if not found:
            yield from self._names(path, raw)

    def _key(self, path: Path, raw: Mapping[str, Any], word: str, wanted: str) -> Iterator[Finding]:
        anything = wanted == "any"
        yield from input_faults(
            self.index, (*path, word), raw[word], None if anything else wanted, None if anything else self.before
        )

    def _names(self, path: Path, raw: Mapping[str, Any]) -> Iterator[Finding]:
        match raw:
            case {"choice": key, "among": codes}:
                places = (((*path, "among", position), code) for position, code in enumerate(codes))
                yield from code_faults(self.index, key, places)
            case {"part": part, "of": total} | {"equal": part, "to": total}:
                yield from self._part(path, part, total)
            case {"rows": group}:
                yield from self._group((*path, "rows"), group)
            case {"level_of": criterion}:
                yield from self._criterion((*path, "level_of"), criterion)

    def _part(self, path: Path, part: str, total: str) -> Iterator[Finding]:
        if self.index.parts.get(part) != total and self.index.parts_are_sound():
            yield self.index.page.finding("share-of-no-part", path, part=part, total=total)

    def _group(self, path: Path, group: Any) -> Iterator[Finding]:
        rows = self.index.groups.get(group) if isinstance(group, str) else None
        if rows is None:
            known = nearest(group, self.index.groups)
            yield self.index.page.finding("unknown-group", path, key=group, nearest=known)
        elif self.index.inputs[rows[0]].order > self.before:
            yield self.index.page.finding("comes-later", path, key=group)

    def _criterion(self, path: Path, named: Any) -> Iterator[Finding]:
        criterion = self.index.first(named) if isinstance(named, str) else None
        if criterion is None:
            known = nearest(named, [each.id for each in self.index.criteria])
            yield self.index.page.finding("unknown-criterion", path, key=named, nearest=known)
        elif criterion not in self.index.criteria[: self.finished]:
            yield self.index.page.finding("comes-later", path, key=named)
        elif criterion.way_by is not None:
            yield self.index.page.finding("level-of-ways", path, key=named)
