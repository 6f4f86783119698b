"""How words show in a workbook: tab titles that Excel takes, and choices that can be told apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from scoring.linter.finding import Finding
from scoring.linter.index import Index
from scoring.linter.inputs import AGENCIES
from scoring.linter.page import Page, Path

LONGEST_TITLE = 31
_REFUSED = "[]:*?/\\"


def title_faults(page: Page) -> Iterator[Finding]:
    """Titles of tabs that Excel refuses: too long, with forbidden characters, or the same in any case of letters."""
    owners: dict[str, str] = {}
    for tab, title in _texts_of(page, ("tabs",), "title"):
        path = ("tabs", tab, "title")
        if len(title) > LONGEST_TITLE:
            yield page.finding("title-too-long", path, length=len(title), most=LONGEST_TITLE)
        refused = " ".join(dict.fromkeys(sign for sign in title if sign in _REFUSED))
        if title.startswith("'") or title.endswith("'"):
            refused = f"{refused} '".strip()
        if refused:
            yield page.finding("title-character", path, found=refused)
        other = owners.setdefault(_comparable(title), str(tab))
        if other != str(tab):
            yield page.finding("repeated-title", path, title=title, other=other)


def label_faults(page: Page, index: Index) -> Iterator[Finding]:
    """Choices of one list of which one reads as another, or as another followed by more.

    An answer is read as the code or the label with which it begins, so codes are held against labels too. Agencies that
    nobody chooses among are names and no answers.
    """
    never_chosen = {AGENCIES} - {asked.choice for asked in index.inputs.values()}
    for name, codes in ((name, codes) for name, codes in index.choices.items() if name not in never_chosen):
        labels = _at(page.value, ("choices", name))
        told = {code: label for code in codes if isinstance(label := _at(labels, (code,)), str)}
        for position, (code, label) in enumerate(told.items()):
            words = (*list(told.values())[:position], *(other for other in told if other != code))
            clash = next((word for word in words if _begins(label, word) or _begins(word, label)), None)
            if clash is not None:
                yield page.finding("labels-clash", ("choices", name, code), label=label, other=clash)


def _begins(text: str, word: str) -> bool:
    """Whether a text is a word, or begins with it and goes on with a space, punctuation or a symbol."""
    longer, shorter = _comparable(text), _comparable(word)
    rest = longer.removeprefix(shorter)
    return bool(shorter) and longer.startswith(shorter) and (not rest or unicodedata.category(rest[0])[0] in "ZPS")


def _comparable(text: str) -> str:
    return " ".join(text.casefold().split())


def _texts_of(page: Page, path: Path, field: str) -> Iterator[tuple[Any, str]]:
    within = _at(page.value, path)
    for name, words in within.items() if isinstance(within, dict) else ():
        text = _at(words, (field,))
        if isinstance(text, str):
            yield name, text


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value
