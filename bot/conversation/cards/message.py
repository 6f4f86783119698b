"""Whole messages: a card or carousel with its alternative text, a plain text, and quick replies on the last one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from bot.conversation.cards import style
from bot.conversation.cards.clip import clipped
from bot.conversation.cards.parts import Json, column, text

LONGEST_ALTERNATIVE = 400
HEAVIEST_BUBBLE, HEAVIEST_CAROUSEL = 30 * 1024, 50 * 1024
"""Bytes on the wire, where every Thai letter is escaped."""
_LONGEST_TEXT = 5000


def plain_text(words: str) -> Json:
    """A text message."""
    return {"type": "text", "text": words[:_LONGEST_TEXT]}


def flex(alternative: str, contents: Json) -> Json:
    """A Flex message. The alternative text carries the answer where no card is shown."""
    return {"type": "flex", "altText": clipped(alternative, LONGEST_ALTERNATIVE), "contents": contents}


def carousel(bubbles: Sequence[Json]) -> Json:
    """Several bubbles side by side."""
    return {"type": "carousel", "contents": list(bubbles)}


def bubble(title: str, subtitle: str, body: Iterable[Json], footer: Iterable[Json | None] = ()) -> Json:
    """A card of the house: a blue head with a gold line, a white body, buttons below."""
    card: Json = {
        "type": "bubble",
        "size": "mega",
        "header": _header(title, subtitle),
        "body": column(*body, paddingAll="16px", spacing="md", backgroundColor=style.WHITE),
    }
    buttons = [button for button in footer if button is not None]
    if buttons:
        card["footer"] = column(*buttons, spacing="sm", paddingAll="12px", backgroundColor=style.WHITE)
    return card


def weight(card: Json) -> int:
    """The bytes of a card as it is sent."""
    return len(json.dumps(card, separators=(",", ":")))


def with_quick_replies(messages: Sequence[Json], actions: Sequence[Json]) -> list[Json]:
    """The messages, the last of them offering these actions."""
    items = [{"type": "action", "action": action} for action in actions]
    return [*messages[:-1], {**messages[-1], "quickReply": {"items": items}}]


def _header(title: str, subtitle: str) -> Json:
    lines = [text(title, size="lg", colour=style.WHITE, weight="bold")]
    if subtitle:
        lines.append(text(clipped(subtitle, 120), size="sm", colour=style.ON_BLUE))
    rule = column(height="3px", backgroundColor=style.GOLD_RULE)
    words = column(*lines, paddingAll="16px", paddingBottom="12px", spacing="xs")
    return column(words, rule, backgroundColor=style.BLUE, paddingAll="0px")
