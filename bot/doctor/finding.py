"""What a check found, in Thai and English, with the cure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """`warning`: it works now and will not for long. `fault`: something does not work."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. Where all is well there is no cure."""

    state: State
    thai: str
    english: str
    cure_thai: str = ""
    cure_english: str = ""


def ok(thai: str, english: str) -> Finding:
    return Finding(State.OK, thai, english)


def warning(thai: str, english: str, *, cure: tuple[str, str]) -> Finding:
    """`cure` in Thai and in English."""
    return Finding(State.WARNING, thai, english, *cure)


def fault(thai: str, english: str, *, cure: tuple[str, str]) -> Finding:
    """`cure` in Thai and in English."""
    return Finding(State.FAULT, thai, english, *cure)
