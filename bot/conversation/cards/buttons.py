"""Buttons and quick replies. A button that leads nowhere is left out rather than shown dead."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from bot.conversation.cards import style
from bot.conversation.cards.parts import Json
from bot.conversation.postbacks import data_for
from bot.conversation.vocabulary import TYPED, Word

_LONGEST_ADDRESS = 1000
_KEPT_AS_IS = ":/?#[]@!$&'()*+,;=%~-._"


def ask(word: Word, argument: str = "", *, label: str = "", shown: str = "") -> Json:
    """An action that asks for a word; the chat then shows the words one could have typed."""
    typed = shown or " ".join(part for part in (TYPED[word], argument) if part)
    return {
        "type": "postback",
        "label": label or TYPED[word],
        "data": data_for(word, argument),
        "displayText": typed,
    }


def with_a_person(actions: Sequence[Json]) -> list[Json]:
    """The actions, and the way to the secretariat's people where it is not among them."""
    person = ask(Word.CONTACT)
    return [*actions] if any(action.get("data") == person["data"] for action in actions) else [*actions, person]


def open_link(label: str, address: str) -> Json | None:
    """An action that opens an address; None where LINE would refuse it."""
    encoded = quote(address.strip(), safe=_KEPT_AS_IS)
    return {"type": "uri", "label": label, "uri": encoded} if _opens(encoded) else None


def _opens(encoded: str) -> bool:
    try:
        parts = urlsplit(encoded)
    except ValueError:  # brackets that hold no IPv6 address
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and len(encoded) <= _LONGEST_ADDRESS


def primary(action: Json) -> Json:
    """The one button of a card that people mostly want."""
    return _button(action, style="primary", color=style.BLUE)


def secondary(action: Json) -> Json:
    """A button beside it."""
    return _button(action, style="secondary", color=style.GREY_GROUND)


def quiet(action: Json) -> Json:
    """A button that looks like a link."""
    return _button(action, style="link", color=style.LINK)


def _button(action: Json, **look: str) -> Json:
    return {
        "type": "button",
        "action": action,
        "height": "sm",
        "adjustMode": "shrink-to-fit",
        "scaling": True,
        **look,
    }
