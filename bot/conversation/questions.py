"""A question that waits for a yes or a no, kept with the chat until it is answered or too old."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

_GOOD_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked and about what.

    It is `link`, `unlink`, `hand-over`, `issue-code`, `erase`, `rescore`, `decide`, `release`, `reopen`,
    `allow-group`, `renew-calendar`, `call-back`, `get-back`, `officer`, `object`, `withdraw-objection`; or `code` for a
    code, `message` for words to officers, `objection` for the reason of an objection.
    `text` is the text that was shown with the question, where the yes is a yes to that text.
    `aside` says that something else was answered since, so that a typed yes may be meant for that; its buttons are not.
    """

    asks: str
    about: str = ""
    text: str = ""
    aside: bool = False

    @property
    def name(self) -> str:
        """Its name in button data; a question about another text has another name."""
        mark = f"{zlib.crc32(self.text.encode()):08x}" if self.text else ""
        return ":".join(part for part in (self.asks, self.about, mark) if part)

    def pending(self, now: datetime) -> dict[str, str]:
        """What the chat is to remember."""
        text = {"text": self.text} if self.text else {}
        return {"asks": self.asks, "about": self.about, "until": (now + _GOOD_FOR).isoformat(), **text}


def open_question(pending: Mapping[str, str], now: datetime) -> Question | None:
    """The question that still waits in this chat."""
    if "asks" not in pending or datetime.fromisoformat(pending["until"]) <= now:
        return None
    return Question(pending["asks"], pending["about"], pending.get("text", ""), "aside" in pending)


def put_aside(pending: Mapping[str, str], now: datetime) -> dict[str, str] | None:
    """What the chat is to remember once something else was answered; None where no question to be confirmed waits."""
    question = open_question(pending, now)
    if question is None or question.asks == "code" or question.aside:
        return None
    return {**pending, "aside": "yes"}
