"""How much room Thai text takes."""

from __future__ import annotations

import unicodedata
from math import ceil


def letters(text: str) -> int:
    """The letters of a text that stand beside each other; vowels and tone marks above and below take no room."""
    return sum(unicodedata.category(letter) != "Mn" for letter in text)


def line_count(text: str, room: int) -> int:
    """The lines a text fills where `room` letters fit beside each other, at least 1."""
    return max(1, sum(max(1, ceil(letters(line) / room)) for line in text.split("\n")))


def broken(text: str, room: int) -> str:
    """The text with a line break at the spaces where a line would grow longer than `room` letters."""
    lines: list[str] = []
    for phrase in text.split():
        if lines and letters(lines[-1]) + letters(phrase) < room:
            lines[-1] += f" {phrase}"
        else:
            lines.append(phrase)
    return "\n".join(lines)
