"""What follows a word, exactly as it was typed: a text that goes out to others is not tidied up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from bot.conversation.likeness import NEARLY, likeness, skeleton
from bot.conversation.spelling import plain, without_politeness, without_tones

_LONGEST_OPENING = 48
_LETTERS_THAT_FOLLOW = "\u0e30\u0e32\u0e33\u0e45"
_BEGINS_WITH_A_CODE = re.compile(r"[A-Za-z0-9๐-๙]")


def after_word(text: str, known: Collection[str]) -> str:
    """What follows one of these forms at the beginning; blank where none stands there or nothing follows."""
    forms = {skeleton(form) for form in known}
    for end in range(min(len(text), _LONGEST_OPENING), 0, -1):
        if _written(text[:end]) in forms and _a_word_may_end(text, end):
            return text[end:].strip()
    return ""


def after_near_miss(text: str, known: Collection[str]) -> tuple[float, str]:
    """The same for a misspelt form, with how near it is, where a code seems to follow: other sentences begin alike."""
    head, *rest = text.strip().split(maxsplit=1)[:2] or [""]
    nearness = likeness(_written(head), known) if head else 0
    is_meant = nearness >= NEARLY and rest and _BEGINS_WITH_A_CODE.match(rest[0])
    return (nearness, rest[0].strip()) if is_meant else (0, "")


def _written(head: str) -> str:
    return without_tones(without_politeness(plain(head)).replace(" ", ""))


def _a_word_may_end(text: str, end: int) -> bool:
    """Not within a Latin word, nor between a Thai letter and its vowel."""
    before, behind = text[end - 1], text[end : end + 1]
    if not behind:
        return True
    if before.isascii() and before.isalnum():
        return not (behind.isascii() and behind.isalnum())
    return behind not in _LETTERS_THAT_FOLLOW and unicodedata.category(behind) != "Mn"
