"""The words of one language beside what the programme needs: none missing, left over, or impossible to show."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from string import Formatter
from typing import Any

from scoring.linter.finding import Finding
from scoring.linter.page import UNREADABLE, Page, Path
from scoring.linter.words_wanted import Lines, Text, Wanted


class WordsFaults:
    """Compares a wording file with the tree of words wanted. `unsure` names the parts whose ids are in doubt."""

    def __init__(self, page: Page, unsure: Collection[str]) -> None:
        self.page = page
        self.unsure = unsure

    def of(self, wanted: Wanted, words: Any, path: Path = ()) -> Iterator[Finding]:
        """What is missing, left over or cannot be shown at a place and below it."""
        match wanted:
            case _ if words is UNREADABLE:
                return
            case Text():
                yield from self._text(wanted, words, path)
            case Lines():
                yield from self._lines(words, path)
            case _ if isinstance(words, dict):
                yield from self._branch(wanted, words, path)
            case _:
                yield self._finding("empty-word", path)

    def _branch(self, wanted: Mapping[str | int, Wanted], words: Mapping[Any, Any], path: Path) -> Iterator[Finding]:
        named = {self._as_wanted(key, wanted): key for key in words}
        for key, below in wanted.items():
            if key in named:
                yield from self._of_key(key, named[key], (*path, named[key]))
                yield from self.of(below, words[named[key]], (*path, named[key]))
            elif below != {}:
                yield self._finding("no-word", (*path, key))
        if not (path and path[0] in self.unsure):
            left_over = [key for known, key in named.items() if known not in wanted]
            yield from (self._finding("stale-word", (*path, key)) for key in left_over)

    def _as_wanted(self, key: str | int, wanted: Mapping[str | int, Wanted]) -> str | int:
        """A number that was meant as a text, such as a criterion's id without its quotes, is taken as the text."""
        return str(key) if key not in wanted and str(key) in wanted else key

    def _of_key(self, meant: str | int, written: str | int, path: Path) -> Iterator[Finding]:
        if meant != written:
            yield self.page.finding("odd-field", path, field=written)

    def _text(self, wanted: Text, words: Any, path: Path) -> Iterator[Finding]:
        if not isinstance(words, str) or not words.strip():
            yield self._finding("empty-word", path)
        elif wanted.fills is not None:
            fields = _fields_in(words)
            if fields is None or not fields <= set(wanted.fills):
                known = ", ".join(f"{{{name}}}" for name in wanted.fills) or "-"
                yield self._finding("placeholder", path, known=known)
            elif wanted.numbered and not fields:
                yield self._finding("no-row-number", path)

    def _lines(self, words: Any, path: Path) -> Iterator[Finding]:
        if not isinstance(words, list) or not words:
            yield self._finding("empty-word", path)
            return
        for position, line in enumerate(words):
            yield from self._text(Text(), line, (*path, position))

    def _finding(self, code: str, path: Path, **words: object) -> Finding:
        return self.page.finding(code, path, place=" / ".join(map(str, path)) or self.page.file, **words)


def _fields_in(text: str) -> set[str] | None:
    """The names in a text's braces; None where the braces are not plain names."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return None
    if any(spec or conversion for _, _, spec, conversion in parts):
        return None
    return {name for _, name, _, _ in parts if name is not None}
