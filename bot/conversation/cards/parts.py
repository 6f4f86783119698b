"""The small parts that all cards are made of, as LINE's Flex components."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from bot.conversation.cards import style
from bot.conversation.cards.style import Size, Tone

Json = dict[str, Any]


def text(words: str, *, size: Size = "md", colour: str = style.INK, **more: Any) -> Json:
    """A text that wraps and follows the reader's font size."""
    return {
        "type": "text",
        "text": words,
        "size": size,
        "color": colour,
        "wrap": True,
        "scaling": True,
        "lineSpacing": "4px",
        **more,
    }


def heading(words: str, **more: Any) -> Json:
    """The title of a part of a card."""
    return text(words, size="md", colour=style.BLUE, weight="bold", **more)


def note(words: str, **more: Any) -> Json:
    """A remark in quiet small print, still large enough to read."""
    return text(words, size="sm", colour=style.QUIET, **more)


def column(*contents: Json, **more: Any) -> Json:
    """Things under each other."""
    return {"type": "box", "layout": "vertical", "contents": list(contents), **more}


def row(*contents: Json, **more: Any) -> Json:
    """Things beside each other."""
    return {"type": "box", "layout": "horizontal", "contents": list(contents), **more}


def big_number(number: str, of: str) -> Json:
    """The one number of a card, and what it is part of."""
    return row(
        text(number, size="3xl", colour=style.BLUE, weight="bold", flex=0),
        text(of, colour=style.QUIET, flex=1),
        spacing="md",
        alignItems="flex-end",
    )


def separator(margin: str = "lg") -> Json:
    """A thin line between parts."""
    return {"type": "separator", "color": style.LINE, "margin": margin}


def badge(words: str, tone: Tone, **more: Any) -> Json:
    """A short state on a tinted ground; its words say what its colour says."""
    label = text(words, size="sm", colour=style.INK_OF[tone], weight="bold", align="center")
    return column(
        label,
        backgroundColor=style.GROUND_OF[tone],
        cornerRadius="md",
        paddingAll="6px",
        **more,
    )


def panel(*contents: Json, tone: Tone = "neutral", **more: Any) -> Json:
    """Things that belong together, on a tinted ground."""
    return column(
        *contents,
        backgroundColor=style.GROUND_OF[tone],
        cornerRadius="lg",
        paddingAll="12px",
        spacing="sm",
        **more,
    )


def bar(share: Fraction, *, colour: str = style.BAR, height: str = "8px") -> Json:
    """A bar filled to this share; an empty one is drawn as track alone, as LINE shows no box of no width."""
    track: Json = column(backgroundColor=style.TRACK, height=height, cornerRadius="4px", margin="sm")
    per_cent = max(2, round(share * 100)) if share > 0 else 0
    if per_cent:
        track["contents"] = [column(width=f"{per_cent}%", height=height, backgroundColor=colour, cornerRadius="4px")]
    return track


def bullet(words: str, *, mark: str = "•", colour: str = style.INK, size: Size = "sm") -> Json:
    """A line of a list, its mark hanging to the left."""
    return row(
        text(mark, size=size, colour=colour, flex=0),
        text(words, size=size, colour=colour, flex=1),
        spacing="sm",
    )
