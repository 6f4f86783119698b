"""How alike a typed word and a known one are."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache

from bot.conversation.spelling import squeezed, without_tones

NEARLY = 0.8
"""From here on a typed word is taken for the known one."""


def likeness(written: str, known: Iterable[str]) -> float:
    """From 0 to 1: the nearest of the known forms to what was written, itself a skeleton."""
    return max(SequenceMatcher(None, written, skeleton(form)).ratio() for form in known)


@cache
def skeleton(form: str) -> str:
    """A form of a word as it is compared: without spaces and tone marks."""
    return without_tones(squeezed(form))
