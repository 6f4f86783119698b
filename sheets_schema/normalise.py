"""Text as people type it, brought to one form for comparison."""

from __future__ import annotations

import re
from functools import lru_cache

from sheets_schema.thai import arabic_digits

_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SPACES = re.compile(r"\s+")


def visible(text: str) -> str:
    """The text without zero-width characters and without spaces (no-break ones too) around it."""
    plain = text.isascii() or text.isprintable()  # no zero-width character is printable
    return (text if plain else _INVISIBLE.sub("", text)).strip()


@lru_cache(maxsize=4096)
def comparable(text: str) -> str:
    """The text for comparison: visible, case folded, 0-9 for Thai digits, single spaces, composed Thai vowels."""
    folded = visible(text).casefold()
    if not folded.isascii():
        folded = arabic_digits(folded).replace("\u0e4d\u0e32", "\u0e33").replace("\u0e40\u0e40", "\u0e41")
    return _SPACES.sub(" ", folded)
