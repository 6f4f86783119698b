"""Counting the words of an answer as a form of the United Nations does."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_ALONE = re.compile(r"([\u3400-\u9fff\uf900-\ufaff])")
"""Chinese is written without spaces; each character counts as a word."""
_THAI = re.compile(r"[\u0e00-\u0e7f]")


def count_words(text: str) -> int:
    """How many words a text has: what stands between spaces and dashes, each Chinese character by itself.

    `state-owned`, `it's` and `1,000` are one word each. Thai, written without spaces, cannot be counted so.
    """
    return len(_WORD.findall(_ALONE.sub(r" \1 ", text)))


def has_thai(text: str) -> bool:
    """Whether a text has Thai letters, and so is not in a language of the United Nations yet."""
    return _THAI.search(text) is not None
