"""One file as it was read: its value, and the line of every place in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scoring.linter.finding import Finding, Phrase
from scoring.linter.messages import MESSAGES

Path = tuple[str | int, ...]
"""The way to a place: the keys of mappings and the positions in lists, from the top."""

UNREADABLE = object()
"""Stands for a value that could not be read and was told already."""
_LONGEST_WORD = 60


@dataclass(frozen=True)
class Page:
    """`lines` holds the line of every key and every list item by its path; `value` is what the file states."""

    file: str
    value: Any
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """The line of a place, or of the nearest place around it that the file has."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)

    def at(self, path: Path) -> Any:
        """What the file states at a place; it has to be there."""
        value = self.value
        for step in path:
            value = value[step]
        return value

    def finding(self, code: str, path: Path, **words: object) -> Finding:
        """A finding at a place; `words` fill the sentences of its code."""
        return finding(self.file, self.line(path), code, **words)


def finding(file: str, line: int, code: str, **words: object) -> Finding:
    """A finding at a line; `words` fill the sentences of its code."""
    said = MESSAGES[code]
    thai = {name: _spoken(word, 0) for name, word in words.items()}
    english = {name: _spoken(word, 1) for name, word in words.items()}
    cause = Phrase(said.cause_th.format(**thai), said.cause_en.format(**english))
    cure = Phrase(said.cure_th.format(**thai), said.cure_en.format(**english))
    return Finding(file, line, code, cause, cure)


def _spoken(word: object, language: int) -> str:
    if isinstance(word, Phrase):
        return word[language]
    line = " ".join(str(word).split())
    return line if len(line) <= _LONGEST_WORD else f"{line[:_LONGEST_WORD]}…"
