"""A question that waits for a yes or a no, kept with the chat until it is answered or too old."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

_GOOD_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked (`link`, `unlink`, `erase`, `rescore`, or `code` for a code to be typed) and about what."""

    asks: str
    about: str = ""

    @property
    def name(self) -> str:
        """Its name in button data."""
        return f"{self.asks}:{self.about}" if self.about else self.asks

    def pending(self, now: datetime) -> dict[str, str]:
        """What the chat is to remember."""
        return {"asks": self.asks, "about": self.about, "until": (now + _GOOD_FOR).isoformat()}


def open_question(pending: Mapping[str, str], now: datetime) -> Question | None:
    """The question that still waits in this chat."""
    if "asks" not in pending or datetime.fromisoformat(pending["until"]) <= now:
        return None
    return Question(pending["asks"], pending["about"])
