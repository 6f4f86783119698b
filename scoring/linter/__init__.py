"""The linter of programme files: every fault of a programme and its wording in one run, each with line, cause and cure.

Bytes in, findings out; it reads no file and raises on no content. The shape of the file comes first; where that leaves
the file readable, its meaning is looked at too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scoring.linter.alternatives import AlternativeFaults
from scoring.linter.file_shape import FILE, HARMLESS
from scoring.linter.finding import Finding
from scoring.linter.ids import parts_in_doubt
from scoring.linter.index import Index, index_of
from scoring.linter.meaning import MeaningFaults
from scoring.linter.nodes import read
from scoring.linter.published import change_faults
from scoring.linter.shapes import faults_of
from scoring.linter.words_faults import WordsFaults
from scoring.linter.words_shown import label_faults, title_faults
from scoring.linter.words_wanted import words_wanted_under_all

__all__ = ["Finding", "Source", "findings_in"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file to look at: its name as people know it and its bytes, None where there is no such file."""

    file: str
    content: bytes | None


def findings_in(logic: Source, wordings: tuple[Source, ...], published: Mapping[str, str]) -> tuple[Finding, ...]:
    """Every fault of a programme file and its wording files, by file and line.

    `published` holds the hash of each published programme's logic by its id.
    """
    page, found = read(logic.file, logic.content)
    of_shape = [*found, *(faults_of(FILE, page, (), page.value) if page else ())]
    frozen = list(change_faults(page, published)) if page else []
    sound = page is not None and all(fault.code in HARMLESS for fault in of_shape)
    index = index_of(page) if page is not None and sound else None
    of_meaning, indexes = _of_meaning(index, of_shape) if index else ((), ())
    of_logic = (*frozen, *of_shape, *of_meaning)
    in_words = (_in_order(_of_wording(source, indexes)) for source in wordings)
    return (*_in_order(of_logic), *(fault for faults in in_words for fault in faults))


def _in_order(faults: Iterator[Finding] | tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(sorted(dict.fromkeys(faults), key=lambda fault: fault.line))


def _of_meaning(index: Index, of_shape: list[Finding]) -> tuple[tuple[Finding, ...], tuple[Index, ...]]:
    """The faults of meaning, and what the file defines: first as it stands, then under every other reading."""
    meaning = MeaningFaults(index)
    found = tuple(meaning.all())
    alternatives = AlternativeFaults(index, (*of_shape, *found), meaning.faulty)
    added = tuple(alternatives.all())
    return (*found, *added), (index, *alternatives.indexes)


def _of_wording(source: Source, indexes: tuple[Index, ...]) -> Iterator[Finding]:
    page, found = read(source.file, source.content)
    yield from found
    if page is not None:
        yield from title_faults(page)
    if page is not None and indexes:
        yield from WordsFaults(page, parts_in_doubt(indexes[0])).of(words_wanted_under_all(indexes), page.value)
        yield from label_faults(page, indexes[0])
