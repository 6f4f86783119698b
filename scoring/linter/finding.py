"""What the linter says: where, what is wrong, and the cure; in Thai, English second."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Phrase(NamedTuple):
    """The same words in Thai and in English."""

    th: str
    en: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: `file` as it was asked for, `line` counted from 1, `code` for programs, cause and cure for people."""

    file: str
    line: int
    code: str
    cause: Phrase
    cure: Phrase

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.cause.th}; {self.cure.th} ({self.cause.en}; {self.cure.en})"


class Message(NamedTuple):
    """The sentences for a code; they may name values in braces."""

    cause_th: str
    cure_th: str
    cause_en: str
    cure_en: str
