"""What an input has to say for a condition to hold: the aim that a message names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NotAfter:
    """A date that is this day or an earlier one."""

    day: date


@dataclass(frozen=True, slots=True)
class AtMost:
    """No more than so many: rows filled, or links given."""

    most: int


@dataclass(frozen=True, slots=True)
class AtMostWords:
    """A text of no more than so many words, in a language of the United Nations."""

    most: int


@dataclass(frozen=True, slots=True)
class Unlike:
    """Another text than those it stands beside, or another kind than the like rows name."""


Target = bool | int | tuple[str, ...] | NotAfter | AtMost | AtMostWords | Unlike | None
"""Yes or no, at least a number, one of some codes, or one of the aims above; None where it is open."""
