"""The data of buttons: `v1:missing:2`. Short, versioned, and free of anything personal."""

from __future__ import annotations

from bot.conversation.vocabulary import Word
from bot.conversation.words import Asked

_VERSION = "v1"


def data_for(word: Word, argument: str = "") -> str:
    """The data of a button that asks for this."""
    return ":".join(part for part in (_VERSION, word.value, argument) if part)


def asked_by(data: str) -> Asked | None:
    """What a pressed button asks for; None for buttons of another version or of someone else."""
    version, _, rest = data.partition(":")
    name, _, argument = rest.partition(":")
    if version != _VERSION or name not in {word.value for word in Word}:
        return None
    return Asked(Word(name), argument)
