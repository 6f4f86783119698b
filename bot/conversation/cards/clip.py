"""Shortening Thai text without tearing a vowel or a tone mark from its letter."""

from __future__ import annotations

import unicodedata

_FOLLOWS = "\u0e30\u0e32\u0e33\u0e45"
_LEADS = "\u0e40\u0e41\u0e42\u0e43\u0e44"


def clipped(text: str, longest: int) -> str:
    """The text on one line, at most `longest` characters, ending in an ellipsis where something was cut."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    end = longest - 1
    while end > 0 and (_clings(line[end]) or line[end - 1] in _LEADS):
        end -= 1
    return f"{line[:end].rstrip()}…"


def letters(text: str) -> list[str]:
    """The text in pieces that stand together: a letter with all its marks."""
    pieces: list[str] = []
    for character in text:
        if pieces and (_clings(character) or pieces[-1][-1] in _LEADS):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _clings(character: str) -> bool:
    return character in _FOLLOWS or unicodedata.category(character) in {"Mn", "Mc", "Me"}
