"""Proving a condition sound: it is written in the language, and what it names exists and is of the right type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scoring.linter.condition_forms import (
    FORMS,
    FORMS_IN_WORDS,
    FORMS_OF,
    LIMITS,
    TOGETHER,
    TYPES_ASKED,
    VALUES_ASKED,
    WORDS,
    Form,
    Room,
)
from scoring.linter.finding import Finding, Phrase
from scoring.linter.index import Index
from scoring.linter.page import Path
from scoring.linter.references import code_faults, input_faults, nearest
from scoring.linter.shapes import CODE, Listing, wrong_type

_CONDITION = Phrase("เงื่อนไข เช่น {is_yes: KEY}", "a condition such as {is_yes: KEY}")
_TEXT = Phrase("ข้อความ", "text")


@dataclass(frozen=True)
class ConditionFaults:
    """Looks at the conditions of one place; `before` and `finished` count the inputs and criteria before it."""

    index: Index
    before: int
    finished: int
    room: Room = "levels"

    def of(self, path: Path, raw: Any) -> Iterator[Finding]:
        """What is wrong with a condition and with those in it."""
        if not isinstance(raw, dict) or not raw:
            yield wrong_type(self.index.page, path, raw, _CONDITION)
            return
        form = frozenset(map(str, raw))
        if form not in FORMS_OF[self.room]:
            yield self._refused(path, form, raw)
        elif form in TOGETHER:
            yield from self._together(path, raw)
        else:
            yield from self._single(path, raw, form)

    def _refused(self, path: Path, form: Form, raw: Mapping[str, Any]) -> Finding:
        known = FORMS_IN_WORDS[self.room]
        if form not in FORMS:
            words = " + ".join(sorted(form - WORDS) or sorted(form))
            return self.index.page.finding("unknown-condition", path, words=words, known=known)
        code = "limit-in-applies" if self.room == "applies" and form in LIMITS else "only-in-requirements"
        return self.index.page.finding(code, path, words=" + ".join(map(str, raw)), known=known)

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
            case {"rows": group, "each": counts}:
                yield from self._pairs(path, group, counts)
            case {"rows": group}:
                yield from self._group((*path, "rows"), group)
            case {"kinds": group}:
                yield from self._group((*path, "kinds"), group, "choice")
            case {"different": keys}:
                yield from self._different((*path, "different"), keys)
            case {"links": names}:
                yield from self._links((*path, "links"), names)
            case {"level_of": criterion}:
                yield from self._criterion((*path, "level_of"), criterion)

    def _part(self, path: Path, part: str, total: str) -> Iterator[Finding]:
        if self.index.parts.get(part) != total and self.index.parts_are_sound():
            yield self.index.page.finding("share-of-no-part", path, part=part, total=total)

    def _group(self, path: Path, group: Any, wanted: str | None = None) -> Iterator[Finding]:
        rows = self.index.groups.get(group) if isinstance(group, str) else None
        if rows is None:
            known = nearest(group, self.index.groups)
            yield self.index.page.finding("unknown-group", path, key=group, nearest=known)
            return
        asked = self.index.inputs[rows[0]]
        if wanted is not None and asked.type != wanted:
            yield self.index.page.finding("wrong-kind", path, key=group, found=asked.type, wanted=wanted)
        elif asked.order > self.before:
            yield self.index.page.finding("comes-later", path, key=group)

    def _pairs(self, path: Path, group: Any, counts: Any) -> Iterator[Finding]:
        found = [*self._group((*path, "rows"), group), *self._group((*path, "each"), counts, "count")]
        yield from found
        if not found and len(self.index.groups[group]) != len(self.index.groups[counts]):
            rows, others = len(self.index.groups[group]), len(self.index.groups[counts])
            yield self.index.page.finding("rows-differ", path, key=group, rows=rows, other=counts, others=others)

    def _different(self, path: Path, keys: Sequence[str]) -> Iterator[Finding]:
        for position, key in enumerate(keys):
            yield from input_faults(self.index, (*path, position), key, "text", self.before)
            if key in keys[:position]:
                yield self.index.page.finding("repeated", (*path, position), what=_TEXT, name=key)
        if len(keys) == 1:
            yield self.index.page.finding("too-few-to-differ", path, key=keys[0])

    def _links(self, path: Path, names: Sequence[str]) -> Iterator[Finding]:
        for position, name in enumerate(names):
            key = self.index.groups.get(name, (name,))[0]
            found = list(input_faults(self.index, (*path, position), key, None, self.before))
            yield from found
            if not found and not self.index.inputs[key].evidence:
                yield self.index.page.finding("no-links", (*path, position), key=name)

    def _criterion(self, path: Path, named: Any) -> Iterator[Finding]:
        criterion = self.index.first(named) if isinstance(named, str) else None
        if criterion is None:
            known = nearest(named, [each.id for each in self.index.criteria])
            yield self.index.page.finding("unknown-criterion", path, key=named, nearest=known)
        elif criterion not in self.index.criteria[: self.finished]:
            yield self.index.page.finding("comes-later", path, key=named)
        elif criterion.way_by is not None:
            yield self.index.page.finding("level-of-ways", path, key=named)
