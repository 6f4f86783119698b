"""Several cards that go out in one push, as when the month's messages are saved: one message to leaf through."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.cards.clip import clipped
from bot.conversation.cards.message import HEAVIEST_CAROUSEL, LONGEST_ALTERNATIVE, carousel, flex, weight
from bot.conversation.cards.parts import Json


def folded(messages: Sequence[Json]) -> list[Json]:
    """The messages of one push, the most urgent last: as one with its card in front, if LINE takes them together.

    Whatever is no single card keeps all as they are. The same messages are always folded alike, since a call is
    repeated word for word.
    """
    if len(messages) < 2 or not all(_is_one_card(message) for message in messages):
        return list(messages)
    urgent_first = messages[::-1]
    together = carousel([message["contents"] for message in urgent_first])
    if weight(together) > HEAVIEST_CAROUSEL:
        return list(messages)
    card = flex(_alternative([str(message["altText"]) for message in urgent_first]), together)
    return [card | {name: urgent_first[0][name] for name in ("quickReply",) if name in urgent_first[0]}]


def _alternative(urgent_first: Sequence[str]) -> str:
    """How many, and as many of them as can be told whole; the first in any case."""
    told = f"สรุปแจ้งเตือน {len(urgent_first)} เรื่อง: {clipped(urgent_first[0], 300)}"
    for number, each in enumerate(urgent_first[1:], start=1):
        rest = f" · และอีก {len(urgent_first) - number} เรื่อง"
        if len(f"{told} · {each}{rest}") > LONGEST_ALTERNATIVE:
            return told + rest
        told = f"{told} · {each}"
    return told


def _is_one_card(message: Json) -> bool:
    return bool(message["type"] == "flex" and message["contents"]["type"] == "bubble")
